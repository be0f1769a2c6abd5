/**
 * The evidence of an act, for people: what the judge's findings and alarms name, in words. Nothing is sought here: an
 * event that no finding names can't appear.
 */

import { type Sentence, t } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import type { EventOf, Events } from '../history/selectors'
import type { EventReference } from '../judge/event-reference'
import type { ActVerdict } from '../judge/verdict'
import { person, short } from '../text/format-names'
import { printable } from '../text/printable'

/** Where something turned up. */
export interface EvidenceTrace {
  readonly number: number
  readonly at: number
  readonly where: Sentence
  /** Whether the attacker has it, or has put it there. */
  readonly isHers: boolean
}

export interface EvidenceItem {
  readonly what: Sentence
  readonly text: string
  readonly traces: readonly EvidenceTrace[]
}

/** An event that is named, with what it tells of. */
interface Named {
  readonly event: HistoryEvent
  readonly of?: number
}

/** @param act the events of the act that was judged. @returns all exhibits, each kind in the order of time. */
export function evidence(act: Events, { grounds }: Pick<ActVerdict, 'grounds'>): EvidenceItem[] {
  const events = new Map(act.map((event) => [event.number, event]))
  const lookUp = (references: readonly EventReference[]): Named[] =>
    references.flatMap(({ number, of }) => {
      const event = events.get(number)
      return event ? [{ event, ...(of !== undefined && { of }) }] : []
    })
  const named = lookUp(once(grounds.findings.flatMap((finding) => finding.evidence)))
  const tracesOf = (known: HistoryEvent): EvidenceTrace[] => {
    const traces = named.filter(({ of }) => of === known.number)
    return places.flatMap((place) => traces.flatMap(({ event }) => place(event, known) ?? []))
  }
  const subjects = named.filter(({ of }) => of === undefined).map(({ event }) => event)
  const ofKind = (
    what: (event: HistoryEvent) => Pick<EvidenceItem, 'what' | 'text'> | null,
  ): EvidenceItem[] =>
    subjects.flatMap((event) => {
      const about = what(event)
      return about ? [{ ...about, traces: tracesOf(event) }] : []
    })
  const raised = grounds.raised.map((alarm) => lookUp(alarm.evidence).map(({ event }) => event))
  return [...kinds.flatMap(ofKind), ...ofAlarms(raised), ...raised.flatMap(ofComparison)]
}

/** @returns what is named, in the order of the history; several findings may name the same. */
function once(references: readonly EventReference[]): EventReference[] {
  const all = new Map(references.map((one) => [`${one.number} ${one.of}`, one]))
  return [...all.values()].sort((one, other) => one.number - other.number)
}

/** What only the lab and honest users can know. */
const kinds: readonly ((event: HistoryEvent) => Pick<EvidenceItem, 'what' | 'text'> | null)[] = [
  (event) =>
    event.event === 'step' && event.do === 'say' && event.among === undefined
      ? { what: t`a message of ${person(event.from)} to ${person(event.to)}`, text: event.text }
      : null,
  (event) =>
    event.event === 'secret'
      ? { what: t`a secret of the lab’s: ${printable(event.what)}`, text: event.text }
      : null,
  (event) =>
    event.event === 'marked' ? { what: t`a word that only Mallory was told`, text: event.text } : null,
]

/** Where that can turn up. */
const places: readonly ((event: HistoryEvent, known: HistoryEvent) => EvidenceTrace | null)[] = [
  (event) =>
    event.event === 'loot'
      ? trace(
          event,
          event.how === 'read' ? t`in Mallory’s loot: read` : t`in Mallory’s loot: in what she forged`,
          true,
        )
      : null,
  (event) =>
    event.event === 'intercepted'
      ? trace(event, t`in the clear on the wire, from ${person(event.from)} to ${person(event.to)}`, true)
      : null,
  (event, known) =>
    event.event === 'delivered'
      ? trace(event, t`delivered to ${person(event.node)}`, !('to' in known) || event.node !== known.to)
      : null,
  (event) => (event.event === 'shown' ? trace(event, t`on ${person(event.on)}’s screen`, true) : null),
]

/** Alarms of one kind are one exhibit; a key that was seen stands beside the deed that showed it. */
function ofAlarms(raised: readonly (readonly HistoryEvent[])[]): EvidenceItem[] {
  const kinds = new Map<string, { alarms: EventOf<'alarm'>[]; grounds: readonly HistoryEvent[] }>()
  for (const [event, ...grounds] of raised) {
    if (event?.event !== 'alarm') continue
    const key = `${event.node} ${event.code}`
    const alike = kinds.get(key)
    if (alike) alike.alarms.push(event)
    else kinds.set(key, { alarms: [event], grounds })
  }
  return [...kinds.values()].map(({ alarms, grounds }) => {
    const event = alarms[0]!
    const { expected, seen } = event.evidence
    const keys =
      expected === undefined || seen === undefined
        ? printable(event.code)
        : `${printable(event.code)}: ${short(`${expected}`)} ≠ ${short(`${seen}`)}`
    const traces = [
      ...showing(grounds, new Set([seen])),
      ...alarms.map((one) => trace(one, t`the alarm is raised`, false)),
    ]
    return { what: t`an alarm of ${person(event.node)}’s messenger`, text: keys, traces }
  })
}

/** What two users' programs displayed, where they found that it is not the same. */
function ofComparison([event, ...grounds]: readonly HistoryEvent[]): EvidenceItem[] {
  if (event?.event !== 'compared') return []
  const displays = grounds.flatMap((shown) =>
    shown.event === 'displayed' && event.between.includes(shown.node) ? [shown] : [],
  )
  // A safety number is no key that she could have shown.
  const shown = showing(grounds, new Set(displays.map(({ peer }) => peer)))
  return [
    {
      what: t`the other side’s keys, as users read them to each other`,
      text: displays.map(({ node, peer }) => `${person(node)}: ${short(peer)}`).join(', '),
      traces: [...shown, trace(event, t`the users find that they differ`, false)],
    },
  ]
}

/** Deeds that showed one of these keys. */
function showing(grounds: readonly HistoryEvent[], keys: ReadonlySet<unknown>): EvidenceTrace[] {
  return grounds.flatMap((event) =>
    event.event === 'acted' && keys.has(event.presented)
      ? [trace(event, t`Mallory says that she showed this key`, true)]
      : [],
  )
}

function trace({ number, at }: HistoryEvent, where: Sentence, isHers: boolean): EvidenceTrace {
  return { number, at, where, isHers }
}
