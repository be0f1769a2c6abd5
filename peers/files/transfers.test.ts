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
  execFileSync('mkfifo', [join(alice.folder, 'pipe')])
  await t.throwsAsync(offer('pipe'), { code: 'FILE_FAILED', message: /no ordinary file/ })
  await t.throwsAsync(alice.transfers.offer('bob', '/dev/zero'), { message: /no ordinary file/ })
  t.is(alice.transfers.list().length, 1)
})

test('several files at once share the line, and a full one is waited for', async (t) => {
  const { alice, bob, line } = await twoFriends(t)
  line.capacity = 1
  const size = 6_500_000
  for (const name of ['a', 'b', 'c']) {
    await alice.transfers.offer('bob', await alice.file(name, content(size, name.charCodeAt(0))))
  }
  await bob.until('file-offered', 3)
  const order: string[] = []
  line.onArrival = (_from, message) => void (message.kind === 'chunk' && order.push(message.id))
  await Promise.all(['f1', 'f2', 'f3'].map((label) => bob.transfers.accept(label)))
  await bob.until('file-finished', 3)
  // While all three run, none gets ahead of another by more than what a disk takes to answer.
  const ids = [...new Set(order)]
  const last = Math.max(...ids.map((id) => order.indexOf(id)))
  const first = Math.min(...ids.map((id) => order.lastIndexOf(id)))
  const together = order.slice(last, first + 1)
  t.true(together.length > 100, `${together.length}`)
  const counts = ids.map((id) => together.filter((each) => each === id).length)
  t.true(Math.max(...counts) - Math.min(...counts) < together.length / 6, counts.join())
  for (const name of ['a', 'b', 'c']) {
    t.true(content(size, name.charCodeAt(0)).equals(await fs.readFile(join(bob.downloads, name))))
  }
})

test('two files of one name arrive side by side, in both directions at once', async (t) => {
  const { alice, bob } = await twoFriends(t)
  const [one, two, three] = [content(300_000, 1), content(300_000, 2), content(300_000, 3)]
  await fs.mkdir(join(alice.folder, 'elsewhere'))
  await alice.transfers.offer('bob', await alice.file('x.txt', one))
  await alice.transfers.offer('bob', await alice.file('elsewhere/x.txt', two))
  await bob.transfers.offer('alice', await bob.file('x.txt', three))
  await Promise.all([bob.until('file-offered', 2), alice.until('file-offered')])
  await Promise.all([bob.transfers.accept('f1'), bob.transfers.accept('f2'), alice.transfers.accept('f3')])
  await Promise.all([bob.until('file-finished', 3), alice.until('file-finished', 3)])
  t.deepEqual(await bob.received(), ['x (2).txt', 'x.txt'])
  const read = (name: string) => fs.readFile(join(bob.downloads, name))
  const arrived = await Promise.all([read('x.txt'), read('x (2).txt')])
  t.true([one, two].every((wanted) => arrived.some((bytes) => bytes.equals(wanted))))
  t.true(three.equals(await fs.readFile(join(alice.downloads, 'x.txt'))))
})

test('progress is told at most four times a second, with the rate of the last seconds', async (t) => {
  let now = 1_000_000
  const { alice, bob, line } = await twoFriends(t, () => now)
  await alice.transfers.offer('bob', await alice.file('x', content(6_500_000)))
  await bob.until('file-offered')
  // A chunk every tenth of a second: ten seconds in all.
  line.onArrival = (_from, { kind }) => {
    if (kind === 'chunk') now += 100
  }
  line.capacity = 1
  await bob.transfers.accept('f1')
  await Promise.all([alice.until('file-finished'), bob.until('file-finished')])
  for (const side of [alice, bob]) {
    const reports = side.of('file-progress')
    t.true(reports.length > 10 && reports.length <= 40, `${reports.length}`)
    const rates = reports.slice(4).map(({ rate }) => rate)
    t.true(
      rates.every((rate) => Math.abs(rate - 650_000) < 70_000),
      rates.join(),
    )
    t.true(reports.every(({ transfer }) => transfer.state === 'running' && transfer.done <= transfer.size))
  }
})
