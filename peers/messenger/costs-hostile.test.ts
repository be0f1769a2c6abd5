/**
 * What a friend may cost, row by row of what such friends did to this messenger once: the real program, measured from
 * outside, while a friend whose program keeps to nothing does all it can, and another one talks with its user. Memory, disk
 * and what arrives are held on any machine; times are told, and held by `npm run bench -- costs`, which wants a quiet one.
 */

import { closeSync, ftruncateSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import test, { type ExecutionContext } from 'ava'
import { isPlayed, isWhole, oneOf } from '../../lab/suite/extent-testing'
import { MAX_CHUNK_BYTES } from '../protocol/application'
import { type Costs, type Hostile, Neighbourhood, withoutEnd } from './costs-testing'
import { nothing } from './delivery-testing'
import { BYTE_PACE, BYTES_AT_ONCE, budgetLimits, ITEM_PACE, ITEMS_AT_ONCE, keptBytes } from './friend-budget'
import { type HostileFriend, itemOf } from './hostile-testing'

const holdsTimes = process.env.COSTS_LIMITS === '1'
/** Seconds that are measured after the first one; more for whoever wants to see how it goes on. */
const SECONDS = Number(process.env.COSTS_SECONDS ?? 2)
const MIB = 1024 * 1024
/** Wrong prefixes that are answered, each. */
const ANSWERS = 15
/** Of the file that a friend asks about. */
const FILE_BYTES = (isWhole ? 4_096 : 256) * MIB
/** What one friend may cost: memory above what the program has anyway, and of a core after the first second. */
const MOST_MEMORY = 150 * MIB
const MOST_OF_A_CORE = 0.3
/** Milliseconds within which messages of others arrive. */
const WITHIN = 1_000
/** Sessions that a friend's program takes for open at once: two, and those of whose end it has not heard yet. */
const MOST_SESSIONS = 20

const rows = [
  'control-characters',
  'tiny-texts',
  'unread-haves',
  'other-chunks',
  'offers',
  'wrong-prefixes',
  'sessions',
  'pings',
  'thief',
] as const

/** What each of these budgets refuses is tested by itself (budget-hostile.test.ts and others): a sample measures one, each other day. */
const measured: readonly (typeof rows)[number][] = isWhole ? rows : isPlayed(1, 2) ? [oneOf(rows)] : []
const measuring = (name: (typeof rows)[number]) =>
  process.platform === 'linux' && measured.includes(name) ? test.serial : test.serial.skip

let opened: Promise<Neighbourhood> | null = null
const endings: (() => void)[] = []
const neighbourhood = () => {
  opened ??= Neighbourhood.open({ teardown: (work) => endings.push(work) }, measured)
  return opened
}
test.after.always(() => {
  for (const end of endings.reverse()) end()
})

/**
 * Measures a row, and holds what is promised of each.
 * @param until what must have happened, however busy the machine. @param once milliseconds of work that come once.
 */
async function row(
  t: ExecutionContext,
  name: (typeof rows)[number],
  work: (hostile: Hostile) => Promise<unknown>,
  {
    until,
    once = 0,
  }: {
    readonly until?: Promise<unknown>
    readonly once?: number
  } = {},
): Promise<Costs> {
  t.timeout(300_000)
  const here = await neighbourhood()
  const costs = await here.measure(name, SECONDS, work, until)
  const { memory, first, rest, during, sessions, sent, disk, startBefore, startAfter } = costs
  const { delivered, median, longest } = costs
  const share = rest / during
  t.log(
    `${name}: ${Math.round(memory / MIB)} MiB, ${Math.round(first)} ms in the first second, then ` +
      `${Math.round(100 * share)} % of a core; ${sessions} sessions and ${(sent / MIB).toFixed(1)} MiB came; ` +
      `${delivered} messages, half within ${Math.round(median)} ms, all within ${Math.round(longest)} ms; ` +
      `${(disk / MIB).toFixed(1)} MiB on disk; start ${startBefore} ms, then ${startAfter} ms`,
  )
  t.true(memory <= MOST_MEMORY, 'memory')
  t.true(delivered > 0, 'all that others said was delivered')
  t.true(disk <= budgetLimits.unreadBytes, 'disk')
  if (!holdsTimes) return costs
  t.true(first + rest <= 1_000 + once + MOST_OF_A_CORE * during, 'processor')
  t.true(longest <= WITHIN, `${longest} ms`)
  t.true(startAfter <= 2 * startBefore, 'start')
  return costs
}

/** @returns how many of a friend's texts may have been taken, by a budget with a pace. */
function paced({ during }: Costs, atOnce: number, pace: number): number {
  // With the first second, and one in which all sessions end.
  return atOnce + pace * (2 + during / 1_000)
}

/** @returns up to where a friend's items were confirmed. */
function confirmed(friend: HostileFriend): number {
  return friend.messages('receipt').at(-1)?.number ?? 0
}

/** Settles when the user was told so of this friend. */
async function alarm(friend: (typeof rows)[number], code: string): Promise<unknown> {
  const { alice } = await neighbourhood()
  return alice.seen(() => alice.of('alarm').find((told) => told.friend === friend && told.code === code))
}

const text = (words: string) => ({ type: 'text', text: words }) as const

measuring('control-characters')('texts of control characters, six bytes each on the disk', async (t) => {
  const heavy = text('\u0001'.repeat(16_000))
  let number = 0
  let taken = 0
  const costs = await row(t, 'control-characters', ({ again }) =>
    again(async (friend) => {
      friend.say(nothing)
      await withoutEnd(friend, () => itemOf(++number, heavy), 4)
      taken = confirmed(friend)
    }),
  )
  const bytes = taken * keptBytes(heavy)
  t.true(bytes <= paced(costs, BYTES_AT_ONCE, BYTE_PACE), `${bytes}`)
})

measuring('tiny-texts')('tiny texts', async (t) => {
  let number = 0
  let taken = 0
  const costs = await row(t, 'tiny-texts', ({ again }) =>
    again(async (friend) => {
      friend.say(nothing)
      await withoutEnd(friend, () => itemOf(++number, text('x')), 500)
      taken = confirmed(friend)
    }),
  )
  t.true(taken <= paced(costs, ITEMS_AT_ONCE, ITEM_PACE), `${taken}`)
})

measuring('unread-haves')('HAVE without end, of a friend who reads nothing', async (t) => {
  const { alice } = await neighbourhood()
  for (let count = 0; count < 100; count++)
    await alice.ask({ do: 'send', to: 'unread-haves', text: 'x'.repeat(16_000) })
  let sessions = 0
  const work = ({ again }: Hostile) =>
    again(async (friend) => {
      friend.stopReading()
      // The word that a disk is full makes room for the next HAVE.
      const asks = [nothing, { kind: 'full' }] as const
      const isBare = sessions++ % 2 === 0
      await withoutEnd(friend, (at) => (isBare ? nothing : asks[at % 2]!))
    })
  await row(t, 'unread-haves', work, { until: alarm('unread-haves', 'UNEXPECTED_FRAME') })
})

measuring('other-chunks')('chunks at other places of a file than those asked for', async (t) => {
  const here = await neighbourhood()
  const id = 'ca'.repeat(16)
  const size = 1024 * MIB
  const offer = { type: 'offer', id, size, sha256: '00'.repeat(32), name: 'film.mkv' } as const
  const before = await here.call('other-chunks')
  before.say(nothing, itemOf(1, offer))
  const { transfer } = await here.alice.until('file-offered')
  await here.alice.ask({ do: 'accept-file', file: transfer.id })
  await before.seen(() => before.messages('fetch')[0])
  before.vanish()
  const bytes = Buffer.alloc(MAX_CHUNK_BYTES)
  await row(t, 'other-chunks', ({ again }) =>
    again(async (friend) => {
      friend.say(nothing)
      await withoutEnd(friend, (at) => ({ kind: 'chunk', id, offset: (at + 1) * bytes.length, bytes }), 1)
    }),
  )
  await here.alice.ask({ do: 'cancel-file', file: transfer.id })
})

measuring('offers')('offers without end', async (t) => {
  const sha256 = '00'.repeat(32)
  let number = 0
  const offer = () => {
    const id = (++number).toString(16).padStart(32, '0')
    return itemOf(number, { type: 'offer', id, size: 1, sha256, name: 'x' })
  }
  const work = ({ again }: Hostile) =>
    again(async (friend) => {
      friend.say(nothing)
      await withoutEnd(friend, offer, 50)
    })
  await row(t, 'offers', work, { until: alarm('offers', 'OVER_BUDGET') })
})

measuring('wrong-prefixes')('FETCH with a wrong prefix, at ever other places', async (t) => {
  const here = await neighbourhood()
  const path = join(here.folder, 'film.mkv')
  const file = openSync(path, 'w')
  ftruncateSync(file, FILE_BYTES)
  closeSync(file)
  t.timeout(300_000)
  const before = here.processor()
  const { id } = await here.alice.ask({ do: 'send-file', to: 'wrong-prefixes', path })
  const reading = here.processor() - before
  t.log(`${FILE_BYTES / MIB} MiB are read and hashed in ${reading} ms of a processor`)
  const size = FILE_BYTES
  const fetch = (at: number) =>
    ({ kind: 'fetch', id, offset: size - 1 - ((at * 7_919_777) % size), prefix: '00'.repeat(32) }) as const
  /** Asks so often that each is answered, however long that takes, and then as much as it can. */
  const asks = () => {
    let [asked, answered] = [0, 0]
    let enough = () => {}
    const until = new Promise<void>((resolve) => {
      enough = resolve
    })
    const one = async (friend: HostileFriend) => {
      friend.say(nothing, itemOf(1, text('a film?')), fetch(asked++))
      await Promise.race([friend.seen(() => friend.messages('chunk')[0]), friend.ended])
      friend.vanish()
      answered += friend.messages('chunk').length > 0 ? 1 : 0
      if (answered === ANSWERS) enough()
    }
    const work = ({ over, again }: Hostile) =>
      again(async (friend) => {
        if (answered < ANSWERS) return one(friend)
        friend.say(nothing, itemOf(1, text('a film?')))
        // Of the file itself nothing is wanted.
        friend.stopReading()
        // Just as often as any friend may ask, and in the last half as often as the line takes it.
        for (let left = 5 * SECONDS; left > 0 && !over.aborted && !friend.isOver; left--) {
          await delay(200)
          friend.say(fetch(asked++))
        }
        await withoutEnd(friend, () => fetch(asked++))
      })
    return { work, until }
  }
  // For each answer so much of the file as lies between two hashes that are kept, and what goes out before it is too much.
  const answers = ANSWERS * (reading / 64 + 20)
  const first = asks()
  await row(t, 'wrong-prefixes', first.work, { until: first.until, once: answers })
  if (isWhole) {
    // The program has started anew, so the file is read once more, and takes its time for it.
    const again = asks()
    await row(t, 'wrong-prefixes', again.work, { until: again.until, once: answers })
  }
  await here.alice.ask({ do: 'cancel-file', file: id })
})

measuring('sessions')('many sessions at once', async (t) => {
  const open = new Set<HostileFriend>()
  let most = 0
  await row(t, 'sessions', async ({ over, call }) => {
    const caller = async () => {
      while (!over.aborted) {
        const friend = await call()
        if (friend.isOver) continue
        friend.say(nothing)
        open.add(friend)
        void friend.ended.then(() => open.delete(friend))
        most = Math.max(most, open.size)
      }
    }
    await Promise.all(Array.from({ length: 20 }, caller))
  })
  t.true(most <= MOST_SESSIONS, `${most}`)
})

measuring('pings')('PING without end', async (t) => {
  const work = ({ again }: Hostile) =>
    again(async (friend) => {
      friend.say(nothing)
      await withoutEnd(friend, () => ({ kind: 'ping' }), 4_000)
    })
  await row(t, 'pings', work, { until: alarm('pings', 'OVER_BUDGET') })
})

measuring('thief')(
  'a thief of a friend’s keys, who asks for all that was said: nothing comes, and the user is told',
  async (t) => {
    const here = await neighbourhood()
    const { alice } = here
    const said = Array.from({ length: 20 }, (_, at) => `secret ${at + 1}`)
    const bob = await here.call('thief')
    bob.say(nothing)
    for (const words of said) await alice.ask({ do: 'send', to: 'thief', text: words })
    const { stream } = await bob.seen(() => bob.messages('item').find(({ number }) => number === said.length))
    bob.say({ kind: 'receipt', stream, number: said.length })
    const waiting = async () => {
      const { friends } = await alice.ask({ do: 'friends' })
      return friends.find(({ name }: { name: string }) => name === 'thief').waiting
    }
    while ((await waiting()) > 0);
    bob.vanish()
    const heard: string[] = []
    let asked = 0
    await row(t, 'thief', ({ again }) =>
      again(async (thief) => {
        thief.say({ ...nothing, stream })
        asked += 1
        await delay(100)
        heard.push(...thief.messages('item').map(({ item }) => item.type))
        thief.vanish()
      }),
    )
    t.true(asked > 0)
    t.deepEqual(heard, [])
    t.is(alice.of('lacks')[0]?.count, said.length)
  },
)
