import test from 'ava'
import { HeldTimers } from '../../lab/suite/held-timers-testing'
import { HEAD_START, reach } from './reach'

/** Two ways, each of which ends as the test says. */
function ways() {
  const began: string[] = []
  const ends = new Map<string, { reached(): void; refused(why: Error): void }>()
  const way = (name: string) => () => {
    began.push(name)
    return new Promise<void>((reached, refused) => ends.set(name, { reached, refused }))
  }
  const outcome = reach(way('direct'), way('relayed')).then(
    () => 'reached',
    (error: Error) => error.message,
  )
  return { began, outcome, direct: ends.get('direct')!, relayed: () => ends.get('relayed')! }
}

test.serial('whoever is reached directly in time is not looked for at the relay', async (t) => {
  const time = new HeldTimers(t)
  const { began, outcome, direct } = ways()
  t.deepEqual(time.waits, [HEAD_START])
  direct.reached()
  t.is(await outcome, 'reached')
  await time.pass()
  t.deepEqual(began, ['direct'])
})

test.serial(
  'the relay is asked at the same moment, whether a port refused the call or is silent',
  async (t) => {
    const time = new HeldTimers(t)
    const refused = ways()
    const silent = ways()
    refused.direct.refused(new Error('closed'))
    await new Promise(setImmediate)
    t.deepEqual([refused.began, silent.began], [['direct'], ['direct']])
    t.deepEqual(time.waits, [HEAD_START, HEAD_START])
    await time.pass()
    t.deepEqual(
      [refused.began, silent.began],
      [
        ['direct', 'relayed'],
        ['direct', 'relayed'],
      ],
    )
    for (const { relayed, outcome } of [refused, silent]) {
      relayed().reached()
      t.is(await outcome, 'reached')
    }
  },
)

test.serial(
  'a direct call that takes its time goes on beside the relay, and may still be the one',
  async (t) => {
    const time = new HeldTimers(t)
    const { outcome, direct, relayed } = ways()
    await time.pass()
    relayed().refused(new Error('not waiting'))
    direct.reached()
    t.is(await outcome, 'reached')
  },
)

test.serial('where both are refused it says why the direct call was', async (t) => {
  const time = new HeldTimers(t)
  const { outcome, direct, relayed } = ways()
  await time.pass()
  relayed().refused(new Error('not waiting'))
  direct.refused(new Error('closed'))
  t.is(await outcome, 'closed')
})
