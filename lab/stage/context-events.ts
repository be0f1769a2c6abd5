/** What of the past others are understood by: looked for from the newest on, for a flood leaves a hundred thousand events. */

import type { HistoryEvent } from '../history/events'
import type { EventOf } from '../history/selectors'
import type { EventTrail } from './dashboard-state'

/** @returns what an event is told by, the oldest first: of a flood's hundred thousand events that is next to nothing. */
export function contextOf(past: EventTrail | null, event: HistoryEvent): HistoryEvent[] {
  switch (event.event) {
    case 'delivered':
      return newest(past, (one) => one.event === 'step' && one.do === 'say' && one.text === event.text)
    case 'alarm': {
      const opened = event.session === null ? undefined : openedSession(past, event.node, event.session)
      if (opened?.remote === undefined) return []
      const called = calledFrom(past, opened.remote)
      return called ? [opened, called] : [opened]
    }
    case 'step':
      // Only what everybody knows is told once for many.
      return event.do === 'say' && event.among !== undefined ? listed(past, 'step') : []
    case 'files':
      return listed(past, 'files')
    case 'shown':
      return listed(past, 'marked')
    // These are told by themselves, or not at all.
    case 'listening':
    case 'ready':
    case 'done':
    case 'failed':
    case 'connected':
    case 'displayed':
    case 'compared':
    case 'acted':
    case 'loot':
    case 'visited':
    case 'node-failed':
    case 'opened':
    case 'sent':
    case 'closed':
    case 'screen':
    case 'wire':
    case 'secrets':
    case 'identity':
    case 'answered':
    case 'asked':
    case 'described':
    case 'linked':
    case 'unlinked':
    case 'called':
    case 'account':
    case 'guessed':
    case 'progress':
    case 'probed':
    case 'intercepted':
    case 'run-started':
    case 'run-ended':
    case 'act-started':
    case 'act-ended':
    case 'phase-started':
    case 'phase-ended':
    case 'secret':
    case 'population':
    case 'marked':
    case 'measured':
      return []
  }
}

/** @returns how this node opened a session. */
export function openedSession(
  past: EventTrail | null,
  node: string,
  session: string,
): EventOf<'opened'> | undefined {
  const isIt = (one: HistoryEvent) => one.event === 'opened' && one.node === node && one.session === session
  return newest(past, isIt)[0] as EventOf<'opened'> | undefined
}

/** @returns the attacker's own call that came from there. */
export function calledFrom(past: EventTrail | null, remote: string): EventOf<'called'> | undefined {
  return newest(past, (one) => one.event === 'called' && one.local === remote)[0] as
    | EventOf<'called'>
    | undefined
}

/** @returns the newest event that is looked for, if there is one. */
function newest(past: EventTrail | null, isIt: (event: HistoryEvent) => boolean): HistoryEvent[] {
  for (let one = past; one; one = one.before) if (isIt(one.event)) return [one.event]
  return []
}

/** @returns all events of a kind, or of every kind, the oldest first. */
export function listed(past: EventTrail | null, kind?: HistoryEvent['event']): HistoryEvent[] {
  const events: HistoryEvent[] = []
  for (let one = past; one; one = one.before)
    if (kind === undefined || one.event.event === kind) events.push(one.event)
  return events.reverse()
}

/** Whether somebody said these words to the one who reads them. */
export function wasSaid(
  past: EventTrail | null,
  { node, text }: Extract<HistoryEvent, { event: 'delivered' }>,
): boolean {
  const isIt = (one: HistoryEvent): boolean =>
    one.event === 'step' && one.do === 'say' && one.to === node && one.text === text
  return newest(past, isIt).length > 0
}
