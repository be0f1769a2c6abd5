import test from 'ava'
import { LONGEST_REST, RightOfWay } from './right-of-way'

/** Words whose way the test ends, and a clock of its own. */
function road() {
  const clock = { now: 1_000_000 }
  const right = new RightOfWay(() => clock.now)
  const say = () => {
    let arrive = () => {}
    const arrived = right.during(() => new Promise<void>((resolve) => (arrive = resolve)))
    return async (after: number) => {
      clock.now += after
      arrive()
      await arrived
    }
  }
  return { clock, right, say }
}

test('files rest while words are under way, and go on when the last have arrived', async (t) => {
  const { right, say } = road()
  t.false(right.isOn)
  const [one, other] = [say(), say()]
  t.true(right.isOn)
  const goesOn = new Promise<void>((resolve) => right.onceOver(resolve))
  await one(2)
  t.true(right.isOn)
  await other(2)
  t.false(right.isOn)
  await goesOn
})

test('words of the same turn go before the files that rested for them', async (t) => {
  const { right, say } = road()
  const order: string[] = []
  const arrive = say()
  const goesOn = new Promise<void>((resolve) =>
    right.onceOver(() => {
      order.push('file')
      resolve()
    }),
  )
  await arrive(1)
  process.nextTick(() => order.push('words'))
  await goesOn
  t.deepEqual(order, ['words', 'file'])
})

test('words that fail leave no file waiting', async (t) => {
  const { right } = road()
  const failed = right.during(() => Promise.reject(new Error('the disk is full')))
  t.true(right.isOn)
  await t.throwsAsync(failed, { message: 'the disk is full' })
  t.false(right.isOn)
})

test('who talks without a pause takes a tenth of the time from files, and what was used comes back', async (t) => {
  const { clock, right, say } = road()
  const began = clock.now
  let rested = 0
  while (clock.now < began + 10_000) {
    const arrive = say()
    if (right.isOn) rested += 5
    await arrive(5)
  }
  t.true(rested >= 1_100 && rested <= 1_300, `${rested} ms of ten seconds`)
  clock.now += 1_000
  const arrive = say()
  t.true(right.isOn)
  await arrive(1)
})

test('a disk that takes words for long does not stop files for as long', async (t) => {
  const { right, say } = road()
  // The rest has no timer that keeps a process running.
  const running = setTimeout(() => {}, 20 * LONGEST_REST)
  const arrive = say()
  await new Promise<void>((resolve) => right.onceOver(resolve))
  t.false(right.isOn)
  clearTimeout(running)
  await arrive(1)
})

test('a clock that was put forward counts for no more than a long rest', async (t) => {
  const { clock, right, say } = road()
  await say()(3_600_000)
  clock.now += 1_000
  const next = say()
  t.true(right.isOn)
  await next(1)
})
