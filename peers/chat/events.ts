/** What the chat shows for each event of the messenger. Events in, entries out; who counts and remembers is chat.ts. */

import type { TransferEvent } from '../files/transfer-view'
import type { MessengerEvent } from '../messenger/messenger-api'
import { type Printing, printable } from '../text/printable'
import { alert, type ChatEntry, clock, quiet, shownName, textEntries, writtenNote } from './entry'
import { count, grouped, size } from './figures'
import { backlogWords } from './lists'
import type { Naming } from './naming'

export interface Scene {
  /** This user's name. */
  readonly own: string
  /** The friend whose chat is open. */
  readonly open: string | null
  /** Milliseconds since 1970. */
  readonly now: number
  /** How what friends write is shown. */
  readonly printing: Printing
  /** How friends are shown. */
  readonly who: Naming
}

/** Of someone else's sentence. */
const SENTENCE = 1000

/** What an alarm's sentence says already. */
const unshown = ['addressOf', 'flaw']

/** @returns nothing for what is shown elsewhere (progress) or only sums up (receipts). */
export function entriesOf(event: MessengerEvent, scene: Scene): ChatEntry[] {
  const { own, open, now, printing, who } = scene
  switch (event.event) {
    case 'message': {
      const to = event.friend === open ? '' : ` -> ${shownName(own)}`
      const note = writtenNote(event.at, event.written)
      const head = `${clock(event.at)} <${who(event.friend)}${to}${note}> `
      return textEntries({ head, text: event.text, friend: event.friend, at: event.at }, printing.rows)
    }
    case 'online':
      return [quiet(now, `${who(event.friend)} is there${event.way === 'direct' ? '' : `, ${event.way}`}`)]
    case 'way':
      return [quiet(now, `${who(event.friend)} is reached another way: ${event.way}`)]
    case 'offline':
      return [quiet(now, `${who(event.friend)} is away`)]
    case 'request': {
      const name = shownName(event.from)
      return [quiet(now, `${who(event.from)} asks to be your friend: /accept ${name} or /remove ${name}`)]
    }
    case 'requests': {
      const names = event.from.slice(0, 3).map(who).join(', ')
      const left = event.from.length > 3 ? ', …' : ''
      return [
        quiet(
          now,
          `${event.from.length} people ask to be your friends (${names}${left}): /friends lists them`,
        ),
      ]
    }
    case 'friend': {
      const name = shownName(event.name)
      return [quiet(now, `${who(event.name)} is your friend now: /chat ${name} opens the chat`)]
    }
    case 'key-changed':
      return [changedKey(event, scene)]
    case 'alarm': {
      const whom = event.friend === null ? '' : `${who(event.friend)}: `
      const evidence = Object.entries(event.evidence)
        .filter(([key]) => !unshown.includes(key))
        .map(([key, value]) => `${printable(key, 40)}: ${printable(String(value), 200)}`)
      return [alert(now, `${whom}${printable(event.message, SENTENCE)}`, ...evidence)]
    }
    case 'lost': {
      const name = who(event.friend)
      const lost = count(event.to - event.from + 1, 'message')
      const numbers = `numbers ${event.from} to ${event.to}`
      return [
        alert(
          now,
          `${lost} of ${name} cannot come by themselves any more (${numbers}): this home or that of ${name} was lost or set back. Ask ${name} to send them again: /help resend.`,
        ),
      ]
    }
    case 'lacks': {
      const name = shownName(event.friend)
      return [
        alert(
          now,
          `${who(event.friend)} says that ${backlogWords(event)} are not there any more: /resend ${name} can send them again. Ask ${name} first, not through this chat: if nothing was lost there, somebody else has the key of ${name}.`,
        ),
      ]
    }
    case 'held': {
      const name = shownName(event.friend)
      const [wait, them] = event.count === 1 ? ['waits', 'it'] : ['wait', 'them']
      return [
        alert(
          now,
          `${backlogWords(event)} ${wait} for a key that ${who(event.friend)} had before, and nobody else gets ${them}: /resend ${name} can send ${them} to the key of now, or drop ${them}.`,
        ),
      ]
    }
    case 'again':
      return [
        quiet(
          now,
          `${who(event.friend)} sends again ${backlogWords(event)}, which this program said to lack`,
        ),
      ]
    case 'notice':
      return [quiet(now, printable(event.message, SENTENCE))]
    case 'file-offered':
      // What this user offers is told where it was typed.
      return event.transfer.direction === 'in' ? [fileEntry(event, scene)] : []
    case 'file-finished':
    case 'file-ended':
      return [fileEntry(event, scene)]
    case 'file-progress':
    case 'sent':
    case 'delivered':
      return []
  }
}

function changedKey(
  { friend, expected, seen }: { friend: string; expected: string; seen: string },
  { now, who }: Scene,
): ChatEntry {
  const name = shownName(friend)
  return alert(
    now,
    `The key of ${who(friend)} has CHANGED. Either ${name} has a new installation, or somebody stands between you.`,
    `known: ${grouped(printable(expected, 128))}`,
    `shown: ${grouped(printable(seen, 128))}`,
    `Nothing is sent to ${name} until it is settled: /verify ${name} compares safety numbers, /help trust tells more.`,
  )
}

function fileEntry(
  event: Exclude<TransferEvent, { event: 'file-progress' }>,
  { now, printing: { line }, who }: Scene,
): ChatEntry {
  const { transfer } = event
  const { label, direction } = transfer
  const friend = who(transfer.friend)
  const name = line(transfer.name, 80)
  const length = size(transfer.size)
  if (event.event === 'file-offered') {
    return quiet(
      now,
      // The name stands last in its row: what it says can't pass for anything else.
      `${friend} offers a file of ${length}: ${name}`,
      `/accept-file ${label} takes it, /cancel ${label} refuses it`,
    )
  }
  if (event.event === 'file-ended') {
    return alert(
      now,
      `${label} ${direction === 'in' ? 'from' : 'to'} ${friend} has ended: ${name}`,
      printable(event.message, SENTENCE),
    )
  }
  if (direction === 'out') return quiet(now, `${label} has arrived at ${friend}, whole and checked: ${name}`)
  const place = transfer.path === null ? name : line(transfer.path, 400)
  return quiet(now, `${label} of ${friend} is here, whole and checked: ${place}`)
}

/** @returns whether somebody who looks elsewhere should look here now. */
export function rings(event: MessengerEvent, open: string | null): boolean {
  switch (event.event) {
    case 'message':
      return event.friend !== open
    case 'request':
    case 'requests':
    case 'key-changed':
    case 'alarm':
    case 'lost':
    case 'lacks':
    case 'held':
      return true
    case 'file-offered':
      return event.transfer.direction === 'in'
    default:
      return false
  }
}
