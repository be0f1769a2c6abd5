/**
 * Events in an order in which nothing is read before it was written: nodes tell the lab of it each by itself. What one node
 * tells stays in the order in which it told it. For those who watch: what is judged is the history as it stands. Pure.
 */

import type { HistoryEvent } from '../history/events'
import { aboutOf } from '../scenario/alarms'
import { framesIn } from '../wire/frames-in'

type WireEvent = Extract<HistoryEvent, { event: 'wire' }>

/** A frame waits for its writing, that for what its writer read before, and so on: no honest run has chains as long. */
const LONGEST_CHAIN = 32

/**
 * @returns the same events; one that tells of writing a frame stands before the first that tells of having it, that somebody called
 * before that it was taken, and what a program reads that was written before what users do next, with what it makes of it, before
 * that: it rests on nothing that is told in between.
 */
export function causal(events: readonly HistoryEvent[]): HistoryEvent[] {
  const frames = framesOf(events)
  const causes = causesIn(events, frames)
  const before = placesBefore(events)
  const nexts = new Nexts(events, (place, step) => {
    const event = events[place]
    const read = event && isReading(event) ? (frames[place] ?? []) : []
    return (
      read.length > 0 && read.every((one) => causes.get(`${event?.act} ${one}`)?.every((at) => at < step))
    )
  })
  const told = new Set<number>()
  const ordered: HistoryEvent[] = []
  const tell = (place: number, at: number, chain: number): void => {
    if (told.has(place)) return
    told.add(place)
    const event = events[place]!
    for (const one of event.event === 'opened' ? [event.remote] : (frames[place] ?? [])) {
      const needed = causes.get(`${event.act} ${one}`)?.[0]
      if (needed === undefined || needed <= place || chain >= LONGEST_CHAIN) continue
      const earlier: number[] = []
      for (let one: number | undefined = needed; one !== undefined && !told.has(one); one = before[one])
        earlier.unshift(one)
      for (const one of earlier) tell(one, at, chain + 1)
    }
    ordered.push(event.at > at ? { ...event, at } : event)
  }
  for (const [place, { at, event }] of events.entries()) {
    if (event === 'step') for (const one of nexts.reactions(place, told)) tell(one, at, 0)
    tell(place, at, 0)
  }
  return ordered
}

/**
 * What a program does of itself with what it has read: nobody tells it to. That a call ends is no such thing, unless it is the
 * program itself that hangs up on what it has just raised its alarm about.
 */
function isReaction(
  event: HistoryEvent,
  before: HistoryEvent | undefined,
): event is Extract<HistoryEvent, { event: 'delivered' | 'alarm' | 'closed' }> {
  if (event.event === 'closed')
    return !event.clean && before?.event === 'alarm' && aboutOf(before.code) === 'bytes'
  return event.event === 'delivered' || (event.event === 'alarm' && aboutOf(event.code) === 'bytes')
}

/** Somebody has frames of somebody else's. */
function isReading(event: HistoryEvent): boolean {
  return event.event === 'intercepted' || (event.event === 'wire' && event.way === 'in' && !event.stopped)
}

/** @returns by act, of each thing that others rest on the places where it is told. */
function causesIn(
  events: readonly HistoryEvent[],
  frames: readonly (readonly string[] | undefined)[],
): Map<string, number[]> {
  const causes = new Map<string, number[]>()
  for (const [place, event] of events.entries()) {
    const isWriting = event.event === 'wire' && event.way === 'out'
    for (const one of event.event === 'called' ? [event.local] : isWriting ? (frames[place] ?? []) : []) {
      const name = `${event.act} ${one}`
      const known = causes.get(name)
      if (known) known.push(place)
      else causes.set(name, [place])
    }
  }
  return causes
}

/** What each node tells next. */
class Nexts {
  readonly #events: readonly HistoryEvent[]
  /** Whether all that was read there had been written before the step. */
  readonly #wasWritten: (place: number, step: number) => boolean
  /** By act: of each node the places of what it tells, in order, and how many of them are told. */
  readonly #nodes = new Map<string, { readonly places: number[]; next: number }[]>()

  constructor(events: readonly HistoryEvent[], wasWritten: (place: number, step: number) => boolean) {
    this.#events = events
    this.#wasWritten = wasWritten
    const byTeller = new Map<string, { readonly places: number[]; next: number }>()
    for (const [place, { act, node }] of events.entries()) {
      const teller = `${act} ${node}`
      const known = byTeller.get(teller)
      if (known) known.places.push(place)
      else {
        const one = { places: [place], next: 0 }
        byTeller.set(teller, one)
        this.#nodes.set(act, [...(this.#nodes.get(act) ?? []), one])
      }
    }
  }

  /** @returns the places of what nodes tell first after this step, in its phase, as long as it can't come of the step. */
  reactions(step: number, told: ReadonlySet<number>): number[] {
    const { act, phase } = this.#events[step]!
    return (this.#nodes.get(act) ?? []).flatMap((node) => {
      while (node.next < node.places.length && told.has(node.places[node.next]!)) node.next += 1
      const found: number[] = []
      // Of a program that tells nothing of what it reads nobody can say on what it rests.
      const at = (index: number): HistoryEvent | undefined => this.#events[node.places[index] ?? -1]
      // Of what it made of it, some may be told already.
      let read = node.next - 1
      while (read > 0 && node.next - read < LONGEST_CHAIN && isReaction(at(read)!, at(read - 1))) read -= 1
      let last = at(read)
      for (let index = node.next; index < node.next + LONGEST_CHAIN; index += 1) {
        const [event, place] = [at(index), node.places[index]!]
        if (event?.phase !== phase) break
        if (this.#wasWritten(place, step)) last = event
        else if (last?.event !== 'wire' || !isReading(last)) break
        else if (!isReaction(event, at(index - 1)) || event.session !== last.session) break
        found.push(place)
      }
      return found
    })
  }
}

/** @returns for each event the place of the one that its node told before it in the same act. */
function placesBefore(events: readonly HistoryEvent[]): (number | undefined)[] {
  const newest = new Map<string, number>()
  return events.map((event, place) => {
    const teller = `${event.act} ${event.node}`
    const before = newest.get(teller)
    newest.set(teller, place)
    return before
  })
}

/** @returns for each event the whole frames that it tells of, in base64. */
function framesOf(events: readonly HistoryEvent[]): (readonly string[] | undefined)[] {
  const begun = new Map<string, Buffer>()
  const whole = (event: WireEvent): string[] => {
    const stream = `${event.act} ${event.node} ${event.session} ${event.way}`
    const bytes = Buffer.concat([begun.get(stream) ?? Buffer.alloc(0), Buffer.from(event.bytes, 'base64')])
    const { frames, rest } = framesIn(bytes)
    begun.set(stream, rest)
    return frames.map((frame) => frame.toString('base64'))
  }
  return events.map((event) => {
    if (event.event === 'wire') return whole(event)
    return event.event === 'intercepted' ? [event.bytes] : undefined
  })
}
