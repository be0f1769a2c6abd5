import test from 'ava'
import { HeldTimers } from '../../lab/suite/held-timers-testing'
import type { StoredItem, StoreEntry } from './correspondence'
import { History } from './history'
import { MessageStore } from './message-store'

const STREAM = 'ab'.repeat(16)

/** What Bob said to Alice, `count` texts, with a word of hers after each; and how many lines are looked at. */
function backlog(count: number) {
  const store = new MessageStore()
  for (let number = 1; number <= count; number++) {
    const item = { type: 'text', text: `${number}` } as const
    store.apply({ kind: 'in', friend: 'bob', stream: STREAM, number, written: 1, at: 1, item })
    store.apply({
      kind: 'out',
      to: 'b0'.repeat(32),
      friend: 'bob',
      id: `${number}`,
      stream: STREAM,
      number,
      written: 1,
      item,
    })
  }
  const state = { looked: 0 }
  const lines = new Proxy(store.of('bob').lines, {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) state.looked += 1
      return Reflect.get(target, key, receiver) as StoredItem
    },
  })
  const kept: StoreEntry[] = []
  const history = new History(
    {
      store: {
        of: () => ({ ...store.of('bob'), lines }),
        friends: ['bob'],
        transfers: [],
      },
      write: async (decide) => {
        const { entries, answer } = decide(store)
        for (const entry of entries) {
          kept.push(entry)
          store.apply(entry)
        }
        return answer
      },
    },
    () => false,
  )
  return { history, state, kept }
}

test.serial('twice the backlog, told one by one, is at most twice the work', async (t) => {
  new HeldTimers(t)
  const looked: number[] = []
  for (const count of [500, 1_000]) {
    const { history, state, kept } = backlog(count)
    for (const { id } of history.unseen()) history.seen('bob', id)
    looked.push(state.looked)
    await history.close()
    t.deepEqual(kept, [{ kind: 'seen', friend: 'bob', count }])
  }
  const [once = 0, twice = 0] = looked
  t.true(twice <= 2 * once + 10, `${once} lines of the half, ${twice} of the whole`)
})

test.serial('only what was shown counts as seen, in whatever order that is said', async (t) => {
  new HeldTimers(t)
  const { history, kept } = backlog(10)
  const ids = history.unseen().map(({ id }) => id)
  for (const at of [0, 4, 2, 4]) history.seen('bob', ids[at])
  history.seen('bob', 'of no item')
  await history.close()
  t.deepEqual(kept, [{ kind: 'seen', friend: 'bob', count: 5 }])
  t.deepEqual(
    history.unseen().map(({ id }) => id),
    ids.slice(5),
  )
  history.seen('bob', ids[9])
  history.seen('bob', ids[5])
  await history.close()
  t.deepEqual(kept.at(-1), { kind: 'seen', friend: 'bob', count: 10 })
  t.deepEqual(history.unseen(), [])
})
