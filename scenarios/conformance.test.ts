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

for (const as of ['caller', 'called', 'path', 'client'] as const)
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

/** Refusals of the directory for which nothing is sent, with the reason. */
const unprovoked: Readonly<Record<string, string>> = {
  BAD_REQUEST: 'what is no HTTP is refused by Node itself, and is no request of any route',
  BUSY: 'as many logins at once as keep it busy would keep the computer of the lab busy',
  INTERNAL: 'a defect, which nobody can ask for',
  STORAGE_FAILED: 'a full disk, which nobody at the wire can fill',
  TOO_MANY_FRIENDS: 'a thousand accounts, of which an address may make a few an hour',
  TOO_MANY_OPEN: 'five hundred accounts, likewise',
}

test('each refusal of the directory is provoked, or it is said why not', (t) => {
  const source = readFileSync(join(__dirname, '..', 'directory', 'refusal.ts'), 'utf8')
  const codes = [...source.matchAll(/^ {2}([A-Z_]+): \[/gm)].map(([, code]) => code!)
  t.true(codes.length > 20)
  const provoked = new Set(specified.filter(({ of }) => of === 'directory').map(({ alarm }) => alarm))
  t.deepEqual(codes.filter((code) => !provoked.has(code)).sort(), Object.keys(unprovoked).sort())
})
