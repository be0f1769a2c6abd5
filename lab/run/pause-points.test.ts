/** Where a run may be held: never where time decides, never in what belongs together. */

import test from 'ava'
import { scenarios } from '../../scenarios/catalogue'
import type { Step } from '../history/step'
import { type Act, scenario } from '../scenario/scenario'
import { mayHold } from './pause-points'

const actOf = (steps: readonly Step[]): Act => scenario({ name: 'x', acts: [{ name: 'a', steps }] }).acts[0]!
const connect: Step = { do: 'connect', from: 'alice', to: 'bob' }

test('before the next thing that a user does, in an attack and where nobody attacks', (t) => {
  const act = actOf([connect])
  for (const phase of ['attack', 'honest'] as const) t.true(mayHold(act, phase, connect))
  for (const phase of ['before', 'after'] as const) t.false(mayHold(act, phase, connect))
})

test('what the attacker does at once is not torn from what it follows', (t) => {
  const steps: readonly Step[] = [
    { do: 'launch' },
    { do: 'steal', what: 'token', from: 'bob' },
    { do: 'tell', topic: 'people', facts: [] },
    { do: 'mark' },
    { do: 'halt' },
    { do: 'account', by: 'bob', what: 'publish' },
  ]
  for (const step of steps) t.false(mayHold(actOf([connect, step]), 'attack', step), step.do)
})

test('an act in which time is measured, or a secret is good for seconds, is not held in between', (t) => {
  t.false(mayHold(actOf([connect, { do: 'measure', of: 'bob' }]), 'attack', connect))
  t.false(mayHold(actOf([{ do: 'leak', what: 'login', of: 'bob' }, connect]), 'attack', connect))
})

test('so it is in the catalogue: floods and logins go on, conversations wait', (t) => {
  const held = scenarios.filter(({ acts }) =>
    acts.some((act) => act.steps.some((step) => mayHold(act, 'attack', step))),
  )
  const names = held.map(({ name }) => name)
  for (const name of ['flood', 'oversize', 'stuffing']) t.false(names.includes(name), name)
  for (const name of ['mitm', 'replay', 'tamper', 'record-now-steal-later'])
    t.true(names.includes(name), name)
})
