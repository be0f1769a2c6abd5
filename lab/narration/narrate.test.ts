/** The narration, letter by letter, and what a hostile text can do to it: nothing. */

import test from 'ava'
import fc from 'fast-check'
import { t as sentence } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import { act, after, controls, held, type Line, words } from '../history/history-testing'
import { judge } from '../judge/verdict'
import { scenario } from '../scenario/scenario'
import { unicodeText } from '../suite/unicode-text-testing'
import { closing, describeAct, opening, type TextStyle, voice } from './narrate'

const same = (text: string) => text
const plain: TextStyle = { bold: same, faint: same, good: same, bad: same, warn: same }
/** Marks what is coloured, and how. */
const marked: TextStyle = {
  bold: (text) => `<bold ${text}>`,
  faint: (text) => `<faint ${text}>`,
  good: (text) => `<good ${text}>`,
  bad: (text) => `<bad ${text}>`,
  warn: (text) => `<warn ${text}>`,
}

const story = scenario({
  name: 'mitm',
  title: 'Mallory swaps the keys',
  about:
    'Mallory sits between Alice and Bob. She keeps both keys and hands each of them her own instead, and whatever they write is then encrypted for her.',
  source: 'R. L. Rivest, A. Shamir, 1984',
  position: 'path',
  attack: 'swap-keys',
  acts: [{ name: 'hardened', title: 'The messenger knows its friend’s key.', expected: 'DETECTED' }],
})

function told(history: HistoryEvent[], ink = plain): string {
  const [verdict] = judge(history)
  return describeAct(1, 2, story.acts[0]!, verdict!, history, voice(ink)).join('\n')
}

test('the opening says who is where', (t) => {
  t.is(
    opening(story, 'processes', voice(plain)).join('\n'),
    `mitm: Mallory swaps the keys

  Alice ──── Mallory ──── Bob   (each a process of its own)

  Mallory sits between Alice and Bob. She keeps both keys and hands each of them her own
  instead, and whatever they write is then encrypted for her.
  Published: R. L. Rivest, A. Shamir, 1984
  Behind a text stands the beginning of the random code in it, by which the lab knows it
  again.
`,
  )
  const honest = { ...story, position: 'nowhere', source: null } as const
  t.true(
    opening(honest, 'containers', voice(plain)).includes(
      '  Alice ──────────── Bob   (each in a container of its own)',
    ),
  )
})

const attack: readonly Line[] = [
  ['lab', { event: 'step', do: 'connect', from: 'alice', to: 'bob' }],
  ['alice', { event: 'opened', session: 's', role: 'initiator', calls: 'bob' }],
  [
    'mallory',
    {
      event: 'acted',
      link: 'l',
      what: 'shows her own key in the other one’s place',
      to: 'alice',
      presented: 'm4110:ry-key',
    },
  ],
  [
    'alice',
    {
      event: 'alarm',
      session: 's',
      code: 'FINGERPRINT_MISMATCH',
      message: 'The key is not the expected one.',
      evidence: { expected: 'bob-key', seen: 'm4110:ry-key' },
    },
  ],
  ['alice', { event: 'closed', session: 's', clean: false }],
  ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: words('attack', 'alice') }],
  ['alice', { event: 'failed', id: 9, code: 'NOT_CONNECTED', message: 'There is no open connection.' }],
  ['lab', { event: 'step', do: 'close', by: 'alice', to: 'bob' }],
]
const detected = act({ name: 'hardened', alarms: ['FINGERPRINT_MISMATCH'] }, { ...controls, attack })

test('an act, letter by letter', (t) => {
  t.is(
    told(detected),
    `Act 1 of 2: hardened
  The messenger knows its friend’s key.
  Control before the attack, Mallory passes everything on: passed
  Attack swap-keys:
    Alice calls Bob.
    Mallory shows her own key in the other one’s place, to Alice (key m4110ry-…)
    Alice’s messenger raises the alarm: “The key is not the expected one: somebody may stand
      between you and your friend.” (FINGERPRINT_MISMATCH)
    Alice writes “attack: I, alice, will be at the old bridge at noon. Code
      attack-alice-77ac”
    Alice’s messenger refuses: There is no open connection to this friend: connect first.
    Alice says goodbye.
  Control after the attack, Mallory passes everything on: passed
  Verdict: DETECTED, as expected
    Alice’s messenger warns: “The key is not the expected one: somebody may stand between
    you and your friend.” (FINGERPRINT_MISMATCH). Nothing was read or forged.
`,
  )
})

