import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import test, { type ExecutionContext } from 'ava'
import { playedIn } from '../lab/suite/extent-testing'
import type { MessengerOptions } from '../peers/messenger/messenger-parts'
import { endlessQueue } from '../peers/weakened/endless-queue'
import { echoChamber } from './echo-chamber'
import { acquainted } from './friend-testing'

const MIB = 2 ** 20
const LETTERS = 100
const BYTES = 16_000

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** @returns bytes of buffers that somebody still holds: what other tests have left does not count. */
function held(): number {
  collectGarbage()
  return process.memoryUsage().arrayBuffers
}

/** @returns how many bytes are in memory for what Mallory does not read, and what Alice's user was told. */
async function struck(t: ExecutionContext, options: Partial<MessengerOptions>) {
  const { alice, mallory, told } = await acquainted(t, () => options)
  for (let letter = 0; letter < LETTERS; letter += 1) await alice.messenger.send('mallory', 'x'.repeat(BYTES))
  const before = held()
  await echoChamber.launch!(mallory)
  const taken = held() - before
  t.is(told.all.filter(({ event }) => event === 'acted').length, 1)
  return { taken, alarms: alice.of('alarm') }
}

// Both measure what this process has in memory.
test.serial('nothing is said beyond what Mallory’s socket takes, however often she asks', async (t) => {
  const { taken, alarms } = await struck(t, {})
  t.true(taken < 20 * MIB, `${taken / MIB}`)
  t.deepEqual(alarms, [])
})

// That the attack wins where nothing holds it is shown by its scenario, too: in a sample by turns.
const byTurns = playedIn(test.serial, 0, 5)
byTurns('where all is queued, every letter is in memory dozens of times', async (t) => {
  const { taken } = await struck(t, { backPressure: endlessQueue })
  t.true(taken > 40 * MIB, `${taken / MIB}`)
})
