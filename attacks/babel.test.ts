import test, { type ExecutionContext } from 'ava'
import { FriendBudget } from '../peers/messenger/friend-budget'
import { AnsweringEverything } from '../peers/weakened/answer-everything'
import { babel } from './babel'
import { acquainted } from './friend-testing'

/** @returns how many questions Alice answers, what alarms her, and how often she is called. */
async function struck(t: ExecutionContext, budget: FriendBudget) {
  let answered = 0
  const question = budget.question.bind(budget)
  budget.question = (friend, now) => {
    const isAnswered = question(friend, now)
    if (isAnswered) answered += 1
    return isAnswered
  }
  const { alice, mallory, told } = await acquainted(t, () => ({ friendBudget: () => budget }))
  await babel.launch!(mallory)
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

test('who answers whatever is asked answers all two million', async (t) => {
  const { answered, calls, alarms } = await struck(t, new AnsweringEverything())
  t.is(answered, 2_000_000)
  t.is(calls, 1)
  t.deepEqual(alarms, [])
})
