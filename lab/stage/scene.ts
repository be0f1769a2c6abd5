/**
 * What the picture of a beat shows: keys and letters that went from one to the other, what the attacker did to them on the
 * way, and what came. Pure, and derived from events alone: what a peer's program wrote and read, and what came by at the
 * attacker. Nothing moves in a picture that did not move.
 */

import type { Sentence } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import { aboutOf, refusals } from '../scenario/alarms'
import { ATTACKER, DIRECTORY } from '../scenario/scenario'
import { played } from '../steps/every-step'
import { framesIn } from '../wire/frames-in'
import { givenTo, type Published, publishedBy } from './addresses'
import {
  afterLoot,
  afterReading,
  afterSaying,
  type BeatWords,
  isOutOfOrder,
  noWords,
  unsaid,
} from './beat-words'
import { cargoOf, isWeak, isWritten, type Owner } from './cargo'
import { isTooMuch, type KeyPair, keysAt, type NumberPair, numbersAt, ownerOf, pairOf } from './held-against'
import { doneOften, exchanged } from './outside-moves'
import { type Authored, JOURNEY, type Move, type Passage, passagesOf } from './passages'

export interface BeatScene extends BeatWords {
  /** Which beat of its conversation it is of. */
  readonly beat: number
  /** What the programs told of this beat; {@link passagesIn} says what it comes to. */
  readonly moves: readonly Move[]
  readonly keys: readonly KeyPair[]
  /** Whether the programs show people one number that is made of both keys. */
  readonly isNumber: boolean
  readonly numbers: NumberPair | null
  /** Frames of this conversation, who wrote them first, and whether they have come; the newest last. */
  readonly authors: readonly Authored[]
  /** Frames that are not whole yet, by the end that wrote or read them. */
  readonly begun: readonly { readonly stream: string; readonly bytes: string }[]
  /** Whose keys are known by their programs' own word, or since the attacker has shown them as somebody else's. */
  readonly owners: readonly { readonly fingerprint: string; readonly by: string }[]
  /** Whose letters the attacker has opened in this conversation. */
  readonly opens: readonly string[]
  /** Whether a user has said goodbye, and nobody has done anything since. */
  readonly parting: boolean
  /** What was measured: behind the last look at something the picture stays, as what comes then is no attack any more. */
  readonly looks: readonly string[]
  /** Whose programs raised an alarm in this beat and went on all the same. */
  readonly wentOn: readonly string[]
  /** Whose program was to call in this beat, and does not, for what it knows. */
  readonly uncalled: string | null
  /** What the attacker did, read and forged in this beat, in words; the newest last. */
  readonly deeds: readonly Sentence[]
  /** Whether she says that she copies what goes by. */
  readonly copies: boolean
  /** Closed letters that went by her in earlier beats of this conversation. */
  readonly wentBy: number
  /** How many binary digits of a secret she says that she knows, of how many. */
  readonly digits: Digits | null
  /** Minutes that went by before what is to be seen. */
  readonly passed: number
  /** Whether somebody was offered the weakest encryption alone, in an earlier beat of this conversation. */
  readonly weakened: boolean
  /** Addresses that people gave the directory in this conversation. */
  readonly addresses: readonly Published[]
  /**
   * How much of what the verdict is about happens in this beat: 3 words that nobody wrote, or an alarm that comes in time; 2 what came
   * twice, late or not at all; 1 words that she read, or an alarm that changes nothing any more.
   */
  readonly weight: 0 | 1 | 2 | 3
}

/** How much of a secret is known. */
export interface Digits {
  readonly known: number
  readonly of: number
}

type Delivered = Extract<HistoryEvent, { event: 'delivered' }>

/** What the scene is understood by. */
export interface SceneFacts {
  readonly peers: readonly [string, string]
  /** The fingerprints that people registered with. */
  readonly identities: Readonly<Record<string, string>>
  /** @returns the fingerprint that this peer was shown; empty, or nothing, before that. */
  readonly shown: (name: string) => string | undefined
  /** Whether the attacker can write into what goes between the peers; whether she gets a copy of it at least. */
  readonly isBetween: boolean
  readonly hasCopies: boolean
  /** Whether she is the directory. */
  readonly isDirectory: boolean
  /** @returns whom the session of this node is with. */
  readonly partner: (node: string, session: string) => string
  /** @returns whether a connection from there is the attacker's. */
  readonly isHers: (remote: string) => boolean
  /** @returns of words that are read, whether somebody said them to the one who reads them. */
  readonly wasSaid: (event: Delivered) => boolean
}

