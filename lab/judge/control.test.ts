/** The control: a conversation in which all is well passes; one thing amiss, and it does not. */

import test from 'ava'
import fc from 'fast-check'
import {
  act,
  after,
  held,
  type Line,
  onTheWire,
  phase,
  read,
  sealed,
  without,
  words,
} from '../history/history-testing'
import { english } from '../language/sentence'
import { control, unserved } from './control'

const fine = held('a')
const [hers, his] = [words('a', 'alice'), words('a', 'bob')]

function check(lines: readonly Line[], onPath = true) {
  return read(control(phase('before', lines), act({}, { before: lines }), onPath))
}

function delivered(node: string, from: string, text: string): Line {
  return [node, { event: 'delivered', session: 'session-a', from, text }]
}

test('a conversation in which all is well passes', (t) => {
  t.deepEqual(check(fine), { passed: true, why: '2 messages delivered, no alarm' })
  t.true(check(without(fine, 'intercepted'), false).passed)
})

const files = (...hashes: string[]): Line => [
  'lab',
  { event: 'files', of: 'alice', files: hashes.map((sha256) => ({ path: `files/inbox/${sha256}`, sha256 })) },
]
const sendsFile: Line = [
  'lab',
  { event: 'step', do: 'send-file', from: 'bob', to: 'alice', name: 'notes.txt', sha256: 'n' },
]

test('a file that was sent and came is no trouble, nor is a screen that says what is so', (t) => {
  t.true(check([...fine, files(), sendsFile, files('n')]).passed)
  t.true(check([...fine, ['lab', { event: 'shown', on: 'bob', rows: [`12:00 <alice> ${hers}`] }]]).passed)
})

const amiss: readonly (readonly [string, readonly Line[], string])[] = [
  ['nothing at all', [], 'nothing was said'],
  [
    'a file that did not come',
    [...fine, sendsFile, files()],
    'the file "notes.txt" of bob did not reach alice',
  ],
  [
    'a screen that shows nothing',
    [...fine, ['lab', { event: 'shown', on: 'bob', rows: [] }]],
    `on the screen of bob, the words of alice are missing: ${JSON.stringify(hers)}`,
  ],
  [
    'a stray file',
    [...fine, files(), ['lab', { event: 'files', of: 'alice', files: [{ path: 'x', sha256: 'y' }] }]],
    'outside of its inbox, alice has a new file "x"',
  ],
  ['silence', fine.filter(([, event]) => event.event !== 'step' || event.do !== 'say'), 'nothing was said'],
  [
    'a delivery that nobody said',
    [...fine, delivered('bob', 'alice', 'Trust me.')],
    'bob accepted "Trust me.", which nobody said',
  ],
  [
    'a delivery to the wrong peer',
    [...fine, delivered('alice', 'bob', hers)],
    `alice credits ${JSON.stringify(hers)} to bob, but alice said it`,
  ],
  [
    'a delivery twice',
    [...fine, delivered('bob', 'alice', hers)],
    `bob was given ${JSON.stringify(hers)} twice`,
  ],
  [
    'sent without delivery',
    without(fine, 'delivered', 'bob'),
    `${JSON.stringify(hers)} never reached bob, and nobody noticed`,
  ],
  [
    'neither sent nor delivered',
    without(without(fine, 'delivered', 'bob'), 'sent', 'alice'),
    `alice sent ${JSON.stringify(hers)} 0 times`,
  ],
  ['delivered, but not sent', without(fine, 'sent', 'bob'), `bob sent ${JSON.stringify(his)} 0 times`],
  ['no wire', without(fine, 'intercepted'), 'what was delivered did not cross the wire'],
  [
    'an alarm',
    [...fine, ['bob', { event: 'alarm', session: null, code: 'BAD_RECORD', message: 'No.', evidence: {} }]],
    'false alarm: bob raised BAD_RECORD',
  ],
  [
    'fingerprints that differ',
    [...fine, ['lab', { event: 'compared', between: ['alice', 'bob'], match: false }]],
    'false alarm: the fingerprints did not match',
  ],
  ['a session that is never closed', without(fine, 'closed', 'bob'), 'a session of bob did not end cleanly'],
  [
    'a session that is cut off',
    fine.map(
      ([node, event]): Line =>
        event.event === 'closed' && node === 'alice' ? [node, { ...event, clean: false }] : [node, event],
    ),
    'a session of alice did not end cleanly',
  ],
  [
    'a connection to somebody else',
    fine.map(
      ([node, event]): Line =>
        event.event === 'connected' && node === 'bob'
          ? [node, { ...event, fingerprint: 'mallory-key' }]
          : [node, event],
    ),
    'bob believes to talk to alice, but the key mallory-k… is not theirs',
  ],
  [
    'an attacker that acts',
    [...fine, ['mallory', { event: 'acted', link: 'link-a', what: 'copies', to: null, presented: null }]],
    'the attacker acted: copies',
  ],
  [
    'an attacker that reads',
    [
      ...fine,
      ['mallory', { event: 'loot', link: 'link-a', how: 'read', text: 'x', from: 'alice', to: 'bob' }],
    ],
    'the attacker read "x"',
  ],
]
for (const [what, lines, why] of amiss) {
  test(`fails: ${what}`, (t) => t.deepEqual(check(lines), { passed: false, why }))
}

