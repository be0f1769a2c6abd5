/** What peers can gain by lying: nothing. A peer controls what it prints, and nothing else. */

import test from 'ava'
import fc from 'fast-check'
import { literal } from '../../peers/language/sentence'
import type { AttackerEvent, HistoryEvent, LabEvent, PeerNodeEvent, Phase, Property } from '../history/events'
import { act, after, afterWon, controls, held, type Line, without, words } from '../history/history-testing'
import { english } from '../language/typed'
import { runsOf } from '../suite/extent-testing'
import { person } from '../text/format-names'
import { contradiction } from './consistency'
import { judge } from './verdict'

const fine = held('attack')
const tapped: Line = [
  'mallory',
  { event: 'acted', link: 'link-attack', what: 'copies', to: null, presented: null },
]
const shown: Line = [
  'mallory',
  { event: 'acted', link: 'link-attack', what: 'shows her key', to: 'alice', presented: 'mallory-key' },
]

function attacked(attack: readonly Line[], alarms: string[] = []) {
  return judge(afterWon({ alarms }, { ...controls, attack })).at(-1)!
}

test('what hangs together is believed', (t) => {
  t.is(contradiction(act({}, { ...controls, attack: fine })), undefined)
})

test('bytes and secrets of a session come before it is connected, and after', (t) => {
  const named = fine.flatMap(([node, event]) =>
    'session' in event ? [{ node, session: event.session ?? '' }] : [],
  )[0]!
  const told: Line[] = [
    [named.node, { event: 'wire', session: named.session, way: 'out', bytes: '' }],
    [named.node, { event: 'secrets', session: named.session, kind: 'x25519', value: '00' }],
  ]
  const attack = after(fine, named.node, 'opened', told)
  t.is(contradiction(act({}, { ...controls, attack: [...attack, ...told] })), undefined)
})

const session = 'session-attack'
const contradictions: readonly (readonly [string, readonly Line[], string])[] = [
  [
    'words in a session that was never connected',
    without(fine, 'connected', 'bob'),
    'Bob said “delivered” of a session that was not connected',
  ],
  [
    'words sent in a session that was never connected',
    without(fine, 'connected', 'alice'),
    'Alice said “sent” of a session that was not connected',
  ],
  [
    'a session that was never opened',
    without(fine, 'opened', 'alice'),
    'Alice said “connected” of a session that was never opened',
  ],
  [
    'two beliefs about one session',
    after(fine, 'bob', 'connected', [
      ['bob', { event: 'connected', session, peer: 'alice', fingerprint: 'alice-key', own: 'mallory-key' }],
    ]),
    'Bob said “connected” of a session that was connected',
  ],
  [
    'words after the end',
    after(fine, 'bob', 'closed', [
      ['bob', { event: 'delivered', session, from: 'alice', text: words('attack', 'alice') }],
    ]),
    'Bob said “delivered” of a session that was not connected',
  ],
  [
    'two ends',
    after(fine, 'bob', 'closed', [['bob', { event: 'closed', session, clean: true }]]),
    'Bob said “closed” of a session that was closed',
  ],
  [
    'a session that opens again',
    after(fine, 'bob', 'closed', [['bob', { event: 'opened', session, role: 'responder', calls: null }]]),
    'Bob said “opened” of a session that was closed before',
  ],
  [
    'the end of a session that was never opened',
    [...fine, ['bob', { event: 'closed', session: 'session-x', clean: true }]],
    'Bob said “closed” of a session that was never opened',
  ],
  [
    'a key in a session that was never opened',
    [...fine, ['bob', { event: 'displayed', session: 'session-x', own: 'bob-key', peer: 'alice-key' }]],
    'Bob said “displayed” of a session that was not connected',
  ],
  [
    'a session that opens twice',
    after(fine, 'bob', 'opened', [['bob', { event: 'opened', session, role: 'responder', calls: null }]]),
    'Bob said “opened” of a session that was opened before',
  ],
  [
    'a session that opens while it is connected',
    after(fine, 'bob', 'connected', [['bob', { event: 'opened', session, role: 'responder', calls: null }]]),
    'Bob said “opened” of a session that was connected before',
  ],
  [
    'a session of another phase',
    after(fine, 'alice', 'connected', [
      ['alice', { event: 'displayed', session: 'session-before', own: 'alice-key', peer: 'bob-key' }],
    ]),
    'Alice said “displayed” of a session that was not connected',
  ],
  [
    'another identity later on',
    [...fine, ['bob', { event: 'ready', fingerprint: 'mallory-key' }]],
    'Bob said twice to be ready',
  ],
]
for (const [what, lines, why] of contradictions) {
  test(`INCONCLUSIVE: ${what}`, (t) => {
    const { verdict, why: said } = attacked([tapped, ...lines])
    t.is(verdict, 'INCONCLUSIVE')
    t.is(said, `${why}.`)
  })
}

