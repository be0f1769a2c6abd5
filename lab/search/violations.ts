/**
 * What counts as broken, judged from what was said, written and delivered. Of the programs' words only those count that a
 * user acts upon: with whom one is connected, what was delivered, and whether the end was a proper one.
 */

import { besideGoodbyes, openedBy } from '../../attacks/terms/open-records'
import { isHonest } from '../../attacks/terms/people'
import { ComputedTerms, type Definitions, type Functions } from '../../attacks/terms/term'
import { FrameType, HEADER_BYTES, MAX_RECORD_PLAINTEXT } from '../../peers/protocol/frames'
import {
  FIRST_PAGE,
  peerOf,
  SECRET_LETTERS,
  type SearchSetting,
  type TraceEnd,
  type TraceOutcome,
} from './execute'
import type { SearchedPeople } from './people'

export type SearchedProperty =
  | 'secrecy'
  | 'forward secrecy'
  | 'authenticity'
  | 'once and in order'
  | 'completeness'
  | 'agreement'
  | 'best suite'
  | 'hidden names'
  | 'hidden size'
  | 'bounded'
  | 'robustness'

export interface Violation {
  readonly property: SearchedProperty
  /** What happened, in one sentence. */
  readonly what: string
}

/** Largest frame of PROTOCOL.md in bytes. */
const LARGEST = HEADER_BYTES + 8 + MAX_RECORD_PLAINTEXT + 16

export function violations(
  outcome: TraceOutcome,
  definitions: Definitions,
  { people, later }: Pick<SearchSetting, 'people' | 'later'>,
): Violation[] {
  const { ends, crash } = outcome
  const found: Violation[] = []
  const add = (property: SearchedProperty, what: string) => found.push({ property, what })
  if (crash !== null) add('robustness', `A program threw: ${crash}`)
  for (const end of ends) {
    if (end.mostPending > LARGEST)
      add('bounded', `${end.name} took ${end.mostPending} bytes of one frame and went on waiting.`)
    authenticity(end, ends, add)
    completeness(end, ends, add)
    agreement(end, ends, add)
    bestSuite(end, add)
  }
  hiddenNames(ends, people, add)
  hiddenSize(ends, add)
  secrecy(outcome, definitions, later, add)
  return found
}

type Add = (property: SearchedProperty, what: string) => void

/** The ends of a person, as somebody who says to be talking to them could mean them. */
const endsOf = (ends: readonly TraceEnd[], name: string | null, towards: string) =>
  ends.filter((end) => end.of === name && (end.calls === null || end.calls === towards))

const deliveredAt = ({ events }: TraceEnd) =>
  events.flatMap((event) => (event.event === 'delivered' ? [event.text] : []))

/** A text that is delivered as a friend's was said by that friend, at one end, to this person, and comes once and in order. */
function authenticity(end: TraceEnd, ends: readonly TraceEnd[], add: Add): void {
  const peer = peerOf(end)
  if (!isHonest(peer)) return
  const texts = deliveredAt(end)
  if (texts.length === 0) return
  const others = endsOf(ends, peer, end.of).filter((other) => other !== end && peerOf(other) === end.of)
  const said = new Set(others.flatMap((other) => other.said))
  const foreign = texts.find((text) => !said.has(text))
  if (foreign !== undefined) {
    add('authenticity', `${end.name} was given a text as ${peer}’s that ${peer} never said to ${end.of}.`)
    return
  }
  const isPrefix = (other: TraceEnd) => texts.every((text, nth) => other.said[nth] === text)
  if (others.some(isPrefix)) return
  if (others.some((other) => isInOrder(texts, other.said)))
    add('completeness', `${end.name} was given a text of ${peer}’s, and not what was said before it.`)
  else add('once and in order', `${end.name} was given ${peer}’s texts twice, or out of order.`)
}

/** Whether these are some of those, each once and in their order. */
function isInOrder(some: readonly string[], all: readonly string[]): boolean {
  const places = some.map((text) => all.indexOf(text))
  return places.every((place, nth) => place > (places[nth - 1] ?? -1))
}

