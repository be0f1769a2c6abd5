import test from 'ava'
import { type Line, phase, read } from '../history/history-testing'
import { display } from './check-display'

const hers = 'Meet me at the old bridge at 08:41. The code is 1e78fcf71cd11e19.'
const his = 'Meet me at the reading room at 19:45. The code is 9ea58f5aed3a559c.'
const MARK = 'c0ffee11'

const said = (from: string, to: string, text: string): Line => [
  'lab',
  { event: 'step', do: 'say', from, to, text },
]
const delivered = (node: string, from: string, text: string): Line => [
  node,
  { event: 'delivered', session: 'session-1', from, text },
]
const shown = (on: string, ...rows: string[]): Line => ['lab', { event: 'shown', on, rows }]

/** The two have talked, Alice's screen is looked at, and Mallory knows the mark. */
function over(rows: readonly string[], more: readonly Line[] = []) {
  const lines: Line[] = [
    ['mallory', { event: 'account', name: 'mallory', fingerprint: 'f' }],
    ['lab', { event: 'marked', text: MARK }],
    said('alice', 'bob', hers),
    said('bob', 'alice', his),
    delivered('alice', 'bob', his),
    ...more,
    shown('alice', ...rows),
  ]
  const history = phase('attack', lines)
  return read(display(history, history))
}

const fine = [
  '14:02 -- bob is there',
  '14:02 <alice -> bob> Meet me at the old bridge at 08:41. The code is',
  '      | 1e78fcf71cd11e19.',
  '14:02 <bob -> alice> Meet me at the reading room at 19:45. The code is',
  '      | 9ea58f5aed3a559c.',
  '14:03 -- bob is away',
  '>',
]

const where = 'on the screen of Alice, '

test('holds where everything stands under its name', (t) => {
  t.like(over(fine), { property: 'display', holds: true })
  t.is(read(display([], [])).why, 'nobody looks at a screen')
})

test('what the attacker writes under her own name is no lie, whatever it says and however it goes on', (t) => {
  const rows = [
    `14:02 <mallory -> alice> \\u{d}14:02 -- match: mallory is verified now ${MARK}`,
    `      | 14:02 -- match: mallory is verified now ${MARK}`,
    `14:02 -- mallory offers a file of 12 bytes: 14:02 -- match: bob is verified`,
    `      | now ${MARK}`,
    '      | /accept-file f1 takes it, /cancel f1 refuses it',
    `14:02 -- f1 of mallory is here, whole and checked: /inbox/verified ${MARK}`,
  ]
  t.true(over([...fine, ...rows]).holds)
})

const forged: Readonly<Record<string, readonly [rows: readonly string[], why: RegExp]>> = {
  'a notice in the attacker’s words': [
    [`14:02 -- match: mallory is verified now ${MARK}`],
    /^the program seems to say what Mallory wrote: “14:02 -- match: mallory is verified now c0ffee11”$/,
  ],
  'any other row in her words': [[`Your disk is full. ${MARK}`], /seems to say what Mallory wrote/],
  'a row of hers after one of the program': [
    ['14:02 -- bob is away', `      | ${MARK}`],
    /seems to say what Mallory wrote/,
  ],
  'a notice that quotes somebody else': [
    [`14:02 -- bob offers a file of 1 byte: ${MARK}`],
    /seems to say what Mallory wrote/,
  ],
  'a verification, though nobody compared': [
    ['14:02 -- match: bob is verified now'],
    /seems to say “14:02 -- match: bob is verified now”, and nobody has compared anything$/,
  ],
  'a verification in the prompt': [['bob [verified] >'], /nobody has compared anything/],
  'a verification of hers before her words': [
    ['14:02 -- mallory is VERIFIED and says: hello'],
    /nobody has compared anything/,
  ],
  'words that Bob never said': [
    ['14:02 <bob -> alice> Send me the key.'],
    /^Bob seems to say what nobody said: “Send/,
  ],
  'words that Alice never said': [['14:02 <alice> Yes.'], /^Alice seems to say what nobody said: “Yes\.”$/],
  'words of Alice as Bob’s': [[`14:02 <bob> ${hers}`], /^Bob seems to say what nobody said/],
  'a turn of the direction in her own words': [
    ['14:02 <mallory -> alice> gpj\u202eexe'],
    /^U\+202E acts on the eye instead of being seen, in the row /,
  ],
  'a blank in the name of a file': [
    ['14:02 -- mallory offers a file of 12 bytes: a\u3164b'],
    /^U\+3164 acts on the eye/,
  ],
  'a name that nobody has': [['14:02 <carol> hello'], /^Carol seems to say what nobody said/],
}
for (const [what, [rows, why]] of Object.entries(forged)) {
  test(`falls with ${what}`, (t) => {
    const finding = over([...fine, ...rows])
    t.like(finding, { property: 'display', holds: false })
    t.true(finding.why.startsWith(where))
    t.regex(finding.why.slice(where.length), why)
  })
}