test('a session that was left open does not serve in another phase, where nobody asks with whom it is', (t) => {
  const open = without(fine, 'closed', 'bob')
  const later: Line = ['bob', { event: 'delivered', session, from: 'alice', text: words('after', 'alice') }]
  const lied = without(held('after'), 'opened', 'bob').filter(
    ([node, event]) => node !== 'bob' || event.event !== 'connected',
  )
  const honest = without(lied, 'delivered', 'bob')
  const told = contradiction(act({}, { attack: open, after: [later, ...honest] }))
  t.is(told && english(told.why), 'Bob said “delivered” of a session that was not connected')
})

test('INCONCLUSIVE: a delivery, an alarm, an act or loot that belongs to no phase', (t) => {
  const strays: Line[] = [
    ['bob', { event: 'delivered', session, from: 'alice', text: 'x' }],
    ['bob', { event: 'alarm', session: null, code: 'TIMEOUT', message: 'x', evidence: {} }],
    tapped,
    ['mallory', { event: 'loot', link: 'link-attack', how: 'read', text: 'x', from: 'alice', to: 'bob' }],
    ['mallory', { event: 'guessed', about: 'alice 1', value: 'x' }],
  ]
  for (const [node, event] of strays) {
    const history = act({}, { ...controls, attack: [tapped, ...fine] })
    const stray = { number: 0, at: 0, act: 'act', phase: null, node, ...event } as HistoryEvent
    history.splice(-1, 0, stray)
    t.is(judge(history)[0]!.why, `${person(node)} said “${event.event}” between the phases.`)
  }
})

test('what a node says while it is stopped changes nothing', (t) => {
  const history = afterWon({}, { ...controls, attack: [tapped, ...fine] })
  const last: HistoryEvent = {
    number: history.length + 1,
    at: 0,
    act: 'act',
    phase: null,
    node: 'bob',
    event: 'closed',
    session,
    clean: false,
  }
  t.is(judge([...history, last])[1]!.verdict, 'RESISTED')
})

test('peers that do nothing in the attack, and say so, resist nothing', (t) => {
  const idle = fine.filter(([node, event]) => node === 'mallory' || event.event === 'step')
  const { verdict, why } = attacked([tapped, ...idle])
  t.is(verdict, 'INCONCLUSIVE')
  t.is(why, `Nobody was alarmed, but Alice did not send “${words('attack', 'alice')}”.`)
})

test('words that did not cross the wire in the attack show no resistance', (t) => {
  t.is(attacked([tapped, ...without(fine, 'intercepted')]).verdict, 'INCONCLUSIVE')
})

test('a friend who claims the attacker’s key does not hide the attacker', (t) => {
  const claimed = fine.map(([node, event]): Line => {
    if (event.event !== 'connected') return [node, event]
    return node === 'alice'
      ? [node, { ...event, fingerprint: 'mallory-key' }]
      : [node, { ...event, own: 'mallory-key' }]
  })
  t.deepEqual(attacked([shown, ...claimed]).broken, ['identity'])
})

test('an alarm that names its own key as the expected one is not believed', (t) => {
  const cry: Line = [
    'alice',
    {
      event: 'alarm',
      session: null,
      code: 'FINGERPRINT_MISMATCH',
      message: 'wolf',
      evidence: { expected: 'alice-key', seen: 'mallory-key' },
    },
  ]
  const { verdict, why } = attacked([shown, cry, ...fine], ['FINGERPRINT_MISMATCH'])
  t.is(verdict, 'INCONCLUSIVE')
  t.regex(
    why,
    /^The alarm of Alice \(FINGERPRINT_MISMATCH\) is not borne out by what Mallory did: she reports to have shown no key /,
  )
})