/** Who is told of a proper end has all that the other one said; so has the other one. */
function completeness(end: TraceEnd, ends: readonly TraceEnd[], add: Add): void {
  const peer = peerOf(end)
  const isClean = end.events.some((event) => event.event === 'closed' && event.clean)
  if (!isHonest(peer) || !isClean) return
  const texts = deliveredAt(end)
  const partners = endsOf(ends, peer, end.of).filter(
    (other) => peerOf(other) === end.of && texts.every((text, nth) => other.said[nth] === text),
  )
  const [partner] = partners
  if (partners.length === 1 && partner && partner.said.length > texts.length)
    add(
      'completeness',
      `${end.name} was told of a proper end, and ${partner.said.length - texts.length} texts are missing.`,
    )
}

/** Who is said to be there has called, or answered, this very person; or the program has warned of it. */
function agreement(end: TraceEnd, ends: readonly TraceEnd[], add: Add): void {
  const peer = peerOf(end)
  if (!isHonest(peer) || end.events.some(({ event }) => event === 'alarm')) return
  const isCaller = end.calls !== null
  // Who answers is connected before who called is; who called has at least heard an answer.
  const counterparts = ends.filter(
    (other) =>
      other !== end &&
      other.of === peer &&
      (isCaller
        ? other.calls === null && peerOf(other) === end.of
        : other.calls === end.of && other.wrote.length > 1),
  )
  const alike = ends.filter(
    (other) => other.of === end.of && peerOf(other) === peer && (other.calls !== null) === isCaller,
  )
  if (counterparts.length < alike.length)
    add(
      'agreement',
      `${end.name} says that ${peer} is there, who has not ${isCaller ? 'answered' : 'called'} ${end.of}.`,
    )
}

/** Both speak the best suite that both know: 0x0101, as every untouched conversation shows. */
function bestSuite(end: TraceEnd, add: Add): void {
  if (end.calls === null || !isHonest(peerOf(end))) return
  const reply = end.took.find((frame) => frame[4] === FrameType.REPLY)
  if (reply && reply.length > HEADER_BYTES + 1 && reply.readUInt16BE(HEADER_BYTES) < 0x0101)
    add('best suite', `${end.name} is connected by suite 0x${reply.readUInt16BE(HEADER_BYTES).toString(16)}.`)
}

/** Names and keys are not to be read on the way. */
function hiddenNames(ends: readonly TraceEnd[], people: SearchedPeople, add: Add): void {
  for (const end of ends) {
    const key = Buffer.from(people[end.of].identity.signing)
    if (end.wrote.some((frame) => frame.includes(key)))
      add('hidden names', `${end.name} shows on the way whose it is.`)
  }
}

/** The size of a record is seen up to a multiple of 256 bytes: all pages look alike. */
function hiddenSize(ends: readonly TraceEnd[], add: Add): void {
  for (const end of ends)
    if (isHonest(peerOf(end)) && new Set(sizesOfPages(end)).size > 1)
      add('hidden size', `${end.name}: the sizes of its records tell its texts apart.`)
}

/** @returns how large the record of each page is, in the order in which they were said. */
export function sizesOfPages({ said, wrote }: TraceEnd): number[] {
  const records = wrote.filter((frame) => frame[4] === FrameType.RECORD)
  return records.slice(FIRST_PAGE, said.length).map((frame) => frame.length)
}

/** What was said to a friend is computed by nobody else, neither with what she has nor with the private keys of both, later. */
function secrecy(
  { ends, knowledge }: TraceOutcome,
  definitions: Definitions,
  later: Functions,
  add: Add,
): void {
  const secrets = ends
    .filter((end) => isHonest(peerOf(end)))
    .flatMap(({ name, said }) => said.map((text) => ({ name, text })))
  if (secrets.length === 0) return
  const isToldBy = (computed: Iterable<Buffer>, property: SearchedProperty): boolean => {
    for (const bytes of computed) {
      const told = secrets.find(({ text }) => bytes.includes(text.slice(0, SECRET_LETTERS)))
      if (!told) continue
      add(property, `Mallory computes what was said at ${told.name}.`)
      return true
    }
    return false
  }
  const frames = ends.flatMap(({ wrote }) => wrote)
  const heard = (end: string, nth: number) => ends.find(({ name }) => name === end)?.wrote[nth]
  if (isToldBy(frames, 'secrecy')) return
  if (isToldBy(openedBy(knowledge, definitions, frames), 'secrecy')) return
  if (ends.some(({ wrote }) => isToldBy(besideGoodbyes(wrote), 'secrecy'))) return
  isToldBy(openedBy(new ComputedTerms(definitions, later, heard), definitions, frames), 'forward secrecy')
}
