/** What the attacker says she did has to stand somewhere else: what bears her out, and what does not. */

import test from 'ava'
import {
  act,
  afterWon,
  callsAlice,
  controls,
  held,
  type Line,
  onTheWire,
  phase,
  words,
} from '../history/history-testing'
import { deedsOnWire, overheard } from './deeds-on-wire'
import { judge } from './verdict'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const acted = (to: string | null, presented: string | null = null): Line => [
  'mallory',
  { event: 'acted', link: 'link-1', what: 'does something', to, presented },
]
const calls: readonly Line[] = [
  ['mallory', { event: 'linked', link: 'link-1' }],
  ['alice', { event: 'opened', session: 'a1', role: 'initiator', calls: 'bob' }],
  ['bob', { event: 'opened', session: 'b1', role: 'responder', calls: null }],
]
const wire = (node: string, way: 'in' | 'out', text: string, stopped = false): Line => [
  node,
  {
    ...{ event: 'wire', session: `${node[0]}1`, way, bytes: base64(text) },
    ...(stopped && { stopped: true as const }),
  },
]
const closed = (node: string, clean: boolean): Line => [
  node,
  { event: 'closed', session: `${node[0]}1`, clean },
]
const ready = phase(null, [
  ['alice', { event: 'ready', fingerprint: 'alice-key' }],
  ['bob', { event: 'ready', fingerprint: 'bob-key' }],
])
const isBorneOut = (lines: readonly Line[], position: 'path' | 'directory' | 'outsider' = 'path') => {
  const attack = phase('attack', lines)
  return deedsOnWire(position, attack, [...ready, ...attack]).length > 0
}

test('who passes everything on is not borne out, whatever she says', (t) => {
  const honest = [wire('alice', 'out', 'hello'), wire('bob', 'in', 'hello'), closed('bob', true)]
  t.false(isBorneOut([...calls, acted('bob'), acted('alice', 'bob-key'), ...honest]))
  // The chunks in which bytes come are nobody's doing.
  const cut = [wire('alice', 'out', 'hello'), wire('bob', 'in', 'he'), wire('bob', 'in', 'llo')]
  t.false(isBorneOut([...calls, acted('bob'), ...cut]))
  t.false(isBorneOut([acted('bob')]))
})

for (const [what, written, read] of [
  ['changed', 'hello', 'hallo'],
  ['repeated', 'hello', 'hellohello'],
  ['dropped in the middle', 'one two three', 'one three'],
  ['inserted at first', 'hello', 'xhello'],
] as const)
  test(`bytes that are ${what} bear her out, in either direction`, (t) => {
    t.true(isBorneOut([...calls, acted('bob'), wire('alice', 'out', written), wire('bob', 'in', read)]))
    t.true(isBorneOut([...calls, acted('bob'), wire('bob', 'out', written), wire('alice', 'in', read)]))
  })

test('what is cut off at the end bears her out where the other end did not hear a goodbye', (t) => {
  const cut = [...calls, acted('bob'), wire('alice', 'out', 'one two'), wire('bob', 'in', 'one')]
  t.true(isBorneOut([...cut, closed('bob', false)]))
  t.false(isBorneOut([...cut, closed('bob', true)]))
})

test('what is not told any more is not missed', (t) => {
  const told = [wire('alice', 'out', 'one two'), wire('bob', 'in', 'one', true), closed('bob', false)]
  t.false(isBorneOut([...calls, ...told]))
  t.true(isBorneOut([...calls, wire('alice', 'out', 'one', true), wire('bob', 'in', 'ONE two')]))
})

test('a call of her own, to whomever, hides no bytes that she changed', (t) => {
  const changed = [wire('alice', 'out', 'hello'), wire('bob', 'in', 'hallo')]
  const hers: Line[] = [
    ['mallory', { event: 'called', to: 'bob', local: '10.0.0.9:4' }],
    [
      'bob',
      {
        event: 'opened',
        session: 'hers',
        role: 'responder',
        calls: null,
        local: 'b:1',
        remote: '10.0.0.9:4',
      },
    ],
  ]
  const attack = phase('attack', [...hers, ...calls, ...changed])
  const told = deedsOnWire('path', attack, [...ready, ...attack]).map(({ node, event }) => `${node} ${event}`)
  t.deepEqual(told, ['bob opened', 'alice wire', 'bob wire'])
})