/** Moves of a beat that are kept: no picture has room for more. Those that stand for many are not given up. */
const MOST_MOVES = 64
/** Frames whose authors are remembered. */
const MOST_AUTHORS = 128
const MOST_OWNERS = 32
const MOST_ADDRESSES = 32
/** What she says when she copies all that goes by (attacks/deeds.ts). */
const COPIES = 'copies'
/** What she counts when she asks somebody over and over. */
const QUESTIONS = 'questions-to'
/** What she says when she knows some of a secret. */
const KNOWS = 'knows-bits'
/** What she says when she has it. */
const HAS_ALL = 'has-secret'
/** With this a program says that the directory gave no answer. */
const UNANSWERED = 'DIRECTORY_UNREACHABLE'
/** Streams of which the beginning of a frame is kept. */
const MOST_BEGUN = 32

/** What begins anew with each beat. */
const emptyBeat = {
  ...noWords,
  keys: [],
  numbers: null,
  wentOn: [],
  uncalled: null,
  deeds: [],
  digits: null,
  weight: 0,
} as const

export const emptyScene: BeatScene = {
  ...emptyBeat,
  beat: 0,
  isNumber: false,
  moves: [],
  authors: [],
  begun: [],
  owners: [],
  opens: [],
  parting: false,
  looks: [],
  copies: false,
  wentBy: 0,
  passed: 0,
  weakened: false,
  addresses: [],
}

/** @returns the scene of the next beat: the stage is empty but for what goes on, and what was learned is kept. */
export function nextBeat(scene: BeatScene): BeatScene {
  const came = new Set(scene.moves.flatMap(({ what, bytes }) => (what === 'came' ? [bytes] : [])))
  const authors = scene.authors.map((one) => (came.has(one.bytes) ? { ...one, come: true } : one))
  const moves = scene.moves.filter(({ lasts }) => lasts)
  const weakened = scene.weakened || scene.moves.some(({ what, cargo }) => what === 'came' && isWeak(cargo))
  const wentBy = closedThatWentBy(scene)
  // As long as nothing is to be seen, more may go by.
  const passed = scene.moves.every(({ lasts }) => lasts) ? scene.passed : 0
  return { ...scene, ...emptyBeat, beat: scene.beat + 1, authors, moves, wentBy, passed, weakened }
}

/** @returns how many closed letters have gone by her in this conversation: of so many she can have a copy. */
export function closedThatWentBy(scene: BeatScene): number {
  const here = passagesIn(scene).filter(({ left, came, taken, opened, parting }) => {
    return left?.is === 'letter' && came !== null && taken && !opened && !parting
  })
  return scene.wentBy + here.length
}

/** @returns the scene after so many milliseconds more. */
export function travelled(scene: BeatScene, elapsed: number): BeatScene {
  if (scene.moves.every((move) => move.elapsed >= JOURNEY)) return scene
  const moves = scene.moves.map((move) => ({ ...move, elapsed: Math.min(JOURNEY, move.elapsed + elapsed) }))
  return { ...scene, moves }
}

/** Put together when somebody looks: most scenes of a recording are never seen. */
const passages = new WeakMap<BeatScene, readonly Passage[]>()
const shown = new WeakMap<BeatScene, readonly Passage[]>()

/** @returns what went from one to the other, as far as it is told. */
export function passagesIn(scene: BeatScene): readonly Passage[] {
  return remembered(passages, scene, () => together(scene).filter(({ kept }) => !kept))
}

/** @returns what of it is drawn on the stage; and the copies that the attacker opens. */
export function shownIn(scene: BeatScene): readonly Passage[] {
  return remembered(shown, scene, () => together(scene).filter((one) => !isGoodbye(one)))
}

