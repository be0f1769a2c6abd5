/** Each check over one phase: what fells its property, and what does not. */

import test from 'ava'
import type { HistoryEvent } from '../history/events'
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
import { authenticity, completeness, identity, order, sayTheSame, secrecy } from './check-messages'
import type { Finding } from './finding'

const fine = held('a')
const [hers, his] = [words('a', 'alice'), words('a', 'bob')]
const whole = act({}, { attack: fine })

function over(check: (phase: HistoryEvent[], act: HistoryEvent[]) => Finding, lines: readonly Line[]) {
  return read(check(phase('attack', lines), whole))
}

function loot(text: string, how: 'read' | 'forged' = 'read'): Line {
  return ['mallory', { event: 'loot', link: 'link-a', how, text, from: 'alice', to: 'bob' }]
}

function delivered(node: string, from: string | null, text: string): Line {
  return [node, { event: 'delivered', session: 'session-a', from, text }]
}

test('a conversation in which all is well fells nothing', (t) => {
  for (const check of [secrecy, authenticity, order, completeness, identity]) t.true(over(check, fine).holds)
})

test('secrecy falls with each canary in the loot, and says whose it was', (t) => {
  t.deepEqual(over(secrecy, [...fine, loot(`From: alice\n${hers}\n`)]), {
    property: 'secrecy',
    holds: false,
    why: 'Mallory read 1 of 2 messages, written by Alice',
  })
  t.is(
    over(secrecy, [...fine, loot(his), loot(hers)]).why,
    'Mallory read all 2 messages, written by Alice and Bob',
  )
  const three = [
    ...fine,
    ['lab', { event: 'step', do: 'say', from: 'bob', to: 'alice', text: 'code 77ac' }] as Line,
  ]
  t.is(
    over(secrecy, [...three, loot(his), loot(hers)]).why,
    'Mallory read 2 of 3 messages, written by Alice and Bob',
  )
  const alone = without(fine, 'step', 'lab').concat(
    fine.filter(([, line]) => 'text' in line && line.event === 'step').slice(0, 1),
  )
  t.regex(over(secrecy, [...alone, loot(hers)]).why, /^Mallory read 1 of 1 messages, written by Alice$/)
})

test('loot that holds no canary is no loss; a forged text that holds one is', (t) => {
  t.true(over(secrecy, [...fine, loot('Bring the money.', 'forged')]).holds)
  t.true(over(secrecy, [...fine, loot('Bring the money.')]).holds)
  t.true(over(secrecy, [...fine, loot(hers.slice(0, -1))]).holds)
  t.false(over(secrecy, [...fine, loot(`${hers} Bring the money.`, 'forged')]).holds)
})

test('a canary of another phase is no loss in this one', (t) => {
  t.true(over(secrecy, [...fine, loot(words('b', 'alice'))]).holds)
})

test('secrecy falls with a canary in the clear on the wire', (t) => {
  const finding = over(secrecy, [...fine, onTheWire('alice', 'bob', `\0\0\0\x50\x07${hers}`)])
  t.false(finding.holds)
  t.is(finding.why, '1 of 2 messages stood in the clear on the wire')
  t.true(over(secrecy, [...fine, onTheWire('alice', 'bob', sealed(hers))]).holds)
})

test('a canary that is cut in two is found wherever it is cut, with and without headers between', (t) => {
  for (const header of ['', '\0\0\0\x21\x07']) {
    for (let cut = 1; cut < hers.length; cut += 1) {
      const parts = [
        onTheWire('alice', 'bob', header + hers.slice(0, cut)),
        onTheWire('bob', 'alice', 'an answer in between'),
        onTheWire('alice', 'bob', header + hers.slice(cut)),
      ]
      t.false(over(secrecy, [...fine, ...parts]).holds, `cut at ${cut}`)
    }
  }
})

test('a canary cut into single bytes is found where nothing stands between them', (t) => {
  const parts = [...hers].map((letter) => onTheWire('alice', 'bob', letter))
  t.false(over(secrecy, [...fine, ...parts]).holds)
})

