import test from 'ava'
import { literal } from '../../peers/language/sentence'
import { english } from '../language/typed'
import { captionWith } from './caption'
import type { Cargo } from './cargo'
import type { DashboardState } from './dashboard-state'
import { someScene, someShow } from './dashboard-state-testing'
import type { Passage } from './passages'
import type { BeatScene } from './scene'

const key = (of: string): Cargo => ({ is: 'key', of })
const letter: Cargo = { is: 'letter', for: 'bob', key: null }

/** Alice’s letter to Bob, which came as it left. */
const untouched: Passage = {
  ...{
    from: 'alice',
    to: 'bob',
    left: letter,
    came: letter,
    taken: true,
    sent: '',
    got: '',
    times: 1,
    parting: false,
    kept: false,
    progress: 1,
  },
  ...{ changed: false, again: false, late: false, opened: false, refused: false, read: false },
}
const wrote = { by: 'alice', to: 'bob', wrote: 'Meet me.', known: null, sealed: null, got: 'Meet me.' }

type Told = Partial<BeatScene> & { readonly passages?: readonly Passage[] }

function said({ passages = [], ...scene }: Told, state: Partial<DashboardState> = {}): string {
  const all = { ...someScene, words: null, keys: [], ...scene }
  const caption = captionWith({ ...someShow, ...state, scene: all }, passages)
  return caption ? english(caption.words) : ''
}

test('a control is told as one, whatever goes by in it', (t) => {
  t.regex(said({ words: wrote, passages: [untouched] }, { conversation: 'before' }), /^A rehearsal first/)
  t.regex(said({}, { conversation: 'after' }), /^And once more without her/)
})

test('keys: whose were handed to whom, and by whom they are compared', (t) => {
  const swap = { ...untouched, left: key('alice'), came: key('mallory'), changed: true }
  const back = { ...swap, from: 'bob', to: 'alice', left: key('bob') }
  t.is(said({ passages: [swap] }), 'Mallory hands Bob her own key in place of the right one.')
  t.is(said({ passages: [swap, back] }), 'Mallory keeps both public keys, and hands each of them her own.')
  const made = { ...swap, left: null }
  t.is(
    said({ passages: [made, { ...made, to: 'alice' }] }),
    'Mallory names her own key to both, as that of the other.',
  )
  t.is(said({ passages: [made, made] }), 'Mallory hands Bob her own key in place of the right one.')
  const shown = { ...untouched, left: key('alice'), came: key('alice') }
  const answer = { ...shown, from: 'bob', to: 'alice', left: key('bob'), came: key('bob') }
  t.regex(said({ passages: [shown, answer] }), /^Alice and Bob show each other their keys, and nobody/)
  const pair = { whose: 'alice', own: 'alice', to: 'bob', shown: 'alice', wasKnown: false }
  t.regex(said({ keys: [pair, pair] }), /They are the same/)
  t.regex(said({ keys: [pair, { ...pair, shown: 'mallory' }] }), /They differ/)
  // One number that is made of both is not the keys.
  t.regex(said({ keys: [pair, pair], isNumber: true }), /the number of their two keys\. It is the same/)
  const other = said({ keys: [pair, { ...pair, shown: 'mallory' }], isNumber: true })
  t.regex(other, /the number of their two keys\. It differs/)
  const wrong = { ...pair, shown: 'mallory' }
  t.regex(said({ keys: [wrong] }), /knows the right one, and refuses\.$/)
  t.regex(said({ keys: [wrong], wentOn: ['bob'] }), /warns of it, and goes on all the same\.$/)
})