test('no key that she showed is none, whatever a program displays', (t) => {
  const displayed: Line = ['alice', { event: 'displayed', session: 'a1', own: 'alice-key', peer: 'null' }]
  t.false(isBorneOut([acted('alice'), displayed]))
})

test('a call that came to nobody is nobody’s doing', (t) => {
  t.false(isBorneOut([...calls.slice(0, 2), wire('alice', 'out', 'hello'), closed('alice', false)]))
})

test('a key that she showed is named by the node that saw it, and is nobody else’s', (t) => {
  const saw = (fingerprint: string): Line => [
    'alice',
    { event: 'connected', session: 'a1', peer: 'bob', fingerprint, own: 'alice-key' },
  ]
  const alarm: Line = [
    'alice',
    {
      ...{ event: 'alarm', session: null, code: 'FINGERPRINT_MISMATCH', message: '' },
      evidence: { expected: 'bob-key', seen: 'mallory-key' },
    },
  ]
  const displayed: Line = [
    'alice',
    { event: 'displayed', session: 'a1', own: 'alice-key', peer: 'mallory-key' },
  ]
  const shown = acted('alice', 'mallory-key')
  for (const sign of [saw('mallory-key'), alarm, displayed]) t.true(isBorneOut([...calls, shown, sign]))
  // She says that she showed Bob's key, and Alice saw it: in Bob's hands.
  t.false(isBorneOut([...calls, acted('alice', 'bob-key'), saw('bob-key')]))
  t.false(isBorneOut([...calls, acted('bob', 'mallory-key'), saw('mallory-key')]))
  // A key that the other peer made for this session is no key of hers.
  const bobs: Line = ['bob', { event: 'connected', session: 'b1', peer: null, fingerprint: 'x', own: 'new' }]
  t.false(isBorneOut([...calls, acted('alice', 'new'), bobs, saw('new')]))
})

test('a connection of her own is named by the peer, or by the directory that answered on it', (t) => {
  t.true(isBorneOut([acted('alice'), ...callsAlice], 'outsider'))
  t.false(isBorneOut([acted('alice'), callsAlice[0]!], 'outsider'))
  t.false(isBorneOut([acted('alice'), callsAlice[1]!], 'outsider'))
  const called: Line = ['mallory', { event: 'called', to: 'directory', local: '10.0.0.9:5' }]
  const answered = (remote: string): Line => [
    'directory',
    { event: 'answered', remote, status: 200, code: null },
  ]
  t.true(isBorneOut([acted(null), called, answered('10.0.0.9:5')], 'outsider'))
  t.false(isBorneOut([acted(null), called, answered('10.0.0.1:5')], 'outsider'))
})

test('who is called under the name of her account has said something there', (t) => {
  const account = phase(null, [['mallory', { event: 'account', name: 'mallory', fingerprint: 'hers' }]])
  const called: Line = ['alice', { event: 'opened', session: 'a1', role: 'initiator', calls: 'mallory' }]
  const has = (lines: readonly Line[]) => {
    const attack = phase('attack', [acted('alice'), ...lines])
    return deedsOnWire('outsider', attack, [...ready, ...account, ...attack]).length > 0
  }
  t.true(has([called, wire('alice', 'in', 'hello')]))
  t.false(has([called, wire('alice', 'out', 'hello')]))
  t.false(has([calls[1]!, wire('alice', 'in', 'hello')]))
})

test('in the directory’s place, the alarm of whom she told something', (t) => {
  const alarm: Line = [
    'alice',
    { event: 'alarm', session: null, code: 'BAD_ADDRESS_RECORD', message: '', evidence: {} },
  ]
  t.true(isBorneOut([acted('alice'), alarm], 'directory'))
  t.false(isBorneOut([acted('bob'), alarm], 'directory'))
  t.false(isBorneOut([acted('alice'), alarm], 'path'))
})

