import test from 'ava'
import fc from 'fast-check'
import { played } from '../conformance/played-testing'
import { languages, literal, t as said } from '../language/sentence'
import { bigLetters } from './big-letters'
import type { Size } from './cells'
import type { Card, ChatLine, DashboardState, EventTrail } from './dashboard-state'
import { afterFirstAct, broken, detected, someFrame, someOutline, someShow } from './dashboard-state-testing'
import type { TerminalCapabilities } from './terminal-capabilities'
import { newUi, type Ui } from './ui'
import { draw } from './view'

const unicode: TerminalCapabilities = { unicode: true }
const ascii: TerminalCapabilities = { unicode: false }
const english = newUi('live', 'en')
const french = newUi('live', 'fr')

/** What stands on the screen, without the spaces at the ends of its rows. */
function seen(
  state: DashboardState,
  ui: Ui,
  columns: number,
  rows: number,
  look: TerminalCapabilities = unicode,
): string[] {
  return draw(state, ui, { columns, rows }, look).map((row) =>
    row
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  )
}

const afterSecondAct: DashboardState = { ...afterFirstAct, act: 1, over: true, verdicts: [broken, detected] }

test('at 80×24 the pane in focus is large, the others are two lines each', (t) => {
  t.deepEqual(seen(someShow, english, 80, 24), [
    'Act 1 of 2: prototype                                    mitm, profile prototype',
    'One sentence for the audience.',
    'Alice ──────────────◄2───────────── Mallory ───────────────1►─────────────── Bob',
    '✗ Mallory changes it to “Bring the money.”',
    '',
    'Alice  ✓ the key that the friendship knows',
    '    Alice: Meet me at the ferry.',
    '┌─ ► Mallory  swap-keys  frames: 2 ────────────────────────────────────────────┐',
    '│     1 → Bob       45 B  RECORD  Record 1: 32 bytes, encrypted.               │',
    '│     2 → Alice     77 B  RECORD  Record 2: 64 bytes, encrypted.               │',
    '│                                                                              │',
    '│                                                                              │',
    '│                                                                              │',
    '│                                                                              │',
    '│                                                                              │',
    '│                                                                              │',
    '│                                                                              │',
    '│                                                                              │',
    '│ ✗ Mallory reads “Meet me at the ferry.”                                      │',
    '└──────────────────────────────────────────────────────────────────────────────┘',
    'Bob  ✗ key refused',
    '  ▲ FINGERPRINT_MISMATCH: wrong key',
    '► prototype  · hardened',
    'Space step  ? help  q quit  a run  p pause  +/- speed         ││ step by step ×1',
  ])
})

test('in French, and without Unicode: the verdict, large', (t) => {
  t.deepEqual(seen(afterFirstAct, french, 80, 24, ascii), [
    'Acte 1 sur 2 : prototype                                  mitm, profil prototype',
    'One sentence for the audience.',
    'Alice ----------------------------- Mallory -------------------------------- Bob',
    '###  ###   ##  #  # #### #   #   Ce qui est tombe : confidentialite, identite',
    '#  # #  # #  # # #  #    ##  #   + comme attendu',
    '###  ###  #  # ##   ###  # # #   confidentialite : the attacker read it',
    '#  # # #  #  # # #  #    #  ##',
    '###  #  #  ##  #  # #### #   #',
    '',
    "Alice  + la cle enregistree de l'ami",
    '    Alice: Meet me at the ferry.',
    '+- > Mallory  swap-keys  trames : 2 -------------------------------------------+',
    '|     1 -> Bob      45 o  RECORD  Enregistrement 1 : 32 octets, chiffres.      |',
    '|     2 -> Alice    77 o  RECORD  Enregistrement 2 : 64 octets, chiffres.      |',
    '|                                                                              |',
    '|                                                                              |',
    '|                                                                              |',
    '|                                                                              |',
    '| x Mallory lit "Meet me at the ferry."                                        |',
    '+------------------------------------------------------------------------------+',
    'Bob  x cle refusee',
    '  ! FINGERPRINT_MISMATCH : wrong key',
    'x prototype BROKEN  . hardened',
    'Espace pas  ? aide  q quitter  a defiler  p pause  +/- vitesse   || pas a pas x1',
  ])
})

