import { execFileSync } from 'node:child_process'
import fs from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { content, twoFriends } from './transfer-testing'

for (const size of [0, 1, 65_000, 65_001, 3_000_000]) {
  test(`a file of ${size} bytes arrives under its name, and both hear of it`, async (t) => {
    const { alice, bob } = await twoFriends(t)
    const bytes = content(size)
    const offered = await alice.transfers.offer('bob', await alice.file('report.pdf', bytes))
    t.like(offered, {
      label: 'f1',
      friend: 'bob',
      direction: 'out',
      name: 'report.pdf',
      size,
      state: 'offered',
    })
    const { transfer } = await bob.until('file-offered')
    t.like(transfer, {
      label: 'f1',
      id: offered.id,
      friend: 'alice',
      direction: 'in',
      name: 'report.pdf',
      size,
    })
    t.deepEqual(await bob.received(), [])
    await bob.transfers.accept('f1')
    const path = join(bob.downloads, 'report.pdf')
    t.like((await bob.until('file-finished')).transfer, { state: 'finished', done: size, path })
    t.like((await alice.until('file-finished')).transfer, { state: 'finished', done: size })
    t.true(bytes.equals(await fs.readFile(path)))
    t.deepEqual(await bob.received(), ['report.pdf'])
    t.deepEqual(await bob.leftovers(), [])
    t.is((await fs.stat(path)).mode & 0o777, 0o600)
  })
}

test('hashing is told of, and only ordinary files are offered', async (t) => {
  const { alice } = await twoFriends(t)
  const seen: number[] = []
  await alice.transfers.offer('bob', await alice.file('x', content(2_500_000)), (bytes) => seen.push(bytes))
  t.is(seen.at(-1), 2_500_000)
  t.true(seen.length > 1)
  const offer = (name: string) => alice.transfers.offer('bob', join(alice.folder, name))
  await t.throwsAsync(offer('none'), { code: 'FILE_FAILED', message: /There is no file .*none: check/ })
  await t.throwsAsync(offer('.'), { code: 'FILE_FAILED', message: /no ordinary file/ })
  execFileSync('mkfifo', [join(alice.folder, 'pipe')])
  await t.throwsAsync(offer('pipe'), { code: 'FILE_FAILED', message: /no ordinary file/ })
  await t.throwsAsync(alice.transfers.offer('bob', '/dev/zero'), { message: /no ordinary file/ })
  t.is(alice.transfers.list().length, 1)
})
