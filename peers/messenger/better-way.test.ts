import test from 'ava'
import { HeldTimers } from '../../lab/suite/held-timers-testing'
import { BetterWay } from './better-way'

test.serial(
  'a friend who is relayed is called directly from time to time, ever less often, until it is no more',
  async (t) => {
    const time = new HeldTimers(t)
    const relayed = new Set(['bob'])
    const called: string[] = []
    const looking = new BetterWay({
      isRelayed: (friend) => relayed.has(friend),
      call: async (friend) => {
        called.push(`${friend} after ${time.waits}`)
        throw new Error('closed')
      },
      random: () => 0.5,
    })
    looking.look('bob')
    looking.look('bob')
    t.deepEqual(time.waits, [30_000])
    for (const next of [60_000, 120_000, 240_000, 480_000, 600_000, 600_000]) {
      await time.pass()
      t.is(called.pop(), `bob after ${next}`, 'the next try is settled before this one begins')
    }
    relayed.clear()
    await time.pass()
    t.deepEqual([called, time.waits], [[], []])
    relayed.add('bob')
    looking.look('bob')
    looking.stop()
    t.deepEqual(time.waits, [])
  },
)
