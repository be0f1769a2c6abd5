import test, { type ExecutionContext } from 'ava'
import { HeldTimers } from '../../lab/suite/held-timers-testing'
import { Told } from '../session/peer-testing'
import { MOST_CALLS } from './call-slots'
import { Redialer, type RedialerOptions } from './redialer'

/** Friends who can be reached or not, and the calls to them. */
function exchange(t: ExecutionContext, options: Partial<RedialerOptions<string>> = {}) {
  const told = new Told<{ event: 'locate' | 'call' | 'over'; friend: string }>()
  const online = new Set<string>()
  const reachable = new Set<string>()
  const calls: Redialer<string> = new Redialer({
    locate: async (friend) => {
      told.tell({ event: 'locate', friend })
      return friend
    },
    call: async (friend) => {
      told.tell({ event: 'call', friend })
      await new Promise(setImmediate)
      const isThere = reachable.has(friend)
      if (isThere) {
        online.add(friend)
        calls.reached(friend)
      }
      queueMicrotask(() => told.tell({ event: 'over', friend }))
      if (!isThere) throw new Error('away')
    },
    isOnline: (friend) => online.has(friend),
    waits: () => true,
    wanted: () => true,
    random: () => 0.5,
    backoffPolicy: { waiting: { first: 5, most: 20 }, idle: { first: 60_000, most: 60_000 } },
    ...options,
  })
  t.teardown(() => calls.stop())
  return { told, calls, online, reachable }
}

test('a friend who is away is called again and again, until reached, and then no more', async (t) => {
  const { told, calls, reachable } = exchange(t)
  calls.now('bob')
  await told.until('over', 4)
  reachable.add('bob')
  const last = told.of('call').length
  await told.until('over', last + 1)
  calls.now('bob')
  await new Promise(setImmediate)
  t.is(told.of('call').length, last + 1, 'who is there is not called')
})

test.serial('the waits grow, up to their limit, and begin anew after the friend was there', async (t) => {
  const { told, calls } = exchange(t)
  const waits: (number | undefined)[] = []
  const { setTimeout: real } = globalThis
  t.teardown(() => {
    globalThis.setTimeout = real
  })
  // The waits are looked at, not waited for.
  const noted = (work: () => void, wait?: number) => {
    waits.push(wait)
    return real(work, 0)
  }
  globalThis.setTimeout = noted as typeof setTimeout
  calls.now('bob')
  await told.until('over', 5)
  t.deepEqual(waits.slice(0, 4), [5, 10, 20, 20])
  calls.reached('bob')
  waits.length = 0
  calls.later('bob')
  await told.until('over', 8)
  t.deepEqual(waits.slice(0, 3), [5, 10, 20])
  calls.stop()
})

test.serial('the waits grow as well where each session ends as soon as it has begun', async (t) => {
  const timers = new HeldTimers(t)
  const { calls } = exchange(t)
  const waits: (number | undefined)[] = []
  for (let session = 1; session <= 5; session++) {
    calls.reached('bob')
    if (session === 5) calls.lasted('bob')
    calls.later('bob')
    waits.push(timers.waits[0])
  }
  t.deepEqual(waits, [5, 10, 20, 20, 5])
})

test.serial(
  'who has nothing waiting is called at the slower pace; something to say calls at once',
  async (t) => {
    const timers = new HeldTimers(t)
    let waits = false
    const { told, calls } = exchange(t, { waits: () => waits })
    calls.later('bob')
    t.deepEqual(timers.waits, [60_000])
    t.is(told.of('call').length, 0)
    waits = true
    calls.now('bob')
    t.deepEqual(timers.waits, [5])
    for (const [call, wait] of [5, 10, 20].entries()) {
      await told.until('over', call + 1)
      await new Promise(setImmediate)
      t.is(told.of('call').length, call + 1)
      t.deepEqual(timers.waits, [wait])
      await timers.pass()
    }
  },
)

test.serial(
  'what was in the way is gone: whoever something waits for is called at once, and once',
  async (t) => {
    const timers = new HeldTimers(t)
    const waiting = new Set(['bob', 'dave'])
    const { told, calls } = exchange(t, { waits: (friend) => waiting.has(friend) })
    for (const friend of ['bob', 'carol']) calls.later(friend)
    calls.wake()
    calls.wake()
    t.deepEqual(
      told.of('locate').map(({ friend }) => friend),
      ['bob'],
    )
    await new Promise(setImmediate)
    t.is(told.of('locate').length, 2, 'the question that was under way may have met what was in the way')
    await told.until('over', 2)
    await new Promise(setImmediate)
    t.is(told.of('call').length, 2, 'and the call may have gone to where the friend was before')
    t.deepEqual(timers.waits, [60_000, 20], 'the waits grow on')
  },
)