function remembered<T>(known: WeakMap<BeatScene, T>, scene: BeatScene, found: () => T): T {
  const before = known.get(scene)
  if (before !== undefined) return before
  const now = found()
  known.set(scene, now)
  return now
}

function together(scene: BeatScene): readonly Passage[] {
  const all = withRewritten(passagesOf(scene.moves, earlier(scene)), scene.words)
  return scene.owners.some(({ by }) => by === ATTACKER) ? all : all.map(withoutKeyOfHers)
}

/** The letter with the newest words has other ones behind her, where she says so. */
function withRewritten(passages: readonly Passage[], words: BeatScene['words']): readonly Passage[] {
  if (!words || words.sealed === null || words.sealed === words.known) return passages
  const place = passages.findLastIndex(({ from, changed, opened }) => from === words.by && changed && opened)
  return passages.map((one, at) => (at === place ? { ...one, rewritten: true } : one))
}

/** A goodbye that came and that nobody minded: every conversation ends with some, and what is to be seen stands before them. */
function isGoodbye(passage: Passage): boolean {
  const { parting, left, came, again, late, opened, read, refused, overtaking } = passage
  const isSeen = again || late || opened || read || refused || overtaking !== undefined
  return parting && left !== null && came !== null && !isSeen
}

/** Frames of earlier beats: what is known of this beat's own stands in its moves. */
function earlier({ moves, authors }: BeatScene): Authored[] {
  const written = new Set(moves.flatMap(({ what, bytes }) => (what === 'came' ? [] : [bytes])))
  return authors.filter(({ bytes }) => !written.has(bytes))
}

/** What she wrote in the place of somebody's proof shows a key of hers only where she has told of one. */
function withoutKeyOfHers(passage: Passage): Passage {
  const { came } = passage
  return came?.is === 'key' && came.of === ATTACKER
    ? { ...passage, came: { is: 'other', called: 'PROOF' } }
    : passage
}

/** @returns the scene with everything where it was going. */
export function settled(scene: BeatScene): BeatScene {
  return travelled(scene, JOURNEY)
}

/** @returns the scene after one more event. */
export function sceneAfter(scene: BeatScene, event: HistoryEvent, facts: SceneFacts): BeatScene {
  if (isLastLook(scene)) return scene
  switch (event.event) {
    case 'measured':
      return { ...scene, looks: [...scene.looks, `${event.of} ${event.what}`] }
    case 'failed':
      return failed(scene, event)
    case 'asked':
      return facts.isDirectory ? asked(scene, event) : scene
    case 'wire':
      return streamed(scene, event, facts)
    case 'called':
      return called(scene, event)
    case 'intercepted':
      return left(scene, 'taken', Buffer.from(event.bytes, 'base64'), event.from, event.to, facts)
    case 'acted':
      return presented(scene, event)
    case 'progress':
      return askedOften(scene, event)
    case 'answered':
      return facts.isHers(event.remote) ? answered(scene, event) : scene
    case 'step':
      return stepped(scene, event)
    case 'loot':
      return looted(scene, event, facts)
    case 'delivered':
      return delivered(scene, event, facts)
    case 'alarm':
      return alarmed(scene, event, facts)
    case 'displayed':
      return { ...scene, isNumber: event.own === event.peer }
    case 'compared':
      return {
        ...scene,
        weight: 3,
        // Whoever sees that they differ hangs up.
        parting: !event.match,
        keys: event.between.flatMap((name, place) => pairOf(name, event.between[1 - place]!, facts, scene)),
      }
    case 'connected':
      return wentOn(owned(scene, event.own, event.node), event.node)
    default:
      return scene
  }
}

/** Whether she tells how far she has come with a secret: that is seen before she goes on. */
export function isAdvance(event: HistoryEvent): boolean {
  return (
    event.event === 'acted' && typeof event.what !== 'string' && [KNOWS, HAS_ALL].includes(event.what.key)
  )
}

/** Whether something was measured for the second time: how much an attack took of it is known by then. */
export function isLastLook({ looks }: BeatScene): boolean {
  return new Set(looks).size < looks.length
}

