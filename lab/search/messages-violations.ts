/**
 * What counts as broken above a session, judged from what went in and came out: what the user was told, what was written
 * back, what lies on the disk, and what it cost. PROTOCOL.md section 8 says what is promised; the numbers are its table's.
 */

import type { ApplicationMessage } from '../../peers/protocol/application'
import { FILM_BYTES, hashOf } from './friend-program'
import {
  contentOf,
  DOWNLOADS,
  type Happening,
  OWN_FILE,
  OWN_WORDS,
  PARTIALS,
  type PlayedMessages,
  textOf,
} from './messages-played'
import type { Broken } from './sequences'

/** What nobody reads may wait in a socket, and with it the largest message that did not fit in any more. */
const MOST_UNREAD = 256 * 1024
/** Bytes on the disk for each that came: of control characters six, of the smallest item some more, and for each user's act. */
const DISK_FACTOR = 32
const DISK_BYTES = 64 * 1024
/** Section 8.4. What is taken from a socket at once is more than the budget by as much. */
const questions = { atOnce: 200, perSecond: 5 }
const weights = { atOnce: 50_000, perSecond: 500, each: 100 }
const items = { atOnce: 10_000, perSecond: 3_000 }
const bytes = { atOnce: 8 * 1024 * 1024, perSecond: 2 * 1024 * 1024 }
const TAKEN_AT_ONCE = 32
type Item = Extract<ApplicationMessage, { kind: 'item' }>

/** @returns each property that is broken, once, with a sentence. */
export function brokenByMessages(played: PlayedMessages): Broken[] {
  const { crash, stuck } = played
  const checks: Readonly<Record<string, string | null>> = {
    crash: crash && `the program throws what is no refusal: ${crash}`,
    hang: stuck,
    ...delivery(played.noted),
    ...outgoing(played.noted),
    ...onDisk(played),
    ...costs(played),
  }
  return Object.entries(checks).flatMap(([property, what]) => (what ? [{ property, what }] : []))
}

/** What the user is told of the friend's words. */
function delivery(noted: readonly Happening[]): Record<string, string | null> {
  /** Where a text was said, and whether its number was a new one then. */
  const said = new Map<string, { readonly stream: string; readonly number: number }>()
  const highest = new Map<string, number>()
  const lastTold = new Map<string, number>()
  const told = new Set<string>()
  const ids = new Map<string, string>()
  const owed = new Map<string, { readonly number: number; readonly text: string }[]>()
  const lost: { readonly from: number; readonly to: number }[] = []
  let unsaid: string | null = null
  let twice: string | null = null
  let order: string | null = null
  let id: string | null = null
  let silent: string | null = null
  for (const each of noted) {
    const item = itemOf(each)
    if (each.is === 'heard' && item) {
      const { stream, number } = item
      const text = textOf(each)
      if (text !== null && text !== '') {
        said.set(text, { stream, number })
        if (number > (highest.get(stream) ?? 0))
          owed.set(stream, [...(owed.get(stream) ?? []), { number, text }])
      }
      highest.set(stream, Math.max(number, highest.get(stream) ?? 0))
    }
    if (each.is === 'told' && each.event.event === 'lost') lost.push(each.event)
    if (each.is === 'told' && each.event.event === 'message') {
      const { text, id: shown } = each.event
      if (text === '') continue
      const place = said.get(text)
      if (!place) unsaid ??= 'the user is told words that the friend did not say'
      else if (told.has(text)) twice ??= 'the user is told the same words twice'
      else if (place.number <= (lastTold.get(place.stream) ?? 0))
        order ??= 'the user is told words after later ones'
      else lastTold.set(place.stream, place.number)
      if ((ids.get(shown) ?? text) !== text) id ??= 'two different texts of the friend’s have one id'
      ids.set(shown, text)
      told.add(text)
    }
    if (each.is === 'wrote' && each.message.kind === 'receipt') {
      const { stream, number } = each.message
      const due = (owed.get(stream) ?? []).filter((one) => one.number <= number)
      owed.set(
        stream,
        (owed.get(stream) ?? []).filter((one) => one.number > number),
      )
      if (due.some((one) => !told.has(one.text) && !isIn(lost, one.number)))
        silent ??= 'a text has a receipt, and the user was told neither the text nor that it is missing'
    }
  }
  return { authenticity: unsaid, once: twice, order, id, 'no silent loss': silent }
}

function isIn(ranges: readonly { readonly from: number; readonly to: number }[], number: number): boolean {
  return ranges.some(({ from, to }) => from <= number && number <= to)
}

function itemOf(noted: Happening): Item | null {
  if (noted.is !== 'heard' && noted.is !== 'wrote') return null
  return noted.message?.kind === 'item' ? noted.message : null
}