test('who listens has heard what the peers wrote', (t) => {
  const heard = (text: string) => onTheWire('alice', 'bob', text)
  const both = [onTheWire('bob', 'alice', 'yes'), wire('bob', 'out', 'yes')]
  const has = (lines: readonly Line[]) => overheard(phase('attack', [...calls, ...lines])).length > 0
  t.true(has([heard('hello'), wire('alice', 'out', 'hello'), ...both]))
  t.false(has([heard('hallo'), wire('alice', 'out', 'hello'), ...both]))
  t.false(has([wire('alice', 'out', 'hello'), ...both]))
  t.false(has([heard('hello'), ...both]))
})

/** @returns what bears her out, in words. */
const signs = (lines: readonly Line[]) => {
  const attack = phase('attack', lines)
  return deedsOnWire('path', attack, [...ready, ...attack]).map((event) => {
    const way = event.event === 'wire' ? ` ${event.way}` : ''
    return `${event.node} ${event.event}${way}`
  })
}
/** Two sessions between the same peers, of which Bob made the second. */
const second: readonly Line[] = [
  ['bob', { event: 'opened', session: 'b2', role: 'initiator', calls: 'alice' }],
  ['alice', { event: 'opened', session: 'a2', role: 'responder', calls: null }],
]
const inSession = (session: string, [node, event]: Line): Line => [node, { ...event, session } as Line[1]]

test('changed bytes are shown as they were written and as they were read, and no others', (t) => {
  const others = [wire('alice', 'in', 'yes'), wire('bob', 'out', 'yes')]
  const told = [...calls, ...others, wire('alice', 'out', 'hello'), wire('bob', 'in', 'hallo')]
  t.deepEqual(signs(told), ['alice wire out', 'bob wire in'])
})

test('each session is held against its own other end, whoever called', (t) => {
  const inBoth = (inFirst: string, inSecond: string) => [
    ...[...calls, ...second, wire('alice', 'out', 'one'), wire('bob', 'in', inFirst)],
    ...[inSession('b2', wire('bob', 'out', 'two')), inSession('a2', wire('alice', 'in', inSecond))],
  ]
  t.false(isBorneOut(inBoth('one', 'two')))
  t.true(isBorneOut(inBoth('one', 'TWO')))
  t.true(isBorneOut(inBoth('ONE', 'two')))
  // Two calls of one peer: what the first session has does not make up for what the second one lacks.
  const again: readonly Line[] = [
    ['alice', { event: 'opened', session: 'a2', role: 'initiator', calls: 'bob' }],
    ['bob', { event: 'opened', session: 'b2', role: 'responder', calls: null }],
    ...[wire('alice', 'out', 'one'), wire('bob', 'in', 'one')],
  ]
  const more = [inSession('a2', wire('alice', 'out', 'two')), inSession('b2', wire('bob', 'in', 'two'))]
  t.false(isBorneOut([...calls, ...again, ...more]))
  t.true(isBorneOut([...calls, ...again, more[0]!, inSession('b2', wire('bob', 'in', 'TWO'))]))
})

test('her own calls are no end of anybody else’s', (t) => {
  const honest = [...calls, wire('alice', 'out', 'hello'), wire('bob', 'in', 'hallo')]
  const strangers = callsAlice.map((line) => (line[1].event === 'opened' ? inSession('a9', line) : line))
  t.deepEqual(signs([...strangers, ...honest]), ['alice opened', 'alice wire out', 'bob wire in'])
})

test('a session that is told in part shows no more than that part', (t) => {
  const more = [wire('alice', 'out', 'one', true), wire('bob', 'in', 'one two')]
  t.false(isBorneOut([...calls, ...more]))
  const first = [
    wire('alice', 'out', 'one'),
    wire('alice', 'out', ' two', true),
    wire('bob', 'in', 'one two three'),
  ]
  t.false(isBorneOut([...calls, ...first]))
})

