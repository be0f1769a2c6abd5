import test from 'ava'
import { clearingOf } from './clearing'
import type { StoreEntry } from './correspondence'
import { Disk } from './messenger-testing'
import { idOf, receivedEntry } from './outbox'

const BOB = 'b0'.repeat(32)
const OURS = 'aa'.repeat(16)
const THEIRS = 'bb'.repeat(16)
const text = (words: string) => ({ type: 'text', text: words }) as const

const said = (number: number, at: number): StoreEntry => ({
  kind: 'out',
  friend: 'bob',
  to: BOB,
  id: idOf(OURS, number),
  stream: OURS,
  number,
  written: at,
  item: text(`said ${number}`),
})
const heard = (number: number, at: number): StoreEntry => ({
  kind: 'in',
  friend: 'bob',
  stream: THEIRS,
  number,
  // By the friend's clock, which nothing depends on.
  written: 9e12,
  at,
  item: text(`heard ${number}`),
})

const receipt = (number: number): StoreEntry => ({ kind: 'receipt', friend: 'bob', stream: OURS, number })

async function journalOf(...entries: StoreEntry[]) {
  const disk = new Disk()
  const journal = disk.journal({ lines: 2, bytes: 1e6, tails: 1, log: 1 })
  // What changes nothing makes the log grow until the lines are in pages.
  for (const entry of [...entries, ...Array.from({ length: 60 }, () => receipt(0))])
    await journal.write(() => ({ entries: [entry], answer: undefined }))
  const texts = () =>
    journal.store
      .of('bob')
      .lines.last(100)
      .map(({ item }) => item.type === 'text' && item.text)
  return { disk, journal, texts }
}

test('what waits, and what was not seen, is not cleared; what was said at another time neither', async (t) => {
  const { journal, texts } = await journalOf(
    said(1, 5),
    heard(1, 10),
    said(2, 11),
    receipt(2),
    said(3, 12),
    heard(2, 13),
    heard(3, 14),
    { kind: 'seen', friend: 'bob', count: 2 },
    said(4, 20),
  )
  const gone = (from: number, to: number) =>
    clearingOf(journal.store.of('bob'), { from, to }).gone.map(
      ({ item }) => item.type === 'text' && item.text,
    )
  t.deepEqual(gone(10, 20), ['heard 1', 'said 2', 'heard 2'])
  t.deepEqual(gone(10, 11), ['heard 1'])
  await journal.clear({ friend: 'bob', from: 10, to: 20 }, () => {})
  t.deepEqual(texts(), ['said 1', 'said 3', 'heard 3', 'said 4'])
  t.deepEqual(
    journal.store
      .of('bob')
      .outboxes.get(BOB)
      ?.waiting.map(({ number }) => number),
    [3, 4],
  )
})

test('the bytes are gone from the disk, and the room is there again', async (t) => {
  const { disk, journal, texts } = await journalOf(said(1, 10), heard(1, 10), said(2, 11), receipt(2), {
    kind: 'seen',
    friend: 'bob',
    count: 1,
  })
  const everything = () => Buffer.concat([...disk.kept, ...disk.pages.held.values()]).toString()
  t.true(everything().includes('said 2'))
  await journal.clear({ friend: 'bob', from: 0, to: 100 }, () => {})
  t.deepEqual([texts(), disk.journal().store.of('bob').lines.last(9)], [[], []])
  t.notRegex(everything(), /said|heard/)
  t.is(disk.pages.held.size, 0)
})

test('a friend who has what was cleared is not taken for one who knows more than this home', async (t) => {
  const { disk, journal } = await journalOf(said(1, 10), said(2, 11), receipt(2), said(3, 12))
  await journal.clear({ friend: 'bob', from: 0, to: 12 }, () => {})
  for (const store of [journal.store, disk.journal().store]) {
    const have = (number: number, written: number) =>
      receivedEntry(store.of('bob'), 'bob', BOB, { stream: OURS, number, written }, 'cc'.repeat(16))
    t.is(have(2, 11), null)
    t.is(have(3, 12)?.kind, 'receipt')
    t.is(have(3, 13)?.kind, 'renew')
    t.is(have(4, 14)?.kind, 'renew')
  }
})

test('a disk that is full clears nothing, and says so', async (t) => {
  const { disk, journal, texts } = await journalOf(said(1, 10), receipt(1))
  const before = texts()
  disk.full = true
  await t.throwsAsync(
    journal.clear({ friend: 'bob', from: 0, to: 100 }, () => {}),
    { code: 'FILE_FAILED' },
  )
  t.deepEqual([texts(), disk.journal().store.of('bob').lines.last(9).length], [before, 1])
  disk.full = false
  await journal.clear({ friend: 'bob', from: 0, to: 100 }, () => {})
  t.deepEqual(texts(), [])
})