/** Whether what somebody wrote is still with the attacker. */
export function hasLost(scene: BeatScene): boolean {
  const { words } = scene
  if (!words || words.wrote === null || words.got !== null) return false
  return shownIn(scene).some(({ from, left, taken, came }) => {
    return from === words.by && taken && left?.is === 'letter' && came === null
  })
}

function stepped(before: BeatScene, event: Extract<HistoryEvent, { event: 'step' }>): BeatScene {
  // What they have the directory do in between ends no goodbye.
  const isTalk = event.do !== 'close' && played(event.do).pace === 'held'
  const scene = { ...before, parting: event.do === 'close' || (before.parting && !isTalk) }
  if (event.do === 'pass-time') return { ...scene, passed: scene.passed + event.minutes }
  if (event.do === 'steal') {
    const cargo = { is: 'other', called: event.what } as const
    return withMove(scene, { ...standing, what: 'left', from: event.from, to: ATTACKER, cargo })
  }
  if (event.do !== 'say') return scene
  const { from: by, to, text } = event
  return { ...scene, ...afterSaying(scene, { by, to, text }) }
}

function owned(scene: BeatScene, fingerprint: string, by: string): BeatScene {
  if (scene.owners.some((one) => one.fingerprint === fingerprint)) return scene
  return { ...scene, owners: [...scene.owners, { fingerprint, by }].slice(-MOST_OWNERS) }
}

/** Something that a user wanted to do did not come to pass. */
function failed(scene: BeatScene, { node, code }: Extract<HistoryEvent, { event: 'failed' }>): BeatScene {
  if (code === 'NOT_CONNECTED') return { ...scene, ...unsaid(scene) }
  if (code === UNANSWERED)
    return withMove(scene, {
      ...standing,
      ...{ what: 'left', from: node, to: DIRECTORY, cargo: { is: 'other', called: 'question' } },
    })
  return isUncalled(scene, code) ? { ...scene, uncalled: node } : scene
}

/** Whether a program was to call, and does not, for what it knows. */
export function isUncalled(scene: BeatScene, code: string): boolean {
  return refusals.some((one) => one === code) && shownIn(scene).length === 0
}

/** A peer's program has told the directory where it takes calls, or was told where somebody else does. */
function asked(scene: BeatScene, event: Extract<HistoryEvent, { event: 'asked' }>): BeatScene {
  const own = publishedBy(event)
  const addresses = own ? [...scene.addresses, own].slice(-MOST_ADDRESSES) : scene.addresses
  const given = own
    ? {
        ...{ of: own.of, number: addresses.filter(({ of }) => of === own.of).length },
        ...{ isNewest: true, isTrue: true },
      }
    : givenTo(event, addresses)
  if (!given) return scene
  const cargo = { is: 'address', ...given } as const
  const way = own ? { from: event.node, to: ATTACKER } : { from: ATTACKER, to: event.node }
  return withMove({ ...scene, addresses }, { ...standing, what: own ? 'left' : 'came', ...way, cargo })
}

/** What she has asked somebody so often stands there once, with the number that she says. */
function askedOften(
  scene: BeatScene,
  { done: times, what }: Extract<HistoryEvent, { event: 'progress' }>,
): BeatScene {
  if (typeof what === 'string' || what.key !== QUESTIONS || times < 1) return scene
  const to = `${what.values[0]}`
  const pair = [ATTACKER, to]
  const others = scene.moves.filter((one) => !pair.includes(one.from) || !pair.includes(one.to))
  const cargo = { is: 'other', called: 'question' } as const
  return { ...scene, moves: [...others, { ...standing, what: 'left', from: ATTACKER, to, cargo, times }] }
}

/** @returns what she says that she knows of a secret by now; null of another deed. */
function digitsAfter(
  { what }: Extract<HistoryEvent, { event: 'acted' }>,
  before: Digits | null,
): Digits | null {
  if (typeof what === 'string') return null
  // Whoever has it all knows all of what was told before.
  if (what.key === HAS_ALL) return before && { ...before, known: before.of }
  if (what.key !== KNOWS) return null
  const [known, of] = what.values.map(Number)
  return known !== undefined && of !== undefined && known >= 0 && known <= of ? { known, of } : null
}