test('only the end of the session whose bytes are missing was cut off', (t) => {
  const cut = [...calls, wire('alice', 'out', 'one two'), wire('bob', 'in', 'one')]
  const ended = (node: string, session: string): Line => [node, { event: 'closed', session, clean: false }]
  t.true(isBorneOut([...cut, closed('alice', true), closed('bob', false)]))
  for (const another of [ended('bob', 'b9'), ended('alice', 'a1'), ended('carol', 'b1')])
    t.false(isBorneOut([...cut, closed('bob', true), another]))
  // Who has read everything lacks nothing, however the session ended.
  t.false(isBorneOut([...calls, wire('alice', 'out', 'one'), wire('bob', 'in', 'one'), closed('bob', false)]))
})

test('a deed without a key bears nobody out by what a node has not said', (t) => {
  t.false(isBorneOut([acted('alice'), ['alice', { event: 'sent', session: 'a1', to: 'bob', text: 'x' }]]))
})

test('who calls Alice back under the name of an account was not called by her', (t) => {
  const account = phase(null, [['mallory', { event: 'account', name: 'mallory', fingerprint: 'hers' }]])
  const taken: Line = ['alice', { event: 'opened', session: 'a1', role: 'responder', calls: 'mallory' }]
  const attack = phase('attack', [taken, wire('alice', 'in', 'hello')])
  t.deepEqual(deedsOnWire('outsider', attack, [...ready, ...account, ...attack]), [])
})

test('who listens has heard every end of every session, each on its own link', (t) => {
  const heard = (from: string, text: string, link = 'link-1') =>
    onTheWire(from, from === 'alice' ? 'bob' : 'alice', text, link)
  const first = [...calls, wire('alice', 'out', 'one'), wire('bob', 'out', 'yes')]
  const both = [
    ...[...first, heard('alice', 'one'), heard('bob', 'yes')],
    ...[['mallory', { event: 'linked', link: 'link-2' }] as const, ...second],
    ...[inSession('b2', wire('bob', 'out', 'two')), inSession('a2', wire('alice', 'out', 'no'))],
  ]
  const has = (lines: readonly Line[]) => overheard(phase('attack', lines)).length
  t.is(has([...both, heard('bob', 'two', 'link-2'), heard('alice', 'no', 'link-2')]), 4)
  t.is(has([...both, heard('bob', 'two', 'link-2'), heard('alice', 'NO', 'link-2')]), 0)
  t.is(has([...both, heard('bob', 'TWO', 'link-2'), heard('alice', 'no', 'link-2')]), 0)
  t.is(has([...first, heard('alice', 'one'), heard('bob', 'YES')]), 0)
  // One byte is enough, and she may have heard less than was written in the end.
  t.is(has([...first, heard('alice', 'o'), heard('bob', 'yes')]), 2)
  const unknown: Line = ['mallory', { event: 'linked', link: 'link-3' }]
  t.is(has([...first, unknown, heard('alice', 'one'), heard('bob', 'yes')]), 0)
})

const attack = [...held('attack'), acted('bob')]

test('INCONCLUSIVE: she says that she acted, and nothing bears it out', (t) => {
  t.is(judge(afterWon({}, { ...controls, attack })).at(-1)!.verdict, 'RESISTED')
  const alone = judge(act({}, { ...controls, attack }))[0]!
  t.is(alone.verdict, 'INCONCLUSIVE')
  t.is(alone.why, 'Mallory says that she acted, and nothing on the wire or at a victim shows it.')
  const inTheClear = [...attack, onTheWire('alice', 'bob', words('attack', 'alice'))]
  const read = judge(act({ expected: 'BROKEN' }, { ...controls, attack: inTheClear }))[0]!
  t.is(read.verdict, 'INCONCLUSIVE')
  t.regex(
    read.why,
    /stood in the clear on the wire \(secrecy\), but nothing shows that Mallory had a part in it\.$/,
  )
})

test('an alarm that is due is no detection where nothing was done', (t) => {
  const alarm: Line = [
    'bob',
    { event: 'alarm', session: null, code: 'BAD_RECORD', message: '', evidence: {} },
  ]
  const detected = (lines: readonly Line[]) =>
    judge(act({ alarms: ['BAD_RECORD'] }, { ...controls, attack: [...attack, alarm, ...lines] }))[0]!.verdict
  t.is(detected([]), 'INCONCLUSIVE')
  t.is(detected(callsAlice), 'DETECTED')
})
