import test from 'ava'
import { SendScheduler } from './send-scheduler'

test('two chunks go in one turn of the event loop, whoever wants to say more', async (t) => {
  const scheduler = new SendScheduler()
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
  const scheduler = new SendScheduler()
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
  const scheduler = new SendScheduler()
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