test('the same with colour: what is bad, what is a warning, what is good', (t) => {
  const lines = told(detected, marked).split('\n')
  t.is(lines[0], '<bold Act 1 of 2: hardened>')
  t.is(lines[2], '  Control before the attack, Mallory passes everything on: <good passed>')
  t.true(lines[5]!.startsWith('    <bad Mallory shows'))
  t.true(lines[6]!.startsWith('    <warn Alice’s messenger raises the alarm'))
  t.is(lines[13], '  Verdict: <bold <good DETECTED>>, as expected')
})

test('what was read and forged, and a verdict that was not expected', (t) => {
  const forged = `${words('attack', 'alice')} Bring the money.`
  const said = held('attack').map(
    ([node, event]): Line =>
      event.event === 'delivered' && node === 'bob' ? [node, { ...event, text: forged }] : [node, event],
  )
  const loot = (how: 'read' | 'forged', text: string): Line => [
    'mallory',
    { event: 'loot', link: 'link-attack', how, text, from: 'alice', to: 'bob' },
  ]
  const lines = after(said, 'alice', 'sent', [
    [
      'mallory',
      { event: 'acted', link: 'link-attack', what: 'alters a message', to: 'bob', presented: null },
    ],
    loot('read', words('attack', 'alice')),
    loot('forged', forged),
  ])
  t.is(
    told(act({ name: 'hardened' }, { ...controls, attack: lines })),
    `Act 1 of 2: hardened
  The messenger knows its friend’s key.
  Control before the attack, Mallory passes everything on: passed
  Attack swap-keys:
    Alice calls Bob.
    Alice is connected to Bob, whose key is bob-key…
    Bob is connected to Alice, whose key is alice-ke…
    Alice writes “attack: I, alice, will be at the old bridge at noon. Code
      attack-alice-77ac”
    Mallory alters a message, to Bob
    Mallory reads “attack: I, alice, will be at the old bridge at noon. Code
      attack-alice-77ac”
    Mallory changes it to “attack: I, alice, will be at the old bridge at noon. Code
      attack-alice-77ac Bring the money.”
    Bob reads “attack: I, alice, will be at the old bridge at noon. Code attack-alice-77ac
      Bring the money.”, which no friend wrote
    Bob writes “attack: I, bob, will be at the old bridge at noon. Code attack-bob-77ac”
    Alice reads “attack: I, bob, will be at the old bridge at noon. Code attack-bob-77ac”
    Alice says goodbye.
  Control after the attack, Mallory passes everything on: passed
  Verdict: BROKEN, but DETECTED was expected
    Mallory read 1 of 2 messages, written by Alice (secrecy).
    Bob reads “attack: I, alice, will be at the old bridge at noon. Code attack-alice-77ac
    Bring the money.”, which no friend wrote (authenticity).
    “attack: I, alice, will be at the old bridge at noon. Code attack-alice-77ac” never
    reached Bob, and nobody noticed (completeness).
`,
  )
})

test('words that are taken for another’s, and words that Mallory makes up on her own', (t) => {
  const credited = held('attack').map(
    ([node, event]): Line =>
      event.event === 'delivered' && node === 'bob' ? [node, { ...event, from: 'mallory' }] : [node, event],
  )
  const forged: Line = [
    'mallory',
    { event: 'loot', link: null, how: 'forged', text: 'It is me.', from: 'bob', to: 'alice' },
  ]
  const story = told(act({ name: 'hardened' }, { ...controls, attack: [...credited, forged] }))
  t.true(story.replace(/\s+/g, ' ').includes('Code attack-alice-77ac”, and takes it for Mallory’s '))
  t.true(story.includes('Mallory says as Bob “It is me.”\n'))
})