test('letters of different links or directions are no text', (t) => {
  const third = Math.floor(hers.length / 3)
  const parts = [hers.slice(0, third), hers.slice(third, 2 * third), hers.slice(2 * third)] as const
  const scattered = [
    onTheWire('alice', 'bob', parts[0], 'link-1'),
    onTheWire('bob', 'alice', parts[1], 'link-1'),
    onTheWire('alice', 'bob', parts[2], 'link-2'),
  ]
  t.true(over(secrecy, [...fine, ...scattered]).holds)
})

test('authenticity falls with a text that nobody said, even by one letter', (t) => {
  const finding = over(authenticity, [...fine, delivered('bob', 'alice', `${hers} `)])
  t.deepEqual(finding, {
    property: 'authenticity',
    holds: false,
    why: `Bob reads “${`${hers} `}”, which no friend wrote`,
  })
})

test('authenticity falls with a text of another speaker, for another listener, or of another phase', (t) => {
  t.false(over(authenticity, [delivered('bob', 'alice', his), ...fine]).holds)
  t.false(over(authenticity, [...fine, delivered('bob', 'mallory', hers)]).holds)
  t.false(over(authenticity, [...fine, delivered('alice', 'bob', hers)]).holds)
  t.false(over(authenticity, [...fine, delivered('alice', null, hers)]).holds)
  t.false(over(authenticity, [...fine, delivered('carol', 'alice', hers)]).holds)
  t.is(
    over(authenticity, [...fine, delivered('bob', 'mallory', hers)]).why,
    `Bob reads “${hers}” as the words of Mallory, but Alice wrote it`,
  )
  t.false(over(authenticity, [...fine, delivered('bob', 'alice', words('b', 'alice'))]).holds)
})

test('what an attacker says under a name of her own is no forgery, unless they are another’s words', (t) => {
  const account: Line = ['mallory', { event: 'account', name: 'mallory', fingerprint: 'mallory-key' }]
  const acting = act({}, { attack: [account] })
  const judged = (line: Line) => authenticity(phase('attack', [...fine, line]), acting).holds
  t.true(judged(delivered('alice', 'mallory', 'hello')))
  t.false(judged(delivered('alice', 'bob', 'hello')))
  t.false(judged(delivered('alice', 'mallory', his)))
  t.false(over(authenticity, [...fine, delivered('alice', 'mallory', 'hello')]).holds)
})

test('where the protocol has no names, a message may be anybody’s who said it to that peer', (t) => {
  const nameless = fine.map(
    ([node, event]): Line => (event.event === 'delivered' ? [node, { ...event, from: null }] : [node, event]),
  )
  t.true(over(authenticity, nameless).holds)
})

/** Alice says three things; they reach Bob in this order. */
function arriving(...places: number[]): Line[] {
  const texts = ['one', 'two', 'three'].map((text) => `${text}: ${hers}`)
  return [
    ...texts.map((text): Line => ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text }]),
    ...places.map((place) => delivered('bob', 'alice', texts[place]!)),
  ]
}

test('order falls with what is delivered twice or after what was said later', (t) => {
  for (const places of [[0, 1, 2], [0, 2], [2], []]) t.true(over(order, arriving(...places)).holds)
  t.is(over(order, arriving(0, 0)).why, `Bob received “one: ${hers}” twice`)
  t.is(over(order, arriving(1, 0)).why, `Bob received “one: ${hers}” after what was written later`)
  for (const places of [
    [0, 1, 1],
    [0, 2, 1],
    [0, 1, 2, 0],
  ])
    t.false(over(order, arriving(...places)).holds)
})

test('what is said again in the same words arrives again, and no more often', (t) => {
  const again = [...fine, ...fine.filter(([, { event }]) => event !== 'opened' && event !== 'connected')]
  for (const check of [order, completeness]) t.true(over(check, again).holds)
  t.is(over(order, [...again, delivered('bob', 'alice', hers)]).why, `Bob received “${hers}” twice`)
  const once = again.filter(
    (line, place) => place < fine.length || line[0] !== 'bob' || line[1].event !== 'delivered',
  )
  t.is(over(completeness, once).why, `“${hers}” never reached Bob, and nobody noticed`)
})

