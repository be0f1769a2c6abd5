import test from 'ava'
import type { StoreEntry } from './correspondence'
import type { Journal } from './journal'
import { Disk } from './messenger-testing'

const BOB = 'b0'.repeat(32)
const out = (number: number): StoreEntry => ({
  kind: 'out',
  friend: 'bob',
  to: BOB,
  id: `${number}`,
  stream: 'ab'.repeat(16),
  number,
  written: 1,
  item: { type: 'text', text: 'é ☕ \u2028' },
})

const lastNumber = (store: Journal['store']) => store.of('bob').outboxes.get(BOB)?.lastNumber ?? 0

const keep = (journal: Journal, ...entries: StoreEntry[]) =>
  journal.write(() => ({ entries, answer: undefined }))

test('what was written is there again at the next start', async (t) => {
  const disk = new Disk()
  const journal = disk.journal()
  await keep(journal, out(1), out(2))
  await keep(journal, { kind: 'receipt', friend: 'bob', stream: 'ab'.repeat(16), number: 1 })
  const again = disk.journal()
  t.deepEqual(again.store.of('bob'), journal.store.of('bob'))
  t.is(again.store.of('bob').lines.tail.length, 2)
})

test('the store changes only once the disk has it', async (t) => {
  const disk = new Disk()
  const journal = disk.journal()
  const written = keep(journal, out(1))
  t.is(journal.store.of('bob').lines.tail.length, 0)
  await written
  t.deepEqual([disk.kept.length, journal.store.of('bob').lines.tail.length], [1, 1])
})

test('writes take their turn: each decides on the store that the one before left', async (t) => {
  const journal = new Disk().journal()
  const numbers = await Promise.all(
    Array.from({ length: 20 }, () =>
      journal.write((store) => {
        const next = lastNumber(store) + 1
        return { entries: [out(next)], answer: next }
      }),
    ),
  )
  t.deepEqual(
    numbers,
    Array.from({ length: 20 }, (_, index) => index + 1),
  )
})

test('a disk that refuses changes nothing, and the next write works once it does', async (t) => {
  const disk = new Disk()
  const journal = disk.journal()
  await keep(journal, out(1))
  disk.full = true
  const [first, second] = [keep(journal, out(2)), keep(journal, out(3))]
  await t.throwsAsync(first, { code: 'FILE_FAILED' })
  await t.throwsAsync(second, { code: 'FILE_FAILED' })
  t.deepEqual([disk.kept.length, journal.store.of('bob').lines.tail.length], [1, 1])
  disk.full = false
  await keep(journal, out(2))
  t.is(lastNumber(journal.store), 2)
})

test('who refuses to decide keeps nothing, and holds nobody up', async (t) => {
  const disk = new Disk()
  const journal = disk.journal()
  const refused = journal.write(() => {
    throw new RangeError('no')
  })
  const next = keep(journal, out(1))
  await t.throwsAsync(refused, { instanceOf: RangeError })
  await next
  t.is(disk.kept.length, 1)
})

test('nothing to keep is nothing on disk, also on a disk that is full', async (t) => {
  const disk = new Disk()
  disk.full = true
  const journal = disk.journal()
  t.is(await journal.write(() => ({ entries: [], answer: 5 })), 5)
})

test('the end waits for what is under way', async (t) => {
  const disk = new Disk()
  const journal = disk.journal()
  let closedWith = -1
  disk.close = async () => {
    closedWith = disk.kept.length
  }
  void keep(journal, out(1))
  void keep(journal, out(2))
  await journal.close()
  t.is(closedWith, 2)
})

test('an entry that does not parse is damage, told with its file', (t) => {
  for (const bytes of [Buffer.from('{'), Buffer.from([0xff]), Buffer.alloc(0)]) {
    const disk = new Disk()
    disk.kept = [bytes]
    t.throws(() => disk.journal(undefined, '/home/journal'), {
      code: 'CORRUPT_FILE',
      message: '/home/journal holds an entry that does not parse: restore it from a backup.',
    })
  }
})