test('a letter: closed, read, forged, kept; nothing is called closed that was not', (t) => {
  t.regex(said({ words: wrote, passages: [untouched] }), /^Alice’s letter passes by Mallory/)
  t.is(said({ words: wrote, passages: [untouched], opens: ['alice'] }), '')
  t.regex(
    said({ words: wrote, passages: [untouched], weakened: true }),
    /nothing but the weakest encryption keeps it shut\.$/,
  )
  const open = { ...untouched, opened: true }
  t.is(
    said({ words: { ...wrote, known: 'Meet me.' }, passages: [open] }),
    'Mallory reads what Alice wrote, while it goes by.',
  )
  const copy = { ...untouched, kept: true, opened: true }
  t.is(
    said(
      { words: { ...wrote, known: 'Meet me.' }, passages: [copy, open] },
      { progress: literal('9 of 10 secrets') },
    ),
    'Mallory opens a copy that she has kept (9 of 10 secrets), and reads what Alice wrote, while it goes by.',
  )
  const forged = { ...wrote, got: 'Bring the money.' }
  t.regex(said({ words: forged }), /^Bob reads words that Alice never wrote, /)
  // That they are hers is said only where she says so.
  t.regex(said({ words: { ...forged, sealed: forged.got } }), /^Bob reads words of Mallory’s, /)
  const kept = { ...untouched, came: null }
  t.is(said({ words: { ...wrote, got: null }, passages: [kept] }), 'What Alice wrote does not come to Bob.')
  t.is(
    said({ words: { ...wrote, by: 'mallory', wrote: null, got: 'Hello.' } }),
    'Bob reads what Mallory sends.',
  )
})

test('a refusal says what was refused, and lays to Mallory only what is hers', (t) => {
  const refused = { ...untouched, refused: true }
  t.is(said({ passages: [refused] }), 'Bob’s program notices that something is wrong, and refuses.')
  t.regex(said({ passages: [{ ...refused, changed: true }] }), /^Mallory changed what came to Bob/)
  const [gap, count] = [
    { of: 'letter', due: '9', came: '10' },
    { of: 'count', due: '3', came: '2' },
  ] as const
  for (const numbers of [gap, count])
    t.regex(said({ passages: [refused], numbers }), /^Something is missing of what was written to Bob/)
  t.regex(said({ passages: [refused], numbers: { ...gap, came: '8' } }), /^Bob’s program notices/)
  t.regex(said({ passages: [{ ...refused, changed: true }], numbers: gap }), /^Mallory changed/)
  t.regex(said({ passages: [{ ...refused, left: null, again: true }] }), /^Mallory sends again/)
  t.regex(
    said({ passages: [{ ...refused, from: 'mallory', left: null, changed: true }] }),
    /^Mallory calls Bob/,
  )
})

test('letters in another order, and one that is missing, are what a beat is about', (t) => {
  const kept = { ...untouched, came: null }
  t.regex(
    said({ words: wrote, passages: [kept, untouched] }),
    /^Mallory keeps a letter .* Bob does not miss it\.$/,
  )
  t.regex(said({ words: wrote, passages: [untouched, kept] }), /^Alice’s letter passes by Mallory/)
  const late = { ...untouched, overtaking: { left: 1, came: 2 } }
  const early = { ...untouched, overtaking: { left: 2, came: 1 } }
  t.regex(said({ words: wrote, passages: [late, early] }), /^Mallory holds a letter back/)
  t.regex(
    said({ words: wrote, passages: [late, { ...early, refused: true }] }),
    /notices that something is wrong/,
  )
})

test('what she has got and nobody wrote is what a beat is about, where keys pass unchanged', (t) => {
  const shown = { ...untouched, left: key('alice'), came: key('alice') }
  const passages = [shown, { ...shown, from: 'bob', to: 'alice', left: key('bob'), came: key('bob') }]
  t.regex(said({ words: null, passages }), /^Alice and Bob show each other their keys/)
  const noted = { ...wrote, by: 'mallory', to: '', wrote: null, got: null, known: 'alice calls bob' }
  t.is(said({ words: noted, passages }), 'Mallory changes nothing, and writes down: “alice calls bob”.')
})