test('completeness falls with what was sent and never arrived, and nobody noticed', (t) => {
  const lost = without(fine, 'delivered', 'bob')
  t.deepEqual(over(completeness, lost), {
    property: 'completeness',
    holds: false,
    why: `“${hers}” never reached Bob, and nobody noticed`,
  })
  t.false(over(completeness, [...lost, delivered('carol', 'alice', hers)]).holds)
})

test('what was never sent is not lost, and an alarm of either side is notice', (t) => {
  const lost = without(fine, 'delivered', 'bob')
  t.true(over(completeness, without(lost, 'sent', 'alice')).holds)
  const noticed = (node: string): Line => [
    node,
    { event: 'alarm', session: 'session-a', code: 'TRUNCATED', message: 'Cut off.', evidence: {} },
  ]
  t.true(over(completeness, [...lost, noticed('alice')]).holds)
  t.true(over(completeness, [...lost, noticed('bob')]).holds)
  t.false(over(completeness, [...lost, noticed('carol')]).holds)
})

/** Alice says and sends three things, of which these reach Bob; `more` comes before the third does. */
function withGaps(places: readonly number[], more: readonly Line[] = []): Line[] {
  const sent = (text: string): Line => ['alice', { event: 'sent', session: 'session-a', to: 'bob', text }]
  const [one, two, three] = ['one', 'two', 'three'].map((text) => `${text}: ${hers}`) as [
    string,
    string,
    string,
  ]
  const arriving = [one, two, three].map((text) => delivered('bob', 'alice', text))
  return [
    ...[one, two, three].flatMap((text): Line[] => [
      ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text }],
      sent(text),
    ]),
    ...places.filter((place) => place < 2).map((place) => arriving[place]!),
    ...more,
    ...(places.includes(2) ? [arriving[2]!] : []),
  ]
}

const counted: Line = [
  'bob',
  { event: 'alarm', session: 'session-a', code: 'BAD_COUNT', message: 'One is missing.', evidence: {} },
]

test('completeness falls with a gap, also where somebody counts after what was said later was delivered', (t) => {
  t.true(over(completeness, withGaps([0, 1, 2], [counted])).holds)
  t.true(over(completeness, withGaps([0, 2], [counted])).holds)
  t.true(over(completeness, [...withGaps([0]), counted]).holds)
  t.deepEqual(over(completeness, [...withGaps([0, 2]), counted]), {
    property: 'completeness',
    holds: false,
    why: `“two: ${hers}” never reached Bob, who received what was written after it before anybody noticed`,
  })
})

test('every message that was lost is named', (t) => {
  t.is(
    over(completeness, withGaps([0])).why,
    `2 messages never reached Bob, and nobody noticed: “two: ${hers}” and “three: ${hers}”`,
  )
  t.is(
    over(completeness, [...withGaps([2]), counted]).why,
    `2 messages never reached Bob, who received what was written after them before anybody noticed: “one: ${hers}” and “two: ${hers}”`,
  )
  const both = without(without(fine, 'delivered', 'bob'), 'delivered', 'alice')
  t.is(
    over(completeness, both).why,
    `“${hers}” never reached Bob, and nobody noticed; “${his}” never reached Alice, and nobody noticed`,
  )
})

/** Alice's session is with this key; Mallory may say that she showed it, Bob that it is his. */
function connectedTo(fingerprint: string, more: readonly Line[] = []): Line[] {
  const bobs = without(fine, 'connected')
  const connected: Line = [
    'alice',
    { event: 'connected', session: 'session-a', peer: 'bob', fingerprint, own: 'alice-key' },
  ]
  return [...after(bobs, 'alice', 'opened', [connected]), ...more]
}

const ownsMallorysKey: Line = [
  'bob',
  { event: 'connected', session: 'session-a', peer: 'alice', fingerprint: 'alice-key', own: 'mallory-key' },
]
const shows: Line = [
  'mallory',
  { event: 'acted', link: 'link-a', what: 'shows her key', to: 'alice', presented: 'mallory-key' },
]

