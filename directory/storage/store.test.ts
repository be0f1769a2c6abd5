import test from 'ava'
import { Refusal } from '../refusal'
import { Database } from './database'
import { ChangeJournal, decodeEntry, type JournalFile, decodeJournal as readJournal } from './journal'
import type { Change } from './schema'
import { Seal } from './sealed'
import { type Decision, Store } from './store'

const seal = Seal.fresh(Buffer.alloc(32, 7))
const decodeJournal = (bytes: Buffer) => readJournal(bytes, (line) => decodeEntry(seal, line))

/** A store over a file in memory; each trip to the disk waits until the test lets it through. */
async function controlled(journalLimit = 1 << 20) {
  const state = { content: Buffer.alloc(0), closed: false }
  const trips: { succeed(): void; fail(): void }[] = []
  let announce = () => {}
  const file: JournalFile = {
    async write(bytes, offset) {
      state.content = Buffer.concat([state.content.subarray(0, offset), bytes])
    },
    sync: () =>
      new Promise((resolve, reject) => {
        trips.push({ succeed: resolve, fail: () => reject(Object.assign(new Error(), { code: 'ENOSPC' })) })
        announce()
      }),
    async truncate(length) {
      state.content = state.content.subarray(0, length)
    },
    async close() {
      state.closed = true
    },
  }
  /** The next trip to the disk, once it is under way. */
  const trip = async () => {
    if (trips.length === 0) {
      await new Promise<void>((resolve) => {
        announce = resolve
      })
    }
    return trips.shift()!
  }
  const snapshots: Uint8Array[] = []
  const reports: string[] = []
  const disk = { full: false }
  const database = await Database.create()
  const store = new Store(database, new ChangeJournal(file, seal, 0, false), {
    journalLimit,
    saveSnapshot: async (bytes) => {
      if (disk.full) throw Object.assign(new Error(), { code: 'ENOSPC' })
      snapshots.push(bytes)
    },
    report: (sentence) => reports.push(sentence),
    release: () => reports.push('released'),
  })
  return { store, database, trip, trips, state, snapshots, reports, disk }
}

const asks = (store: Store) =>
  store.reader
    .all<{ asked: string }>('SELECT asked FROM friendships ORDER BY asked')
    .map(({ asked }) => asked)

/** Claims a name unless it is claimed, as a registration does. */
const claim =
  (name: string) =>
  (reader: Store['reader']): Decision<string> => {
    if (reader.get('SELECT 1 FROM friendships WHERE asked = ?', [name])) throw new Refusal('NAME_TAKEN')
    const changes: Change[] = [['ask', 'ann', name]]
    return { changes, answer: name }
  }

test('a write is neither seen nor answered before its bytes are on disk', async (t) => {
  const { store, trip, state } = await controlled()
  let answered = false
  const write = store.write(claim('bob')).then(() => {
    answered = true
  })
  const first = await trip()
  t.deepEqual(decodeJournal(state.content).entries, [{ sequence: 1, changes: [['ask', 'ann', 'bob']] }])
  t.deepEqual([answered, asks(store)], [false, []])
  first.succeed()
  await write
  t.deepEqual(asks(store), ['bob'])
})

test('writes that wait share one trip to the disk, and each sees those before it', async (t) => {
  const { store, trip, trips, state } = await controlled()
  const first = store.write(claim('a'))
  const underWay = await trip()
  const names = ['b', 'c', 'b', 'd']
  const rest = Promise.allSettled(names.map((name) => store.write(claim(name))))
  t.deepEqual(trips, [])
  underWay.succeed()
  await first
  ;(await trip()).succeed()
  t.deepEqual(
    (await rest).map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  )
  t.deepEqual(asks(store), ['a', 'b', 'c', 'd'])
  t.deepEqual(
    decodeJournal(state.content).entries.map(({ changes }) => changes.length),
    [1, 3],
  )
})

