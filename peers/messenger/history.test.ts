import test from 'ava'
import { HeldTimers } from '../../lab/suite/held-timers-testing'
import { History } from './history'
import { Disk } from './messenger-testing'

const STREAM = 'ab'.repeat(16)

/** What Bob said to Alice, `count` texts, with a word of hers after each: nearly all of it in pages of 20 lines. */
async function backlog(count: number) {
  const disk = new Disk()
  const journal = disk.journal({ lines: 20, characters: 1e6, tails: 2_000, log: 1_000 })
  for (let number = 1; number <= count; number++) {
    const item = { type: 'text', text: `${number}` } as const
    const out = { kind: 'out', friend: 'bob', to: 'b0'.repeat(32), id: `${number}`, stream: STREAM } as const
    await journal.write(() => ({
      entries: [
        { kind: 'in', friend: 'bob', stream: STREAM, number, written: 1, at: 1, item },
        { ...out, number, written: 1, item },
      ],
      answer: undefined,
    }))
  }
  disk.pages.reads = 0
  const history = new History(journal, () => false)
  return { history, disk, seen: () => journal.store.of('bob').seen }
}

test.serial('a backlog that is told one by one is read twice, however long it is', async (t) => {
  new HeldTimers(t)
  for (const count of [500, 1_000]) {
    const { history, disk, seen } = await backlog(count)
    for (const { id } of history.unseen()) history.seen('bob', id)
    const { reads, held } = disk.pages
    t.true(held.size > 10 && reads <= 2 * held.size, `${reads} reads of ${held.size} pages`)
    await history.close()
    t.is(seen(), count)
  }
})

test.serial('only what was shown counts as seen, in whatever order that is said', async (t) => {
  new HeldTimers(t)
  const { history, seen } = await backlog(10)
  const ids = history.unseen().map(({ id }) => id)
  for (const at of [0, 4, 2, 4]) history.seen('bob', ids[at])
  history.seen('bob', 'of no item')
  await history.close()
  t.is(seen(), 5)
  t.deepEqual(
    history.unseen().map(({ id }) => id),
    ids.slice(5),
  )
  history.seen('bob', ids[9])
  history.seen('bob', ids[5])
  await history.close()
  t.is(seen(), 10)
  t.deepEqual(history.unseen(), [])
})
