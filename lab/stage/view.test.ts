import test from 'ava'
import fc from 'fast-check'
import { languages, literal, t as said } from '../../peers/language/sentence'
import { played } from '../conformance/played-testing'
import { unicodeText } from '../suite/unicode-text-testing'
import { bigLetters } from './big-letters'
import type { Cargo } from './cargo'
import type { Size } from './cells'
import type { Card, ChatLine, DashboardState, EventTrail } from './dashboard-state'
import {
  afterFirstAct,
  broken,
  detected,
  someFrame,
  someOutline,
  someScene,
  someShow,
} from './dashboard-state-testing'
import { type Authored, JOURNEY, type Move } from './passages'
import { type BeatScene, emptyScene } from './scene'
import type { TerminalCapabilities } from './terminal-capabilities'
import { newUi, type Ui } from './ui'
import { draw } from './view'

const unicode: TerminalCapabilities = { unicode: true }
const ascii: TerminalCapabilities = { unicode: false }
const english = newUi('live', 'en')
const french = newUi('live', 'fr')
/** The panes in place of the picture. */
const zoomed: Ui = { ...english, zoomed: true }

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

const usual: Size = { columns: 80, rows: 24 }
const afterSecondAct: DashboardState = { ...afterFirstAct, act: 1, over: true, verdicts: [broken, detected] }

test('at 80×24 the picture of what happens, the words that went, and one sentence', (t) => {
  t.deepEqual(seen(someShow, english, 80, 24), [
    'One sentence for the audience.                                          mitm 1/2',
    '  Alice (A)                       Mallory <M>                         Bob [B]',
    ' ┌─────────┐                  ┌──────────────────┐                  ┌─────────┐',
    ' │         │                  │                  │                  │         │',
    ' │         │ ┌─────────────┐  │                  │  ┌────────────┐  │         │',
    ' │         │ │╲   █▄ ▄█   ╱│  │                  │  │╲   █▀▀▄   ╱│  │         │',
    ' │         │━│ ╲  █ ▀ █  ╱ │━►│  opens, alters   │━━│ ╲  █▀▀▄  ╱ │━►│  reads  │',
    ' │         │ │    ▀   ▀    │  │                  │  │    ▀▀▀     │  │         │',
    ' │         │ └─────────────┘  │                  │  └────────────┘  │         │',
    ' │         │for Mallory alone │                  │  for Bob alone   │         │',
    ' │         │                  │                  │                  │         │',
    ' └─────────┘                  └──────────────────┘                  └─────────┘',
    ' knows {?} for Bob’s key                      will not take {?} for Alice’s key',
    '',
    'Alice wrote      Meet me at the ferry.',
    'Mallory reads    Meet me at the ferry.',
    'Mallory sealed   Meet me at the ferry. Bring the money.',
    'Bob reads        Meet me at the ferry. Bring the money.',
    '',
    '',
    '✗ Bob reads words of Mallory’s, and the program says that they are Alice’s.',
    '',
    '► prototype ── · hardened',
    'Space step  ? help  q quit  z zoom  l français  a run         ││ step by step ×1',
  ])
})

test('zoomed, the pane in focus is large, the others are two lines each', (t) => {
  t.deepEqual(seen(someShow, zoomed, 80, 24), [
    'One sentence for the audience.                                          mitm 1/2',
    'Alice  ✓ the key that the friendship knows',
    '    Alice: Meet me at the ferry.',
    '┌─ ► Mallory  swap-keys  frames: 2 ────────────────────────────────────────────┐',
    '│    1 → Bob       45 B  RECORD  Record 1: 32 bytes, encrypted.                │',
    '│    2 → Alice     77 B  RECORD  Record 2: 64 bytes, encrypted.                │',
    '│                                                                              │',
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
    '',
    '✗ Bob reads words of Mallory’s, and the program says that they are Alice’s.',
    '',
    '► prototype ── · hardened',
    'Space step  ? help  q quit  z zoom  l français  a run         ││ step by step ×1',
  ])
})

