import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { testEntropy as entropy } from '../protocol/test-keys-testing'
import { failingAt } from './failing-steps-testing'
import { PageFiles } from './page-files'

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'pages-'))
  t.teardown(() => rmSync(path, { recursive: true }))
  return join(path, 'history')
}

const content = Buffer.from('what only Alice may read')

test('a page comes back, nobody else reads it, and another key opens nothing', async (t) => {
  const path = folder(t)
  const pages = new PageFiles(path, entropy)
  const [one, other] = [await pages.write(content), await pages.write(Buffer.from('more'))]
  t.deepEqual([pages.read(one), pages.read(other)], [content, Buffer.from('more')])
  t.false(readFileSync(join(path, one.file)).includes('Alice'))
  t.is(statSync(join(path, one.file)).mode & 0o777, 0o600)
  t.not(one.key, other.key)
  t.throws(() => pages.read({ file: one.file, key: other.key }), { code: 'CORRUPT_FILE' })
  // Nor does one page stand for another.
  writeFileSync(join(path, one.file), readFileSync(join(path, other.file)))
  t.throws(() => pages.read(one), { code: 'CORRUPT_FILE' })
})

test('whatever byte of a page is another one, it is damage, told with its file', async (t) => {
  const path = folder(t)
  const pages = new PageFiles(path, entropy)
  const page = await pages.write(content)
  const bytes = readFileSync(join(path, page.file))
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes)
    changed[at]! ^= 1
    writeFileSync(join(path, page.file), changed)
    t.throws(() => pages.read(page), {
      code: 'CORRUPT_FILE',
      message: `${join(path, page.file)}, a page of the history, is damaged or missing: restore the home from a backup.`,
    })
  }
  for (const short of [bytes.subarray(0, -1), bytes.subarray(0, 10), Buffer.alloc(0)]) {
    writeFileSync(join(path, page.file), short)
    t.throws(() => pages.read(page), { code: 'CORRUPT_FILE' })
  }
})

test('at a start what nothing names goes, and what is missing is told', async (t) => {
  const path = folder(t)
  const pages = new PageFiles(path, entropy)
  pages.clear([])
  const [named, left] = [await pages.write(content), await pages.write(content)]
  writeFileSync(join(path, `${named.file}.0123456789ab.tmp`), 'half')
  pages.clear([named])
  t.deepEqual(readdirSync(path), [named.file])
  t.throws(() => pages.clear([named, left]), { code: 'CORRUPT_FILE' })
  t.true(existsSync(join(path, named.file)))
  pages.remove([named, named])
  t.deepEqual(readdirSync(path), [])
})

test('a page that the disk refuses leaves nothing', async (t) => {
  const path = folder(t)
  new PageFiles(path, entropy).clear([])
  for (let index = 0; ; index++) {
    const { steps, taken } = failingAt(index, 'ENOSPC', false)
    const error = await new PageFiles(path, entropy, steps).write(content).then(
      () => null,
      (failure: unknown) => failure,
    )
    if (taken.length <= index) break
    t.like(error, { code: 'FILE_FAILED' })
    new PageFiles(path, entropy).clear([])
    t.deepEqual(readdirSync(path), [])
  }
})