test('at 120×30 the panes stand side by side', (t) => {
  t.deepEqual(seen(someShow, french, 120, 30), [
    'Acte 1 sur 2 : prototype                                                                          mitm, profil prototype',
    'One sentence for the audience.',
    '┌───────┐                                             ┌─────────┐                                                ┌─────┐',
    '│ Alice │───────────────────── ◄2 ────────────────────│ Mallory │────────────────────── 1► ──────────────────────│ Bob │',
    '└───────┘                                             └─────────┘                                                └─────┘',
    '✗ Mallory le change en « Bring the money. »',
    '',
    '┌─ Alice  ✓ la clé enregistrée de l’… ─┐┌─ ► Mallory  swap-keys  trames : 2 ───┐┌─ Bob  ✗ clé refusée ─────────────────┐',
    '│ Clé présentée : a137 dc66 6cea e86a… ││     1 → Bob       45 o  RECORD       ││ Clé présentée : 9e77 40f3 5c0b       │',
    '│                                      ││     2 → Alice     77 o  RECORD       ││ ▲ ALERTE FINGERPRINT_MISMATCH        │',
    '│ · Appel vers Bob…                    ││                                      ││                                      │',
    '│   Alice: Meet me at the ferry.       ││                                      ││ ✗ Alice: Bring the money.            │',
    '│                                      ││                                      ││     (personne ne l’a écrit)          │',
    '│                                      ││                                      ││ ▲ FINGERPRINT_MISMATCH : wrong key   │',
    '│                                      ││                                      ││                                      │',
    '│                                      ││                                      ││                                      │',
    '│                                      ││                                      ││                                      │',
    '│                                      ││                                      ││                                      │',
    '│                                      ││                                      ││                                      │',
    '│                                      ││                                      ││                                      │',
    '│                                      ││                                      ││                                      │',
    '│                                      ││                                      ││                                      │',
    '│                                      ││                                      ││                                      │',
    '│                                      ││                                      ││                                      │',
    '│                                      ││                                      ││                                      │',
    '│                                      ││ ✗ Mallory lit « Meet me at the       ││                                      │',
    '│                                      ││   ferry. »                           ││                                      │',
    '└──────────────────────────────────────┘└──────────────────────────────────────┘└──────────────────────────────────────┘',
    '► prototype  · hardened',
    'Espace pas  ? aide  q quitter  a défiler  p pause  +/- vitesse  Tab volet  Entrée trame  ↑ ↓ choisir     ││ pas à pas ×1',
  ])
})

test('at 40×12 everything has a place still', (t) => {
  t.deepEqual(seen(afterSecondAct, english, 40, 12), [
    'Act 2 of 2: hardened',
    'Alice ───────── Mallory ──────────── Bob',
    '▲ DETECTED  ✗ but BROKEN was expected',
    'Saved by the alarm FINGERPRINT_MISMATCH',
    'Alice  ✓ the key that the friendship kn…',
    '► Mallory  swap-keys  frames: 2',
    '    2 → Alice     77 B  RECORD',
    '',
    '✗ Mallory reads “Meet me at the ferry.”',
    'Bob  ▲ FINGERPRINT_MISMATCH: wrong key',
    '✗ 1 BROKEN  ▲ 2 DETECTED (≠ BROKEN)',
    'Space step  ? help  q quit     ✓ the end',
  ])
})

test('at 200×60 act, step and names are to be read from the last row', (t) => {
  const rows = seen(someShow, english, 200, 60)
  const screen = rows.join('\n')
  for (const [words, height] of [
    ['ACT 1/2 PROTOTYPE', 5],
    ['ALICE', 3],
    ['MALLORY', 3],
    ['BOB', 3],
    ['MALLORY CHANGES IT TO “BRING THE MONEY.”', 3],
    ['KNOWN KEY', 3],
    ['ALARM', 3],
  ] as const) {
    const place = places(rows, bigLetters(words, unicode, height))
    t.true(place.length > 0, `${words}\n${screen}`)
  }
})

test('at 200×60 the verdict has letters of ten rows, and what fell stands large below it', (t) => {
  for (const look of [unicode, ascii]) {
    const rows = seen(afterFirstAct, english, 200, 60, look)
    const doubled = bigLetters('BROKEN', look, 5, 3).flatMap((row) => [row, row])
    t.is(places(rows, doubled).length, 1, rows.join('\n'))
    t.is(places(rows, bigLetters('What fell: secrecy, identity', look, 3)).length, 1, rows.join('\n'))
  }
})