test('identity falls with a connection to a key that is not the friend’s', (t) => {
  t.deepEqual(over(identity, connectedTo('mallory-key')), {
    property: 'identity',
    holds: false,
    why: 'Alice thinks that the other side is Bob, but the key mallory-… is somebody else’s',
  })
  t.false(over(identity, connectedTo('alice-key')).holds)
})

test('the attacker’s word takes no key from an honest friend', (t) => {
  const claims: Line = [
    'mallory',
    { event: 'acted', link: null, what: 'says so', to: 'alice', presented: 'bob-key' },
  ]
  const history = act({}, { attack: after(held('attack'), 'alice', 'connected', [claims]) })
  const attack = history.filter((event) => event.phase === 'attack')
  t.true(identity(attack, history).holds)
})

/** Mallory calls Alice herself, and Alice believes that it is Bob. */
const callsAsBob = (fingerprint = 'bob-key'): Line[] => {
  const session = 'session-thief'
  const called = { local: '10.0.0.3:4711', remote: '10.0.0.2:25000' }
  return [
    ['mallory', { event: 'called', to: 'alice', local: called.local }],
    [
      'alice',
      {
        event: 'opened',
        session,
        role: 'responder',
        calls: null,
        local: called.remote,
        remote: called.local,
      },
    ],
    ['alice', { event: 'connected', session, peer: 'bob', fingerprint, own: 'alice-key' }],
  ]
}
const steals = (from = 'bob', what: 'identity' | 'token' = 'identity'): Line => [
  'lab',
  { event: 'step', do: 'steal', what, from },
]

test('with a friend’s stolen keys it is no surprise that she is the friend; without them identity falls', (t) => {
  const attack = (lines: readonly Line[]) => over(identity, [...fine, ...lines])
  t.true(attack([steals(), ...callsAsBob()]).holds)
  for (const lines of [
    callsAsBob(),
    [...callsAsBob(), steals()],
    [steals('alice'), ...callsAsBob()],
    [steals('bob', 'token'), ...callsAsBob()],
    [steals(), ...callsAsBob('mallory-key')],
    // A connection that she does not say that she made.
    [steals(), ...without(callsAsBob(), 'called')],
  ])
    t.deepEqual(attack(lines), {
      property: 'identity',
      holds: false,
      why: 'Alice thinks that the other side is Bob, who is not at the other end',
    })
})

test('who was alarmed by a key and took it knows what it is: another alarm, and that of another, is no excuse', (t) => {
  const alarm = (seen: string, node = 'alice'): Line => [
    node,
    {
      event: 'alarm',
      session: null,
      code: 'FINGERPRINT_MISMATCH',
      message: 'No.',
      evidence: { expected: 'bob-key', seen },
    },
  ]
  const attack = (...lines: Line[]) => over(identity, [...fine, ...lines, ...callsAsBob('mallory-key')]).holds
  t.true(attack(alarm('mallory-key')))
  t.false(attack(alarm('another-key')))
  t.false(attack(alarm('mallory-key', 'bob')))
  // Nor where she has the right key.
  t.false(over(identity, [...fine, alarm('another-key'), ...callsAsBob()]).holds)
  t.false(over(identity, [...fine, alarm('bob-key', 'bob'), ...callsAsBob()]).holds)
})

test('a key made for the session counts as the friend’s, unless the attacker showed it', (t) => {
  t.true(over(identity, connectedTo('mallory-key', [ownsMallorysKey])).holds)
  t.false(over(identity, connectedTo('mallory-key', [ownsMallorysKey, shows])).holds)
})

test('an alarm excuses the key that it names, and no other', (t) => {
  const alarm = (seen: string, node = 'alice'): Line => [
    node,
    {
      event: 'alarm',
      session: 'session-a',
      code: 'FINGERPRINT_MISMATCH',
      message: 'No.',
      evidence: { expected: 'bob-key', seen },
    },
  ]
  t.true(over(identity, connectedTo('mallory-key', [alarm('mallory-key')])).holds)
  t.false(over(identity, connectedTo('mallory-key', [alarm('another-key')])).holds)
  t.false(over(identity, connectedTo('mallory-key', [alarm('mallory-key', 'bob')])).holds)
})