test('when the disk is full all are refused, nothing is changed, and later writes work', async (t) => {
  const { store, trip, state, reports } = await controlled()
  const writes = Promise.allSettled(['a', 'a'].map((name) => store.write(claim(name))))
  const failing = await trip()
  failing.fail()
  // The journal puts itself right, which is a trip as well.
  ;(await trip()).succeed()
  ;(await trip()).succeed()
  const [first, second] = await writes
  t.like(first, { status: 'rejected', reason: { code: 'STORAGE_FAILED', status: 503 } })
  // The second was a group of its own: the name is free again.
  t.is(second?.status, 'fulfilled')
  t.deepEqual(asks(store), ['a'])
  t.deepEqual(decodeJournal(state.content).entries, [{ sequence: 1, changes: [['ask', 'ann', 'a']] }])
  t.regex(reports.join(), /disk is full/)
})

test('who is refused because of a change that then fails is not told that reason', async (t) => {
  const { store, trip } = await controlled()
  const first = store.write(claim('x'))
  const underWay = await trip()
  const both = Promise.allSettled(['a', 'a'].map((name) => store.write(claim(name))))
  underWay.succeed()
  await first
  ;(await trip()).fail()
  ;(await trip()).succeed()
  for (const outcome of await both) t.like(outcome, { reason: { code: 'STORAGE_FAILED' } })
  t.deepEqual(asks(store), ['x'])
})

test('a write that changes nothing, and one that breaks half-way, leave no trace', async (t) => {
  const { store, trip, trips, state } = await controlled()
  t.is(await store.write(() => ({ changes: [], answer: 'nothing' })), 'nothing')
  t.deepEqual([trips, state.content.length], [[], 0])

  const first = store.write(claim('a'))
  const underWay = await trip()
  const broken: Change[] = [
    ['ask', 'ann', 'bob'],
    ['ask', 'ann', 'bob'],
  ]
  const together = Promise.allSettled([
    store.write(() => ({ changes: broken, answer: '' })),
    store.write(claim('bob')),
  ])
  underWay.succeed()
  await first
  ;(await trip()).succeed()
  t.deepEqual(
    (await together).map(({ status }) => status),
    ['rejected', 'fulfilled'],
  )
  t.deepEqual(asks(store), ['a', 'bob'])
})

test('a snapshot is made when the journal is long enough, and at the end', async (t) => {
  const { store, trip, snapshots, state, reports } = await controlled(1)
  const write = store.write(claim('a'))
  ;(await trip()).succeed()
  await write
  // The reset of the journal.
  ;(await trip()).succeed()
  await store.write(() => ({ changes: [], answer: '' }))
  t.is(snapshots.length, 1)
  t.is(state.content.length, 0)
  const loaded = await Database.load(snapshots[0]!, { check: true })
  t.is(loaded.sequence, 1)
  t.is(loaded.all('SELECT * FROM friendships').length, 1)

  await store.close()
  t.is(snapshots.length, 1)
  t.true(state.closed)
  t.deepEqual(reports, ['released'])
  await t.throwsAsync(store.write(claim('b')), { instanceOf: Refusal })
})

test('when a snapshot fails the journal goes on, and it is tried again when it has grown', async (t) => {
  const { store, trip, snapshots, state, reports, disk } = await controlled(100)
  const write = async (name: string) => {
    const written = store.write(claim(name))
    ;(await trip()).succeed()
    await written
  }
  disk.full = true
  await write('a')
  await write('b')
  // Goes through the same queue: what was due before it is done.
  await store.write(() => ({ changes: [], answer: '' }))
  t.true(state.content.length > 100)
  t.is(decodeJournal(state.content).entries.length, 2)
  t.is(reports.length, 1)
  t.regex(reports[0]!, /disk is full/)

  disk.full = false
  await write('c')
  t.is(snapshots.length, 0)
  await write('d')
  ;(await trip()).succeed()
  await store.write(() => ({ changes: [], answer: '' }))
  t.is(snapshots.length, 1)
  t.is(state.content.length, 0)
})
