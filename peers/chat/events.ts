/** What the chat shows for each event of the messenger. Events in, entries out; who counts and remembers is chat.ts. */

import { sizeOf } from '../files/sentences'
import type { Spoken, TransferEvent } from '../files/transfer-view'
import { t } from '../language/sentence'
import type { MessengerEvent } from '../messenger/messenger-api'
import { type Printing, printable } from '../text/printable'
import { alert, type ChatEntry, clock, quiet, shownName, textEntries, writtenNote } from './entry'
import { count, grouped } from './figures'
import { backlogWords, wayWords } from './lists'
import type { Naming } from './naming'
import { toldSentence } from './told'

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
      const head = t`${clock(event.at)} <${who(event.friend)}${to}${note}> `
      return textEntries({ head, text: event.text, friend: event.friend, at: event.at }, printing.rows)
    }
    case 'online':
      return [
        quiet(
          now,
          event.way === 'direct'
            ? t`${who(event.friend)} is there`
            : t`${who(event.friend)} is there, ${wayWords[event.way]}`,
        ),
      ]
    case 'way':
      return [quiet(now, t`${who(event.friend)} is reached another way: ${wayWords[event.way]}`)]
    case 'offline':
      return [quiet(now, t`${who(event.friend)} is away`)]
    case 'request': {
      const name = shownName(event.from)
      return [quiet(now, t`${who(event.from)} asks to be your friend: /accept ${name} or /remove ${name}`)]
    }
    case 'requests': {
      const names = event.from.slice(0, 3).map(who).join(', ')
      const left = event.from.length > 3 ? ', …' : ''
      return [
        quiet(
          now,
          t`${event.from.length} people ask to be your friends (${names}${left}): /friends lists them`,
        ),
      ]
    }
    case 'friend': {
      const name = shownName(event.name)
      return [quiet(now, t`${who(event.name)} is your friend now: /chat ${name} opens the chat`)]
    }
    case 'key-changed':
      return [changedKey(event, scene)]
    case 'alarm': {
      const evidence = Object.entries(event.evidence)
        .filter(([key]) => !unshown.includes(key))
        .map(([key, value]) => t`${printable(key, 40)}: ${printable(String(value), 200)}`)
      const sentence = toldWords(event)
      return [
        alert(now, event.friend === null ? sentence : t`${who(event.friend)}: ${sentence}`, ...evidence),
      ]
    }
    case 'lost': {
      const name = who(event.friend)
      const lost = count(event.to - event.from + 1, 'message')
      return [
        alert(
          now,
          t`${lost} of ${name} cannot come by themselves any more (numbers ${String(event.from)} to ${String(event.to)}): this home or that of ${name} was lost or set back. Ask ${name} to send them again: /help resend.`,
        ),
      ]
    }
    case 'lacks': {
      const name = shownName(event.friend)
      return [
        alert(
          now,
          t`${who(event.friend)} says that ${backlogWords(event)} are not there any more: /resend ${name} can send them again. Ask ${name} first, not through this chat: if nothing was lost there, somebody else has the key of ${name}.`,
        ),
      ]
    }
    case 'held': {
      const name = shownName(event.friend)
      return [
        alert(
          now,
          event.count === 1
            ? t`${backlogWords(event)} waits for a key that ${who(event.friend)} had before, and nobody else gets it: /resend ${name} can send it to the key of now, or drop it.`
            : t`${backlogWords(event)} wait for a key that ${who(event.friend)} had before, and nobody else gets them: /resend ${name} can send them to the key of now, or drop them.`,
        ),
      ]
    }
    case 'again':
      return [
        quiet(
          now,
          t`${who(event.friend)} sends again ${backlogWords(event)}, which this program said to lack`,
        ),
      ]
    case 'notice':
      return [quiet(now, toldWords(event))]
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

function toldWords(event: Spoken) {
  return toldSentence(event, SENTENCE)
}

function changedKey(
  { friend, expected, seen }: { friend: string; expected: string; seen: string },
  { now, who }: Scene,
): ChatEntry {
  const name = shownName(friend)
  return alert(
    now,
    t`The key of ${who(friend)} has CHANGED. Either ${name} has a new installation, or somebody stands between you.`,
    t`known: ${grouped(printable(expected, 128))}`,
    t`shown: ${grouped(printable(seen, 128))}`,
    t`Nothing is sent to ${name} until it is settled: /verify ${name} compares safety numbers, /help trust tells more.`,
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
  const length = sizeOf(transfer)
  if (event.event === 'file-offered') {
    return quiet(
      now,
      // The name stands last in its row: what it says can't pass for anything else.
      transfer.files === undefined
        ? t`${friend} offers a file of ${length}: ${name}`
        : t`${friend} offers a folder of ${length}: ${name}`,
      t`/accept-file ${label} takes it, /cancel ${label} refuses it`,
    )
  }
  if (event.event === 'file-ended') {
    return alert(
      now,
      direction === 'in'
        ? t`${label} from ${friend} has ended: ${name}`
        : t`${label} to ${friend} has ended: ${name}`,
      toldWords(event),
    )
  }
  if (direction === 'out') return quiet(now, t`${label} has arrived at ${friend}, whole and checked: ${name}`)
  const place = transfer.path === null ? name : line(transfer.path, 400)
  return quiet(now, t`${label} of ${friend} is here, whole and checked: ${place}`)
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
