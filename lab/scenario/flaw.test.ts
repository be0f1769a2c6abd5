/** Acts that would wait in vain are refused, each with what to write. */

import test from 'ava'
import { scenarios } from '../../scenarios/catalogue'
import { conversation } from '../../scenarios/conversations'
import { chooseScenarios } from '../commands/choose-scenarios'
import type { Step } from '../history/step'
import { english } from '../language/typed'
import { flawOf } from './flaw'
import { scenario } from './scenario'

const said = (steps: readonly Step[]) => {
  const flaw = flawOf({ steps, controls: 2 })
  return flaw && english(flaw)
}
const call: Step = { do: 'connect', from: 'alice', to: 'bob' }
const answer: Step = { do: 'say', from: 'bob', to: 'alice' }
const goodbye: Step = { do: 'close', by: 'bob', to: 'alice' }

test('no act of the catalogue has a flaw', (t) => {
  for (const { name, acts } of scenarios)
    for (const act of acts) t.is(flawOf(act), undefined, `${name}/${act.name}`)
})

test('a call that nobody ends, one within another, words without a call', (t) => {
  t.is(said([call, answer, goodbye]), undefined)
  t.is(said([call, goodbye, call, answer, goodbye]), undefined)
  t.is(said([{ do: 'say', from: 'alice', to: 'bob', ahead: true }, call, goodbye]), undefined)
  t.regex(
    said([call, answer])!,
    /^nobody ends the call of Alice to Bob, .*: write \{ do: “close”, by, to \} after/,
  )
  t.regex(said([call, goodbye, call])!, /^nobody ends the call/)
  t.regex(said([call, call, goodbye])!, /^Alice calls Bob while they are still connected: write /)
  t.regex(said([answer, call, goodbye])!, /^Bob says something to Alice, and nobody has called: write /)
  t.regex(said([call, goodbye, answer])!, /^Bob says something to Alice, and nobody has called/)
})

test('a control that is one conversation for sure', (t) => {
  const flaw = flawOf({ steps: conversation, controls: 1 })
  t.regex(english(flaw!), /^each control would be one conversation, .*: write controls: 2 or more\.$/)
})

test('who asks for such an act is told its file before anything starts', (t) => {
  const steps = conversation.slice(0, -1)
  const endless = scenario({ name: 'endless', acts: [{ name: 'hardened', steps }] })
  t.throws(() => chooseScenarios([endless], { name: 'endless' } as never), {
    message:
      /^The act hardened of endless cannot be played: nobody ends .* It stands in scenarios\/endless\.ts\.$/,
  })
})