/** What she shows over no connection that anybody else tells of, such as in a directory's answer, is told by her alone. */
function presented(scene: BeatScene, event: Extract<HistoryEvent, { event: 'acted' }>): BeatScene {
  const { link, presented: key, to, what } = event
  const copies = scene.copies || (typeof what !== 'string' && what.key === COPIES)
  const digits = digitsAfter(event, scene.digits) ?? scene.digits
  if (key === null)
    return doneOften(event).reduce(
      (so, one) => withMove(so, { ...standing, what: 'left', lasts: true, ...one }),
      { ...scene, copies, digits },
    )
  const known = owned(scene, key, ATTACKER)
  if (link !== null || to === null) return known
  const cargo = { is: 'key', of: ATTACKER } as const
  return withMove(known, { ...standing, what: 'came', from: ATTACKER, to, cargo, canBeHers: true })
}

/** A peer's program has written or read some bytes: what they are is known as soon as a frame is whole. */
function streamed(
  scene: BeatScene,
  event: Extract<HistoryEvent, { event: 'wire' }>,
  facts: SceneFacts,
): BeatScene {
  const { node, session, way } = event
  const stream = `${node} ${session} ${way}`
  const before = scene.begun.find((one) => one.stream === stream)?.bytes ?? ''
  const bytes = Buffer.concat([Buffer.from(before, 'base64'), Buffer.from(event.bytes, 'base64')])
  const { frames, rest } = framesIn(bytes)
  const others = scene.begun.filter((one) => one.stream !== stream)
  const begun = rest.length > 0 ? [...others, { stream, bytes: rest.toString('base64') }] : others
  const partner = facts.partner(node, session)
  const start: BeatScene = { ...scene, begun: begun.slice(-MOST_BEGUN) }
  return frames.reduce<BeatScene>(
    (so, frame) =>
      way === 'out' ? left(so, 'left', frame, node, partner, facts) : read(so, frame, partner, node, facts),
    start,
  )
}

/** She made a connection of her own; where she says that she makes many, it is one of them. */
function called(scene: BeatScene, { to }: Extract<HistoryEvent, { event: 'called' }>): BeatScene {
  if (scene.moves.some((one) => one.lasts && one.from === ATTACKER && one.to === to)) return scene
  return withMove(scene, {
    ...standing,
    what: 'left',
    from: ATTACKER,
    to,
    cargo: { is: 'other', called: 'TCP' },
  })
}

/** A peer's program has written a frame, or it has come by at the attacker. */
function left(
  scene: BeatScene,
  what: 'left' | 'taken',
  frame: Buffer,
  from: string,
  to: string,
  facts: SceneFacts,
): BeatScene {
  const bytes = frame.toString('base64')
  const isHere = scene.moves.some((one) => one.bytes === bytes)
  // What left in an earlier beat was drawn there.
  if (!isHere && scene.authors.some((one) => one.bytes === bytes)) return scene
  const cargo = cargoOf(
    frame,
    from,
    to === ATTACKER ? { for: ATTACKER, key: null } : opener(from, facts, scene),
  )
  const known = facts.peers.includes(from) ? authored(scene, { bytes, by: from, cargo, come: false }) : scene
  return withMove(known, { ...standing, what, from, to, bytes, cargo })
}

/** A peer's program has read a frame. */
function read(scene: BeatScene, frame: Buffer, from: string, to: string, facts: SceneFacts): BeatScene {
  const bytes = frame.toString('base64')
  const canBeHers = facts.isBetween || from === ATTACKER
  const cargo = cargoOf(frame, canBeHers ? ATTACKER : from, { for: to, key: null })
  const after = withMove(scene, {
    ...standing,
    what: 'came',
    from,
    to,
    bytes,
    cargo,
    canBeHers,
  })
  // Only a frame that was seen before can come again: otherwise it is not worth to put all together.
  if (scene.weight >= 2 || !isKnown(scene, bytes)) return after
  return passagesIn(after).some(({ again, late }) => again || late) ? weighing(after, 2) : after
}