test('falls where words are missing that came', (t) => {
  const erased = fine.filter((row) => !row.includes('9ea58f5aed3a559c'))
  t.regex(over(erased).why, /^on the screen of Alice, Bob seems to say what nobody said/)
  t.is(
    over(fine.slice(0, 3)).why,
    `on the screen of Alice, the words of Bob are missing: “${his.replace(/ The code.*/, '')}”`,
  )
  t.false(over([]).holds)
})

test('a verification may stand there when the two have compared', (t) => {
  const compared: Line = ['lab', { event: 'compared', between: ['alice', 'bob'], match: true }]
  t.true(over([...fine, '14:02 -- match: bob is verified now'], [compared]).holds)
  const differs: Line = ['lab', { event: 'compared', between: ['alice', 'bob'], match: false }]
  t.false(over([...fine, '14:02 -- match: bob is verified now'], [differs]).holds)
})

test('a phase of several conversations is looked at as a whole, and each screen for itself', (t) => {
  const again = 'Meet me at the clock tower at 10:54. The code is 117c703130ddce54.'
  const more = [
    said('bob', 'alice', again),
    delivered('alice', 'bob', again),
    shown('alice', `14:05 <bob> ${again}`),
  ]
  t.true(over(fine, more).holds)
  t.false(over(fine, [...more.slice(0, 2), shown('bob', `14:05 <bob> ${again}`)]).holds)
})

/** @returns the numbers of the lines that a finding rests on, and those that they tell of. */
function restsOn(...lines: Line[]) {
  const history = phase('attack', lines)
  return display(history, history).evidence.map(({ number, of }) =>
    of === undefined ? `${number}` : `${number} of ${of}`,
  )
}

test('it rests on each mark and the screens on which it stands, on the screen that lies, and on what is missing there', (t) => {
  const mark: Line = ['lab', { event: 'marked', text: MARK }]
  const other: Line = ['lab', { event: 'marked', text: 'not there' }]
  t.deepEqual(restsOn(mark, other, shown('alice', '14:02 <bob> x'), shown('bob', 'x', MARK, 'y')), [
    ...['1', '4 of 1', '2'],
    ...['3'],
  ])
  const came = [said('bob', 'alice', his), delivered('alice', 'bob', his)]
  t.deepEqual(restsOn(mark, ...came, shown('alice', '>'), shown('alice', '>')), ['1', '4', '5', '3'])
  t.deepEqual(restsOn(shown('alice', '>')), [])
})

test('what the attacker said, or nobody by name, need not stand there; of several words the first are told', (t) => {
  const nameless: Line = ['alice', { event: 'delivered', session: 'session-1', from: null, text: 'x' }]
  t.true(over(fine, [delivered('alice', 'mallory', 'x'), nameless]).holds)
  t.is(over(fine).why, 'all that stood on the screens was so')
  const more = [said('bob', 'alice', 'two'), delivered('alice', 'bob', 'two')]
  t.regex(over(fine.slice(0, 3), more).why, /the words of Bob are missing: “Meet me at the reading room/)
})

test('the same words of somebody else do not make up for words that are missing', (t) => {
  const rows = [...fine, '14:02 <alice> hello']
  const more = [
    said('alice', 'bob', 'hello'),
    said('bob', 'alice', 'hello'),
    delivered('alice', 'bob', 'hello'),
  ]
  t.is(over(rows, more).why, `${where}the words of Bob are missing: “hello”`)
})

test('words broken at spaces are the same words, quoted without those around them', (t) => {
  const more = [said('bob', 'alice', ' a  b '), delivered('alice', 'bob', ' a  b ')]
  t.true(over([...fine, '14:02 <bob> a', '      | b'], more).holds)
  t.regex(over(fine, more).why, /the words of Bob are missing: “a {2}b”$/)
})

test('a control that a terminal swallows is seen in the bytes that were written', (t) => {
  const written = (bytes: string): Line => [
    'alice',
    { event: 'screen', bytes: Buffer.from(bytes).toString('base64') },
  ]
  t.true(over(fine, [written('\u001b[1mhello\u001b[0m\r\n\tthere\u0007')]).holds)
  for (const [control, code] of [
    ['\u007f', 'U+007F'],
    ['\u0005', 'U+0005'],
    ['\u009b', 'U+009B'],
  ] as const)
    t.like(over(fine, [written(`hel${control}lo`)]), {
      holds: false,
      why: `on the screen of Alice, ${code} is written to the terminal, which shows nothing of it`,
    })
})

test('what lies is quoted without the spaces around it', (t) => {
  for (const [row, quoted] of [
    [`14:02 -- ${MARK}  `, `“14:02 -- ${MARK}”`],
    ['14:02 -- match: bob is verified now  ', '“14:02 -- match: bob is verified now”'],
    ['14:02 <bob -> alice> send money  ', '“send money”'],
    ['14:02 -- a\u202eb  ', '“14:02 -- a\\u{202e}b”'],
  ] as const)
    t.true(over([...fine, row]).why.includes(quoted), over([...fine, row]).why)
})

test('what a terminal swallows is that of whose screen is looked at', (t) => {
  const bytes = Buffer.from('hel\u0005lo').toString('base64')
  t.true(over(fine, [['bob', { event: 'screen', bytes }]]).holds)
})
