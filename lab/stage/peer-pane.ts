/** What one user sees, and how one more event changes it. Pure. */

import type { HistoryEvent } from '../history/events'
import { type Sentence, t } from '../language/sentence'
import { person, short } from '../narration/describe'
import { printable } from '../text/printable'
import { type ChatLine, MOST_LINES, type Seat, type Show } from './dashboard-state'
import { listed, wasSaid } from './event-trail'

/** Rows of a real screen that are shown. */
const MOST_ROWS = 40
/** Rows before the first one of the attacker's that are shown with it. */
const ROWS_BEFORE = 4

/** A seat at which nothing has happened yet. */
export function newSeat(name: string): Seat {
  return { name, connected: false, trust: 'none', fingerprint: '', chat: [], alarms: [] }
}

export function seen(seat: Seat, event: HistoryEvent, show: Show): Seat {
  if (event.event === 'step') return seenStep(seat, event)
  if (event.event === 'shown') return event.on === seat.name ? rows(seat, event.rows, show) : seat
  if (event.node !== seat.name) return seat
  switch (event.event) {
    case 'connected':
      return {
        ...adds(seat, note(t`Connected; the key shown is ${short(event.fingerprint)}`)),
        connected: true,
        fingerprint: printable(event.fingerprint),
        trust: seat.trust === 'verified' ? 'verified' : isTheirs(event, show) ? 'pinned' : 'unchecked',
      }
    case 'delivered': {
      const [one, other] = show.program.peers
      // Where the protocol has no names, the user takes it for the friend’s.
      const who = person(event.from ?? (seat.name === one ? other : one))
      const kind = wasSaid(show.past, event) ? 'heard' : 'forged'
      return adds(seat, { kind, who, text: printable(event.text) })
    }
    case 'alarm': {
      const code = printable(event.code)
      const alarmed = adds(seat, { kind: 'alarm', code, message: printable(event.message) })
      const alarms = last([...seat.alarms, code])
      return { ...alarmed, alarms, trust: REFUSALS.has(code) ? 'refused' : seat.trust }
    }
    case 'failed':
      return event.code === 'NOT_CONNECTED' ? adds(seat, note(t`Not sent: there is no connection.`)) : seat
    case 'closed':
      return { ...seat, connected: false }
    default:
      return seat
  }
}

/** Whether the key shown is the one with which the friend registered. Where the protocol has no names nobody can say. */
function isTheirs({ peer, fingerprint }: Extract<HistoryEvent, { event: 'connected' }>, show: Show): boolean {
  return peer !== null && show.identities[peer] === fingerprint
}

/** Alarms that are about who the other side is. */
const REFUSALS: ReadonlySet<string> = new Set([
  'FINGERPRINT_MISMATCH',
  'BAD_SIGNATURE',
  'UNKNOWN_PEER',
  'WRONG_NAME',
])

function seenStep(seat: Seat, step: Extract<HistoryEvent, { event: 'step' }>): Seat {
  switch (step.do) {
    case 'connect':
      return step.from === seat.name ? adds(seat, note(t`Calling ${person(step.to)} …`)) : seat
    case 'say':
      return step.from === seat.name
        ? adds(seat, { kind: 'said', who: person(seat.name), text: printable(step.text) })
        : seat
    case 'send-file':
      return step.from === seat.name ? adds(seat, note(t`Sends the file ${printable(step.name)}`)) : seat
    case 'close':
      return step.by === seat.name ? adds(seat, note(t`Says goodbye.`)) : seat
    default:
      return seat
  }
}

/** The screen of a real messenger, in the place of what the lab knows of it. */
function rows(seat: Seat, shown: readonly string[], { past }: Show): Seat {
  const marks = listed(past, 'marked').flatMap((event) => (event.event === 'marked' ? [event.text] : []))
  const all = shown.map((row): Extract<ChatLine, { kind: 'row' }> => {
    return { kind: 'row', text: printable(row), hers: marks.some((mark) => row.includes(mark)) }
  })
  const first = all.findIndex(({ hers }) => hers)
  const chat =
    first < 0 ? all.slice(-MOST_ROWS) : all.slice(Math.max(0, first - ROWS_BEFORE)).slice(0, MOST_ROWS)
  return { ...seat, chat }
}

export function note(words: Sentence): ChatLine {
  return { kind: 'note', words }
}

function adds(seat: Seat, line: ChatLine): Seat {
  return { ...seat, chat: last([...seat.chat, line]) }
}

/** The last ones: a pane remembers no more. */
export function last<T>(things: readonly T[], most = MOST_LINES): readonly T[] {
  return things.length > most ? things.slice(-most) : things
}