test('at the end stand all acts, what became of each, and what is to be taken home', (t) => {
  t.deepEqual(seen({ ...afterSecondAct, ended: true }, english, 80, 24), [
    '',
    '',
    '',
    '  Mallory stands in the middle and swaps the public keys    1 of 2 as expected',
    '',
    '  ✗ One sentence for the audience.',
    '    another protocol, whose program has no defence of its own',
    '    BROKEN  Mallory read what was secret. Somebody took Mallory for a friend.',
    '',
    '  ▲ One sentence for the audience.',
    '    all defences in place',
    '    DETECTED  Noticed in time. The key is not the expected one: somebody may',
    '              stand between you and your friend.',
    '    but BROKEN was expected',
    '',
    '  Knowing whose key it is helped.',
    '',
    '  Played by real programs; every byte: npm run report mitm',
    '',
    '',
    '',
    '',
    '✗ prototype BROKEN 2 s ━━ ▲ hardened DETECTED (≠ BROKEN)',
    'Space step  ? help  q quit  z zoom  l français  a run  p pause         ✓ the end',
  ])
})

test('of an act whose program goes without a defence, the last picture has the line of code', (t) => {
  const [one, two] = someOutline.acts
  const acts = [
    { ...one!, profile: 'accept-any-key' },
    { ...two!, profile: 'hardened', directory: 'reusable-codes' },
  ]
  const state = { ...afterSecondAct, ended: true, outline: { ...someOutline, acts } }
  for (const { columns, rows } of [
    { columns: 80, rows: 24 },
    { columns: 120, rows: 36 },
    { columns: 200, rows: 60 },
  ]) {
    const text = seen(state, english, columns, rows).join(' ')
    t.true(text.includes('the line that differs: checkIdentity: acceptAnyKey'))
    t.true(text.includes('the line that differs, in the directory: codeServes: () => true'))
  }
})

test('where the acts have too many words, the sentence to take home is there all the same', (t) => {
  const acts = Array.from({ length: 5 }, () => ({
    ...someOutline.acts[0]!,
    title: 'Words for the audience. '.repeat(9),
  }))
  const state = {
    ...afterSecondAct,
    ended: true,
    outline: { ...someOutline, acts },
    verdicts: acts.map(() => broken),
  }
  t.true(seen(state, english, 80, 24).join(' ').includes(someOutline.lesson))
})

test('in French, and without Unicode: the verdict, large', (t) => {
  t.deepEqual(seen(afterFirstAct, french, 80, 24, ascii), [
    'One sentence for the audience.                                          mitm 1/2',
    '  Alice (A)                       Mallory <M>                         Bob [B]',
    ' +---------+                  +------------------+                  +---------+',
    ' |         |                  |                  |                  |         |',
    ' |         |                  |                  |                  |         |',
    ' |         |                  |                  |                  |         |',
    ' |         |===== # <M> =====>|  ouvre, modifie  |===== # [B] =====>|   lit   |',
    ' |         |reservee a Mallory|                  |  reservee a Bob  |         |',
    ' |         |                  |                  |                  |         |',
    ' |         |                  |                  |                  |         |',
    ' |         |                  |                  |                  |         |',
    ' +---------+                  +------------------+                  +---------+',
    " connait {?} comme cle de Bob                      refuse {?} comme cle d'Alice",
    '',
    '###  #### ###   ### ####   comme prevu : cette version tombe',
    '#  # #    #  # #    #      Mallory a lu ce qui etait secret. On a pris Mallory',
    '###  ###  ###  #    ###    pour un ami.',
    '#    #    # #  #    #      confidentialite : the attacker read it',
    '#    #### #  #  ### ####',
    '',
    '',
    '',
    'x prototype PERCE 2 s -- . hardened',
    'Espace suite  ? aide  q quitter  z zoom  l English  a defiler    || pas a pas x1',
  ])
})

