import test from 'ava'
import type { Verdict } from '../history/events'
import type { ActVerdict } from '../judge/verdict'
import { LabError } from '../language/lab-error'
import type { Defence } from '../scenario/defence'
import { scenario } from '../scenario/scenario'
import { ablated, ablationAsText, ablationScenarios } from './ablation'

const catalogue = [
  scenario({
    name: 'replay',
    attack: 'replay',
    acts: [
      { name: 'weak', profile: 'any-sequence', expected: 'BROKEN' },
      { name: 'hardened', expected: 'DETECTED', alarms: ['OUT_OF_ORDER'] },
    ],
  }),
  scenario({
    name: 'stalker',
    attack: 'stalker',
    acts: [{ name: 'one' }, { name: 'two' }, { name: 'careless', directory: 'careless' }],
  }),
  scenario({ name: 'unasked', acts: [{ name: 'hardened' }] }),
]

const defence = (given: Partial<Defence>): Defence => ({
  of: 'peers',
  member: 'checkSequence',
  profile: 'any-sequence',
  about: 'Numbers.',
  hardened: [],
  attacks: ['replay'],
  spare: null,
  ...given,
})

test('each scenario is played as it is with everything on, but for the one defence', (t) => {
  const defences = [
    defence({}),
    defence({ member: 'pad', profile: 'no-padding' }),
    defence({
      of: 'directory',
      member: 'mayFind',
      profile: 'anybody',
      attacks: ['stalker/two'],
      instead: ['BAD_ADDRESS_RECORD'],
    }),
  ]
  const [replay, stalker, ...others] = ablationScenarios(catalogue, defences, ['TRUNCATED'])
  t.deepEqual(others, [])
  t.like(replay, {
    name: 'replay',
    attack: 'replay',
    acts: [
      {
        name: 'any-sequence',
        profile: 'any-sequence',
        directory: 'hardened',
        alarms: ['OUT_OF_ORDER', 'TRUNCATED'],
      },
      { name: 'no-padding', profile: 'no-padding' },
    ],
  })
  t.like(stalker, {
    acts: [
      {
        name: 'directory anybody two',
        profile: 'hardened',
        directory: 'anybody',
        alarms: ['BAD_ADDRESS_RECORD'],
      },
    ],
  })
})

test('where nothing should be gained, the act which that is held against is played before', (t) => {
  const tapped = scenario({
    name: 'eavesdrop',
    attack: 'tap',
    acts: [
      { name: 'plaintext', profile: 'plaintext', expected: 'BROKEN' },
      { name: 'hardened', expected: 'RESISTED', counterpart: 'plaintext' },
    ],
  })
  const acts = (defences: readonly Defence[]) =>
    ablationScenarios([tapped], defences, [])[0]!.acts.map(({ name }) => name)
  const spared = defence({ profile: 'one-key', attacks: ['eavesdrop'], spare: 'Nobody waits so long.' })
  const missed = defence({ profile: 'plaintext', attacks: ['eavesdrop'] })
  t.deepEqual(acts([spared]), ['plaintext', 'one-key'])
  t.deepEqual(acts([spared, missed]), ['plaintext', 'one-key'])
  t.deepEqual(acts([missed]), ['plaintext'])
  t.deepEqual(acts([{ ...spared, spare: null }]), ['one-key'])
})

for (const attack of ['replai', 'replay/weak', 'stalker/careless', 'stalker/three'])
  test(`${attack} has no act with everything on`, (t) => {
    const error = t.throws(() => ablationScenarios(catalogue, [defence({ attacks: [attack] })], []), {
      instanceOf: LabError,
    })
    t.true(error.message.includes(attack))
  })

/** What became of the replay without the defence. */
const came = (verdict: Verdict) => [
  { scenario: 'replay', milliseconds: 1, acts: [{ name: 'any-sequence', verdict, why: 'so' } as ActVerdict] },
]

test('what runs show is held against what is said, both ways', (t) => {
  const needed = defence({})
  const spare = defence({ spare: 'Another one does it.' })
  t.like(ablated([needed, spare], came('BROKEN')), [
    { missed: true, asSaid: true },
    { missed: true, asSaid: false },
  ])
  t.like(ablated([needed, spare], came('DETECTED')), [
    { missed: false, asSaid: false },
    { missed: false, asSaid: true },
  ])
})

test('what was not run is no success', (t) => {
  const failed = [{ scenario: 'replay', milliseconds: 1, acts: [], failure: 'no room' }]
  t.like(ablated([defence({})], failed), [{ asSaid: false, tried: [{ verdict: null, why: 'no room' }] }])
  t.like(ablated([defence({})], []), [{ tried: [{ verdict: null, why: 'it was not run' }] }])
})

test('the table says which defence, which attack, the verdict, and what does not fit', (t) => {
  const rows = ablated([defence({}), defence({ spare: 'Another one does it.' })], came('BROKEN'))
  const text = ablationAsText(rows, 80)
  t.true(text.every((line) => line.length <= 80))
  t.is(text[0]?.replace(/ +/g, ' '), 'peers: checkSequence replay BROKEN')
  t.deepEqual(text.slice(1, 4), ['  any-sequence', '    Needed: without it an attack wins.', ''])
  t.is(text.at(-2), '    NOT AS SAID: no attack should gain by its absence.')
})