/** @returns the rows at which these rows begin, wherever they stand in them. */
function places(rows: readonly string[], sought: readonly string[]): number[] {
  const lines = sought.map((line) => line.trimEnd())
  return rows.flatMap((row, y) => {
    const x = row.indexOf(lines[0]!)
    return x >= 0 && lines.every((line, place) => (rows[y + place] ?? '').startsWith(line, x)) ? [y] : []
  })
}

test('where Mallory sits is where she stands', (t) => {
  const link = (position: DashboardState['outline']['position']) =>
    seen({ ...someShow, flights: [], outline: { ...someOutline, position } }, english, 60, 24).slice(2, 4)
  t.deepEqual(link('path')[0], 'Alice ─────────────────── Mallory ────────────────────── Bob')
  t.deepEqual(link('nowhere')[0], 'Alice ────────────────────────────────────────────────── Bob')
  t.deepEqual(link('outsider')[0], 'Alice ─────────────────────────────────── Bob        Mallory')
  t.deepEqual(link('tap'), [
    'Alice ───────────────────────┬────────────────────────── Bob',
    '                          Mallory',
  ])
  t.deepEqual(link('directory'), [
    'Alice ─────────────────── Mallory ────────────────────── Bob',
    '                         Directory',
  ])
})

test('a frame flies from its sender to Mallory, and from her on', (t) => {
  const at = (progress: number, from = 'alice', to = 'bob') =>
    seen({ ...someShow, flights: [{ frame: 7, from, to, progress }] }, english, 60, 24)[2]
  t.is(at(0), 'Alice 7►───────────────── Mallory ────────────────────── Bob')
  t.is(at(0.49), 'Alice ─────────────────7► Mallory ────────────────────── Bob')
  t.is(at(0.5), 'Alice ─────────────────── Mallory 7►──────────────────── Bob')
  t.is(at(0.99), 'Alice ─────────────────── Mallory ────────────────────7► Bob')
  t.is(at(0, 'bob', 'alice'), 'Alice ─────────────────── Mallory ────────────────────◄7 Bob')
  t.is(at(0.5, 'eve', 'bob'), 'Alice ─────────────────── Mallory ────────────────────── Bob')
})

test('the chosen frame lies open over the panes, and scrolls', (t) => {
  const state: DashboardState = {
    ...someShow,
    frames: [...someShow.frames, someFrame(3, 'bob', 'alice', 300)],
  }
  const open = { ...english, open: 'frame', frame: 3 } as const
  const rows = seen(state, open, 80, 24).join('\n')
  t.regex(rows, /^┌─ Frame 3: RECORD {2}Bob → Alice {2}1-15\/29 ─+┐$/m)
  t.regex(rows, /number of the record: 3/)
  t.regex(rows, /000000 {2}00 00 01 35 05 00/)
  const below = seen(state, { ...open, scroll: 1_000 }, 80, 24).join('\n')
  t.regex(below, /15-29\/29/)
  t.regex(below, /000130/)
  t.notRegex(below, /313 bytes/)
})

test('beside what Mallory sees of a frame stands what its two ends do', async (t) => {
  const events = await played({ declares: { attack: 'tap', position: 'tap' } })
  const said = events.find(
    (event) =>
      event.event === 'wire' && event.way === 'out' && event.node === 'alice' && isRecord(event.bytes),
  )
  if (said?.event !== 'wire') throw new Error('Alice said nothing')
  const told = events.reduce<EventTrail | null>((before, event) => ({ event, before }), null)
  const frame = { number: 3, at: 300, link: 'link-1', from: 'alice', to: 'bob', bytes: said.bytes }
  const open = { ...english, open: 'frame', frame: 3 } as const
  const rows = seen({ ...someShow, told, frames: [frame] }, open, 120, 40)
  const [mallorys, theirs] = [0, 1].map((side) =>
    rows.map((row) => row.split('│').slice(1, -1)[side] ?? '').join('\n'),
  )
  t.regex(mallorys!, /What Mallory sees/)
  t.regex(mallorys!, /encrypted \(AES-256-GCM\)/)
  t.notRegex(mallorys!, /Are you there/)
  t.regex(theirs!, /What Alice and Bob see/)
  t.regex(theirs!, /text: Are you there/)
  const narrow = seen({ ...someShow, told, frames: [frame] }, open, 60, 60).join('\n')
  t.regex(narrow, /What Mallory sees[\s\S]*encrypted[\s\S]*What Alice and Bob see[\s\S]*text: Are you there/)
  // Without secrets nobody but the ends sees inside.
  t.notRegex(
    seen({ ...someShow, frames: [frame] }, open, 120, 40).join('\n'),
    /Are you there|Alice and Bob see/,
  )
})

