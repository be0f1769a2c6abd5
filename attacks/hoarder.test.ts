import test, { type ExecutionContext } from 'ava'
import { playedIn } from '../lab/suite/extent-testing'
import { budgetLimits } from '../peers/messenger/friend-budget'
import { unlimitedItems } from '../peers/weakened/unlimited-items'
import { acquainted } from './friend-testing'
import { hoarder } from './hoarder'

/** @returns how many of Mallory's items Alice has kept, and what alarms her. */
async function struck(t: ExecutionContext, limits: typeof budgetLimits) {
  const { alice, mallory, told } = await acquainted(t, () => ({ budgetLimits: limits }))
  await hoarder.launch!(mallory)
  t.is(told.all.filter(({ event }) => event === 'acted').length, 1)
  const kept = alice.messenger.history('mallory', 50_000).length
  return { kept, alarms: alice.of('alarm') }
}

test('as much as the budget has is kept, and what came with it; the rest waits in Mallory’s socket', async (t) => {
  const { kept, alarms } = await struck(t, budgetLimits)
  // One read of a socket has some twelve hundred of them.
  t.true(kept >= 500 && kept < 5_000, `${kept}`)
  t.deepEqual(alarms, [])
})

// That the attack wins where nothing holds it is shown by its scenario, too: in a sample by turns.
const byTurns = playedIn(test, 3, 5)
byTurns('where there is no limit, all of it is', async (t) => {
  const { kept } = await struck(t, unlimitedItems)
  t.is(kept, 30_000)
})
