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
import { english } from '../language/typed'
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
  t.deepEqual(check(fine), { passed: true, why: 'all 2 messages arrived, and nobody was alarmed' })
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
    'the file “notes.txt” of Bob did not reach Alice',
  ],
  [
    'a screen that shows nothing',
    [...fine, ['lab', { event: 'shown', on: 'bob', rows: [] }]],
    `on the screen of Bob, the words of Alice are missing: “${hers}”`,
  ],
  [
    'a stray file',
    [...fine, files(), ['lab', { event: 'files', of: 'alice', files: [{ path: 'x', sha256: 'y' }] }]],
    'outside of the inbox of Alice there is a new file, “x”',
  ],
  ['silence', fine.filter(([, event]) => event.event !== 'step' || event.do !== 'say'), 'nothing was said'],
  [
    'a delivery that nobody said',
    [...fine, delivered('bob', 'alice', 'Trust me.')],
    'Bob reads “Trust me.”, which no friend wrote',
  ],
  [
    'a delivery to the wrong peer',
    [...fine, delivered('alice', 'bob', hers)],
    `Alice reads “${hers}” as the words of Bob, but Alice wrote it`,
  ],
  ['a delivery twice', [...fine, delivered('bob', 'alice', hers)], `Bob received “${hers}” twice`],
  [
    'sent without delivery',
    without(fine, 'delivered', 'bob'),
    `“${hers}” never reached Bob, and nobody noticed`,
  ],
  [
    'neither sent nor delivered',
    without(without(fine, 'delivered', 'bob'), 'sent', 'alice'),
    `Alice did not send “${hers}”`,
  ],
  ['delivered, but not sent', without(fine, 'sent', 'bob'), `Bob did not send “${his}”`],
  ['no wire', without(fine, 'intercepted'), 'what was read never went over the wire'],
  [
    'an alarm',
    [...fine, ['bob', { event: 'alarm', session: null, code: 'BAD_RECORD', message: 'No.', evidence: {} }]],
    'false alarm of Bob (BAD_RECORD)',
  ],
  [
    'fingerprints that differ',
    [...fine, ['lab', { event: 'compared', between: ['alice', 'bob'], match: false }]],
    'false alarm: the fingerprints did not match',
  ],
  [
    'a session that is never closed',
    without(fine, 'closed', 'bob'),
    'a conversation of Bob did not end with a goodbye',
  ],
  [
    'a session that is cut off',
    fine.map(
      ([node, event]): Line =>
        event.event === 'closed' && node === 'alice' ? [node, { ...event, clean: false }] : [node, event],
    ),
    'a conversation of Alice did not end with a goodbye',
  ],
  [
    'a connection to somebody else',
    fine.map(
      ([node, event]): Line =>
        event.event === 'connected' && node === 'bob'
          ? [node, { ...event, fingerprint: 'mallory-key' }]
          : [node, event],
    ),
    'Bob thinks that the other side is Alice, but the key mallory-… is somebody else’s',
  ],
  [
    'an attacker that acts',
    [...fine, ['mallory', { event: 'acted', link: 'link-a', what: 'copies', to: null, presented: null }]],
    'Mallory was to do nothing, and copies',
  ],
  [
    'an attacker that reads',
    [
      ...fine,
      ['mallory', { event: 'loot', link: 'link-a', how: 'read', text: 'x', from: 'alice', to: 'bob' }],
    ],
    'Mallory was to do nothing, and read “x”',
  ],
]
for (const [what, lines, why] of amiss) {
  test(`fails: ${what}`, (t) => t.deepEqual(check(lines), { passed: false, why }))
}

test('what never arrived is unserved, whoever was alarmed about it', (t) => {
  t.is(unserved(phase('attack', fine), true), false)
  const unheard = unserved(phase('attack', without(fine, 'delivered', 'bob')), true)
  t.is(unheard && english(unheard.why), `“${hers}” did not reach Bob`)
  const twice = unserved(
    phase('attack', [...fine, ...fine.filter(([, { event }]) => event === 'delivered')]),
    true,
  )
  t.is(twice && english(twice.why), `“${hers}” reached Bob: 2 times`)
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
  const why = 'what was read never went over the wire'
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

const numbersOf = (lines: readonly Line[]) => {
  const { evidence } = control(phase('before', lines), act({}, { before: lines }), true)
  return evidence.map(({ number }) => `${lines[number - 1]![0]} ${lines[number - 1]![1].event}`)
}

test('what it rests on: the deliveries where it passed, both ends of a session that did not end well', (t) => {
  t.deepEqual(numbersOf(fine), ['bob delivered', 'alice delivered'])
  // Each of them once, also where other checks rest on something else.
  t.deepEqual(numbersOf([...fine, ['lab', { event: 'files', of: 'bob', files: [] }]]), numbersOf(fine))
  t.deepEqual(numbersOf(without(fine, 'closed', 'bob')), ['bob opened'])
  const cut = fine.map(
    ([node, event]): Line => [
      node,
      event.event === 'closed' && node === 'bob' ? { ...event, clean: false } : event,
    ],
  )
  t.deepEqual(numbersOf(cut), ['bob opened', 'bob closed'])
})

test('the end of another session is no end of this one', (t) => {
  t.is(
    check([...fine, ...without(held('b'), 'closed', 'alice')]).why,
    'a conversation of Alice did not end with a goodbye',
  )
})

test('what others send or get in the same words is not counted', (t) => {
  const sent: Line = ['bob', { event: 'sent', session: 'session-a', to: 'alice', text: hers }]
  t.is(unserved(phase('attack', [...fine, sent, delivered('carol', 'alice', hers)]), true), false)
})

/** Somebody says something to somebody else, and it arrives; so many units of these bytes cross the wire. */
const arrives = (from: string, to: string, text: string, ...units: readonly string[]): Line[] => [
  ['lab', { event: 'step', do: 'say', from, to, text }],
  [from, { event: 'sent', session: `session-${to}`, to, text }],
  ...units.map((bytes) => onTheWire(from, to, bytes)),
  delivered(to, from, text),
]
const crossed = (...lines: readonly Line[]) => unserved(phase('attack', lines), true) === false

test('each pair is weighed by itself, to the byte', (t) => {
  t.true(
    crossed(...arrives('alice', 'bob', 'one', '', 'ONE'), ...arrives('alice', 'carol', 'two', '', 'TWO')),
  )
  t.true(crossed(...arrives('alice', 'bob', 'one', '', 'ONE'), ...arrives('carol', 'bob', 'two', '', 'TWO')))
  t.true(crossed(...arrives('alice', 'bob', 'one', '', 'ONE'), ...arrives('alice', 'bob', 'two', 'TWO')))
  t.false(
    crossed(...arrives('alice', 'bob', 'one', '', 'ON'), ...arrives('alice', 'carol', 'two', '', 'TWO', 'x')),
  )
  t.false(
    crossed(...arrives('alice', 'bob', 'one', '', 'ON'), ...arrives('carol', 'bob', 'two', '', 'TWO', 'x')),
  )
  t.false(
    crossed(...arrives('alice', 'bob', 'one', ''), ...arrives('alice', 'carol', 'two', '', 'TWO', 'ONE')),
  )
})
