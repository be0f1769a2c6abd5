/** Where a text that the lab has made up appears: in the attacker's loot, in the clear on the wire. Pure. */

import type { HistoryEvent } from '../history/events'
import { type EventOf, type Events, eventsOf } from '../history/selectors'
import { type EventReference, refer } from './event-reference'

/** An event in which the lab wrote down what nobody else can know. */
type Known = HistoryEvent & { readonly text: string }

export function inLoot(known: Known, phase: Events): EventReference[] {
  return eventsOf(phase, 'loot').flatMap((loot) => {
    const place = loot.text.indexOf(known.text)
    if (place < 0) return []
    const at = Buffer.byteLength(loot.text.slice(0, place))
    return [refer(loot, known, { at, length: Buffer.byteLength(known.text) })]
  })
}

/** What was seen on the wire at once. */
interface WireUnit {
  readonly event: EventOf<'intercepted'>
  readonly bytes: Buffer
}

/** What went over a link in one direction: the units, and their bytes in one piece. */
interface WireStream {
  readonly units: readonly WireUnit[]
  readonly bytes: Buffer
}

export function unitsOf(phase: Events): WireUnit[] {
  return eventsOf(phase, 'intercepted').map((event) => ({ event, bytes: Buffer.from(event.bytes, 'base64') }))
}

/** @returns the units in which the whole text stands. */
export function inUnits(known: Known, units: readonly WireUnit[]): EventReference[] {
  const sought = Buffer.from(known.text)
  return units.flatMap(({ event, bytes }) => {
    const at = bytes.indexOf(sought)
    return at < 0 ? [] : [refer(event, known, { at, length: sought.length })]
  })
}

/** All bytes of each link and direction: where a stream has no frames, a text may be cut anywhere. */
export function streamsOf(phase: Events): WireStream[] {
  const streams = new Map<string, WireUnit[]>()
  for (const unit of unitsOf(phase)) {
    const key = `${unit.event.link} ${unit.event.from}`
    const units = streams.get(key)
    if (units) units.push(unit)
    else streams.set(key, [unit])
  }
  return [...streams.values()].map((units) => ({
    units,
    bytes: Buffer.concat(units.map(({ bytes }) => bytes)),
  }))
}

/** @returns of each stream in which one half of the text stands the unit in which it begins. */
export function inStreams(known: Known, streams: readonly WireStream[]): EventReference[] {
  return streams.flatMap((stream) => {
    const half = halves(known.text).find((half) => stream.bytes.includes(half))
    return half ? [whereBegins(half, stream, known)] : []
  })
}

function whereBegins(half: Buffer, { units, bytes }: WireStream, known: Known): EventReference {
  let at = bytes.indexOf(half)
  for (const unit of units) {
    if (at < unit.bytes.length) return refer(unit.event, known, { at, length: half.length })
    at -= unit.bytes.length
  }
  throw new Error('a place in a stream is in none of its units')
}

/** Frames put their headers between; of a text that is cut in two, one half at least stays whole. */
function halves(text: string): Buffer[] {
  const bytes = Buffer.from(text)
  const middle = Math.ceil(bytes.length / 2)
  return [bytes.subarray(0, middle), bytes.subarray(bytes.length - middle)]
}
