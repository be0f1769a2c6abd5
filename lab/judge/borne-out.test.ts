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
import { borneOut, overheard } from './borne-out'
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
  return borneOut(position, attack, [...ready, ...attack]).length > 0
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
    return borneOut('outsider', attack, [...ready, ...account, ...attack]).length > 0
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

const attack = [...held('attack'), acted('bob')]

test('INCONCLUSIVE: she says that she acted, and nothing bears it out', (t) => {
  t.is(judge(afterWon({}, { ...controls, attack })).at(-1)!.verdict, 'RESISTED')
  const alone = judge(act({}, { ...controls, attack }))[0]!
  t.is(alone.verdict, 'INCONCLUSIVE')
  t.is(alone.why, 'the attacker says that she acted, and nothing on the wire or at a victim bears it out')
  const inTheClear = [...attack, onTheWire('alice', 'bob', words('attack', 'alice'))]
  const read = judge(act({ expected: 'BROKEN' }, { ...controls, attack: inTheClear }))[0]!
  t.is(read.verdict, 'INCONCLUSIVE')
  t.regex(
    read.why,
    /stood in the clear on the wire, but nothing bears out that the attacker had a part in it$/,
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