test('where she gets copies, or works on what she has, nothing is said to be safe', (t) => {
  const tapped = { ...someShow.outline, position: 'tap' } as const
  t.regex(said({ words: wrote, passages: [untouched] }), /stays shut: only Bob’s key opens it\.$/)
  t.regex(said({ words: wrote, passages: [untouched] }, { outline: tapped }), /^Mallory gets a copy/)
  t.is(
    said({ words: wrote, passages: [untouched] }, { progress: literal('3 of 9 tried') }),
    'Mallory has a copy of what Alice wrote, and tries to open it: 3 of 9 tried.',
  )
  const copy = { ...untouched, to: 'mallory', came: null, opened: true, kept: true }
  // That one opens is drawn: it is of another letter than the one that goes by.
  t.is(
    said({ words: wrote, passages: [untouched, copy] }, { progress: literal('3 of 9 tried') }),
    'Mallory opens a copy that she has kept (3 of 9 tried), while what Alice wrote goes by.',
  )
  const known = { ...wrote, wrote: null, got: null, known: 'Meet me.' }
  t.regex(said({ words: known, passages: [copy] }), /^Mallory opens the copy that she has kept/)
  const theft = {
    ...untouched,
    to: 'mallory',
    left: { is: 'other', called: 'identity' } as const,
    came: null,
  }
  t.regex(said({ words: known, passages: [theft, copy] }), /^With the stolen keys/)
})

test('beside a flood stands what becomes of those who call as well', (t) => {
  const flood = {
    ...untouched,
    from: 'mallory',
    left: { is: 'other', called: 'TCP' } as const,
    taken: false,
    came: null,
    times: 300,
  }
  const hello = { ...untouched, left: { is: 'other', called: 'HELLO' } as const, came: null, taken: false }
  const loot = [{ at: 1, tone: 'bad', words: literal('Mallory holds 300 connections') }] as const
  t.is(said({ passages: [flood] }, { loot }), 'Mallory holds 300 connections.')
  t.regex(
    said({ passages: [flood, hello] }, { loot }),
    /300 connections\. Alice calls as well, and gets no answer\.$/,
  )
  t.regex(said({ words: wrote, passages: [flood] }, { loot }), /All the same Bob reads what Alice wrote\.$/)
})

test('what she slips in is told as that', (t) => {
  const slipped = {
    ...untouched,
    left: null,
    came: { is: 'other', called: 'IGNORE' } as const,
    changed: true,
  }
  t.is(said({ passages: [slipped] }), 'Mallory slips in something for Bob that nobody has sent.')
})

test('what she has got weighs more than that she is refused at last; who sends her what is somebody else’s, says so', (t) => {
  const known = { ...wrote, wrote: null, got: null, known: 'Meet me.' }
  const refused = { ...untouched, from: 'mallory', left: null, changed: true, refused: true }
  const copy = { ...untouched, kept: true, opened: true, to: 'mallory', came: null }
  t.regex(said({ words: known, passages: [refused, copy] }), /^Mallory opens the copy that she has kept/)
  t.regex(said({ words: known, passages: [refused] }), /refuses\.$/)
  const toHer = { ...untouched, to: 'mallory', came: null, taken: false }
  t.is(
    said({ words: known, passages: [toHer] }),
    'Alice’s program sends Mallory what was meant for Bob, and she reads it.',
  )
})

test('where there are only her own calls, which nobody refuses, stands what she says that she did', (t) => {
  const call: Cargo = { is: 'other', called: 'HELLO' }
  const hers = { ...untouched, from: 'mallory', to: 'bob', left: call, came: call }
  const deeds = [literal('Mallory calls Bob'), literal('Mallory gives up')]
  t.is(said({ passages: [hers], deeds }), 'Mallory gives up.')
  t.is(said({ passages: [hers], deeds: [] }), '')
  t.is(said({ passages: [hers, { ...hers, from: 'alice' }], deeds }), '')
})