test('at 120×36 the panes stand below the picture', (t) => {
  t.deepEqual(seen(someShow, french, 120, 36), [
    'One sentence for the audience.                                                                                  mitm 1/2',
    '    Alice (A)                                         Mallory <M>                                           Bob [B]',
    ' ┌─────────────┐                             ┌────────────────────────────┐                             ┌─────────────┐',
    ' │             │ ┌────────────────────────┐  │                            │  ┌──────────────────────┐   │             │',
    ' │             │ │╲                      ╱│  │                            │  │╲                    ╱│   │             │',
    ' │             │ │  ╲    ██      ██    ╱  │  │                            │  │  ╲    ██████      ╱  │   │             │',
    ' │             │ │    ╲  ████  ████  ╱    │  │                            │  │    ╲  ██    ██  ╱    │   │             │',
    ' │             │━│       ██  ██  ██       │━►│       ouvre, modifie       │━━│       ██████         │━━►│     lit     │',
    ' │             │ │       ██      ██       │  │                            │  │       ██    ██       │   │             │',
    ' │             │ │       ██      ██       │  │                            │  │       ██████         │   │             │',
    ' │             │ │                        │  │                            │  │                      │   │             │',
    ' │             │ └────────────────────────┘  │                            │  └──────────────────────┘   │             │',
    ' │             │     réservée à Mallory      │                            │       réservée à Bob        │             │',
    ' │             │                             │                            │                             │             │',
    ' └─────────────┘                             └────────────────────────────┘                             └─────────────┘',
    ' connaît {?} comme clé de Bob                                                              refuse {?} comme clé d’Alice',
    '',
    'Alice a écrit      Meet me at the ferry.',
    'Mallory lit        Meet me at the ferry.',
    'Mallory a scellé   Meet me at the ferry. Bring the money.',
    'Bob lit            Meet me at the ferry. Bring the money.',
    '',
    '',
    '✗ Bob lit des mots de Mallory, et le programme les attribue à Alice.',
    '',
    '┌─ Alice  ✓ clé connue ────────────┐┌─ ► Mallory  swap-keys ───────────┐┌─ Bob  ✗ clé refusée ─────────────────────────┐',
    '│ Clé présentée : {?} a137 dc66 …  ││    1 → Bob       45 o  RECORD    ││ Clé présentée : {?} 9e77 40f3 5c0b           │',
    '│                                  ││    2 → Alice     77 o  RECORD    ││ ▲ ALARME FINGERPRINT_MISMATCH                │',
    '│ · Appel vers Bob…                ││                                  ││                                              │',
    '│   Alice : Meet me at the         ││                                  ││ ✗ Alice : Apporte l’argent. (Alice ne l’a    │',
    '│     ferry.                       ││                                  ││     jamais écrit)                            │',
    '│                                  ││ ✗ Mallory lit « Meet me at the   ││ ▲ FINGERPRINT_MISMATCH : wrong key           │',
    '│                                  ││   ferry. »                       ││                                              │',
    '└──────────────────────────────────┘└──────────────────────────────────┘└──────────────────────────────────────────────┘',
    '► prototype ── · hardened',
    'Espace suite  ? aide  q quitter  z zoom  l English  a défiler  p pause  +/- vitesse  Tab volet           ││ pas à pas ×1',
  ])
})

