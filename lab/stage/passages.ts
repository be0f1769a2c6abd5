/**
 * What went from one to the other in a beat, put together from what each program told by itself: who wrote which bytes, what
 * came by at the attacker, and what was read. They tell it in no order; so a frame that nobody is known to have written is the
 * attacker's only where she can have written it. Pure.
 */

import { ATTACKER } from '../scenario/scenario'
import type { Cargo } from './cargo'
import { type Overtaking, withOvertaking } from './overtaking'

/** One thing that a program told of. */
export interface Move {
  /** It left a peer, came by at the attacker, or came to a peer. */
  readonly what: 'left' | 'taken' | 'came'
  readonly from: string
  readonly to: string
  /** In base64; empty where nobody tells of them. */
  readonly bytes: string
  /** Of what came: as it is if the attacker has written it. */
  readonly cargo: Cargo
  /** Whether the attacker can have written it. */
  readonly canBeHers: boolean
  /** Whether the attacker knows the words in it; whether the program to which it came raised an alarm then. */
  readonly opened: boolean
  readonly refused: boolean
  /** How often, where that was told once for many; and whether it goes on for as long as the attack does. */
  readonly times?: number
  readonly lasts?: boolean
  /** Whether it was told when a user had said goodbye. */
  readonly parting?: boolean
  /** Whether it is the attacker's copy of what went by in an earlier beat. */
  readonly kept?: boolean
  /** Of a letter that came: whether its words were shown to the one to whom it came. */
  readonly read: boolean
  /** Milliseconds since it was told, for those who watch. */
  readonly elapsed: number
}

/** A frame of an earlier beat, or of this one, and who wrote it. */
export interface Authored {
  readonly bytes: string
  readonly by: string
  readonly cargo: Cargo
  /** Whether it has come, in an earlier beat. */
  readonly come: boolean
}

/** One thing that went, or was to go, from one to the other. */
export interface Passage {
  readonly from: string
  readonly to: string
  /** What left; null for what the attacker made up. */
  readonly left: Cargo | null
  /** Whether it came by at the attacker. */
  readonly taken: boolean
  /** What came; null while nothing has. */
  readonly came: Cargo | null
  /** Whether what came is other bytes than what left. */
  readonly changed: boolean
  /** Whether what came had come before. */
  readonly again: boolean
  /** Whether it left in an earlier beat. */
  readonly late: boolean
  /** Whether the attacker knows the words in it. */
  readonly opened: boolean
  /** Whether the program of the one to whom it came raised an alarm then. */
  readonly refused: boolean
  /** Whether its words were shown to the one to whom it came. */
  readonly read: boolean
  /** The bytes that left and those that came, in base64; empty where nobody tells of them. */
  readonly sent: string
  readonly got: string
  /** Where letters came in another order than that in which they left: which one this is. */
  readonly overtaking?: Overtaking
  /** Whether it went when a user had said goodbye. */
  readonly parting: boolean
  /** Whether it is the attacker's copy of what went by in an earlier beat. */
  readonly kept: boolean
  /** Whether what came has other words than what left. */
  readonly rewritten?: boolean
  /** How many of the same kind in a row this stands for. */
  readonly times: number
  /** 0 when it appears, 1 when it has been all the way. */
  readonly progress: number
}

/** From so many on, things of one kind are seen as many. */
export const MANY = 4

/** Milliseconds for which a thing is on its way on the screen, whatever it took on the wire. */
export const JOURNEY = 900
const HALF = JOURNEY / 2

/** @returns whether a peer called or asked somebody, and nothing of it came, nor was it taken on the way. */
export function isUnanswered({ from, left, came, taken, progress }: Passage): boolean {
  const isQuestion = left?.is === 'other' && (left.called === 'HELLO' || left.called === 'question')
  return isQuestion && from !== ATTACKER && came === null && !taken && progress >= 1
}

/** A move, and what came of it. */
interface Departure {
  readonly move: Move
  readonly place: number
  taken: boolean
  opened: boolean
  arrival: Move | null
  arrivedAt: number | null
}