function isRecord(bytes: string): boolean {
  return Buffer.from(bytes, 'base64')[4] === 5
}

test('help names every key of the line, live and in a replay', (t) => {
  for (const kind of ['live', 'replay'] as const) {
    const rows = seen(someShow, { ...newUi(kind, 'en'), open: 'help' }, 100, 40)
    const line = rows.at(-1)!
    const named = line.split(/ {2,}/).map((part) => part.split(' ')[0]!)
    t.true(named.length > 4)
    for (const key of named.slice(0, -1))
      t.true(
        rows.slice(5, -2).some((row) => row.includes(`│ ${key} `)),
        key,
      )
  }
})

test('the chat of a pane scrolls up from its end, and no further than its beginning', (t) => {
  const lines = Array.from(
    { length: 40 },
    (_, at): ChatLine => ({ kind: 'said', who: 'Alice', text: `line ${at}.` }),
  )
  const state: DashboardState = {
    ...someShow,
    peerPanes: [{ ...someShow.peerPanes[0], chat: lines }, someShow.peerPanes[1]],
  }
  const scrolled = (scroll: number) => seen(state, { ...english, focus: 0, scroll }, 80, 24).join('\n')
  t.regex(scrolled(0), /line 39\./)
  t.notRegex(scrolled(5), /line 3[5-9]\./)
  t.regex(scrolled(5), /line 34\./)
  t.regex(scrolled(10_000), /line 0\./)
})

/** A screen of so many rows, one of which the attacker made up. */
function showingScreen(rows: number, forged: number): DashboardState {
  const chat: ChatLine[] = Array.from({ length: rows }, (_, place) => ({
    kind: 'row',
    text: place === forged ? 'The key has changed: 4f21' : `line ${place}`,
    hers: place === forged,
  }))
  return { ...someShow, peerPanes: [{ ...someShow.peerPanes[0], chat }, someShow.peerPanes[1]] }
}

test('a row that the attacker made up has a sign, and is in sight until somebody scrolls', (t) => {
  const state = showingScreen(40, 4)
  const focused: Ui = { ...english, focus: 0 }
  for (const [columns, rows] of [
    [80, 24],
    [120, 30],
    [200, 60],
  ] as const) {
    const shown = draw(state, focused, { columns, rows }, unicode).flat()
    t.true(shown.some(({ text, style }) => text.startsWith('✗ The key has changed: 4f21') && style === 'bad'))
    const scrolled = seen(state, { ...focused, scroll: 1 }, columns, rows).join('\n')
    t.true(scrolled.includes('line 38') && !scrolled.includes('line 39'))
  }
  t.true(seen(showingScreen(40, 39), focused, 80, 24).join('\n').includes('✗ The key has changed'))
  // Where nothing is hers, the end is what is seen.
  t.true(seen(showingScreen(40, -1), focused, 80, 24).join('\n').includes('line 39'))
})

test('folded, what was forged or found out is not covered by what came after it', (t) => {
  const [alice, bob] = someShow.peerPanes
  const last: ChatLine = { kind: 'heard', who: 'Alice', text: 'See you.' }
  const folded = (chat: readonly ChatLine[], rows: number): string =>
    seen({ ...someShow, peerPanes: [alice, { ...bob, chat }] }, english, 80, rows).join('\n')
  const forged: ChatLine = { kind: 'forged', who: 'Alice', text: 'Bring the money.' }
  const alarm: ChatLine = { kind: 'alarm', code: 'BAD_SIGNATURE', words: literal('no') }
  for (const rows of [24, 16]) {
    t.true(folded([forged, last], rows).includes('✗ Alice: Bring the money. (nobody wrote this)'))
    t.true(folded([forged, alarm, last], rows).includes('▲ BAD_SIGNATURE: no'))
  }
  t.true(folded([last], 24).includes('Alice: See you.'))
  t.true(folded([last], 16).includes('Bob  ✗ key refused'))
  t.true(seen(showingScreen(40, 4), english, 80, 24).join('\n').includes('✗ The key has changed: 4f21'))
})