test('what is the same of both users is said of both in the same words, whatever room each has', (t) => {
  const [alice, bob] = someShow.peerPanes
  const words = (second: typeof bob): readonly (string | undefined)[] => {
    const titles = seen({ ...someShow, peerPanes: [alice, second] }, english, 120, 36).find((row) =>
      row.includes('► Mallory'),
    )
    return [...`${titles}`.matchAll(/[✓✗] ([\w ]+?) (?: \(|─)/g)].map(([, said]) => said)
  }
  t.deepEqual(words({ ...bob, trust: 'pinned' }), ['known key', 'known key'])
  // Bob's pane is the wider one.
  t.deepEqual(words(bob), ['known key', 'key refused'])
})

test('how far she is, is said to its end beside what happens', (t) => {
  const progress = said`${'secrets tried'}: ${12_345} ${'of all the'} ${65_536}`
  const rows = seen({ ...someShow, progress }, english, 120, 36).slice(20)
  t.true(rows.some((row) => row.includes('65,536')))
  t.false(rows.some((row) => row.includes('of all…')))
})

test('of a control that is over it is still said that she does nothing', (t) => {
  const title = (conversation: 'before' | 'attack'): string | undefined =>
    seen({ ...someShow, phase: null, conversation }, english, 120, 36).find((row) =>
      row.includes('► Mallory'),
    )
  t.regex(`${title('before')}`, /Mallory {2}does nothing/)
  t.regex(`${title('attack')}`, /Mallory {2}swap-keys/)
})

test('at 40×12 everything has a place still', (t) => {
  t.deepEqual(seen(afterSecondAct, english, 40, 12), [
    'One sentence for the audience.  mitm 2/2',
    '  Alice (A) ┌ Mallory <M> ─┐┌ Bob [B] ┐',
    ' │         ││opens, alters ││  reads  │',
    ' └─────────┘└──────────────┘└─────────┘',
    '▲ DETECTED  ✗ but BROKEN was expected',
    'Noticed in time. The key is not the',
    'expected one: somebody may stand between',
    'you and your friend.',
    'bob raised FINGERPRINT_MISMATCH, and',
    'nothing was read or forged',
    '✗ prototype  ▲ hardened(!)',
    'Space step  ? help  q quit     ✓ the end',
  ])
})

test('at 200×60 what happens, and what it means for the two, is to be read from the last row', (t) => {
  const rows = seen(someShow, english, 200, 60)
  for (const words of ['Bob reads words of Mallory’s, and', 'known key', 'ALARM'])
    t.is(places(rows, bigLetters(words, unicode, 3)).length, 1, `${words}\n${rows.join('\n')}`)
  for (const letter of ['M', 'B']) t.true(places(rows, bigLetters(letter, unicode, 3)).length > 0)
})

test('beside what was counted at the end no letter stands that it is not about', (t) => {
  const shown = (of: 'count' | 'letter'): string => {
    const numbers = { of, due: '2', came: '3' } as const
    return seen({ ...someShow, scene: { ...someScene, numbers } }, english, 80, 24).join('\n')
  }
  t.regex(shown('count'), /letters that were sent +2/)
  t.notRegex(shown('count'), /Alice wrote/)
  t.regex(shown('letter'), /Alice wrote/)
})

test('at 200×60 what stands in large letters is said once', (t) => {
  const rows = seen(someShow, english, 200, 60).join('\n')
  // Alice’s state; Bob’s is beside his alarm, which stands there with its code alone.
  t.notRegex(rows, /Alice {2}✓/)
  t.regex(rows, /Bob {2}✗ key refused/)
  t.regex(rows, /▲ FINGERPRINT_MISMATCH/)
  t.notRegex(rows, /ALARM FINGERPRINT/)
  t.regex(seen(someShow, english, 120, 36).join('\n'), /Alice {2}✓ .*\n(.*\n)*.*ALARM FINGERPRINT/)
})

test('the last card of a talk has what was played, with the verdicts, as far as there is room', (t) => {
  const card: Card = { title: said`The end`, text: said`Compare once.`, isOfTalk: true, isLast: true }
  const before = { called: said`Mallory steps in between`, outline: someOutline, verdicts: [broken, null] }
  const shown = (columns: number, rows: number, one = card): string =>
    seen({ ...afterSecondAct, called: null, played: [before], card: one }, english, columns, rows).join('\n')
  for (const { columns, rows } of [usual, { columns: 200, rows: 60 }]) {
    t.regex(shown(columns, rows), /Mallory steps in between +✗ BROKEN\n/)
    t.regex(shown(columns, rows), /and swaps.* ✗ BROKEN +▲ DETECTED/)
    t.regex(shown(columns, rows), /\(≠ BROKEN\)/)
  }
  t.regex(shown(40, 12), /Compare once/)
  t.notRegex(shown(80, 24, { ...card, isLast: false }), /BROKEN/)
  const users = {
    code: 'FINGERPRINT_MISMATCH',
    by: 'users',
    corroborated: true,
    ofStranger: false,
    evidence: [],
  }
  const found = { ...detected, asExpected: true, grounds: { ...detected.grounds, raised: [users] } }
  const people = { ...afterSecondAct, card, verdicts: [broken, found] }
  t.regex(seen(people, english, 80, 24).join('\n'), /✗ BROKEN +▲ DETECTED\n.* {2}compared/)
})

test('at 200×60 the verdict has letters of ten rows, and what became of the users stands large below it', (t) => {
  for (const look of [unicode, ascii]) {
    const rows = seen(afterFirstAct, english, 200, 60, look)
    const doubled = bigLetters('BROKEN', look, 5, 3).flatMap((row) => [row, row])
    t.is(places(rows, doubled).length, 1, rows.join('\n'))
    t.is(
      places(rows, bigLetters('Mallory read what was secret. Somebody', look, 3)).length,
      1,
      rows.join('\n'),
    )
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
  const names = (position: DashboardState['outline']['position'], columns = 60) =>
    seen({ ...someShow, scene: emptyScene, outline: { ...someOutline, position } }, english, columns, 24)[1]
  t.is(names('path'), '  Alice (A)             Mallory <M>               Bob [B]')
  t.is(names('tap'), names('path'))
  t.is(names('directory'), names('path'))
  // Where there is room, it is said.
  t.regex(names('directory', 80)!, /Alice \(A\) {3,}Mallory <M>, the directory {3,}Bob \[B\]/)
  t.regex(names('relay', 80)!, /Alice \(A\) {3,}Mallory <M>, the relay {3,}Bob \[B\]/)
  t.is(names('nowhere'), '  Alice (A)                                       Bob [B]')
  t.is(names('outsider'), '  Alice (A)               Bob [B]            Mallory <M>')
  // Where the two were led to her, she is between them; and whom she asks is in the picture.
  const outside = { ...someOutline, position: 'outsider' as const }
  t.is(seen({ ...someShow, outline: outside }, english, 60, 24)[1], names('path'))
  const asked = {
    from: 'mallory',
    to: 'directory',
    times: 300,
    bytes: '',
    opened: false,
    refused: false,
  } as const
  const move = {
    ...asked,
    what: 'left',
    cargo: { is: 'other', called: 'TCP' },
    canBeHers: false,
    read: false,
    elapsed: JOURNEY,
  } as const
  const flooded = seen(
    { ...someShow, scene: { ...emptyScene, moves: [move] }, outline: outside },
    english,
    100,
    24,
  )
  t.regex(flooded[1]!, /Alice.* Bob.* Mallory .*Directory/)
  t.is(flooded.filter((row) => row.includes('►') && row.includes('300 calls')).length, 1, flooded.join('\n'))
  t.true(flooded.filter((row) => row.includes('• • •')).length > 2)
  // Whoever asks it as well, and gets no answer, stands beside it; the question does not arrive.
  const unheard = { ...move, from: 'alice', times: 1, cargo: { is: 'other', called: 'question' } } as const
  const silent = seen(
    { ...someShow, scene: { ...emptyScene, moves: [move, unheard] }, outline: outside },
    english,
    100,
    24,
  )
  t.regex(silent[1]!, /Alice.* Directory.* Mallory .*Bob/)
  t.is(silent.filter((row) => /no answer.*a question.*✗/.test(row)).length, 1, silent.join('\n'))
  const called = {
    ...move,
    from: 'alice',
    to: 'bob',
    times: 1,
    cargo: { is: 'other', called: 'HELLO' },
  } as const
  const lost = seen(
    { ...someShow, scene: { ...emptyScene, moves: [called] }, outline: outside },
    english,
    80,
    24,
  )
  t.is(lost.filter((row) => /no answer.*hello.*✗/.test(row)).length, 1, lost.join('\n'))
  t.false(lost.some((row) => /hello.*►/.test(row)))
  // Beside a flood her single calls give way to what others do, whatever came last.
  const heard = {
    ...called,
    bytes: 'x',
    what: 'came',
    read: true,
    cargo: { is: 'letter', for: 'bob', key: null },
  } as const
  const single = { ...move, to: 'bob', times: 1, cargo: { is: 'other', called: 'HELLO' } } as const
  const answer = { ...single, from: 'bob', to: 'mallory', cargo: { is: 'key', of: 'bob' } } as const
  const further = Array.from({ length: 12 }, () => [single, answer]).flat()
  const beside = (all: readonly Move[]): string =>
    seen({ ...someShow, scene: { ...emptyScene, moves: all }, outline: outside }, english, 80, 24).join('\n')
  t.regex(beside([move, heard, ...further]), /✉ \[B\] .* reads/)
  t.notRegex(beside([heard, ...further]), /✉ \[B\] .* reads/)
})

test('where she is the directory, it is seen which address she gives, and who does not call for it', (t) => {
  const outline = { ...someOutline, position: 'directory' as const }
  const address = { is: 'address', of: 'bob', number: 1, isNewest: false, isTrue: true } as const
  const given: Move = {
    ...{ what: 'came', from: 'mallory', to: 'alice', bytes: '', cargo: address, canBeHers: false },
    ...{ opened: false, refused: true, read: false, elapsed: JOURNEY },
  }
  const numbers = { of: 'address', due: '2', came: '1' } as const
  const state = { ...someShow, outline, loot: [] }
  const rows = seen({ ...state, scene: { ...emptyScene, moves: [given], numbers } }, english, 80, 24)
  t.is(rows.filter((row) => /▲ refuses.*◄.*address 1.*gives an old one/.test(row)).length, 1, rows.join('\n'))
  t.true(rows.some((row) => row.includes('the newest address  2   ≠  1  the address that was given')))
  t.true(rows.some((row) => row.includes('gives Alice an old address of Bob')))
  const silent = seen({ ...state, scene: { ...emptyScene, uncalled: 'alice' } }, english, 80, 24)
  t.is(silent.filter((row) => row.includes('▲ no call')).length, 1)
})

test('a letter goes from its sender to Mallory, is opened there, and goes on', (t) => {
  const at = (progress: number) => {
    // The first half of the way is to her.
    const elapsed = { left: 0, taken: progress * JOURNEY, came: (progress - 0.5) * JOURNEY }
    const moves = someScene.moves.map((move) => ({ ...move, elapsed: Math.max(0, elapsed[move.what]) }))
    const scene = { ...someScene, moves }
    // Without lines there are no large letters.
    return seen({ ...someShow, scene }, english, 80, 24, ascii).find((row) => row.includes('#'))
  }
  t.is(at(0.25), ' |         |====== # <M>      |                  |                  |         |')
  t.is(at(0.75), ' |         |===== # <M> =====>|  opens, alters   |====== # [B]      |         |')
  t.is(at(1), ' |         |===== # <M> =====>|  opens, alters   |===== # [B] =====>|  reads  |')
})

test('before anything goes, who is who, where she stands, and what is at stake', (t) => {
  const begun: DashboardState = {
    ...someShow,
    ...{ phase: null, conversation: null, loot: [], scene: emptyScene },
    now: { tone: 'plain', words: literal('They begin.'), begins: true },
  }
  const shown = (state: DashboardState): string => seen(state, english, 80, 24).join('\n')
  t.regex(shown(begun), /own key.*own key/)
  t.regex(shown(begun), /\(A\) +│─+│ her\. She can +│─+│ +\[B\]/)
  t.true(shown(begun).includes(someOutline.title))
  t.false(shown({ ...begun, scene: someScene }).includes(someOutline.title))
  const outside = { ...begun, outline: { ...someOutline, position: 'outsider' as const } }
  t.regex(shown(outside), /\(A\) +│─+│ +\[B\] +│ +│/)
  // Also where the title of the act has three rows.
  const acts = someOutline.acts.map((act) => ({ ...act, title: 'Several words. '.repeat(11) }))
  for (const position of ['path', 'tap', 'directory', 'relay', 'outsider'] as const)
    for (const ui of [english, french]) {
      const rows = seen({ ...begun, outline: { ...someOutline, position, acts } }, ui, 80, 24)
      t.regex(rows[2]!, /^Several words/)
      t.true(
        rows.some((row) => /│ (?:She|Elle|All that|Tout) /.test(row)),
        `${position} ${ui.language}`,
      )
    }
  const later = shown({ ...begun, scene: { ...emptyScene, passed: 25 * 60 } })
  t.regex(later, /┐─ 25 hours later ─┌─+┐─ 25 hours later ─┌/)
  const inFrench = draw(
    { ...begun, scene: { ...emptyScene, passed: 25 * 60 } },
    newUi('live', 'fr'),
    usual,
    unicode,
  )
  t.true(
    inFrench.some((row) =>
      row
        .map(({ text }) => text)
        .join('')
        .includes(' après 25 heures '),
    ),
  )
})

test('her copies of closed letters stand in her box, and how much of a secret she knows below the picture', (t) => {
  const closed = { is: 'letter', for: 'bob', key: null } as const
  const move = { ...someScene.moves[0]!, cargo: closed, opened: false }
  const scene = { ...someScene, copies: true, wentBy: 2, moves: [move, { ...move, what: 'came' as const }] }
  const kept = seen({ ...someShow, scene }, english, 80, 24)
  t.true(kept.some((line) => line.includes('│      ✉ ✉ ✉       │')))
  t.true(kept.some((line) => line.includes('│ 3 closed copies  │')))
  t.false(
    seen({ ...someShow, scene: { ...scene, copies: false } }, english, 80, 24)
      .join()
      .includes('closed'),
  )
  const asked = { ...scene, words: null, digits: { known: 500, of: 2_000 } }
  const rows = seen({ ...someShow, scene: asked }, english, 80, 24).map((line) => line.trim())
  t.is(rows.filter((line) => line === `${'█'.repeat(15)}${'░'.repeat(45)}`).length, 2)
  t.true(rows.some((line) => line.endsWith('500 of 2000 binary digits')))
})

test('the chosen frame lies open over the panes, and scrolls', (t) => {
  const state: DashboardState = {
    ...someShow,
    frames: [...someShow.frames, someFrame(3, 'bob', 'alice', 300)],
  }
  const open = { ...english, open: 'frame', frame: 3 } as const
  const rows = seen(state, open, 80, 24).join('\n')
  t.regex(rows, /^┌─ Frame 3: RECORD {2}Bob → Alice {2}1-19\/29 ─+┐$/m)
  t.regex(rows, /number of the record: 3/)
  t.regex(rows, /000000 {2}00 00 01 35 05 00/)
  const below = seen(state, { ...open, scroll: 1_000 }, 80, 24).join('\n')
  t.regex(below, /11-29\/29/)
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
        rows.slice(2, -2).some((row) => row.includes(`│ ${key} `)),
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
  const scrolled = (scroll: number) => seen(state, { ...zoomed, focus: 0, scroll }, 80, 24).join('\n')
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
  const state = showingScreen(60, 4)
  const focused: Ui = { ...zoomed, focus: 0 }
  for (const [columns, rows] of [
    [80, 24],
    [120, 30],
    [200, 60],
  ] as const) {
    const shown = draw(state, focused, { columns, rows }, unicode).flat()
    t.true(shown.some(({ text, style }) => text.startsWith('✗ The key has changed: 4f21') && style === 'bad'))
    const scrolled = seen(state, { ...focused, scroll: 1 }, columns, rows).join('\n')
    t.true(scrolled.includes('line 58') && !scrolled.includes('line 59'))
  }
  t.true(seen(showingScreen(40, 39), focused, 80, 24).join('\n').includes('✗ The key has changed'))
  // Where nothing is hers, the end is what is seen.
  t.true(seen(showingScreen(40, -1), focused, 80, 24).join('\n').includes('line 39'))
})

test('folded, what was forged or found out is not covered by what came after it', (t) => {
  const [alice, bob] = someShow.peerPanes
  const last: ChatLine = { kind: 'heard', who: 'Alice', text: 'See you.' }
  const folded = (chat: readonly ChatLine[], rows: number): string =>
    seen({ ...someShow, peerPanes: [alice, { ...bob, chat }] }, zoomed, 80, rows).join('\n')
  const forged: ChatLine = { kind: 'forged', who: 'Alice', text: 'Bring the money.' }
  const alarm: ChatLine = { kind: 'alarm', code: 'BAD_SIGNATURE', words: literal('no') }
  for (const rows of [24, 16]) {
    t.true(folded([forged, last], rows).includes('✗ Alice: Bring the money. (Alice never wrote this)'))
    t.true(folded([forged, alarm, last], rows).includes('▲ BAD_SIGNATURE: no'))
  }
  t.true(folded([last], 24).includes('Alice: See you.'))
  t.true(folded([last], 16).includes('Bob  ✗ key refused'))
  t.true(seen(showingScreen(40, 4), zoomed, 80, 24).join('\n').includes('✗ The key has changed: 4f21'))
})

test('reasons that have no room are counted where they are cut', (t) => {
  const reason = said`${'the attacker read all of what they wrote to each other in this phase, word by word'}`
  const shown = (count: number): string => {
    const verdict = { ...broken, reasons: Array.from({ length: count }, () => reason) }
    return seen({ ...afterFirstAct, verdicts: [verdict, null] }, english, 80, 24).join('\n')
  }
  t.regex(shown(12), /… \(\+\d+\)$/m)
  t.notRegex(shown(1), /…/)
  const [few, many] = [12, 17].map((count) => Number(/\(\+(\d+)\)$/m.exec(shown(count))?.[1]))
  t.is(many! - few!, 5)
})

test('a card takes the place of everything but the keys', (t) => {
  const card: Card = {
    title: said`The first act`,
    text: said`Two friends, and nobody in between.`,
    isOfTalk: true,
  }
  const rows = seen({ ...someShow, card }, english, 80, 24)
  t.is(places(rows, bigLetters('The first act', unicode, 5)).length, 1, rows.join('\n'))
  t.true(rows.some((row) => row.includes('Two friends, and nobody in between.')))
  t.false(rows.some((row) => row.includes('Alice')))
  t.is(rows.at(-2), '')
  // Any other is about what is played.
  t.regex(seen({ ...someShow, card: { ...card, isOfTalk: false } }, english, 80, 24).at(-2)!, /► prototype/)
})

test('a window that is too small says so', (t) => {
  t.deepEqual(seen(someShow, english, 30, 4), [
    'The window is too small:',
    '40 columns and 12 rows are',
    'needed.',
    '',
  ])
  t.deepEqual(seen(someShow, english, 0, 0), [])
})

test('what is said in colour is said by a sign as well', (t) => {
  const verdicts = [broken, { ...detected, verdict: 'INCONCLUSIVE' as const }]
  const rows = seen({ ...someShow, verdicts }, english, 100, 24)
  t.is(rows.at(-2), '✗ prototype BROKEN ── ? hardened INCONCLUSIVE (≠ BROKEN)')
})

test('at the foot all acts by name, where one is, how long each took and what became of it', (t) => {
  const acts = ['prototype', 'prototype-compared', 'hardened', 'accept-any-key'].map((name) => ({
    ...someOutline.acts[0]!,
    name,
  }))
  const state: DashboardState = {
    ...someShow,
    act: 2,
    outline: { ...someOutline, acts },
    verdicts: [broken, { ...detected, asExpected: true }, null, null],
    took: [2_345, 20, null, null],
  }
  const foot = (columns: number) => seen(state, { ...english, beat: { at: 3, of: 8 } }, columns, 24).at(-2)
  t.is(
    foot(120),
    '✗ prototype BROKEN 2 s ━━ ▲ prototype-compared DETECTED 1 s ━━ ► hardened 3/8 ── · accept-any-key',
  )
  t.is(foot(80), '✗ prototype  ▲ prototype-compared  ► hardened 3/8  · accept-any-key')
  t.is(foot(60), '✗ 1 BROKEN  ▲ 2 DETECTED  ► hardened 3/8  · 4')
  t.is(foot(40), '✗ 1 ▲ 2 ► 3 3/8 · 4')
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
  unicodeText({ maxLength: 200 }),
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
  refused: anyText,
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
const anyName = fc.oneof(fc.constantFrom('alice', 'bob', 'mallory', 'directory'), anyText)
const anyCargo: fc.Arbitrary<Cargo> = fc.oneof(
  fc.record({ is: fc.constant('key' as const), of: fc.option(anyName) }),
  fc.record({ is: fc.constant('letter' as const), for: fc.option(anyName), key: fc.option(anyText) }),
  fc.record({ is: fc.constant('other' as const), called: anyText }),
)
const anyMove: fc.Arbitrary<Move> = fc.record({
  what: fc.constantFrom('left' as const, 'taken' as const, 'came' as const),
  from: anyName,
  to: anyName,
  bytes: fc.constantFrom('', 'a', 'b', 'c'),
  cargo: anyCargo,
  canBeHers: fc.boolean(),
  opened: fc.boolean(),
  refused: fc.boolean(),
  read: fc.boolean(),
  elapsed: fc.integer({ min: 0, max: JOURNEY }),
})
const anyAuthor: fc.Arbitrary<Authored> = fc.record({
  bytes: fc.constantFrom('a', 'b'),
  by: anyName,
  cargo: anyCargo,
  come: fc.boolean(),
})
const anyScene: fc.Arbitrary<BeatScene> = fc
  .record({
    moves: fc.array(anyMove, { maxLength: 64 }),
    authors: fc.array(anyAuthor, { maxLength: 2 }),
    owners: fc.array(fc.record({ fingerprint: anyText, by: anyName }), { maxLength: 2 }),
    words: fc.option(
      fc.record({
        by: anyName,
        to: anyName,
        wrote: fc.option(anyText),
        known: fc.option(anyText),
        sealed: fc.option(anyText),
        got: fc.option(anyText),
      }),
    ),
    keys: fc.array(
      fc.record({
        whose: anyName,
        own: fc.option(anyName),
        to: anyName,
        shown: fc.option(anyName),
        wasKnown: fc.boolean(),
      }),
      { maxLength: 2 },
    ),
  })
  .map((some) => ({ ...emptyScene, ...some }))
const anyShow: fc.Arbitrary<DashboardState> = fc
  .record({
    names: fc.tuple(anyText, anyText),
    position: fc.constantFrom(
      'nowhere' as const,
      'tap' as const,
      'path' as const,
      'directory' as const,
      'relay' as const,
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
    scene: anyScene,
    card: fc.option(fc.record({ title: anySentence, text: anySentence })),
    over: fc.boolean(),
    ended: fc.boolean(),
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
  zoomed: fc.boolean(),
  scroll: fc.nat(50),
  beat: fc.option(fc.record({ at: fc.nat(99), of: fc.option(fc.nat(99)) })),
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