/** Anything a peer can print, with the texts and keys it knows. */
function peerLine(texts: readonly string[], keys: readonly string[]): fc.Arbitrary<Line> {
  const session = fc.constantFrom('session-attack', 'session-before', 'session-x')
  const text = fc.constantFrom(...texts)
  const key = fc.constantFrom(...keys)
  const name = fc.constantFrom('alice', 'bob')
  const somebody = fc.option(name)
  const event: fc.Arbitrary<PeerNodeEvent> = fc.oneof(
    fc.record({ event: fc.constant('done' as const), id: fc.nat(9) }),
    fc.record({ event: fc.constant('failed' as const), id: fc.nat(9), code: text, message: text }),
    fc.record({ event: fc.constant('ready' as const), fingerprint: key }),
    fc.record({
      event: fc.constant('opened' as const),
      session,
      role: fc.constantFrom('initiator' as const, 'responder' as const),
      calls: somebody,
    }),
    fc.record({
      event: fc.constant('connected' as const),
      session,
      peer: somebody,
      fingerprint: key,
      own: key,
    }),
    fc.record({ event: fc.constant('displayed' as const), session, own: key, peer: key }),
    fc.record({ event: fc.constant('sent' as const), session, to: name, text }),
    fc.record({ event: fc.constant('delivered' as const), session, from: somebody, text }),
    fc.record({
      event: fc.constant('alarm' as const),
      session: fc.option(session),
      code: fc.constantFrom('FINGERPRINT_MISMATCH', 'OUT_OF_ORDER'),
      message: text,
      evidence: fc.record({ expected: key, seen: key }),
    }),
    fc.record({ event: fc.constant('closed' as const), session, clean: fc.boolean() }),
  )
  return fc.tuple(name, event)
}

/** Anything an attacker or the lab can write, too. */
function anyLine(texts: readonly string[], keys: readonly string[]): fc.Arbitrary<Line> {
  const text = fc.constantFrom(...texts)
  const name = fc.constantFrom('alice', 'bob', 'mallory', 'lab')
  const key = fc.constantFrom(...keys)
  const link = fc.constantFrom('link-1', 'link-2')
  const event: fc.Arbitrary<AttackerEvent | LabEvent> = fc.oneof(
    fc.record({ event: fc.constant('linked' as const), link }),
    fc.record({ event: fc.constant('unlinked' as const), link }),
    fc.record({
      event: fc.constant('intercepted' as const),
      link,
      from: name,
      to: name,
      bytes: text.map((clear) => Buffer.from(clear).toString('base64')),
    }),
    fc.record({
      event: fc.constant('acted' as const),
      link,
      what: text,
      to: fc.option(name),
      presented: fc.option(key),
    }),
    fc.record({
      event: fc.constant('loot' as const),
      link,
      how: fc.constantFrom('read' as const, 'forged' as const),
      text,
      from: name,
      to: name,
    }),
    fc.record({
      event: fc.constant('step' as const),
      do: fc.constant('say' as const),
      from: name,
      to: name,
      text,
    }),
    fc.record({
      event: fc.constant('compared' as const),
      between: fc.constant<[string, string]>(['alice', 'bob']),
      match: fc.boolean(),
    }),
    fc.record({ event: fc.constant('node-failed' as const), failed: name, why: text.map(literal) }),
    fc.record({
      event: fc.constant('act-started' as const),
      profile: text,
      attack: fc.option(fc.constant('swap-keys')),
      position: fc.constant('path' as const),
      expected: fc.constantFrom('BROKEN' as const, 'INCONCLUSIVE' as const),
      breaks: fc.constant<Property[]>([]),
      alarms: fc.constant<string[]>(['FINGERPRINT_MISMATCH']),
    }),
    fc.record({ event: fc.constant('act-ended' as const) }),
  )
  return fc.oneof(peerLine(texts, keys), fc.tuple(name, event))
}

/** Puts each line at a place of its own into a list of lines. */
function scattered<T>(into: readonly T[], lines: readonly (readonly [number, T])[]): T[] {
  const all = [...into]
  for (const [place, line] of lines) all.splice(place % (all.length + 1), 0, line)
  return all
}

