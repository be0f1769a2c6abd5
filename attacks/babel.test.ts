import test, { type ExecutionContext } from 'ava'
import { isWhole } from '../lab/suite/extent-testing'
import { FriendBudget } from '../peers/messenger/friend-budget'
import { AnsweringEverything } from '../peers/weakened/answer-everything'
import { asking, babel } from './babel'
import { acquainted } from './friend-testing'

/** @returns how many questions Alice answers, what alarms her, and how often she is called. */
async function struck(t: ExecutionContext, budget: FriendBudget, attack = babel) {
  let answered = 0
  const question = budget.question.bind(budget)
  budget.question = (friend, now) => {
    const isAnswered = question(friend, now)
    if (isAnswered) answered += 1
    return isAnswered
  }
  const { alice, mallory, told } = await acquainted(t, () => ({ friendBudget: () => budget }))
  await attack.launch!(mallory)
  t.is(told.all.filter(({ event }) => event === 'acted').length, 1)
  const calls = told.all.filter(({ event, to }) => event === 'called' && to === 'alice').length
  return { answered, calls, alarms: alice.of('alarm').map(({ code }) => code) }
}

test('Alice answers a few hundred questions, lets Mallory in no more, and is told once', async (t) => {
  const { answered, calls, alarms } = await struck(t, new FriendBudget())
  t.true(answered >= 200 && answered < 400, `${answered}`)
  t.is(calls, 20)
  t.deepEqual(alarms, ['OVER_BUDGET'])
})

/** Each of two million takes its microseconds; in a sample so many that none of them can have been within the budget. */
const pings = isWhole ? 2_000_000 : 100_000

test(`who answers whatever is asked answers all ${pings}`, async (t) => {
  const { answered, calls, alarms } = await struck(t, new AnsweringEverything(), asking(pings))
  t.is(answered, pings)
  t.is(calls, 1)
  t.deepEqual(alarms, [])
})