/** Whether this frame has come in this beat, or is of an earlier one. */
function isKnown({ moves, authors }: BeatScene, frame: string): boolean {
  const here = moves.filter(({ bytes }) => bytes === frame)
  if (here.some(({ what }) => what === 'came')) return true
  return here.length === 0 && authors.some(({ bytes }) => bytes === frame)
}

const standing = {
  bytes: '',
  canBeHers: false,
  opened: false,
  refused: false,
  read: false,
  elapsed: 0,
} as const

function withMove(scene: BeatScene, move: Move): BeatScene {
  const moves = [...scene.moves, scene.parting ? { ...move, parting: true } : move]
  if (moves.length <= MOST_MOVES) return { ...scene, moves }
  const first = moves.findIndex(({ times = 1 }) => times === 1)
  if (first < 0) return { ...scene, moves: moves.slice(-MOST_MOVES) }
  const given = moves[first]!
  // What there is too much of is counted with its like.
  const like = moves.findIndex((one, place) => place !== first && isOfKind(one, given))
  const counted = like < 0 ? moves : moves.map((one, place) => (place === like ? again(one) : one))
  return { ...scene, moves: counted.toSpliced(first, 1) }
}

/** Whether both are the same, but for their bytes. */
function isOfKind(one: Move, other: Move): boolean {
  return (
    one.from === other.from &&
    one.to === other.to &&
    one.what === other.what &&
    one.lasts === other.lasts &&
    one.cargo.is === 'other' &&
    other.cargo.is === 'other' &&
    one.cargo.called === other.cargo.called &&
    one.refused === other.refused
  )
}

/** The directory has answered a call of hers: what she asked it, and what it said. */
function answered(scene: BeatScene, event: Extract<HistoryEvent, { event: 'answered' }>): BeatScene {
  const pair = exchanged(event)
  if (!pair) return scene
  const [question, answer] = pair.map((one): Move => ({ ...standing, what: 'left', ...one }))
  // Whatever was asked over it, the call is no thing of its own.
  const call = scene.moves.findLastIndex(({ from, to, cargo }) => {
    return from === ATTACKER && to === DIRECTORY && cargo.is === 'other' && cargo.called === 'TCP'
  })
  const before = call < 0 ? scene.moves : scene.moves.toSpliced(call, 1)
  const [last, newest] = before.slice(-2)
  const isSame = last && newest && isOfKind(last, question!) && isOfKind(newest, answer!)
  const moves = isSame
    ? [...before.slice(0, -2), again(last), again(newest)]
    : [...before, question!, answer!].slice(-MOST_MOVES)
  return { ...scene, moves }
}

function again(move: Move): Move {
  return { ...move, times: (move.times ?? 1) + 1 }
}

function looted(
  scene: BeatScene,
  event: Extract<HistoryEvent, { event: 'loot' }>,
  facts: SceneFacts,
): BeatScene {
  const { how, from } = event
  const words = afterLoot(scene, event)
  // What is nobody's letter she has learned by herself.
  if (from === null || how === 'forged') return weighing({ ...scene, words }, 3)
  const place = scene.moves.findLastIndex(
    (one) => one.what === 'taken' && !one.kept && isWritten(one.cargo) && one.from === from,
  )
  const known = weighing({ ...scene, words }, 1)
  const copied = facts.hasCopies && place < 0 ? copyOf(scene, from) : null
  if (copied) return withMove(known, copied)
  const opens = place < 0 || scene.opens.includes(from) ? scene.opens : [...scene.opens, from].slice(-2)
  return { ...changed(known, place, { opened: true }), opens }
}

/** What went by in an earlier beat and is opened now: the attacker had a copy of it. */
function copyOf({ authors }: BeatScene, from: string): Move | null {
  const letter = authors.find(({ by, cargo }) => by === from && cargo.is === 'letter')
  return letter
    ? { ...standing, what: 'taken', from, to: ATTACKER, cargo: letter.cargo, opened: true, kept: true }
    : null
}

function changed(scene: BeatScene, place: number, change: Partial<Move>): BeatScene {
  if (place < 0) return scene
  return { ...scene, moves: scene.moves.map((one, at) => (at === place ? { ...one, ...change } : one)) }
}

