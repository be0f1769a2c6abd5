/**
 * The evidence of an act: everything that only the lab and honest users can know, and where in the history it turned up.
 * Pure. The verdict is not made here; what stands here is what `judge` looked at, with the numbers of the events.
 */

import type { HistoryEvent } from '../history/events'
import { type EventOf, type Events, eventsOf, type SayStep, sayStepsOf } from '../history/selectors'
import { type Sentence, t } from '../language/sentence'
import { person, short } from '../text/people'
import { printable } from '../text/printable'

/** Where something turned up. */
export interface Trace {
  readonly number: number
  readonly at: number
  readonly where: Sentence
  /** Whether the attacker has it, or has put it there. */
  readonly isHers: boolean
}

export interface Exhibit {
  readonly what: Sentence
  readonly text: string
  readonly traces: readonly Trace[]
}

/** @param phase the attack, or the conversation where nobody attacks. @returns all exhibits, in the order of time. */
export function evidence(act: Events, phase: Events): Exhibit[] {
  const canaries = sayStepsOf(phase).filter(({ among }) => among === undefined)
  const units = unitsOf(phase)
  const streams = streamsOf(units)
  return [
    ...canaries.map((canary) => ofMessage(canary, phase, streams)),
    ...eventsOf(act, 'secret').map(({ what, text }) => ({
      what: t`a secret of the lab’s: ${printable(what)}`,
      text,
      traces: [...inLoot(text, phase), ...inUnits(text, units)],
    })),
    ...eventsOf(phase, 'marked').map(({ text }) => ({
      what: t`a word that only Mallory was told`,
      text,
      traces: onScreens(text, phase),
    })),
    ...ofAlarms(phase),
    ...ofComparisons(phase),
  ]
}

function ofMessage({ from, to, text }: SayStep, phase: Events, streams: readonly Stream[]): Exhibit {
  const delivered = phase.flatMap((event): Trace[] => {
    const { number } = event
    if (event.event !== 'delivered' || event.text !== text) return []
    const where = t`delivered to ${person(event.node)}`
    return [{ number, at: event.at, where, isHers: event.node !== to }]
  })
  return {
    what: t`a message of ${person(from)} to ${person(to)}`,
    text,
    traces: [...inLoot(text, phase), ...inStreams(text, streams), ...delivered],
  }
}

function inLoot(text: string, phase: Events): Trace[] {
  return phase.flatMap((event): Trace[] => {
    const { number } = event
    if (event.event !== 'loot' || !event.text.includes(text)) return []
    const where = event.how === 'read' ? t`in Mallory’s loot: read` : t`in Mallory’s loot: in what she forged`
    return [{ number, at: event.at, where, isHers: true }]
  })
}

function inUnits(text: string, units: readonly Unit[]): Trace[] {
  return units
    .filter(({ bytes }) => bytes.includes(text))
    .map(({ number, event }) => ({ number, at: event.at, where: inClear(event), isHers: true }))
}

/** What was seen on the wire at once. */
interface Unit {
  readonly number: number
  readonly event: EventOf<'intercepted'>
  readonly bytes: Buffer
}

/** What went over a link in one direction: the units, and their bytes in one piece. */
interface Stream {
  readonly units: readonly Unit[]
  readonly bytes: Buffer
}

function unitsOf(phase: Events): Unit[] {
  return eventsOf(phase, 'intercepted').map((event) => ({
    number: event.number,
    event,
    bytes: Buffer.from(event.bytes, 'base64'),
  }))
}

function streamsOf(seen: readonly Unit[]): Stream[] {
  const streams = new Map<string, Unit[]>()
  for (const unit of seen) {
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

/** A stream without frames may be cut anywhere, and a header may stand within a text: one half of it is enough. */
function inStreams(text: string, streams: readonly Stream[]): Trace[] {
  const sought = Buffer.from(text)
  const middle = Math.ceil(sought.length / 2)
  const halves = [sought.subarray(0, middle), sought.subarray(sought.length - middle)]
  return streams.flatMap(({ units, bytes }): Trace[] => {
    const place = halves.map((half) => bytes.indexOf(half)).find((found) => found >= 0)
    if (place === undefined) return []
    let end = 0
    const unit = units.find((one) => {
      end += one.bytes.length
      return place < end
    })!
    return [{ number: unit.number, at: unit.event.at, where: inClear(unit.event), isHers: true }]
  })
}

function inClear({ from, to }: EventOf<'intercepted'>): Sentence {
  return t`in the clear on the wire, from ${person(from)} to ${person(to)}`
}

function onScreens(text: string, phase: Events): Trace[] {
  return phase.flatMap((event): Trace[] => {
    const { number } = event
    if (event.event !== 'shown' || !event.rows.some((row) => row.includes(text))) return []
    return [{ number, at: event.at, where: t`on ${person(event.on)}’s screen`, isHers: true }]
  })
}

/** Alarms of one kind are one exhibit; a key that was seen stands beside the deed that showed it. */
function ofAlarms(phase: Events): Exhibit[] {
  const kinds = new Map<string, EventOf<'alarm'>[]>()
  for (const event of eventsOf(phase, 'alarm')) {
    const key = `${event.node} ${event.code}`
    const alike = kinds.get(key)
    if (alike) alike.push(event)
    else kinds.set(key, [event])
  }
  return [...kinds.values()].map((alarms) => {
    const event = alarms[0]!
    const { expected, seen } = event.evidence
    const keys =
      expected === undefined || seen === undefined
        ? printable(event.code)
        : `${printable(event.code)}: ${short(`${expected}`)} ≠ ${short(`${seen}`)}`
    const shown = phase.flatMap((one): Trace[] =>
      one.event === 'acted' && one.to === event.node && one.presented === seen
        ? [{ ...trace(one), where: t`Mallory says that she showed this key`, isHers: true }]
        : [],
    )
    const raised = alarms.map((one) => ({ ...trace(one), where: t`the alarm is raised`, isHers: false }))
    return {
      what: t`an alarm of ${person(event.node)}’s messenger`,
      text: keys,
      traces: [...shown, ...raised],
    }
  })
}

/** What two users' programs displayed, where they found that it is not the same. */
function ofComparisons(phase: Events): Exhibit[] {
  return phase.flatMap((event): Exhibit[] => {
    if (event.event !== 'compared' || event.match) return []
    const displays = phase.flatMap((shown) =>
      shown.event === 'displayed' && event.between.includes(shown.node) ? [shown] : [],
    )
    const keys = displays.map(({ node, peer }) => `${person(node)}: ${short(peer)}`)
    const shown = new Set(displays.map(({ peer }) => peer))
    const hers = phase.flatMap((deed): Trace[] =>
      deed.event === 'acted' && shown.has(deed.presented ?? '')
        ? [{ ...trace(deed), where: t`Mallory says that she showed this key`, isHers: true }]
        : [],
    )
    const found = { ...trace(event), where: t`the users find that they differ`, isHers: false }
    return [
      {
        what: t`the other side’s keys, as users read them to each other`,
        text: keys.join(', '),
        traces: [...hers, found],
      },
    ]
  })
}

function trace({ number, at }: HistoryEvent): Pick<Trace, 'number' | 'at'> {
  return { number, at }
}
