/** The verdict over whole histories: which one, and for which reason. */

import test from 'ava'
import type { HistoryEvent, Verdict } from '../history/events'
import {
  act,
  after,
  afterWon,
  callsAlice,
  controls,
  type Declared,
  held,
  type Line,
  onTheWire,
  words,
} from '../history/history-testing'
import { literal } from '../language/sentence'
import { type ActVerdict, judge } from './verdict'

/** The verdict of an act with passed controls and this attack phase, after one in which the same attack has won. */
function attacked(attack: readonly Line[], declared: Partial<Declared> = {}): ActVerdict {
  return judge(afterWon(declared, { ...controls, attack }))[1]!
}

const tapped: Line = [
  'mallory',
  { event: 'acted', link: 'link-attack', what: 'copies', to: null, presented: null },
]
const shown: Line = [
  'mallory',
  {
    event: 'acted',
    link: 'link-attack',
    what: 'shows her key',
    to: 'alice',
    presented: 'mallory-key',
  },
]
const alarm: Line = [
  'alice',
  {
    event: 'alarm',
    session: 'session-attack',
    code: 'FINGERPRINT_MISMATCH',
    message: 'The key is not the expected one.',
    evidence: { expected: 'bob-key', seen: 'mallory-key' },
  },
]
/** Alice sees Mallory's key, is alarmed, and sends nothing. */
const refused: readonly Line[] = [
  ['lab', { event: 'step', do: 'connect', from: 'alice', to: 'bob' }],
  ['alice', { event: 'opened', session: 'session-attack', role: 'initiator', calls: 'bob' }],
  shown,
  alarm,
  ['alice', { event: 'closed', session: 'session-attack', clean: false }],
  ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: words('attack', 'alice') }],
  ['alice', { event: 'failed', id: 9, code: 'NOT_CONNECTED', message: 'There is no open connection.' }],
]
const due = { alarms: ['FINGERPRINT_MISMATCH'] }

function read(text: string, how: 'read' | 'forged' = 'read'): Line {
  return ['mallory', { event: 'loot', link: 'link-attack', how, text, from: 'alice', to: 'bob' }]
}

test('RESISTED: the attacker acted, everything arrived, nothing was read', (t) => {
  const verdict = attacked([tapped, ...held('attack')], { expected: 'RESISTED', attack: 'tap' })
  const { evidence, grounds, ...others } = verdict
  t.deepEqual(others, {
    name: 'act',
    profile: 'prototype',
    attack: 'tap',
    expected: 'RESISTED',
    asExpected: true,
    verdict: 'RESISTED',
    why: 'the attacker acted, and nothing was read, forged or lost',
    reasons: [{ text: 'the attacker acted, and nothing was read, forged or lost', values: [] }],
    control: { before: 'PASSED', after: 'PASSED' },
    broken: [],
    alarms: [],
    acted: true,
  })
  const claims = ['attack', 'secrecy', 'authenticity', 'completeness']
  t.deepEqual(
    evidence.map(({ claim }) => claim),
    claims,
  )
})

test('of many messages and secrets the one that was read is among the events in JSON', (t) => {
  const many = Array.from({ length: 9 }, (_, place) => `text-${place}-77ac`)
  const said = many.map((text): Line => ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text }])
  const made = many.map((text): Line => ['lab', { event: 'secret', what: 'name', text: `name-of-${text}` }])
  const first = (claim: string, attack: readonly Line[]) => {
    const events = act({}, { ...controls, attack: [...attack, ...callsAlice] })
    const { evidence } = judge(events)[0]!
    const shown = evidence.find((one) => one.claim === claim)!.events
    return shown.slice(0, 2).map(({ number }) => {
      const event = events[number - 1]!
      return 'text' in event ? `${event.event} ${event.text}` : event.event
    })
  }
  const last = 'text-8-77ac'
  t.deepEqual(first('secrecy', [tapped, ...said, read(last)]), [`step ${last}`, `loot ${last}`])
  const onWire = first('secrecy', [tapped, ...said, onTheWire('alice', 'bob', last)])
  t.deepEqual(onWire, [`step ${last}`, 'intercepted'])
  const secret = `name-of-${last}`
  t.deepEqual(first('privacy', [tapped, ...made, read(secret)]), [`secret ${secret}`, `loot ${secret}`])
})