test('what stands on a screen around the attacker’s words, and what is new in a folder', (t) => {
  const rows = ['12:00 <bob> hello', '12:00 -- match: mallory is verified now c0ffee11', '>']
  const files = (...paths: string[]): Line => [
    'lab',
    { event: 'files', of: 'alice', files: paths.map((path) => ({ path, sha256: 'x' })) },
  ]
  const looks: Line[] = [
    ['lab', { event: 'marked', text: 'c0ffee11' }],
    files('home/journal'),
    files('home/journal', 'planted\x1b[2J'),
    ['lab', { event: 'shown', on: 'alice', rows }],
    ['lab', { event: 'shown', on: 'bob', rows: ['>'] }],
  ]
  const text = told(act({ expected: 'BROKEN' }, { ...controls, attack: [...attack, ...looks] }))
  t.true(
    text.includes(`    In Alice’s folder are now:
      │ planted\\u{1b}[2J
    On Alice’s screen stands:
      │ 12:00 <bob> hello
      │ 12:00 -- match: mallory is verified now c0ffee11
      │ >
`),
  )
  t.false(text.includes('Bob’s screen'))
})

test('what users do at the directory, and what leaks of it', (t) => {
  const steps: Line[] = [
    ['lab', { event: 'step', do: 'account', by: 'bob', what: 'publish' }],
    ['lab', { event: 'step', do: 'account', by: 'alice', what: 'keep' }],
    ['lab', { event: 'step', do: 'leak', what: 'passwords', of: 'bob', among: 200, place: 41 }],
    ['lab', { event: 'step', do: 'leak', what: 'login', of: 'bob', among: 1, place: 0 }],
    ['lab', { event: 'step', do: 'tell', topic: 'people', facts: ['bob', 'ev\x1b[2Jil'] }],
    ['lab', { event: 'step', do: 'tell', topic: 'texts', facts: ['a', 'b', 'c', 'd'] }],
  ]
  const story = told(act({ name: 'hardened' }, { ...controls, attack: [...attack, ...steps] }))
  for (const line of [
    'Bob tells the directory anew where calls are taken.',
    'Alice keeps the key that is known.',
    'Mallory finds 200 passwords in a leak; that of Bob is number 42.',
    'Mallory has watched Bob type: she knows the password and the one-time code.',
    'Mallory knows of people: bob, ev\\u{1b}[2Jil.',
    'Mallory knows 4 texts.',
  ]) {
    t.true(story.includes(`    ${line}\n`), line)
  }
})

test('texts that everybody knows are told in one line, however many they are', (t) => {
  const known = Array.from({ length: 30 }, (_, at): Line[] => {
    const text = `${at % 2 ? 'Yes.' : 'No.'} #${at}`
    return [
      ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text, among: 2 }],
      ['bob', { event: 'delivered', session: 'session-attack', from: 'alice', text }],
    ]
  }).flat()
  const lines = told(act({}, { ...controls, attack: [...held('attack'), ...known] }))
  t.true(
    lines.includes('    Alice writes one message after the other, each one of 2 that everybody knows.\n'),
  )
  t.notRegex(lines, /Yes\.|No\./)
})

test('a control that failed says why', (t) => {
  const history = act({ name: 'hardened' }, { ...controls, before: [], attack })
  t.regex(told(history), /^ {2}Control after the attack, Mallory passes everything on: passed$/m)
  t.regex(told(history), /^ {2}Verdict: INCONCLUSIVE, but DETECTED was expected\n {4}Already before/m)
  const silent = act({ name: 'hardened' }, { ...controls, before: held('before').slice(0, 8), attack })
  t.regex(told(silent), /^ {2}Control before .*: FAILED \(nothing was said\)$/m)
})

test('users who compare, a node that fails, an honest conversation', (t) => {
  const compared = (match: boolean): Line => ['lab', { event: 'compared', between: ['alice', 'bob'], match }]
  const failed: Line = [
    'lab',
    { event: 'node-failed', failed: 'bob', why: sentence`it ended with status ${1}: ${'\u001b[2Joops'}` },
  ]
  const lines = told(
    act(
      { name: 'hardened', attack: null, expected: 'PASSED' },
      { honest: [compared(true), compared(false), failed] },
    ),
  )
  t.true(
    lines.includes(
      '  The conversation:\n    Alice and Bob read to each other what they see: it is the same.',
    ),
  )
  t.true(lines.includes('Alice and Bob read their fingerprints to each other: THEY DIFFER. They hang up.'))
  // Once where it happened, and once as the reason of the verdict.
  t.is(lines.split('    The program of Bob failed: it ended with status 1: \\u{1b}[2Joops.\n').length, 3)
})