/** @param authors who is known to have written frames of earlier beats. @returns in the order in which they began. */
export function passagesOf(moves: readonly Move[], authors: readonly Authored[]): Passage[] {
  const departures = departuresOf(moves)
  const found: { place: number; cameAt: number | null; passage: Passage }[] = []
  const unexplained: { move: Move; place: number }[] = []
  for (const [place, move] of moves.entries()) {
    if (move.what !== 'came') continue
    const same = departures.filter((one) => one.move.bytes === move.bytes && move.bytes !== '')
    const waiting = same.find((one) => one.arrival === null && one.move.to === move.to)
    if (waiting) {
      waiting.arrival = move
      waiting.arrivedAt = place
      continue
    }
    const author = authors.find((one) => one.bytes === move.bytes)
    const [first] = same
    if (first && move.canBeHers)
      found.push({ place, cameAt: null, passage: arrived(move, { came: first.move.cargo, again: true }) })
    else if (author) {
      const { cargo, come } = author
      // Where she cannot write, bytes that a peer wrote come from that peer, whatever was told when.
      const isHers = move.canBeHers && (come || isOvertaken(author, authors, departures))
      const passage = isHers
        ? arrived(move, { came: cargo, again: come, late: !come })
        : arrived(move, { left: cargo, came: cargo, changed: false, taken: move.canBeHers })
      found.push({ place, cameAt: null, passage })
    } else unexplained.push({ move, place })
  }
  for (const { move, place } of unexplained) {
    // She had something of the same kind in her hands, and this came in its place.
    const replaced = departures.find(
      ({ move: one, arrival }) =>
        arrival === null && one.from === move.from && one.to === move.to && one.cargo.is === move.cargo.is,
    )
    if (move.canBeHers && replaced && replaced.move.bytes !== '') replaced.arrival = move
    else
      found.push({
        place,
        cameAt: null,
        passage: arrived(move, move.canBeHers ? {} : { left: move.cargo, changed: false }),
      })
  }
  for (const departure of departures) {
    const { place, arrivedAt } = departure
    found.push({ place, cameAt: arrivedAt, passage: departed(departure) })
  }
  return joined(withOvertaking(found.sort((one, other) => one.place - other.place)))
}

/** Whether what its author wrote later has come before it: that it is late by itself is nobody's deed. */
function isOvertaken(
  author: Authored,
  authors: readonly Authored[],
  departures: readonly Departure[],
): boolean {
  const later = authors.slice(authors.indexOf(author) + 1)
  return (
    later.some(({ by, come }) => come && by === author.by) ||
    departures.some(({ move, arrival }) => arrival !== null && move.from === author.by)
  )
}

/** What left, each once: the attacker's node may tell of it as well as the one that wrote it. */
function departuresOf(moves: readonly Move[]): Departure[] {
  const departures: Departure[] = []
  for (const [place, move] of moves.entries()) {
    if (move.what === 'came') continue
    const known = departures.find(
      ({ move: one, taken }) =>
        move.bytes !== '' &&
        one.bytes === move.bytes &&
        one.from === move.from &&
        one.what !== move.what &&
        !(taken && move.what === 'taken'),
    )
    if (known) {
      known.taken = true
      known.opened ||= move.opened
    } else
      departures.push({
        move,
        place,
        taken: move.what === 'taken',
        opened: move.opened,
        arrival: null,
        arrivedAt: null,
      })
  }
  return departures
}

function departed({ move, taken, opened, arrival }: Departure): Passage {
  const changed = arrival !== null && arrival.bytes !== move.bytes
  return {
    from: move.from,
    to: move.to,
    left: move.cargo,
    taken,
    came: arrival && (changed ? arrival.cargo : move.cargo),
    changed,
    again: false,
    late: false,
    opened,
    refused: arrival?.refused ?? false,
    read: arrival?.read ?? false,
    sent: move.bytes,
    got: arrival?.bytes ?? '',
    parting: move.parting ?? false,
    kept: move.kept ?? false,
    times: move.times ?? 1,
    progress: arrival ? half(move) + half(arrival) : Math.min(1, move.elapsed / JOURNEY),
  }
}

function half({ elapsed }: Move): number {
  return Math.min(1, elapsed / HALF) / 2
}

function arrived(move: Move, how: Partial<Passage>): Passage {
  const { from, to, cargo, bytes, refused, read, elapsed, parting = false } = move
  return {
    ...{
      from,
      to,
      left: null,
      taken: false,
      came: cargo,
      changed: true,
      again: false,
      late: false,
      opened: false,
    },
    ...{ refused, read, parting, kept: false, sent: '', got: bytes, times: move.times ?? 1 },
    progress: Math.min(1, elapsed / JOURNEY),
    ...how,
  }
}

/** A flood is one passage that stands for many: of each row of the same kind the first and the last. */
function joined(passages: readonly Passage[]): Passage[] {
  const all: Passage[] = []
  for (const passage of passages) {
    const [before, last] = [all.at(-2), all.at(-1)]
    if (before && last && isAlike(before, last) && isAlike(last, passage))
      all.splice(-1, 1, { ...passage, times: last.times + passage.times })
    else all.push(passage)
  }
  return all
}

function isAlike(one: Passage, other: Passage): boolean {
  const kind = ({ from, to, left, came, changed, again, refused, read, overtaking }: Passage): string =>
    JSON.stringify([from, to, left, came, changed, again, refused, read, overtaking])
  return kind(one) === kind(other)
}