test('users who compared and found a difference believe nothing wrong', (t) => {
  const compared = (match: boolean, between: [string, string] = ['alice', 'bob']): Line => [
    'lab',
    { event: 'compared', between, match },
  ]
  t.true(over(identity, connectedTo('mallory-key', [compared(false)])).holds)
  t.false(over(identity, connectedTo('mallory-key', [compared(true)])).holds)
  t.false(over(identity, connectedTo('mallory-key', [compared(false, ['bob', 'carol'])])).holds)
})

/** @returns what a finding rests on: who said what, and the number of what it tells of. */
function evidenceOf(check: (phase: HistoryEvent[], act: HistoryEvent[]) => Finding, lines: readonly Line[]) {
  const history = phase('attack', lines)
  return check(history, whole).evidence.map(({ number, of }) => {
    const { node, event } = history[number - 1]!
    return `${node} ${event}${of === undefined ? '' : ` of ${of}`}`
  })
}
const numberOf = (text: string) =>
  fine.findIndex(([, event]) => event.event === 'step' && event.do === 'say' && event.text === text) + 1

test('the evidence of secrecy: what became known first, each with where it was seen', (t) => {
  const known = [onTheWire('alice', 'bob', hers), loot(his)]
  t.deepEqual(evidenceOf(secrecy, [...fine, ...known]), [
    ...['lab step', `mallory loot of ${numberOf(his)}`],
    ...['lab step', `mallory intercepted of ${numberOf(hers)}`],
  ])
  t.deepEqual(evidenceOf(secrecy, fine), ['lab step', 'lab step'])
})

test('the evidence of authenticity: each delivery, with what was said; or those that are forged, with whose words they are', (t) => {
  const [bobs, alices] = [`bob delivered of ${numberOf(hers)}`, `alice delivered of ${numberOf(his)}`]
  t.deepEqual(evidenceOf(authenticity, fine), [bobs, alices])
  const forged = [delivered('carol', 'alice', hers), delivered('bob', 'alice', 'Bring the money.')]
  t.deepEqual(evidenceOf(authenticity, [...fine, ...forged]), [
    `carol delivered of ${numberOf(hers)}`,
    'bob delivered',
  ])
})

test('of the same words the first speaker is told, and what was said first', (t) => {
  const both = [...says('alice', 'bob', 'one'), ...says('dave', 'bob', 'one')]
  t.is(
    over(authenticity, [...both, delivered('carol', 'alice', 'one')]).why,
    'Carol reads “one”, which Alice wrote to somebody else',
  )
  t.deepEqual(evidenceOf(authenticity, [...both, delivered('bob', null, 'one')]), ['bob delivered of 1'])
})

test('two say the same where one says the same words to the same other', (t) => {
  const say = (from: string, to: string, text: string) =>
    ({ from, to, text }) as Parameters<typeof sayTheSame>[0]
  t.true(sayTheSame(say('alice', 'bob', 'one'), say('alice', 'bob', 'one')))
  t.false(sayTheSame(say('alice', 'bob', 'one'), say('dave', 'bob', 'one')))
  t.false(sayTheSame(say('alice', 'bob', 'one'), say('alice', 'dave', 'one')))
  t.false(sayTheSame(say('alice', 'bob', 'one'), say('alice', 'bob', 'two')))
})

test('the evidence of order: the two deliveries, each with what was said', (t) => {
  t.deepEqual(evidenceOf(order, arriving(1, 0)), ['bob delivered of 2', 'bob delivered of 1'])
  t.deepEqual(evidenceOf(order, arriving(0, 0)), ['bob delivered of 1', 'bob delivered of 1'])
})

