import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { isPlaced, type PlaceFiles, place } from './destination'
import { content } from './transfer-testing'

const bytes = content(100_000)
const sha256 = createHash('sha256').update(bytes).digest('hex')
const id = 'ab'.repeat(16)

async function complete(t: ExecutionContext) {
  const home = await fs.mkdtemp(join(tmpdir(), 'place-'))
  t.teardown(() => fs.rm(home, { recursive: true }))
  const folder = join(home, 'downloads')
  await fs.mkdir(folder)
  const path = join(home, id)
  await fs.writeFile(path, bytes, { mode: 0o600 })
  const intended: string[] = []
  const intend = async (where: string) => {
    // Before anything is there that was not there before.
    if ((await fs.readdir(folder)).some((name) => join(folder, name) === where)) throw new Error('too late')
    intended.push(where)
  }
  const whole = (name: string) => ({ path, id, name, size: bytes.length, sha256 })
  return { home, folder, path, whole, intend, intended }
}

function failing(step: 'link' | 'copyFile' | 'rename', codes: string[]): PlaceFiles {
  const fail = async (...given: [string, string, number?]) => {
    const code = codes.shift()
    if (code) throw Object.assign(new Error(code), { code, syscall: step })
    await (fs[step] as (...given: unknown[]) => Promise<void>)(...given)
  }
  return { ...fs, [step]: fail }
}

const ways: Record<string, () => PlaceFiles> = {
  'by a link': () => fs,
  'on another disk': () => failing('link', ['EXDEV']),
  'without links': () => failing('link', Array<string>(20).fill('EPERM')),
  'on another disk without links': () => failing('link', ['EXDEV', ...Array<string>(20).fill('ENOTSUP')]),
}

for (const [way, files] of Object.entries(ways)) {
  test(`${way}: nothing is overwritten, and each name is told before it is used`, async (t) => {
    const { folder, whole, intend, intended, path } = await complete(t)
    const names = ['report.pdf', 'report (2).pdf', 'report (3).pdf']
    await fs.writeFile(join(folder, 'report.pdf'), 'mine')
    await fs.symlink('/nowhere', join(folder, 'report (2).pdf'))
    t.is(await place(whole('report.pdf'), folder, intend, files()), join(folder, 'report (3).pdf'))
    t.deepEqual(intended, [join(folder, 'report (3).pdf')])
    t.deepEqual((await fs.readdir(folder)).filter((name) => !name.startsWith('.')).sort(), names.toSorted())
    t.is(await fs.readFile(join(folder, 'report.pdf'), 'utf8'), 'mine')
    const placed = join(folder, 'report (3).pdf')
    t.true(bytes.equals(await fs.readFile(placed)))
    t.is((await fs.stat(placed)).mode & 0o777, 0o600)
    t.true(bytes.equals(await fs.readFile(path)))
    t.true(await isPlaced(placed, whole(''), fs))
    t.false(await isPlaced(join(folder, 'report.pdf'), whole(''), fs))
    t.false(await isPlaced(join(folder, 'none'), whole(''), fs))
  })

  test(`${way}: of many at once each gets a name of its own`, async (t) => {
    const { folder, home, whole } = await complete(t)
    const placed = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const own = { ...whole('x.txt'), path: join(home, `${index}`), id: `${index}`.repeat(32) }
        await fs.writeFile(own.path, bytes)
        return place(own, folder, async () => {}, files())
      }),
    )
    t.is(new Set(placed).size, 8)
    for (const path of placed) t.true(bytes.equals(await fs.readFile(path)))
    t.is((await fs.readdir(folder)).filter((name) => !name.startsWith('.')).length, 8)
  })
}

test('another program takes the name at the last moment', async (t) => {
  const { folder, whole } = await complete(t)
  const taken = join(folder, 'x.txt')
  const intend = async (path: string) => {
    if (path === taken) await fs.writeFile(path, 'theirs')
  }
  for (const [number, files] of Object.values(ways).entries()) {
    await fs.rm(taken, { force: true })
    t.is(await place(whole('x.txt'), folder, intend, files()), join(folder, `x (${number + 2}).txt`))
    t.is(await fs.readFile(taken, 'utf8'), 'theirs')
  }
})

test('a name from a stranger stays in the folder', async (t) => {
  const { folder, whole } = await complete(t)
  t.is(await place(whole('../../../tmp/\u202efdp.exe'), folder, async () => {}, fs), join(folder, '_fdp.exe'))
})

test('a copy that was cut short, or that is a trap, is not used', async (t) => {
  const { folder, whole, home } = await complete(t)
  const precious = join(home, 'precious')
  await fs.writeFile(precious, 'precious')
  await fs.symlink(precious, join(folder, `.${id}.part`))
  const path = await place(whole('x.txt'), folder, async () => {}, failing('link', ['EXDEV']))
  t.true(bytes.equals(await fs.readFile(path)))
  t.is(await fs.readFile(precious, 'utf8'), 'precious')
  t.true((await fs.lstat(path)).isFile())
})

test('a full disk leaves no half copy', async (t) => {
  const { folder, whole } = await complete(t)
  const full: PlaceFiles = {
    ...failing('link', ['EXDEV']),
    copyFile: async (_from, to) => {
      await fs.writeFile(to, 'half')
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    },
  }
  await t.throwsAsync(
    place(whole('x.txt'), folder, async () => {}, full),
    { code: 'ENOSPC' },
  )
  t.deepEqual(await fs.readdir(folder), [])
})

test('a pipe in the place of a file is no file, and is not waited for', async (t) => {
  const { folder, whole } = await complete(t)
  execFileSync('mkfifo', [join(folder, 'x.txt')])
  t.false(await isPlaced(join(folder, 'x.txt'), whole(''), fs))
})
