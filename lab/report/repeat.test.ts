import test from 'ava'
import type { HistoryEvent } from '../history/events'
import { phase } from '../history/history-testing'
import { scenario } from '../scenario/scenario'
import { commandFor } from './repeat'

const mitm = scenario({
  name: 'mitm',
  attack: 'swap-keys',
  acts: [
    { name: 'prototype', profile: 'prototype' },
    { name: 'hardened', profile: 'hardened' },
    { name: 'other', profile: 'prototype', attack: 'replay' },
  ],
})

function history(acts: readonly [name: string, attack: string][]): HistoryEvent[] {
  const names = acts.map(([name]) => name)
  return [
    ...phase(null, [['lab', { event: 'run-started', scenario: 'mitm', acts: names }]], ''),
    ...acts.flatMap(([name, attack]) => {
      const declared = { profile: 'p', attack, expected: 'BROKEN', breaks: [], alarms: [] } as const
      return phase(
        null,
        [['lab', { event: 'act-started', position: 'path', ...declared, breaks: [], alarms: [] }]],
        name,
      )
    }),
  ]
}

const all: [string, string][] = [
  ['prototype', 'swap-keys'],
  ['hardened', 'swap-keys'],
  ['other', 'replay'],
]

test('a run of all acts', (t) => {
  t.is(
    commandFor(mitm, history(all), 'processes', '0011223344556677'),
    'npm run scenario mitm -- --runtime processes --seed 0011223344556677',
  )
  t.is(commandFor(mitm, history(all), null, null), 'npm run scenario mitm')
})

test('a part of the acts, or another attack', (t) => {
  t.is(commandFor(mitm, history([all[1]!]), null, null), 'npm run scenario mitm -- --profile hardened')
  const noop = all.map(([name]): [string, string] => [name, 'noop'])
  t.is(commandFor(mitm, history(noop), null, null), 'npm run scenario mitm -- --attack noop')
})

test('a run in which attacks took their short form', (t) => {
  const hash = '0'.repeat(64)
  const made = {
    ...{
      began: '2026-01-01T00:00:00.000Z',
      runtime: 'processes',
      quick: true,
      commitment: hash,
      programs: [],
    },
    lab: { project: 'x', sources: hash, revision: null, isChanged: false, packages: [] },
    ...{ node: 'v20', platform: 'linux' },
  } as const
  const quick = history(all).map((event) => (event.event === 'run-started' ? { ...event, made } : event))
  t.is(commandFor(mitm, quick as HistoryEvent[], null, null), 'npm run scenario mitm -- --quick')
})

test('acts of an ablation, and what the catalogue does not know', (t) => {
  t.is(commandFor(mitm, history([['accept-any-key', 'swap-keys']]), null, null), 'npm run scenario ablation')
  t.is(commandFor(undefined, history(all), 'processes', null), null)
})

test('nothing but a plain name gets into a command that people copy', (t) => {
  const forged = all.map(([name]): [string, string] => [name, 'noop; rm -rf ~'])
  t.is(commandFor(mitm, history(forged), null, null), null)
})

test('a part that was played for one profile, with what it is held against', (t) => {
  const [one, two, three] = mitm.acts
  const held = {
    ...mitm,
    acts: [one!, { ...two!, counterpart: 'prototype' }, { ...three!, profile: 'other' }],
  }
  const played = history([all[0]!, all[1]!])
  t.is(commandFor(held, played, null, null), 'npm run scenario mitm -- --profile hardened')
})
