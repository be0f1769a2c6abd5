/**
 * Whether what a program says of itself hangs together. A peer that tells of words in a session which it never
 * said was connected hides whom it believed to talk to; then nothing it says can be weighed.
 */

import { type Sentence, t } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import type { Events } from '../history/selectors'
import { person } from '../text/format-names'
import { type Reason, reason } from './finding'

/** What belongs to the conversation or to the attack, and therefore into a phase. */
const IN_A_PHASE: ReadonlySet<HistoryEvent['event']> = new Set([
  'delivered',
  'alarm',
  'acted',
  'loot',
  'guessed',
])

/** What is said of a session in any state: an alarm may name none, and bytes come before it is connected and after. */
const beside: ReadonlySet<HistoryEvent['event']> = new Set(['alarm', 'wire', 'secrets'])

interface SessionState {
  readonly phase: HistoryEvent['phase']
  readonly state: 'opened' | 'connected' | 'closed'
}

/** @returns the first thing that contradicts what was said before; undefined if nothing does. */
export function contradiction(act: Events): Reason | undefined {
  const ready = new Set<string>()
  const sessions = new Map<string, SessionState>()
  for (const event of act) {
    const { node, phase } = event
    if (event.event === 'act-ended') return undefined
    if (phase === null && IN_A_PHASE.has(event.event))
      return reason(t`${person(node)} said “${event.event}” between the phases`, event)
    if (event.event === 'ready') {
      if (ready.has(node)) return reason(t`${person(node)} said twice to be ready`, event)
      ready.add(node)
    }
    if (!('session' in event) || beside.has(event.event)) continue
    const session = `${node} ${event.session}`
    const known = sessions.get(session)
    const said = t`${person(node)} said “${event.event}”`
    switch (event.event) {
      case 'opened':
        if (known) return reason(describeAgain(said, known.state), event)
        sessions.set(session, { phase, state: 'opened' })
        break
      case 'connected':
        if (known?.state !== 'opened') return reason(describeState(said, known?.state), event)
        sessions.set(session, { phase, state: 'connected' })
        break
      case 'closed':
        if (!known || known.state === 'closed') return reason(describeState(said, known && 'closed'), event)
        sessions.set(session, { phase, state: 'closed' })
        break
      default:
        if (known?.state !== 'connected' || known.phase !== phase)
          return reason(t`${said} of a session that was not connected`, event)
    }
  }
  return undefined
}

function describeAgain(said: Sentence, state: SessionState['state']): Sentence {
  switch (state) {
    case 'opened':
      return t`${said} of a session that was opened before`
    case 'connected':
      return t`${said} of a session that was connected before`
    case 'closed':
      return t`${said} of a session that was closed before`
  }
}

function describeState(said: Sentence, state: 'connected' | 'closed' | undefined): Sentence {
  switch (state) {
    case undefined:
      return t`${said} of a session that was never opened`
    case 'connected':
      return t`${said} of a session that was connected`
    case 'closed':
      return t`${said} of a session that was closed`
  }
}