/** What becomes of this user's words. */
function outgoing(noted: readonly Happening[]): Record<string, string | null> {
  const meantFor = new Map<string, string>()
  const textById = new Map<string, string>()
  for (const each of noted)
    if (each.is === 'said') {
      meantFor.set(each.text, each.to)
      textById.set(each.id, each.text)
    }
  const wrote = new Map<string, { readonly stream: string; readonly number: number; readonly as: string }>()
  const confirmed = new Map<string, number>()
  let receipts: string | null = null
  let renewed: string | null = null
  let heir: string | null = null
  let agreed = false
  /** Who names what was never said has what waits numbered anew: it may come twice then. */
  let isAnew = false
  const said = new Map<string, number>()
  for (const each of noted) {
    if (each.is === 'agreed' && each.what === 'resends') agreed = true
    const text = textOf(each)
    const item = itemOf(each)
    if (each.is === 'wrote' && item && text !== null) {
      if (!agreed && (meantFor.get(text) ?? each.as) !== each.as)
        heir ??= 'what was said to the friend’s earlier key goes to another one'
      if (!agreed && (confirmed.get(text) ?? each.step) < each.step)
        renewed ??= 'what the friend has confirmed is sent again, and the user did not agree to it'
      wrote.set(text, { stream: item.stream, number: item.number, as: each.as })
    }
    if (each.is === 'wrote' && item) said.set(`${item.stream} ${item.number}`, item.written)
    if (each.is === 'heard' && each.message?.kind === 'have') {
      const { stream, last, written } = each.message
      if (last > 0 && said.get(`${stream} ${last}`) !== written) isAnew = true
    }
    if (each.is === 'heard' && each.message?.kind === 'receipt' && !isAnew) {
      const { stream, number } = each.message
      for (const [sent, place] of wrote)
        if (place.stream === stream && place.number <= number && place.as === each.as)
          if (!confirmed.has(sent)) confirmed.set(sent, each.step)
    }
    if (each.is === 'told' && each.event.event === 'delivered') {
      const delivered = textById.get(each.event.id)
      if (delivered !== undefined && !wrote.has(delivered))
        receipts ??= 'a text counts as delivered that was never sent'
    }
  }
  return { receipts, 'no renewal': renewed, 'for whom': heir }
}

function onDisk({ noted, files }: PlayedMessages): Record<string, string | null> {
  const outside = files.made.find(
    (path) => !path.startsWith(`${DOWNLOADS}/`) && !path.startsWith(`${PARTIALS}/`),
  )
  const below = files.below(DOWNLOADS)
  const isAsBefore = below.get(OWN_FILE)?.toString() === OWN_WORDS
  below.delete(OWN_FILE)
  const wanted = noted.filter((each) => each.is === 'agreed' && each.what === 'accepts').length
  const offered = new Set([contentOf(false), Buffer.from('ten bytes!')].map(hashOf))
  const shown = [...below].filter(([path]) => !/\/\.[^/]*\.part(\/|$)/.test(path))
  const isOther = shown.some(([, content]) => !offered.has(hashOf(content)))
  return {
    inbox: outside ? `a friend’s file is written at ${outside}, which is not where files arrive` : null,
    'own files': isAsBefore ? null : 'a file of the user’s is not what it was',
    'as offered': isOther ? 'a file arrives with other bytes than were offered' : null,
    wanted: shown.length > wanted ? 'a file arrives that the user did not accept' : null,
  }
}

function costs({ noted, files, received, kept, mostUnread, elapsed, restarts }: PlayedMessages) {
  const seconds = elapsed / 1_000
  const most = ({ atOnce, perSecond }: { atOnce: number; perSecond: number }) => atOnce + perSecond * seconds
  const acts = noted.filter(({ is }) => is === 'said' || is === 'agreed').length
  const diskBytes = DISK_BYTES + DISK_FACTOR * received + 4_096 * acts
  const wrote = noted.flatMap((each) => (each.is === 'wrote' ? [each.message] : []))
  const pongs = wrote.filter(({ kind }) => kind === 'pong').length
  const streams = new Set(wrote.flatMap((each) => (each.kind === 'receipt' ? [each.stream] : [])))
  const texts = noted.flatMap((each) =>
    each.is === 'told' && each.event.event === 'message' ? [each.event.text.length] : [],
  )
  const letters = texts.reduce((sum, length) => sum + length, 0)
  const fetches = noted.flatMap((each) =>
    each.is === 'heard' && each.message?.kind === 'fetch' ? [each.message] : [],
  )
  // The last answer is kept with its offset: asked once more, it costs what is sent, and no comparison.
  const compared = fetches.filter(
    ({ id, offset }, at) => fetches[at - 1]?.id !== id || fetches[at - 1]?.offset !== offset,
  )
  const ownFiles = noted.filter((each) => each.is === 'agreed' && each.what === 'offers').length
  // What was asked for in a session counts in the next one that crosses it.
  const opened = wrote.filter(({ kind }) => kind === 'have').length
  const crossing = opened - noted.filter((each) => each.is === 'told' && each.event.event === 'online').length
  const readings =
    fetches.length + compared.length + ownFiles + (fetches.length > 0 ? 2 * crossing + restarts : 0)
  const reading = FILM_BYTES * readings + DISK_FACTOR * received
  const memory =
    mostUnread > MOST_UNREAD
      ? `${mostUnread} bytes are written for a friend who reads nothing, more than ${MOST_UNREAD}`
      : null
  const disk =
    kept > diskBytes
      ? `${kept} bytes are kept on the disk for ${received} that came, more than ${diskBytes}`
      : null
  const answers =
    pongs > most(questions) + TAKEN_AT_ONCE
      ? `${pongs} questions are answered in ${seconds} s, more than ${most(questions)}`
      : null
  const pace =
    streams.size * weights.each > most(weights) + TAKEN_AT_ONCE * weights.each
      ? `items of ${streams.size} streams are taken in ${seconds} s, which count as ${weights.each} each, more than ${most(weights)}`
      : texts.length > most(items) + TAKEN_AT_ONCE
        ? `${texts.length} texts are taken in ${seconds} s, more than ${most(items)}`
        : letters > most(bytes) + TAKEN_AT_ONCE * 16_000
          ? `${letters} bytes of text are taken in ${seconds} s, more than ${most(bytes)}`
          : null
  const work =
    files.read > reading
      ? `${files.read} bytes of files are read for ${fetches.length} FETCHes, more than ${reading}`
      : null
  return { memory, disk, answers, pace, work }
}