test('reasons that have no room are counted where they are cut', (t) => {
  const reason = said`${'the attacker read all of what they wrote to each other in this phase, word by word'}`
  const shown = (count: number): string => {
    const verdict = { ...broken, reasons: Array.from({ length: count }, () => reason) }
    return seen({ ...afterFirstAct, verdicts: [verdict, null] }, english, 80, 24).join('\n')
  }
  t.regex(shown(9), /… \(\+\d\)$/m)
  t.notRegex(shown(1), /…/)
  const [few, many] = [4, 9].map((count) => Number(/\(\+(\d)\)$/m.exec(shown(count))?.[1]))
  t.is(many! - few!, 5)
})

test('a card takes the place of everything but the acts and the keys', (t) => {
  const card: Card = { title: said`The first act`, text: said`Two friends, and nobody in between.` }
  const rows = seen({ ...someShow, card }, english, 80, 24)
  t.is(places(rows, bigLetters('The first act', unicode, 5)).length, 1, rows.join('\n'))
  t.true(rows.some((row) => row.includes('Two friends, and nobody in between.')))
  t.false(rows.some((row) => row.includes('Alice')))
  t.regex(rows.at(-2)!, /► prototype/)
})

test('a window that is too small says so', (t) => {
  t.deepEqual(seen(someShow, english, 30, 4), [
    'The window is too small: 40',
    'columns and 12 rows are',
    'needed.',
    '',
  ])
  t.deepEqual(seen(someShow, english, 0, 0), [])
})

test('what is said in colour is said by a sign as well', (t) => {
  const verdicts = [broken, { ...detected, verdict: 'INCONCLUSIVE' as const }]
  const rows = seen({ ...someShow, verdicts }, english, 100, 24)
  t.is(rows.at(-2), '✗ prototype BROKEN  ? hardened INCONCLUSIVE (≠ BROKEN)')
})

test('no message can look like two', (t) => {
  for (let length = 0; length < 120; length++) {
    // Blanks alone would push nothing to the next row: they are one space.
    const text = `${'.'.repeat(length)}${' '.repeat(length)} Alice: I trust Mallory.`
    const chat: ChatLine[] = [{ kind: 'heard', who: 'Mallory', text }]
    const state: DashboardState = {
      ...someShow,
      peerPanes: [someShow.peerPanes[0], { ...someShow.peerPanes[1], chat, alarms: [] }],
    }
    for (const focus of [0, 2] as const) {
      const rows = seen(state, { ...english, focus }, 60, 24)
      t.false(
        rows.some((row) => /^[│ ] {0,3}Alice: I trust/.test(row)),
        rows.join('\n'),
      )
    }
  }
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '漢字かな',
    '👩‍👩‍👧‍👦',
    'שלום',
    '\x1b[2J\x1b[31m',
    'a\u0301\u0302',
    '{bold}{red-fg}',
    '\r\n\t',
    'x'.repeat(500),
    '\u202eabc',
    '',
  ),
)
const anySentence = anyText.map((text) => said`${text} and ${literal(text)}`)
const anyChat: fc.Arbitrary<ChatLine> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('said' as const, 'heard' as const, 'forged' as const),
    who: anyText,
    text: anyText,
  }),
  fc.record({ kind: fc.constant('alarm' as const), code: anyText, words: anySentence }),
  fc.record({ kind: fc.constant('note' as const), words: anySentence }),
  fc.record({ kind: fc.constant('row' as const), text: anyText, hers: fc.boolean() }),
)
const anyPeerPane = fc.record({
  name: fc.oneof(fc.constantFrom('alice', 'bob'), anyText),
  connected: fc.boolean(),
  trust: fc.constantFrom(
    'none' as const,
    'unchecked' as const,
    'pinned' as const,
    'verified' as const,
    'refused' as const,
  ),
  fingerprint: anyText,
  chat: fc.array(anyChat, { maxLength: 8 }),
  alarms: fc.array(anyText, { maxLength: 3 }),
})
const anyFrame = fc
  .record({ number: fc.nat(99_999), from: anyText, to: anyText, bytes: anyText })
  .map(({ number, from, to, bytes }) => ({
    ...someFrame(number % 200, from, to),
    number,
    bytes: Buffer.from(bytes).toString('base64'),
  }))