const texts = [
  words('attack', 'alice'),
  words('attack', 'bob'),
  words('before', 'bob'),
  '',
  'Bring the money.',
]
const keys = ['alice-key', 'bob-key', 'mallory-key', 'made-up']
const phaseName = fc.constantFrom<(Phase | null)[]>('before', 'attack', 'after', 'honest', null)
const anyEvent: fc.Arbitrary<HistoryEvent> = fc
  .tuple(anyLine(texts, keys), phaseName, fc.constantFrom('act', 'another'), fc.nat(999))
  .map(([[node, event], phase, name, at]) => ({ at, act: name, phase, node, ...event }) as HistoryEvent)
const anyEvents = fc.array(fc.tuple(fc.nat(200), anyEvent), { maxLength: 30 })

test('the judge never throws, and without an attacker that acts nothing is shown', (t) => {
  const starts = [
    [],
    act({}, { ...controls, attack: fine }),
    act({}, { ...controls, attack: [tapped, ...fine] }),
    // Where the attack has won before: a third kind of verdict does not hang on luck.
    afterWon({}, { ...controls, attack: [tapped, ...fine] }),
    act({ attack: null }, { honest: fine }),
  ]
  const verdicts = new Set<string>()
  fc.assert(
    fc.property(fc.constantFrom(...starts), anyEvents, (start, more) => {
      const history = scattered<HistoryEvent>(start, more)
      for (const { verdict } of judge(history)) verdicts.add(verdict)
      const unattacked = history.filter(({ event, phase }) => event !== 'acted' || phase !== 'attack')
      for (const { verdict, acted } of judge(unattacked)) {
        // That a peer did not keep to the protocol is no merit of anybody’s defence.
        t.true(['INCONCLUSIVE', 'PASSED', 'NONCONFORMING'].includes(verdict), verdict)
        t.false(acted)
      }
    }),
    { numRuns: runsOf(1000) },
  )
  // The histories are not all nonsense.
  t.true(verdicts.has('PASSED') && verdicts.size >= 3, [...verdicts].join())
})

const lies = (known: readonly string[], keysKnown: readonly string[]) =>
  fc.array(fc.tuple(fc.nat(60), peerLine(known, keysKnown)), { maxLength: 12 })

test('whoever does not know the key that was shown cannot get DETECTED', (t) => {
  const idle = fine.filter(([node, event]) => node === 'mallory' || event.event === 'step')
  fc.assert(
    fc.property(
      fc.constantFrom(idle, fine),
      lies(texts, ['alice-key', 'bob-key', 'made-up']),
      (base, told) => {
        const { verdict } = attacked(scattered([shown, ...base], told), ['FINGERPRINT_MISMATCH'])
        t.not(verdict, 'DETECTED')
        t.not(verdict, 'RESISTED')
      },
    ),
    { numRuns: runsOf(1000) },
  )
})

test('whoever does not know what was said cannot get RESISTED, nor pass a control', (t) => {
  const unheard = without(fine, 'delivered', 'bob')
  const known = ['Bring the money.', words('attack', 'bob'), words('before', 'alice')]
  fc.assert(
    fc.property(lies(known, keys), (told) => {
      const lied = scattered(unheard, told)
      t.not(attacked([tapped, ...lied]).verdict, 'RESISTED')
      t.is(
        judge(act({}, { ...controls, before: lied, attack: [tapped, ...held('c')] }))[0]!.control.before,
        'FAILED',
      )
    }),
    { numRuns: runsOf(1000) },
  )
})

test('no lie of a peer makes up for a canary that was read', (t) => {
  const loot: Line = [
    'mallory',
    {
      event: 'loot',
      link: 'link-attack',
      how: 'read',
      text: words('attack', 'bob'),
      from: 'bob',
      to: 'alice',
    },
  ]
  fc.assert(
    fc.property(lies(texts, keys), (told) => {
      const { verdict } = attacked(scattered([shown, loot, ...fine], told), ['FINGERPRINT_MISMATCH'])
      t.true(verdict === 'BROKEN' || verdict === 'INCONCLUSIVE', verdict)
    }),
    { numRuns: runsOf(1000) },
  )
})
