import test from 'ava'
import { HeldTimers } from '../../lab/suite/held-timers-testing'
import type { StoreEntry } from './correspondence'
import { History } from './history'
import { Disk } from './messenger-testing'

const STREAM = 'ab'.repeat(16)

/** A word of Bob's, and one to him. */
function exchanged(number: number): StoreEntry[] {
  const item = { type: 'text', text: `${number}` } as const
  const out = { kind: 'out', friend: 'bob', to: 'b0'.repeat(32), id: `${number}`, stream: STREAM } as const
  return [
    { kind: 'in', friend: 'bob', stream: STREAM, number, written: 1, at: 1, item },
    { ...out, number, written: 1, item },
  ]
}

/** What Bob said to Alice, `count` texts, with a word of hers after each: nearly all of it in pages of 20 lines. */
async function backlog(count: number) {
  const disk = new Disk()
  const journal = disk.journal({ lines: 20, bytes: 1e6, tails: 2_600, log: 1_000 })
  for (let number = 1; number <= count; number++) {
    await journal.write(() => ({ entries: exchanged(number), answer: undefined }))
  }
  disk.pages.reads = 0
  const history = new History(journal, () => false)
  return { history, journal, disk, seen: () => journal.store.of('bob').seen }
}

test.serial(
  'a backlog that is told one by one is read twice, however long it is, and page by page',
  async (t) => {
    new HeldTimers(t)
    for (const count of [500, 1_000]) {
      const { history, disk, seen } = await backlog(count)
      let told = 0
      for (const { id } of history.unseen()) {
        history.seen('bob', id)
        told += 1
        // Ten of twenty lines are Bob's, and the first page has fewer.
        const most = 2 * (1 + Math.ceil(told / 10))
        t.true(disk.pages.reads <= most, `${disk.pages.reads} reads for ${told}`)
      }
      const { reads, held } = disk.pages
      t.true(held.size > 10 && reads <= 2 * held.size, `${reads} reads of ${held.size} pages`)
      await history.close()
      t.is(seen(), count)
    }
  },
)

test.serial('only what was shown counts as seen, in whatever order that is said', async (t) => {
  new HeldTimers(t)
  const { history, seen } = await backlog(10)
  const ids = [...history.unseen()].map(({ id }) => id)
  for (const at of [0, 4, 2, 4]) history.seen('bob', ids[at])
  history.seen('bob', 'of no item')
  await history.close()
  t.is(seen(), 5)
  t.deepEqual(
    [...history.unseen()].map(({ id }) => id),
    ids.slice(5),
  )
  history.seen('bob', ids[9])
  history.seen('bob', ids[5])
  await history.close()
  t.is(seen(), 10)
  t.deepEqual([...history.unseen()], [])
})

test.serial(
  'what lies elsewhere since, comes meanwhile or is cleared leaves a backlog that is being told as it was',
  async (t) => {
    new HeldTimers(t)
    const { history, journal, seen } = await backlog(60)
    const told: string[] = []
    for (const { id, content } of history.unseen()) {
      told.push(content.type === 'text' ? content.text : '')
      history.seen('bob', id)
      if (told.length % 15 > 0) continue
      await history.close()
      t.is(seen(), told.length)
      await journal.clear({ friend: 'bob', from: 0, to: 2 }, () => {})
      const number = 60 + told.length / 15
      await journal.write(() => ({ entries: exchanged(number), answer: undefined }))
    }
    t.deepEqual(
      told,
      Array.from({ length: 60 }, (_, index) => `${index + 1}`),
    )
    t.is(journal.store.of('bob').arrived - seen(), 4)
    for (const { id } of history.with('bob', 8)) history.seen('bob', id)
    await history.close()
    t.is(seen(), 64)
  },
)
