import test from 'ava'
import { SendScheduler } from './send-scheduler'

const noRest = { isOn: false, onceOver: () => {} }

test('two chunks go in one turn of the event loop, whoever wants to say more', async (t) => {
  const scheduler = new SendScheduler(noRest)
  let said = 0
  const say = () => {
    said += 1
    return true
  }
  const all = Promise.all(Array.from({ length: 7 }, () => scheduler.take(say)))
  const turns: number[] = [said]
  while (said < 7) {
    await new Promise(setImmediate)
    turns.push(said)
  }
  t.deepEqual(turns, [2, 4, 6, 7])
  await all
})

test('one transfer that goes on as soon as it may has two chunks in a turn as well', async (t) => {
  const scheduler = new SendScheduler(noRest)
  let said = 0
  const say = () => {
    said += 1
    return true
  }
  const transfer = async () => {
    while (said < 5) await scheduler.take(say)
  }
  const done = transfer()
  const turns = [said]
  while (said < 5) {
    await new Promise(setImmediate)
    turns.push(said)
  }
  // One at once, and one more before this turn ends.
  t.deepEqual(turns, [1, 4, 5])
  await done
})

test('while the session is full nothing is said, also in a later turn; drained, it goes on', async (t) => {
  const scheduler = new SendScheduler(noRest)
  const said: number[] = []
  const take = (number: number) => scheduler.take(() => said.push(number) === 0)
  void take(1)
  const second = take(2)
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
  t.deepEqual(said, [1])
  scheduler.drained()
  await second
  t.deepEqual(said, [1, 2])
})

test('while words are under way nothing is said; when they have arrived, it goes on by itself', async (t) => {
  const rest = {
    isOn: true,
    waiting: [] as (() => void)[],
    onceOver: (then: () => void) => void rest.waiting.push(then),
  }
  const scheduler = new SendScheduler(rest)
  let said = 0
  const all = Promise.all(Array.from({ length: 3 }, () => scheduler.take(() => ++said > 0)))
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
  scheduler.drained()
  t.deepEqual([said, rest.waiting.length], [0, 1])
  rest.isOn = false
  rest.waiting[0]?.()
  await all
  t.is(said, 3)
})

test('a rest that begins between two chunks holds up the second', async (t) => {
  const rest = {
    isOn: false,
    waiting: [] as (() => void)[],
    onceOver: (then: () => void) => void rest.waiting.push(then),
  }
  const scheduler = new SendScheduler(rest)
  await scheduler.take(() => true)
  rest.isOn = true
  let said = false
  const second = scheduler.take(() => {
    said = true
    return true
  })
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
  t.false(said)
  rest.isOn = false
  rest.waiting[0]?.()
  await second
  t.true(said)
})