function delivered(scene: BeatScene, event: Delivered, facts: SceneFacts): BeatScene {
  const { node, text, from } = event
  const wasSaid = facts.wasSaid(event)
  const isUnread = ({ what, to, cargo, read, refused }: Move): boolean =>
    what === 'came' && to === node && isWritten(cargo) && !read && !refused
  const newest = scene.moves.findLast(isUnread)
  // Of one that came twice, the first is read first.
  const place = scene.moves.findIndex((one) => isUnread(one) && one.bytes === newest?.bytes)
  const by = from ?? facts.peers.find((name) => name !== node) ?? ATTACKER
  const spoken = { by, to: node, text }
  const heard = { ...changed(scene, place, { read: true }), ...afterReading(scene, spoken, wasSaid) }
  // Letters that are read in another order, twice or without those before them are what an act is about.
  return wasSaid && isOutOfOrder(scene, spoken) ? weighing(heard, 2) : heard
}

function weighing(scene: BeatScene, weight: BeatScene['weight']): BeatScene {
  return scene.weight >= weight ? scene : { ...scene, weight }
}

function alarmed(
  scene: BeatScene,
  event: Extract<HistoryEvent, { event: 'alarm' }>,
  facts: SceneFacts,
): BeatScene {
  // Where it is counted who gets through, it decides nothing that a call of hers is turned away.
  const isHers = event.session !== null && facts.partner(event.node, event.session) === ATTACKER
  if (isHers && scene.looks.length > 0) return scene
  const seen = numbersAt(event) ?? addressesAt(event, scene)
  const pairs = keysAt(event, facts, scene)
  // Where both are shown a wrong one, both are seen.
  const keys = pairs ? [...scene.keys.filter(({ to }) => to !== event.node), ...pairs] : scene.keys
  const known = { ...scene, keys, numbers: seen ?? scene.numbers }
  // That a call came to nothing is said of no letter.
  const now = aboutOf(event.code) === 'call' ? known : refused(known, event.node)
  if (seen) return weighing(now, isTooMuch(seen) ? 1 : 3)
  // That a connection ends badly, when they were parting, decides nothing that was decided before.
  return weighing(now, scene.parting ? 2 : 3)
}

/** Which address was the newest, and which one was given; null where the alarm is about something else. */
function addressesAt(
  { node, code }: Extract<HistoryEvent, { event: 'alarm' }>,
  { moves, addresses }: BeatScene,
): NumberPair | null {
  if (code !== 'BAD_ADDRESS_RECORD') return null
  const cargo = moves.findLast(({ what, to }) => what === 'came' && to === node)?.cargo
  if (cargo?.is !== 'address' || cargo.isNewest) return null
  const due = addresses.filter(({ of }) => of === cargo.of).length
  return { of: 'address', due: `${due}`, came: `${cargo.number}` }
}

/** A program that is connected after its alarm has warned, and refused nothing: it has decided nothing. */
function wentOn(scene: BeatScene, node: string): BeatScene {
  if (scene.moves.every((move) => !move.refused || move.to !== node)) return scene
  const moves = scene.moves.map((move) => (move.to === node ? { ...move, refused: false } : move))
  return { ...scene, moves, wentOn: [...scene.wentOn, node], weight: 1 }
}

function refused(scene: BeatScene, node: string): BeatScene {
  return changed(
    scene,
    scene.moves.findLastIndex(({ what, to, read }) => what === 'came' && to === node && !read),
    { refused: true },
  )
}

/** @returns who can open what this peer encrypts: the owner of the key that it was shown. */
function opener(node: string, facts: SceneFacts, scene: BeatScene): { for: Owner; key: string | null } {
  const key = facts.shown(node) || null
  return { for: key === null ? null : ownerOf(key, facts, scene), key }
}

function authored(scene: BeatScene, one: Authored): BeatScene {
  if (scene.authors.some(({ bytes }) => bytes === one.bytes)) return scene
  return { ...scene, authors: [...scene.authors, one].slice(-MOST_AUTHORS) }
}