test.serial('one try at a time, and one that was asked for a moment ago changes nothing', async (t) => {
  const timers = new HeldTimers(t)
  const { told, calls } = exchange(t)
  for (let round = 0; round < 3; round++) {
    for (let count = 0; count < 10; count++) calls.now('bob')
    calls.later('bob')
    calls.now('carol')
    await new Promise(setImmediate)
  }
  t.deepEqual(
    told.of('locate').map(({ friend }) => friend),
    ['bob', 'carol'],
  )
  t.is(told.of('call').length, 2)
  t.deepEqual(timers.waits, [5, 5])
})

test.serial(
  'what the directory is asked, and when, does not depend on how calls end, or whether they do',
  async (t) => {
    const timers = new HeldTimers(t)
    const endings: Record<string, () => Promise<void>> = {
      closed: () => Promise.reject(new Error('refused')),
      silent: () => new Promise(() => {}),
      'open, and nobody whom we know': () => new Promise((_, reject) => setImmediate(reject)),
    }
    const seen: unknown[] = []
    for (const call of Object.values(endings)) {
      const { told, calls } = exchange(t, { call, waits: (friend) => friend < 'friend3' })
      const friends = Array.from({ length: 12 }, (_, index) => `friend${index}`)
      for (const friend of friends) calls.now(friend)
      const asked: unknown[] = []
      for (let turn = 0; turn < 6; turn++) {
        await new Promise(setImmediate)
        asked.push([told.of('locate').map(({ friend }) => friend), timers.waits])
        await timers.pass()
      }
      t.is(told.of('locate').length, 7 * friends.length)
      calls.stop()
      seen.push(asked)
    }
    t.deepEqual(seen[1], seen[0])
    t.deepEqual(seen[2], seen[0])
  },
)

test.serial(
  'few are called at once; those first for whom something waits, and one place is kept for them',
  async (t) => {
    const timers = new HeldTimers(t)
    const begun: string[] = []
    const ends = new Map<string, () => void>()
    const { calls } = exchange(t, {
      call: (friend) => {
        begun.push(friend)
        return new Promise((_, reject) => ends.set(friend, () => reject(new Error('away'))))
      },
      waits: (friend) => friend.startsWith('waited'),
    })
    for (let each = 0; each < 45; each++) calls.now(`idle${each}`)
    await new Promise(setImmediate)
    t.deepEqual(begun, ['idle0', 'idle1', 'idle2'])
    calls.now('waited0')
    calls.now('waited1')
    await new Promise(setImmediate)
    t.is(begun.length, MOST_CALLS)
    t.is(begun[3], 'waited0')
    for (const friend of ['idle0', 'idle1']) {
      ends.get(friend)!()
      await new Promise(setImmediate)
    }
    t.deepEqual(begun.slice(4), ['waited1'], 'and three idle ones are not too many')
    ends.get('waited0')!()
    await new Promise(setImmediate)
    t.deepEqual(begun.slice(5), ['idle3'])
    calls.stop()
    for (const end of ends.values()) end()
    await new Promise(setImmediate)
    t.is(begun.length, 6, 'after the end nobody is called')
    await timers.pass()
  },
)

test.serial('who may not be called is not called, and not tried again', async (t) => {
  const timers = new HeldTimers(t)
  let wanted = true
  const { told, calls } = exchange(t, { wanted: () => wanted })
  calls.now('bob')
  await told.until('over')
  calls.now('carol')
  wanted = false
  await new Promise(setImmediate)
  t.is(told.of('call').length, 1, 'who is not wanted any more when it is known where they are')
  await timers.pass()
  t.deepEqual(timers.waits, [])
  calls.now('bob')
  calls.later('bob')
  await timers.pass()
  t.is(told.of('locate').length, 2)
  t.is(told.of('call').length, 1)
  t.deepEqual(timers.waits, [])
})

test.serial('after the end nobody is asked for, or called', async (t) => {
  const timers = new HeldTimers(t)
  const { told, calls } = exchange(t)
  calls.now('bob')
  calls.later('carol')
  t.deepEqual(timers.waits, [5, 5])
  calls.stop()
  t.deepEqual(timers.waits, [])
  await new Promise(setImmediate)
  calls.now('bob')
  calls.later('bob')
  await timers.pass()
  t.deepEqual(timers.waits, [])
  t.is(told.of('locate').length, 1)
  t.is(told.of('call').length, 0)
})
