/** What is specified of probes here is sent by the attack of that name, and is for rules that there are. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { probes as sent } from '../attacks/conformance'
import type { Probe } from '../lab/history/step'
import { rulesOf } from '../lab/rules/specification'
import { conformance } from './conformance'

const page = readFileSync(join(__dirname, '..', 'peers', 'protocol', 'PROTOCOL.md'), 'utf8')
const specified = conformance.acts.flatMap(({ steps, profile, directory }) =>
  profile === 'hardened' && directory === 'hardened'
    ? steps.flatMap((step): Probe[] => (step.do === 'probe' ? [step] : []))
    : [],
)

for (const as of ['caller', 'called', 'client'] as const)
  test(`each probe of one who is the ${as} is sent and specified, once`, (t) => {
    const names = specified.filter((probe) => probe.as === as).map(({ probe }) => probe)
    t.deepEqual([...names].sort(), sent[as].map(({ name }) => name).sort())
    t.is(new Set(names).size, names.length)
  })

test('each is for rules of the protocol', (t) => {
  const ids = new Set(['api', ...rulesOf(page).map(({ id }) => id)])
  for (const { probe, rules } of specified) {
    t.true(rules.length > 0, probe)
    t.deepEqual(
      rules.filter((rule) => !ids.has(rule)),
      [],
      probe,
    )
  }
})