test('DETECTED: the due alarm, corroborated by what the attacker showed', (t) => {
  const verdict = attacked(refused, due)
  t.is(verdict.verdict, 'DETECTED')
  t.true(verdict.asExpected)
  t.deepEqual(verdict.alarms, ['FINGERPRINT_MISMATCH'])
  t.is(verdict.why, 'alice raised FINGERPRINT_MISMATCH, and nothing was read or forged')
})

test('BROKEN is worse than DETECTED: an alarm after a canary was read is too late', (t) => {
  const verdict = attacked([...refused, read(words('attack', 'alice'))], due)
  t.is(verdict.verdict, 'BROKEN')
  t.deepEqual(verdict.broken, ['secrecy'])
})

const said = held('attack')
const other = 'Bring the money.'
const fallen: readonly (readonly [string, readonly Line[]])[] = [
  ['secrecy', [...said, read(`so: ${words('attack', 'bob')}`)]],
  [
    'authenticity',
    after(said, 'bob', 'delivered', [
      ['bob', { event: 'delivered', session: 'session-attack', from: 'alice', text: other }],
    ]),
  ],
  [
    'order',
    after(said, 'bob', 'delivered', [
      [
        'bob',
        { event: 'delivered', session: 'session-attack', from: 'alice', text: words('attack', 'alice') },
      ],
    ]),
  ],
  ['completeness', said.filter(([node, { event }]) => node !== 'bob' || event !== 'delivered')],
  [
    'identity',
    said.map(
      ([node, event]): Line =>
        node === 'alice' && event.event === 'connected'
          ? [node, { ...event, fingerprint: 'mallory-key' }]
          : [node, event],
    ),
  ],
]
for (const [property, lines] of fallen) {
  test(`BROKEN for ${property} alone`, (t) => {
    const { verdict, broken, asExpected, why } = attacked([tapped, ...lines], { expected: 'BROKEN' })
    t.is(verdict, 'BROKEN')
    t.deepEqual([...broken] as string[], [property])
    t.true(why.startsWith(`${property}: `), why)
    t.true(asExpected)
  })
}

test('BROKEN for another reason than the declared one is not as expected', (t) => {
  const repeated = fallen.find(([property]) => property === 'order')![1]
  const verdict = attacked([tapped, ...repeated], { expected: 'BROKEN', breaks: ['secrecy'] })
  t.is(verdict.verdict, 'BROKEN')
  t.false(verdict.asExpected)
})

test('better than expected is not as expected', (t) => {
  t.false(attacked(refused, { ...due, expected: 'BROKEN' }).asExpected)
  t.false(attacked([tapped, ...said], { expected: 'BROKEN', breaks: ['secrecy'] }).asExpected)
})

test('a null attacker is INCONCLUSIVE, even when a canary stands in the clear on the wire', (t) => {
  const inClear = onTheWire('alice', 'bob', words('attack', 'alice'), 'link-attack')
  for (const extra of [[], [inClear], [read(words('attack', 'alice'))]]) {
    const verdict = attacked([...said, ...extra], { attack: 'noop', expected: 'BROKEN' })
    t.is(verdict.verdict, 'INCONCLUSIVE')
    t.is(verdict.why, 'the attacker never acted')
    t.false(verdict.acted)
    t.deepEqual(verdict.broken, [])
  }
})

test('an attacker that acted in a control alone has not attacked', (t) => {
  const before = [tapped, ...controls.before]
  const [verdict] = judge(act({}, { ...controls, before, attack: said }))
  t.is(verdict!.verdict, 'INCONCLUSIVE')
  t.is(verdict!.control.before, 'FAILED')
})

test('a forged text without a canary in it was not read', (t) => {
  t.is(attacked([tapped, ...said, read('Bring the money.', 'forged')]).verdict, 'RESISTED')
})