test('the evidence of completeness: what was lost, as it was said and sent, and then what arrived', (t) => {
  t.deepEqual(evidenceOf(completeness, withGaps([0, 2])), [
    ...['lab step', 'alice sent of 3'],
    ...['bob delivered of 1', 'bob delivered of 5'],
  ])
})

test('the evidence of identity: the connection, and what the attacker says that she showed there', (t) => {
  const other: Line[] = [
    ['mallory', { event: 'acted', link: 'link-a', what: 'shows it', to: 'bob', presented: 'mallory-key' }],
    ['mallory', { event: 'acted', link: 'link-a', what: 'shows it', to: 'alice', presented: 'another-key' }],
  ]
  const lines = connectedTo('mallory-key', [ownsMallorysKey, shows, loot('x'), ...other])
  t.deepEqual(evidenceOf(identity, lines), ['alice connected', 'mallory acted'])
  t.deepEqual(evidenceOf(identity, [...fine, ...callsAsBob()]), ['alice connected'])
})

/** Somebody says and sends something to somebody else. */
const says = (from: string, to: string, text: string): Line[] => [
  ['lab', { event: 'step', do: 'say', from, to, text }],
  [from, { event: 'sent', session: `session-${to}`, to, text }],
]

test('order is that of one listener: what others hear meanwhile moves nothing', (t) => {
  const spoken = [...says('alice', 'bob', 'one'), ...says('alice', 'carol', 'two')]
  t.true(over(order, [...spoken, delivered('carol', 'alice', 'two'), delivered('bob', 'alice', 'one')]).holds)
})

test('a gap is one in what one friend says to one other', (t) => {
  const lost = says('alice', 'bob', 'one')
  const later = (from: string, to: string) => [...lost, ...says(from, to, 'two'), delivered(to, from, 'two')]
  t.false(over(completeness, [...later('alice', 'bob'), counted]).holds)
  t.true(over(completeness, [...later('alice', 'carol'), counted]).holds)
  t.true(over(completeness, [...later('carol', 'bob'), counted]).holds)
  // What was said before it may come before the alarm.
  const earlier = [...says('alice', 'bob', 'zero'), ...lost, delivered('bob', 'alice', 'zero'), counted]
  t.true(over(completeness, earlier).holds)
})

test('what is lost is told for each listener, and apart whether somebody noticed too late', (t) => {
  const toCarol = [...says('alice', 'carol', 'three'), ...says('dave', 'carol', 'four')]
  const lines = [...withGaps([0, 2]), counted, ...toCarol]
  t.is(
    over(completeness, lines).why,
    `“two: ${hers}” never reached Bob, who received what was written after it before anybody noticed; ` +
      '2 messages never reached Carol, and nobody noticed: “three” and “four”',
  )
})

test('somebody else’s word for it is neither sent nor arrived', (t) => {
  const lines = [
    ...says('alice', 'bob', 'one').slice(0, 1),
    ...says('carol', 'dave', 'one').slice(1),
    ...says('alice', 'bob', 'two'),
    delivered('bob', 'alice', 'two'),
  ]
  t.true(over(completeness, lines).holds)
})

/** Alice is connected to `peer`, with a key; Carol is there as well. */
function trusts(peer: string | null, fingerprint: string, more: readonly Line[] = []) {
  const lines: Line[] = [
    ['alice', { event: 'opened', session: 's', role: 'initiator', calls: peer }],
    ['bob', { event: 'opened', session: 's', role: 'responder', calls: null }],
    ['alice', { event: 'connected', session: 's', peer, fingerprint, own: 'alice-key' }],
    ...more,
  ]
  const people = ['alice', 'bob', 'carol'].map(
    (name): Line => [name, { event: 'ready', fingerprint: `${name}-key` }],
  )
  const account: Line = ['mallory', { event: 'account', name: 'mallory', fingerprint: 'mallory-key' }]
  const attack = phase('attack', lines)
  return read(
    identity(attack, [...phase(null, [...people, account, ['mallory', { event: 'ready' }]]), ...attack]),
  )
}

