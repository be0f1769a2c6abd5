/** What one user sees, and how one more event changes it. Pure. */

import { type Sentence, t } from '../../peers/language/sentence'
import type { HistoryEvent, PeerNodeEvent } from '../history/events'
import type { EventOf } from '../history/selectors'
import { alarmSentence } from '../language/alarms'
import { aboutOf } from '../scenario/alarms'
import { described } from '../steps/every-step'
import { person, short } from '../text/format-names'
import { printable, printableSentence } from '../text/printable'
import { listed, wasSaid } from './context-events'
import { type ChatLine, type DashboardState, MOST_LINES, type PeerPane } from './dashboard-state'

/** Rows of a real screen that are shown. */
const MOST_ROWS = 40
/** Rows before the first one of the attacker's that are shown with it. */
const ROWS_BEFORE = 4

/** A pane in which nothing has happened yet. */
export function emptyPane(name: string): PeerPane {
  return { name, connected: false, trust: 'none', fingerprint: '', refused: '', chat: [], alarms: [] }
}

export function withEvent(peerPane: PeerPane, event: HistoryEvent, state: DashboardState): PeerPane {
  if (event.event === 'step') return seenStep(peerPane, event)
  if (event.event === 'shown')
    return event.on === peerPane.name ? rows(peerPane, event.rows, state) : peerPane
  if (!isOf(peerPane, event)) return peerPane
  switch (event.event) {
    case 'connected':
      // Somebody else than the friend that this is about.
      if (event.peer !== null && !state.outline.peers.includes(event.peer))
        return adds(peerPane, note(t`Connected; the key shown is ${short(event.fingerprint)}`))
      return {
        ...adds(peerPane, note(t`Connected; the key shown is ${short(event.fingerprint)}`)),
        connected: true,
        fingerprint: printable(event.fingerprint),
        refused: '',
        trust: peerPane.trust === 'verified' ? 'verified' : isTheirs(event, state) ? 'pinned' : 'unchecked',
      }
    case 'delivered': {
      const [one, other] = state.outline.peers
      // Where the protocol has no names, the user takes it for the friend’s.
      const who = person(event.from ?? (peerPane.name === one ? other : one))
      const kind = wasSaid(state.past, event) ? 'heard' : 'forged'
      return adds(peerPane, { kind, who, text: printable(event.text) })
    }
    case 'alarm': {
      const code = printable(event.code)
      const alarmed = adds(peerPane, { kind: 'alarm', code, words: printableSentence(alarmSentence(event)) })
      const alarms = last([...peerPane.alarms, code])
      if (aboutOf(code) !== 'identity') return { ...alarmed, alarms }
      const { seen } = event.evidence
      return {
        ...alarmed,
        alarms,
        trust: 'refused',
        refused: typeof seen === 'string' ? printable(seen) : '',
      }
    }
    case 'failed':
      return event.code === 'NOT_CONNECTED'
        ? adds(peerPane, note(t`Not sent: there is no connection.`))
        : peerPane
    case 'closed':
      return { ...peerPane, connected: false }
    // What the user's program tells the lab, and does not show.
    case 'listening':
    case 'ready':
    case 'done':
    case 'opened':
    case 'displayed':
    case 'sent':
    case 'screen':
    case 'wire':
    case 'secrets':
    case 'identity':
    case 'asked':
      return peerPane
  }
}

/** Whether this user's program said it: then it is what a peer may say. */
function isOf(peerPane: PeerPane, event: HistoryEvent): event is Extract<HistoryEvent, PeerNodeEvent> {
  return event.node === peerPane.name
}

/** Whether the key shown is the one with which the friend registered. Where the protocol has no names nobody can say. */
function isTheirs(
  { peer, fingerprint }: Extract<HistoryEvent, { event: 'connected' }>,
  state: DashboardState,
): boolean {
  return peer !== null && state.identities[peer] === fingerprint
}

function seenStep(peerPane: PeerPane, step: EventOf<'step'>): PeerPane {
  const line = described(step.do).by(step).includes(peerPane.name) ? described(step.do).pane(step) : null
  return line ? adds(peerPane, line) : peerPane
}

/** The screen of a real messenger, in the place of what the lab knows of it. */
function rows(peerPane: PeerPane, onScreen: readonly string[], { past }: DashboardState): PeerPane {
  const marks = listed(past, 'marked').flatMap((event) => (event.event === 'marked' ? [event.text] : []))
  const all = onScreen.map((row): Extract<ChatLine, { kind: 'row' }> => {
    return { kind: 'row', text: printable(row), hers: marks.some((mark) => row.includes(mark)) }
  })
  const first = all.findIndex(({ hers }) => hers)
  const chat =
    first < 0 ? all.slice(-MOST_ROWS) : all.slice(Math.max(0, first - ROWS_BEFORE)).slice(0, MOST_ROWS)
  return { ...peerPane, chat }
}

export function note(words: Sentence): ChatLine {
  return { kind: 'note', words }
}

function adds(peerPane: PeerPane, line: ChatLine): PeerPane {
  return { ...peerPane, chat: last([...peerPane.chat, line]) }
}

/** The last ones: a pane remembers no more. */
export function last<T>(things: readonly T[], most = MOST_LINES): readonly T[] {
  return things.length > most ? things.slice(-most) : things
}