const anyVerdict = fc
  .record({
    text: anyText,
    verdict: fc.constantFrom(
      'BROKEN' as const,
      'DETECTED' as const,
      'RESISTED' as const,
      'PASSED' as const,
      'INCONCLUSIVE' as const,
    ),
    asExpected: fc.boolean(),
  })
  .map(({ text, verdict, asExpected }) => ({
    ...broken,
    verdict,
    asExpected,
    alarms: [text],
    reasons: [literal(text), literal(text)],
  }))
const anyLine = fc.record({
  at: fc.nat(),
  tone: fc.constantFrom(
    'plain' as const,
    'good' as const,
    'bad' as const,
    'warn' as const,
    'quoted' as const,
  ),
  words: anySentence,
})
const anyShow: fc.Arbitrary<DashboardState> = fc
  .record({
    names: fc.tuple(anyText, anyText),
    position: fc.constantFrom(
      'nowhere' as const,
      'tap' as const,
      'path' as const,
      'directory' as const,
      'outsider' as const,
    ),
    act: fc.integer({ min: -1, max: 1 }),
    phase: fc.constantFrom(null, 'attack' as const),
    verdicts: fc.tuple(fc.option(anyVerdict), fc.option(anyVerdict)),
    now: fc.option(anyLine),
    peerPanes: fc.tuple(anyPeerPane, anyPeerPane),
    frames: fc.array(anyFrame, { maxLength: 6 }),
    loot: fc.array(anyLine, { maxLength: 6 }),
    progress: fc.option(anySentence),
    flights: fc.array(
      fc.record({
        frame: fc.nat(),
        from: fc.constantFrom('alice', 'bob', 'x'),
        to: fc.constantFrom('alice', 'bob', 'mallory'),
        progress: fc.double({ min: -1, max: 2, noNaN: true }),
      }),
      { maxLength: 6 },
    ),
    card: fc.option(fc.record({ title: anySentence, text: anySentence })),
    over: fc.boolean(),
  })
  .map(({ names, position, ...rest }) => {
    const [first, second] = names
    const acts = someOutline.acts.map((act) => ({
      ...act,
      name: first,
      title: second,
      profile: second,
      attack: first,
    }))
    return {
      ...someShow,
      ...rest,
      outline: { ...someOutline, scenario: first, title: second, about: second, position, acts },
    }
  })
const anyUi: fc.Arbitrary<Ui> = fc.record({
  language: fc.constantFrom(...languages),
  kind: fc.constantFrom('live' as const, 'replay' as const, 'follow' as const),
  focus: fc.constantFrom(0 as const, 1 as const, 2 as const),
  mode: fc.constantFrom('steps' as const, 'runs' as const),
  permits: fc.nat(3),
  speed: fc.constantFrom(0.25, 1, 16),
  open: fc.constantFrom('nothing' as const, 'help' as const, 'frame' as const),
  frame: fc.option(fc.nat(99_999)),
  scroll: fc.nat(50),
  quit: fc.constant(false),
})
const anySize: fc.Arbitrary<Size> = fc.oneof(
  fc.record({ columns: fc.nat(210), rows: fc.nat(65) }),
  fc.constantFrom({ columns: 40, rows: 12 }, { columns: 80, rows: 24 }, { columns: 200, rows: 60 }),
)

test('whatever anybody writes, at any size: rows and columns are exact, and nothing is obeyed', (t) => {
  fc.assert(
    fc.property(anyShow, anyUi, anySize, fc.boolean(), (state, ui, size, look) => {
      const opened = state.frames[0] && ui.open === 'frame' ? { ...ui, frame: state.frames[0].number } : ui
      const rows = draw(state, opened, size, { unicode: look })
      t.is(rows.length, size.rows)
      for (const row of rows) {
        const text = row.map((span) => span.text).join('')
        t.is(text.length, size.columns, text)
        t.regex(text, look ? /^[^\p{C}\p{M}\p{Zl}\p{Zp}]*$/u : /^[ -~]*$/)
      }
    }),
    { numRuns: 400 },
  )
})
