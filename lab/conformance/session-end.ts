/** One end of one session, as its program told it: what it read, wrote and drew, and what its user was told, in order. */

import type { HistoryEvent } from '../history/events'
import type { EventOf, Events } from '../history/selectors'
import type { EndRole } from './claim'

/** What is told of a session besides its secrets. */
const ofEnd = ['wire', 'connected', 'sent', 'delivered', 'alarm', 'closed'] as const
export type EndEvent = EventOf<(typeof ofEnd)[number]>

/** All by which sessions are computed: what is told of them, and whose they are. */
export const sessionEvents: ReadonlySet<HistoryEvent['event']> = new Set([
  ...(['identity', 'ready', 'secret', 'opened', 'secrets', 'screen'] as const),
  ...ofEnd,
])

export interface SessionEnd {
  readonly node: string
  readonly session: string
  readonly opened: EventOf<'opened'>
  readonly events: readonly EndEvent[]
  /** Private keys and random bytes that were drawn for it, each with all that had been told before. */
  readonly drawn: Readonly<Record<'x25519' | 'random', readonly Buffer[]>>
}

interface Gathered {
  readonly opened: EventOf<'opened'>
  readonly events: EndEvent[]
  readonly drawn: { readonly x25519: Buffer[]; readonly random: Buffer[] }
}

/** @returns every end of every session of an act, in the order in which they were opened. */
export function sessionEnds(act: Events): SessionEnd[] {
  const ends = new Map<string, Gathered>()
  for (const event of act) {
    if (!('session' in event) || event.session === null) continue
    const key = `${event.node} ${event.session}`
    if (event.event === 'opened') {
      // Who opens one twice contradicts themself, which is the judge's matter.
      if (!ends.has(key)) ends.set(key, { opened: event, events: [], drawn: { x25519: [], random: [] } })
      continue
    }
    const end = ends.get(key)
    if (!end) continue
    if (event.event === 'secrets') end.drawn[event.kind].push(Buffer.from(event.value, 'hex'))
    else if (isOfEnd(event)) end.events.push(event)
  }
  return [...ends.values()].map(({ opened, events, drawn }) => {
    return { node: opened.node, session: opened.session, opened, events, drawn }
  })
}

function isOfEnd(event: HistoryEvent): event is EndEvent {
  return ofEnd.some((name) => name === event.event)
}

/** @returns the role that the other side has. */
export function otherRole(role: EndRole): EndRole {
  return role === 'initiator' ? 'responder' : 'initiator'
}
