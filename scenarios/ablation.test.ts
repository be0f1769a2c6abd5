/** The table of defences holds every one that there is, and every scenario can be explained. */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { type DirectoryDefences, hardenedDirectory } from '../directory/users/defences'
import { profiles as directoryProfiles } from '../directory/weakened/catalogue'
import { ablationScenarios } from '../lab/commands/ablation'
import { explain, takenAway } from '../lab/narration/explain'
import { refusals } from '../lab/scenario/alarms'
import { linesOfDirectory, linesOfPeers } from '../lab/scenario/differing-line'
import type { Defences } from '../peers/protocol/defences'
import { hardenedDefences } from '../peers/protocol/hardened'
import { profiles } from '../peers/weakened/catalogue'
import { defences, type ofDirectory, type ofPeers } from './ablation'
import { scenarios } from './catalogue'

const same = (text: string) => text
const plain = { bold: same, faint: same, good: same, bad: same, warn: same }
const membersOf = (of: string) => new Set(defences.filter((one) => one.of === of).map(({ member }) => member))

/** The compiler names what is left over: a member of the defences that has no row, or a row of no member. */
type None<Left extends never> = Left
type RowOfPeers = (typeof ofPeers)[number]['member']
type RowOfDirectory = (typeof ofDirectory)[number]['member']
type WithoutRow = None<Exclude<keyof Defences, RowOfPeers> | Exclude<keyof DirectoryDefences, RowOfDirectory>>
type OfNobody = None<Exclude<RowOfPeers, keyof Defences> | Exclude<RowOfDirectory, keyof DirectoryDefences>>

test('every member of the values that hold the defences has a row', (t) => {
  const left: (WithoutRow | OfNobody)[] = []
  t.deepEqual(left, [])
  t.deepEqual([...membersOf('peers')].sort(), Object.keys(hardenedDefences).sort())
  t.deepEqual([...membersOf('directory')].sort(), Object.keys(hardenedDirectory).sort())
})

test('every weak profile that there is has one row, and no other has', (t) => {
  const named = (of: readonly string[]) =>
    defences
      .filter((one) => of.includes(one.of))
      .map(({ profile }) => profile)
      .sort()
  const weak = profiles.map(({ name }) => name).filter((name) => name !== 'hardened' && name !== 'prototype')
  t.deepEqual(named(['peers', 'messenger']), weak.sort())
  t.deepEqual(
    named(['directory']),
    [...directoryProfiles.keys()].filter((name) => name !== 'hardened').sort(),
  )
})

test('the line in which a profile differs stands in its code, and every profile has one', (t) => {
  const inOneLine = (file: string) => readFileSync(join(__dirname, '..', file), 'utf8').replace(/\s+/g, ' ')
  const rows = [
    ['peers', linesOfPeers, profiles.map(({ name }) => name)],
    ['directory', linesOfDirectory, [...directoryProfiles.keys()]],
  ] as const
  for (const [of, lines, names] of rows) {
    const weak = names.filter((name) => name !== 'hardened' && name !== 'prototype')
    t.deepEqual(Object.keys(lines).sort(), weak.sort())
    const catalogue = inOneLine(`${of}/weakened/catalogue.ts`)
    for (const [name, line] of Object.entries(lines)) {
      const isThere =
        catalogue.includes(line) ||
        (existsSync(join(__dirname, '..', of, 'weakened', `${name}.ts`)) &&
          inOneLine(`${of}/weakened/${name}.ts`).includes(line))
      t.true(isThere, `${of}/weakened has no “${line}” for ${name}`)
    }
  }
})

test('every defence is tried with some attack, and each of these has an act with everything on', (t) => {
  for (const { profile, attacks } of defences) t.true(attacks.length > 0, profile)
  for (const { name, acts } of ablationScenarios(scenarios, defences, refusals))
    t.is(new Set(acts.map((act) => act.name)).size, acts.length, `two acts of ${name} have one name`)
})

// Each act of `found` is by itself what a row of the ablation is: one attack with one defence less, and with all of them.
for (const { name, attack, acts } of scenarios.filter((one) => one.attack && one.name !== 'found')) {
  test(`each defence without which ${name} wins is tried with it in the ablation`, (t) => {
    t.truthy(attack)
    // Who forgets a rule is found out, and nothing is won by that alone.
    const won = acts.filter(
      ({ expected, breaks }) => expected === 'BROKEN' && !breaks.includes('conformance'),
    )
    for (const act of won)
      for (const row of defences.filter(
        ({ profile }) => profile === act.profile || profile === act.directory,
      ))
        t.true(
          row.attacks.some((tried) => tried === name || tried.startsWith(`${name}/`)),
          `add '${name}' to the attacks of the row with the profile '${row.profile}' in scenarios/ablation.ts`,
        )
  })
}

for (const scenario of scenarios) {
  test(`${scenario.name} is explained, at 80 columns and at 120: paragraph, code of both sides, paper`, (t) => {
    const taken = takenAway(scenario, defences)
    if (scenario.attack) {
      t.truthy(scenario.source)
      t.true(scenario.about.length > 100)
      t.true(
        taken.length > 0,
        `no defence of ${scenario.name} is shown: give it an act with a profile that goes without one, which has a row in scenarios/ablation.ts`,
      )
    }
    const weak = scenario.acts.filter(
      ({ profile, directory }) => directory !== 'hardened' || !['hardened', 'prototype'].includes(profile),
    )
    for (const { name, profile, directory } of weak)
      t.true(
        taken.some((one) => one.profile === profile || one.profile === directory),
        `the profile of the act ${name} of ${scenario.name} has no row in scenarios/ablation.ts: add one`,
      )
    for (const width of [80, 120]) {
      const lines = explain(scenario, defences, width, plain)
      t.deepEqual(
        lines.filter(({ length }) => length > width),
        [],
      )
      const text = lines.join('\n')
      t.true(text.replace(/\s+/g, ' ').includes(scenario.about))
      for (const { hardened: places } of taken)
        for (const place of places) t.true(text.includes(place.split('#')[0]!), place)
    }
  })
}