test('a due alarm that stays away is no success, however well everything went', (t) => {
  const verdict = attacked([tapped, ...said], { ...due, expected: 'RESISTED' })
  t.is(verdict.verdict, 'INCONCLUSIVE')
  t.is(verdict.why, 'no alarm was raised, but FINGERPRINT_MISMATCH was due')
})

test('another alarm than the due one is no success', (t) => {
  for (const alarms of [[], ['OUT_OF_ORDER']]) {
    const verdict = attacked(refused, { alarms })
    t.is(verdict.verdict, 'INCONCLUSIVE')
    t.regex(verdict.why, /^FINGERPRINT_MISMATCH of alice is not the alarm that is due: the act declares /)
  }
})

test('a canary in the loot counts in its own phase', (t) => {
  const late = attacked([tapped, ...said, read(words('before', 'alice'))])
  t.is(late.verdict, 'RESISTED')
  const looted = judge(
    act(
      {},
      { ...controls, attack: [tapped, ...said], after: [...controls.after, read(words('attack', 'alice'))] },
    ),
  )[0]!
  t.is(looted.verdict, 'INCONCLUSIVE')
  t.is(looted.control.after, 'FAILED')
})

const failures: readonly (readonly [string, (history: HistoryEvent[]) => unknown[], RegExp])[] = [
  [
    'a node that failed',
    (history) => [
      ...history,
      {
        at: 99,
        act: 'act',
        phase: null,
        node: 'lab',
        event: 'node-failed',
        failed: 'bob',
        why: literal('it ended'),
      },
    ],
    /^bob failed: it ended$/,
  ],
  [
    'an act without its end',
    (history) => history.filter(({ event }) => event !== 'act-ended'),
    /did not run to its end/,
  ],
  [
    'a check that throws',
    (history) => history.map((event) => (event.event === 'loot' ? { ...event, text: undefined } : event)),
    /^a check failed: /,
  ],
  [
    'a control that failed before',
    (history) => history.filter((event) => event.phase !== 'before' || event.event !== 'delivered'),
    /^the control before the attack failed: /,
  ],
  [
    'a control that failed after',
    (history) => history.filter(({ phase }) => phase !== 'after'),
    /^the control after the attack failed: nothing was said$/,
  ],
  [
    'a second act of the same name',
    (history) => [...history, ...history.filter(({ event }) => event === 'act-started')],
    /^two acts have this name$/,
  ],
]
for (const [what, damage, why] of failures) {
  test(`INCONCLUSIVE: ${what}`, (t) => {
    const broken = act(
      { expected: 'BROKEN' },
      { ...controls, attack: [tapped, ...said, read(words('attack', 'alice'))] },
    )
    t.is(judge(broken)[0]!.verdict, 'BROKEN')
    const [verdict] = judge(damage(broken) as HistoryEvent[])
    t.is(verdict!.verdict, 'INCONCLUSIVE')
    t.regex(verdict!.why, why)
    t.false(verdict!.asExpected)
    t.deepEqual(verdict!.broken, [])
  })
}

test('INCONCLUSIVE is never as expected, even where it is declared', (t) => {
  const verdict = attacked(said, { expected: 'INCONCLUSIVE' })
  t.is(verdict.verdict, 'INCONCLUSIVE')
  t.false(verdict.asExpected)
})

/** A look at Alice's screen, on which Bob's words of the phase stand. */
const looksAt = (rows: string[], phase = 'attack'): Line => [
  'lab',
  { event: 'shown', on: 'alice', rows: [`12:00 <bob> ${words(phase, 'bob')}`, ...rows] },
]
/** The same where he has said nothing. */
const justSees = (rows: string[]): Line => ['lab', { event: 'shown', on: 'alice', rows }]
const lacking = [
  '12:00 -!- bob says that 3 messages since 2026-01-01 are not',
  '      | there any more: /resend bob can send them again.',
]
const toAlice: Line = [tapped[0], { ...tapped[1], to: 'alice' } as Line[1]]
const quietly = { expected: 'RESISTED' as Verdict, notices: ['lacks' as const] }