test('a key is that of whom the program names; without a name, that of anybody else', (t) => {
  t.true(trusts('bob', 'bob-key').holds)
  t.false(trusts('bob', 'carol-key').holds)
  t.true(trusts(null, 'carol-key').holds)
  t.false(trusts(null, 'alice-key').holds)
  t.is(
    trusts(null, 'another').why,
    'Alice thinks that the other side is a friend, but the key another… is somebody else’s',
  )
  t.true(trusts('mallory', 'mallory-key').holds)
  t.false(trusts('bob', 'mallory-key').holds)
  const made = (node: string): Line => [
    node,
    { event: 'connected', session: 's', peer: 'alice', fingerprint: 'alice-key', own: 'new' },
  ]
  t.true(trusts('bob', 'new', [made('bob')]).holds)
  t.false(trusts('bob', 'new', [made('carol')]).holds)
})

test('who was called is there when it took a call, and who called when it made one to her', (t) => {
  const opened = (
    node: string,
    role: 'initiator' | 'responder',
    calls: string | null,
    session = 's',
  ): Line => [node, { event: 'opened', session, role, calls }]
  const connected = (session = 's'): Line => [
    'alice',
    { event: 'connected', session, peer: 'bob', fingerprint: 'bob-key', own: 'alice-key' },
  ]
  const holds = (...lines: Line[]) => over(identity, lines).holds
  t.true(holds(opened('alice', 'initiator', 'bob'), opened('bob', 'responder', null), connected()))
  t.true(holds(opened('alice', 'responder', null), opened('bob', 'initiator', 'alice'), connected()))
  t.false(holds(opened('alice', 'initiator', 'bob'), opened('bob', 'initiator', 'alice'), connected()))
  t.false(holds(opened('alice', 'responder', null), opened('bob', 'initiator', 'carol'), connected()))
  t.false(holds(opened('alice', 'responder', null), opened('carol', 'initiator', 'alice'), connected()))
  const twice = [opened('alice', 'initiator', 'bob', 's2'), connected('s2')]
  t.false(holds(opened('alice', 'initiator', 'bob'), opened('bob', 'responder', null), connected(), ...twice))
})

test('the same words to another, or of another, are other words', (t) => {
  const twice = [
    ...says('alice', 'bob', 'one'),
    ...says('alice', 'carol', 'one'),
    ...says('dave', 'bob', 'one'),
  ]
  t.true(
    over(completeness, [...twice, delivered('bob', 'alice', 'one'), delivered('carol', 'alice', 'one')])
      .holds,
  )
  // Of what was said once, everything that came is told.
  const once = [
    ...says('alice', 'bob', 'one'),
    delivered('bob', 'alice', 'one'),
    delivered('bob', 'alice', 'one'),
  ]
  t.deepEqual(evidenceOf(completeness, once), ['bob delivered of 1', 'bob delivered of 1'])
  const again = [...says('alice', 'bob', 'one'), ...once]
  t.deepEqual(evidenceOf(completeness, again), ['bob delivered of 1', 'bob delivered of 3'])
  t.deepEqual(evidenceOf(completeness, without(again, 'delivered')), [
    ...['lab step', 'alice sent of 1', 'lab step', 'alice sent of 3'],
  ])
})

test('the friend whose keys were stolen is the one with these keys, and has called nobody else', (t) => {
  const opened: Line = ['bob', { event: 'opened', session: 's', role: 'initiator', calls: 'carol' }]
  t.false(over(identity, [...fine, ...callsAsBob(), opened]).holds)
  const absent = 'Alice thinks that the other side is Bob, who is not at the other end'
  t.is(over(identity, [...fine, steals(), ...callsAsBob('alice-key')]).why, absent)
  const asks: Line = ['lab', { ...steals()[1], do: 'ask' } as never]
  t.is(over(identity, [...fine, asks, ...callsAsBob()]).why, absent)
})

test('what is found is found of its own property', (t) => {
  const found = [secrecy, authenticity, order, completeness, identity].map(
    (check) => over(check, fine).property,
  )
  t.deepEqual(found, ['secrecy', 'authenticity', 'order', 'completeness', 'identity'])
})
