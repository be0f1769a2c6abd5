/** The verdict over whole histories: which one, and for which reason. */

import test from 'ava'
import { literal } from '../../peers/language/sentence'
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
  renumbered,
  without,
  words,
} from '../history/history-testing'
import { english } from '../language/typed'
import { type ActVerdict, judge, judgeAct, missingActs, withoutBeginning } from './verdict'

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
  const { evidence, grounds, reasons, ...others } = verdict
  t.deepEqual(reasons.map(english), [others.why])
  t.deepEqual(others, {
    name: 'act',
    profile: 'prototype',
    attack: 'tap',
    expected: 'RESISTED',
    asExpected: true,
    verdict: 'RESISTED',
    why: 'Mallory acted, and nothing was read, forged or lost.',
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

test('who is alarmed twice is named once', (t) => {
  const { why } = attacked(
    refused.flatMap((line) => (line === alarm ? [alarm, alarm] : [line])),
    due,
  )
  t.regex(why, /^Alice’s messenger warns: /)
})

test('DETECTED: users compare, and see the key that the attacker has shown', (t) => {
  const displayed = (node: string, own: string, peer: string): Line => [
    node,
    { event: 'displayed', session: 'session-attack', own, peer },
  ]
  const lines: Line[] = [
    ...refused.slice(0, 2),
    ['bob', { event: 'opened', session: 'session-attack', role: 'responder', calls: null }],
    shown,
    [
      'alice',
      {
        event: 'connected',
        session: 'session-attack',
        peer: null,
        fingerprint: 'mallory-key',
        own: 'alice-key',
      },
    ],
    [
      'bob',
      { event: 'connected', session: 'session-attack', peer: null, fingerprint: 'alice-key', own: 'bob-key' },
    ],
    displayed('alice', 'alice-key', 'mallory-key'),
    displayed('bob', 'bob-key', 'alice-key'),
    ['lab', { event: 'compared', between: ['alice', 'bob'], match: false }],
    ['alice', { event: 'closed', session: 'session-attack', clean: true }],
    ['bob', { event: 'closed', session: 'session-attack', clean: true }],
  ]
  const { why, verdict } = attacked(lines, due)
  t.is(verdict, 'DETECTED', why)
  t.is(
    why,
    'The users compare their keys, and notice that they differ (FINGERPRINT_MISMATCH). Nothing was read or forged.',
  )
})

test('DETECTED: the due alarm, corroborated by what the attacker showed', (t) => {
  const verdict = attacked(refused, due)
  t.is(verdict.verdict, 'DETECTED')
  t.true(verdict.asExpected)
  t.deepEqual(verdict.alarms, ['FINGERPRINT_MISMATCH'])
  t.is(
    verdict.why,
    'Alice’s messenger warns: “The key is not the expected one: somebody may stand between you and your friend.” (FINGERPRINT_MISMATCH). Nothing was read or forged.',
  )
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
    t.true(why.endsWith(` (${property}).`), why)
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
    t.is(verdict.why, 'Mallory did nothing at all.')
    t.false(verdict.acted)
    t.deepEqual(verdict.broken, [])
  }
})

test('an attacker that acted in a control alone has not attacked', (t) => {
  const before = [tapped, ...controls.before]
  const [verdict] = judge(act({}, { ...controls, before, attack: said }))
  t.is(verdict!.verdict, 'INCONCLUSIVE')
  t.is(verdict!.control.before, 'FAILED')
  t.false(verdict!.acted)
})

test('a forged text without a canary in it was not read', (t) => {
  t.is(attacked([tapped, ...said, read('Bring the money.', 'forged')]).verdict, 'RESISTED')
})

test('a due alarm that stays away is no success, however well everything went', (t) => {
  const verdict = attacked([tapped, ...said], { ...due, expected: 'RESISTED' })
  t.is(verdict.verdict, 'INCONCLUSIVE')
  t.is(verdict.why, 'Nobody was alarmed, and an alarm was due (FINGERPRINT_MISMATCH).')
})

test('another alarm than the due one is no success', (t) => {
  for (const alarms of [[], ['OUT_OF_ORDER']]) {
    const verdict = attacked(refused, { alarms })
    t.is(verdict.verdict, 'INCONCLUSIVE')
    t.regex(
      verdict.why,
      /^The alarm of Alice is not (?:the one that is )?due: FINGERPRINT_MISMATCH, where the act declares /,
    )
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

const claimsOf = ({ evidence }: ActVerdict) => evidence.map(({ claim }) => claim)

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
    /^The program of Bob failed: it ended\.$/,
  ],
  [
    'an act without its end',
    (history) => history.filter(({ event }) => event !== 'act-ended'),
    /did not run to its end/,
  ],
  [
    'a check that throws',
    (history) => history.map((event) => (event.event === 'loot' ? { ...event, text: undefined } : event)),
    /^A check failed: /,
  ],
  [
    'a control that failed before',
    (history) => history.filter((event) => event.phase !== 'before' || event.event !== 'delivered'),
    /^Already before the attack not everything worked: /,
  ],
  [
    'a control that failed after',
    (history) => history.filter(({ phase }) => phase !== 'after'),
    /^After the attack not everything worked: nothing was said\.$/,
  ],
  [
    'a second act of the same name',
    (history) => [...history, ...history.filter(({ event }) => event === 'act-started')],
    /^Two acts have this name\.$/,
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
    const claims = what === 'a check that throws' ? [] : ['doubt']
    t.deepEqual(claimsOf(verdict!), claims)
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
    'Mallory acted, and nothing was read, forged or lost. The screen of Alice tells that a friend says to lack what was delivered.',
  )
  t.deepEqual(told.evidence.at(-1)?.claim, 'notice')
  for (const rows of [
    [],
    ['12:00 -- bob is there'],
    ['12:00 -!- 3 messages wait for a key that bob had before'],
  ]) {
    const untold = attacked([toAlice, ...held('attack'), looksAt(rows)], quietly)
    t.is(untold.verdict, 'INCONCLUSIVE')
    t.is(untold.why, 'Nobody’s screen tells that a friend says to lack what was delivered.')
    t.false(untold.asExpected)
  }
})

test('a notice in place of an alarm is no alarm, and next to one both are told', (t) => {
  const both = { ...quietly, expected: 'DETECTED' as Verdict, ...due }
  t.is(attacked([toAlice, ...held('attack'), looksAt(lacking)], both).verdict, 'INCONCLUSIVE')
  t.is(attacked(refused, both).verdict, 'INCONCLUSIVE')
  const noticed = attacked([...refused, justSees(lacking)], both)
  t.is(noticed.verdict, 'DETECTED')
  t.regex(noticed.why, /^Alice’s messenger warns: .* The screen of Alice tells that/)
})

test('what was read is BROKEN, whatever the screen tells', (t) => {
  const attack = [toAlice, ...held('attack'), read(words('attack', 'alice')), looksAt(lacking)]
  t.is(attacked(attack, quietly).verdict, 'BROKEN')
})

test('a messenger that gives a notice where nothing has happened is not judged', (t) => {
  const before = [...held('before'), looksAt(lacking, 'before')]
  const [verdict] = judge(act(quietly, { ...controls, before, attack: [toAlice, ...held('attack')] }))
  t.is(verdict!.verdict, 'INCONCLUSIVE')
  t.regex(
    verdict!.why,
    /^Already before the attack not everything worked: false notice: the screen of Alice tells /,
  )
})

const peaceful = { attack: null, expected: 'PASSED' as Verdict }

test('an honest act is PASSED, or INCONCLUSIVE when it did not go well', (t) => {
  const [passed] = judge(act(peaceful, { honest: held('honest') }))
  t.is(passed!.verdict, 'PASSED')
  t.true(passed!.asExpected)
  t.deepEqual(passed!.control, { before: 'PASSED', after: 'NONE' })
  t.is(passed!.why, 'All 2 messages arrived, and nobody was alarmed.')
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

test('what is announced and not there is missing', (t) => {
  const announced = { act: '', event: 'run-started', acts: ['weak', 'strong'] } as unknown as HistoryEvent
  const missing = (history: readonly HistoryEvent[]) =>
    missingActs(history).map(({ name, why }) => `${name}: ${english(why)}`)
  const weak = act({ name: 'weak' }, {})
  t.deepEqual(missing([announced, ...weak]), ['strong: The history ends before this act.'])
  t.deepEqual(missing([announced, ...weak.slice(1)]), [
    'weak: The history does not hold the beginning of this act.',
    'strong: The history ends before this act.',
  ])
  t.throws(() => judgeAct([], []), { message: 'an act without a beginning' })
})

test('an act whose beginning is lost is missing also where no run announces it', (t) => {
  const named = missingActs(act({ name: 'weak' }, {}).slice(1)).map(({ name }) => name)
  t.deepEqual(named, ['weak'])
  t.like(withoutBeginning('weak', [1]), {
    name: 'weak',
    profile: '',
    attack: null,
    expected: 'INCONCLUSIVE',
    asExpected: false,
    verdict: 'INCONCLUSIVE',
    why: 'Line 1 of the recording is damaged, and may have been part of this act.',
  })
})

test('nothing is concluded from an act of which lines may be lost, and these are named', (t) => {
  const events = act({}, { ...controls, attack: [tapped, ...said, read(words('attack', 'alice'))] })
  t.is(judge(events)[0]!.verdict, 'BROKEN')
  const [one] = judge(events, [5])
  t.is(one!.verdict, 'INCONCLUSIVE')
  t.is(one!.why, 'Line 5 of the recording is damaged, and may have been part of this act.')
  t.deepEqual(claimsOf(one!), ['doubt'])
  const [two] = judge(events, [5, 7])
  t.is(two!.why, 'The lines 5, 7 of the recording are damaged, and may have been part of this act.')
  // What a check cannot make sense of may be for want of the line.
  const nonsense = events.map((event) => (event.event === 'loot' ? { ...event, text: undefined } : event))
  t.is(judge(nonsense as HistoryEvent[], [5])[0]!.why, one!.why)
  t.regex(judge(nonsense as HistoryEvent[])[0]!.why, /^A check failed: /)
})

test('a check that throws has found nothing out, and says why', (t) => {
  const drawn: Line = ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: 'Yes.', among: 4 }]
  t.like(attacked([tapped, ...said, drawn]), {
    why: 'A check failed: 1 messages were to be guessed, and none was.',
    control: { before: 'NONE', after: 'NONE' },
    acted: false,
    alarms: [],
    broken: [],
  })
})

test('who was alarmed is told of each: in one sentence where the alarm is the same', (t) => {
  const toBob: Line = ['mallory', { ...shown[1], to: 'bob' } as Line[1]]
  const opened: Line = [
    'bob',
    { event: 'opened', session: 'session-attack', role: 'responder', calls: null, remote: '10.0.0.1:1' },
  ]
  const his = (change: object): Line => ['bob', { ...alarm[1], ...change } as Line[1]]
  const evidence = { expected: 'alice-key', seen: 'mallory-key' }
  const same = attacked([...refused, toBob, opened, his({ evidence })], due)
  t.is(
    same.why,
    'The messengers of Alice and Bob warn: “The key is not the expected one: somebody may stand between you and your friend.” (FINGERPRINT_MISMATCH). Nothing was read or forged.',
  )
  const alarms = ['FINGERPRINT_MISMATCH', 'BAD_RECORD']
  const other = attacked([...refused, toBob, opened, his({ code: 'BAD_RECORD', evidence: {} })], { alarms })
  t.regex(other.why, /^Alice’s messenger warns: .* Bob’s messenger warns: .* \(BAD_RECORD\)/)
})

test('of several alarms that are due one is enough, and the first one is told', (t) => {
  const later: Line = ['alice', { ...alarm[1], code: 'OUT_OF_ORDER', evidence: {} } as Line[1]]
  const alarms = ['OUT_OF_ORDER', 'FINGERPRINT_MISMATCH']
  t.true(attacked(refused, { alarms }).asExpected)
  const both = attacked([...refused, later], { alarms })
  t.regex(both.why, /^Alice’s messenger warns: .* \(FINGERPRINT_MISMATCH\)/)
  t.deepEqual(both.alarms, ['FINGERPRINT_MISMATCH', 'OUT_OF_ORDER'])
})

test('an alarm that nothing bears out is none of the verdict’s', (t) => {
  const wolf = attacked([tapped, ...said, alarm], due)
  t.is(wolf.verdict, 'INCONCLUSIVE')
  t.deepEqual(wolf.alarms, [])
  t.deepEqual(claimsOf(wolf), ['alarm'])
})

test('an honest act: no relay has to see it, and what is looked at is what the control demands, and secrets', (t) => {
  const [verdict] = judge(act(peaceful, { honest: without(held('honest'), 'intercepted') }))
  t.is(verdict!.verdict, 'PASSED')
  t.deepEqual(claimsOf(verdict!), ['control'])
  t.deepEqual(
    verdict!.grounds.findings.map(({ property }) => property),
    ['secrecy', 'privacy', 'authenticity', 'order', 'completeness', 'identity', 'containment', 'display'],
  )
  t.regex(JSON.stringify(verdict!.grounds.findings[0]!.why), /none of .* messages was read/)
  t.is(verdict!.grounds.findings[0]!.evidence.length, 2)
  const [alarmed] = judge(act(peaceful, { honest: [...held('honest'), alarm] }))
  t.deepEqual(
    alarmed!.grounds.raised.map(({ code }) => code),
    ['FINGERPRINT_MISMATCH'],
  )
})

test('a defence that falls without the alarm that is due is not as expected', (t) => {
  const attack = [tapped, ...said, read(words('attack', 'alice'))]
  t.like(attacked(attack, { ...due, expected: 'BROKEN' }), { verdict: 'BROKEN', asExpected: false })
  t.like(attacked(attack, { expected: 'BROKEN' }), { verdict: 'BROKEN', asExpected: true })
})

test('next to an alarm only the probes are told, and what holds is shown where one event shows it', (t) => {
  const names = Array.from({ length: 4 }, (_, place) => `user-${place}`)
  const crowd: Line = ['lab', { event: 'population', names, registered: names.slice(2) }]
  t.is(
    attacked([...refused, crowd], due).why,
    'Alice’s messenger warns: “The key is not the expected one: somebody may stand between you and your friend.” (FINGERPRINT_MISMATCH). Nothing was read or forged.',
  )
  const look: Line = ['lab', { event: 'files', of: 'alice', files: [] }]
  t.true(claimsOf(attacked([tapped, ...said, look])).includes('containment'))
})

test('an attack is judged by every check, also by those whose matter did not come up', (t) => {
  const { findings } = attacked([tapped, ...said]).grounds
  t.deepEqual(
    findings.map(({ property }) => property).join(' '),
    [
      'secrecy authenticity order completeness identity privacy privacy privacy routing containment display',
      'availability conformance',
    ].join(' '),
  )
})

test('what a verdict rests on is named by what it is', (t) => {
  t.deepEqual(claimsOf(attacked(said)), ['attack'])
  t.deepEqual(claimsOf(attacked([tapped, ...said], due)), ['alarm'])
  t.deepEqual(claimsOf(attacked(refused, due)), ['alarm'])
  t.deepEqual(claimsOf(attacked([tapped, ...without(said, 'intercepted')])), ['service'])
  const untold = attacked([toAlice, ...said, looksAt([])], quietly)
  t.deepEqual(claimsOf(untold), ['notice'])
  const noticed = attacked([...refused, justSees(lacking)], { ...quietly, ...due, expected: 'DETECTED' })
  t.deepEqual(claimsOf(noticed), ['alarm', 'notice'])
  const events = act({}, { ...controls, attack: [tapped, ...said] })
  const [alone] = judge(events)
  t.deepEqual(alone!.evidence, [
    {
      claim: 'attack',
      count: 1,
      events: [{ number: events.find(({ event }) => event === 'acted')!.number, node: 'mallory' }],
    },
  ])
  const inClear = onTheWire('alice', 'bob', words('attack', 'alice'))
  t.deepEqual(claimsOf(judge(act({}, { ...controls, attack: [tapped, ...said, inClear] }))[0]!), ['attack'])
})

test('RESISTED rests on what she says that she did, and on what bears her out', (t) => {
  const events = afterWon({}, { ...controls, attack: [tapped, ...said] })
  const [attack] = judge(events)[1]!.evidence
  t.deepEqual(
    attack!.events.map(({ number }) => events[number - 1]!.event),
    ['acted', 'opened'],
  )
})

test('a notice that no act asks for is not told', (t) => {
  const verdict = attacked([toAlice, ...said, looksAt(lacking)], { expected: 'RESISTED' })
  t.is(verdict.why, 'Mallory acted, and nothing was read, forged or lost.')
  t.false(claimsOf(verdict).includes('notice'))
})

test('an alarm in a call that she made herself is no alarm of the friends’', (t) => {
  const refusal: Line = [
    'alice',
    { ...alarm[1], session: 'session-hers', code: 'MALFORMED', evidence: {} } as Line[1],
  ]
  t.is(attacked([tapped, ...said, refusal]).verdict, 'RESISTED')
  const theirs: Line = ['alice', { ...refusal[1], session: 'session-attack' } as Line[1]]
  t.is(attacked([tapped, ...said, theirs]).verdict, 'INCONCLUSIVE')
})

/** A request to the directory that has to be refused; its answer came, or did not. */
const probe: Line = [
  'lab',
  {
    ...{
      event: 'step',
      do: 'probe',
      probe: 'again',
      rules: ['9-6'],
      of: 'directory',
      as: 'client',
      text: '',
    },
    ...{ alarm: 'OUTDATED', status: 409, connects: false, delivers: false, frames: 0 },
  } as Line[1],
]
const answer: readonly Line[] = [
  [
    'mallory',
    {
      ...{ event: 'probed', probe: 'again', local: 'mallory:2', remote: 'directory:1', said: '', over: true },
      heard: Buffer.from('HTTP/1.1 409 Conflict').toString('base64'),
    } as Line[1],
  ],
  ['directory', { event: 'answered', remote: 'mallory:2', status: 409, code: 'OUTDATED' }],
]

test('a probe that came nowhere shows nothing; one that did is told, whatever the verdict', (t) => {
  const lost = attacked([tapped, ...said, probe])
  t.is(lost.verdict, 'INCONCLUSIVE')
  t.is(lost.why, 'The probe again never reached the directory.')
  t.deepEqual(claimsOf(lost), ['probe'])
  const kept = / 1 rules of the protocol were probed 1 times and kept \(conformance\)\.$/
  const resisted = attacked([tapped, ...said, probe, ...answer])
  t.is(resisted.verdict, 'RESISTED')
  t.regex(resisted.why, kept)
  const detected = attacked([...refused, probe, ...answer], due)
  t.is(detected.verdict, 'DETECTED')
  t.regex(detected.why, kept)
  // That probes are counted excuses no call that fell through.
  const fell: Line = ['alice', { ...alarm[1], code: 'INCOMPLETE_HANDSHAKE', evidence: {} } as Line[1]]
  t.is(attacked([tapped, ...said, probe, ...answer, fell]).verdict, 'INCONCLUSIVE')
})

test('who only listens is borne out by what the peers say that they wrote, and nobody else is', (t) => {
  const copies = held('attack').flatMap((line): Line[] =>
    line[1].event === 'intercepted'
      ? [line, [line[1].from, { event: 'wire', session: 'session-attack', way: 'out', bytes: line[1].bytes }]]
      : [line],
  )
  const won = afterWon({}, {}).filter((event) => event.act === 'weak')
  const at = (position: 'tap' | 'path', attack: readonly Line[]) =>
    judge(
      renumbered([
        ...won,
        ...act({ counterpart: 'weak' }, { ...controls, attack }).map((event) =>
          event.event === 'act-started' ? { ...event, position } : event,
        ),
      ]),
    )[1]!.verdict
  t.is(at('tap', [tapped, ...copies]), 'RESISTED')
  t.is(at('path', [tapped, ...copies]), 'INCONCLUSIVE')
  t.is(at('tap', [tapped, ...said]), 'INCONCLUSIVE')
  t.is(at('tap', [tapped, ...said, ...callsAlice]), 'RESISTED')
})