test('what never arrived is unserved, whoever was alarmed about it', (t) => {
  t.is(unserved(phase('attack', fine), true), false)
  const unheard = unserved(phase('attack', without(fine, 'delivered', 'bob')), true)
  t.is(unheard && english(unheard.why), `${JSON.stringify(hers)} was delivered 0 times`)
})

test('fingerprints that match are no alarm', (t) => {
  const compared: Line = ['lab', { event: 'compared', between: ['alice', 'bob'], match: true }]
  t.true(check([...fine, compared]).passed)
})

/** The conversation with other units on the wire from Alice to Bob. */
function carried(units: readonly Line[]): readonly Line[] {
  const others = fine.filter(([, event]) => event.event !== 'intercepted' || event.from !== 'alice')
  return [...others, ...units]
}

test('what was delivered must have crossed the wire: a handshake and all bytes, in that direction', (t) => {
  const shake = onTheWire('alice', 'bob', 'hi')
  const why = 'what was delivered did not cross the wire'
  t.true(check(carried([shake, onTheWire('alice', 'bob', sealed(hers))])).passed)
  t.is(check(carried([shake, onTheWire('alice', 'bob', sealed(hers.slice(3)))])).why, why, 'too few bytes')
  t.is(check(carried([onTheWire('alice', 'bob', sealed(hers))])).why, why, 'too few units')
  t.is(check(carried([shake, onTheWire('bob', 'alice', sealed(hers))])).why, why, 'another direction')
})

test('a control without any one of its deliveries, or with any alarm, fails', (t) => {
  const place = fc.nat(fine.length)
  fc.assert(
    fc.property(fc.constantFrom('alice', 'bob'), (node) => {
      t.false(check(without(fine, 'delivered', node)).passed)
    }),
  )
  fc.assert(
    fc.property(
      place,
      fc.constantFrom('alice', 'bob', 'carol'),
      fc.string(),
      fc.dictionary(fc.string(), fc.string()),
      (at, node, code, evidence) => {
        const alarm: Line = [node, { event: 'alarm', session: 'session-a', code, message: code, evidence }]
        t.false(check([...fine.slice(0, at), alarm, ...fine.slice(at)]).passed)
      },
    ),
  )
})

test('a longer control, too, fails without any one of its deliveries', (t) => {
  const long = [...held('a'), ...held('b'), ...held('c')]
  t.true(check(long).passed)
  const places = long.flatMap(([, { event }], index) => (event === 'delivered' ? [index] : []))
  t.is(places.length, 6)
  for (const place of places) t.false(check(long.filter((_, index) => index !== place)).passed)
})

test('where a line of a delivery moves to another peer or session, nothing is gained', (t) => {
  const moved = after(without(fine, 'delivered', 'bob'), 'bob', 'connected', [
    delivered('carol', 'alice', hers),
  ])
  t.false(check(moved).passed)
})