test('what users see when they compare: two fingerprints, or one safety number', (t) => {
  const displayed = (own: string, peer: string): Line => [
    'bob',
    { event: 'displayed', session: 's', own, peer },
  ]
  const number = '12345 67890 12345 67890 12345 67890'
  const lines = told(
    act(
      { name: 'hardened', attack: null },
      { honest: [displayed('1a2b:3c4d:5e6f', '9a8b:7c6d:5e4f'), displayed(number, number)] },
    ),
  )
  t.true(lines.includes('    Bob’s screen shows: own key 1a2b3c4d…, the other side’s key 9a8b7c6d…\n'))
  t.true(lines.includes('    Bob’s screen shows the safety number 12345 67890 12345 67890 …\n'))
})

test('the closing counts', (t) => {
  const [verdict] = judge(detected)
  const ran = { acts: [verdict!, { ...verdict!, asExpected: false }], run: '.lab/runs/x', seed: '00ff' }
  t.deepEqual(closing(ran, 7349, voice(marked)), [
    '<bad 1 of 2 acts as expected, in 7.3 s.>',
    '<faint Every event is in .lab/runs/x/history.jsonl; “npm run lab verdict” judges it again.>',
    '<faint Seed 00ff.>',
  ])
  t.is(
    closing({ ...ran, acts: [verdict!] }, 50, voice(marked))[0],
    '<good 1 of 1 acts as expected, in 0.1 s.>',
  )
})

/** Every event that a node may write, with this text wherever a text can stand. */
function hostile(text: string): Line[] {
  const [session, link] = [text.slice(0, 64), text.slice(0, 64)]
  return [
    ['bob', { event: 'opened', session, role: 'responder', calls: text }],
    ['bob', { event: 'connected', session, peer: text, fingerprint: text, own: text }],
    ['alice', { event: 'connected', session, peer: null, fingerprint: text, own: text }],
    ['bob', { event: 'displayed', session, own: text, peer: text }],
    ['bob', { event: 'sent', session, to: text, text }],
    ['bob', { event: 'delivered', session, from: text, text }],
    ['bob', { event: 'alarm', session, code: text, message: text, evidence: { [text]: text, seen: text } }],
    ['bob', { event: 'failed', id: 1, code: 'NOT_CONNECTED', message: text }],
    ['bob', { event: 'closed', session, clean: false }],
    ['mallory', { event: 'linked', link }],
    ['mallory', { event: 'acted', link, what: text, to: text, presented: text }],
    [
      'mallory',
      {
        event: 'acted',
        link,
        what: { key: text.slice(0, 64), values: Array(8).fill(text) },
        to: null,
        presented: null,
      },
    ],
    [
      'mallory',
      {
        event: 'acted',
        link,
        what: { key: 'begins-messages', values: Array(4).fill(text) },
        to: null,
        presented: null,
      },
    ],
    ['mallory', { event: 'loot', link, how: 'read', text, from: text, to: text }],
    ['mallory', { event: 'loot', link, how: 'forged', text, from: text, to: text }],
    ['mallory', { event: 'intercepted', link, from: text, to: text, bytes: '' }],
  ]
}

test('no text of a stranger reaches the terminal as anything but text, or makes a line of its own', (t) => {
  const failed = (why: string): Line => [
    'lab',
    { event: 'node-failed', failed: 'bob', why: { text: why, values: [why] } },
  ]
  fc.assert(
    fc.property(
      fc.oneof(unicodeText(), fc.constantFrom('\u001b[2J', '\u009b31m', 'a\nVerdict: RESISTED', '\u202e')),
      fc.shuffledSubarray(['before', 'attack', 'after', 'honest'] as const),
      fc.boolean(),
      (text, hostilePhases, fails) => {
        const lines = fails ? [...hostile(text), failed(text)] : hostile(text)
        const phases = Object.fromEntries(hostilePhases.map((phase) => [phase, [...held(phase), ...lines]]))
        const attacked = act({ name: 'hardened' }, { ...controls, attack: held('attack'), ...phases })
        const [verdict] = judge(attacked)
        for (const line of describeAct(1, 1, story.acts[0]!, verdict!, attacked, voice(plain))) {
          t.notRegex(line, /[\p{C}\p{Zl}\p{Zp}]/u)
        }
      },
    ),
  )
})

test('a long text is cut', (t) => {
  const flood = after(held('attack'), 'bob', 'delivered', hostile('x'.repeat(20_000)))
  for (const line of told(act({ name: 'hardened' }, { ...controls, attack: flood })).split('\n')) {
    t.true(line.length < 1000, line.slice(0, 80))
  }
})