test('a notice that is due stands on a screen, in the words of the program', (t) => {
  const told = attacked([toAlice, ...held('attack'), looksAt(lacking)], quietly)
  t.true(told.asExpected)
  t.is(
    told.why,
    'the attacker acted, and nothing was read, forged or lost; the screen of alice tells that a friend says to lack what was delivered',
  )
  t.deepEqual(told.evidence.at(-1)?.claim, 'notice')
  for (const rows of [
    [],
    ['12:00 -- bob is there'],
    ['12:00 -!- 3 messages wait for a key that bob had before'],
  ]) {
    const untold = attacked([toAlice, ...held('attack'), looksAt(rows)], quietly)
    t.is(untold.verdict, 'INCONCLUSIVE')
    t.is(untold.why, 'nobody’s screen tells that a friend says to lack what was delivered')
    t.false(untold.asExpected)
  }
})

test('a notice in place of an alarm is no alarm, and next to one both are told', (t) => {
  const both = { ...quietly, expected: 'DETECTED' as Verdict, ...due }
  t.is(attacked([toAlice, ...held('attack'), looksAt(lacking)], both).verdict, 'INCONCLUSIVE')
  t.is(attacked(refused, both).verdict, 'INCONCLUSIVE')
  const noticed = attacked([...refused, justSees(lacking)], both)
  t.is(noticed.verdict, 'DETECTED')
  t.regex(noticed.why, /^alice raised FINGERPRINT_MISMATCH, and .*; the screen of alice tells that/)
})

test('what was read is BROKEN, whatever the screen tells', (t) => {
  const attack = [toAlice, ...held('attack'), read(words('attack', 'alice')), looksAt(lacking)]
  t.is(attacked(attack, quietly).verdict, 'BROKEN')
})

test('a messenger that gives a notice where nothing has happened is not judged', (t) => {
  const before = [...held('before'), looksAt(lacking, 'before')]
  const [verdict] = judge(act(quietly, { ...controls, before, attack: [toAlice, ...held('attack')] }))
  t.is(verdict!.verdict, 'INCONCLUSIVE')
  t.regex(verdict!.why, /^the control before the attack failed: false notice: the screen of alice tells /)
})

const peaceful = { attack: null, expected: 'PASSED' as Verdict }

test('an honest act is PASSED, or INCONCLUSIVE when it did not go well', (t) => {
  const [passed] = judge(act(peaceful, { honest: held('honest') }))
  t.is(passed!.verdict, 'PASSED')
  t.true(passed!.asExpected)
  t.deepEqual(passed!.control, { before: 'PASSED', after: 'NONE' })
  for (const lines of [
    [],
    held('honest').filter(([, { event }]) => event !== 'delivered'),
    [...held('honest'), alarm],
  ]) {
    const [failed] = judge(act(peaceful, { honest: lines }))
    t.is(failed!.verdict, 'INCONCLUSIVE')
    t.is(failed!.control.before, 'FAILED')
    t.false(failed!.asExpected)
  }
})

test('an act that declares an attack does not pass as an honest one', (t) => {
  t.is(judge(act({}, { honest: held('honest') }))[0]!.verdict, 'INCONCLUSIVE')
})

test('two acts that ran side by side are judged apart', (t) => {
  const broken = act(
    { name: 'weak', expected: 'BROKEN' },
    { ...controls, attack: [tapped, ...said, read(words('attack', 'bob'))] },
  )
  const detected = act({ name: 'strong', ...due }, { ...controls, attack: refused })
  const interleaved = broken.flatMap((event, index) => [event, ...detected.slice(index, index + 1)])
  const both = [...interleaved, ...detected.slice(broken.length)]
  t.is(both.length, broken.length + detected.length)
  t.deepEqual(
    judge(both).map(({ name, verdict, asExpected }) => [name, verdict, asExpected]),
    [
      ['weak', 'BROKEN', true],
      ['strong', 'DETECTED', true],
    ],
  )
  t.deepEqual(judge(both), [...judge(broken), ...judge(detected)])
})

test('no history, no verdict', (t) => {
  t.deepEqual(judge([]), [])
})
