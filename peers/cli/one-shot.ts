/** The messenger for scripts: says one thing, or prints what comes. */

import { toldSentence } from '../chat/told'
import { type Sentence, t } from '../language/sentence'
import type { HistoryItem, MessengerEvent } from '../messenger/messenger-api'
import { printable } from '../text/printable'
import type { ScriptMessenger } from './home-socket'
import type { CliCommand } from './options'

/** Opens the home and goes online; events come from then on. */
type Open = (onEvent: (event: MessengerEvent) => void) => Promise<ScriptMessenger>

/** EX_TEMPFAIL of sysexits.h: it is kept, and goes later. */
const WAITS = 75

/** @returns the exit status: 0 when the friend has it, 75 when it waits in the outbox. @throws PeerError */
export async function sendOne(
  { to, text, wait }: Extract<CliCommand, { do: 'send' }>,
  open: Open,
  complain: (sentence: Sentence) => void,
): Promise<number> {
  const delivered = new Set<string>()
  let arrived = () => {}
  const messenger = await open((event) => {
    complainOf(event, complain)
    if (event.event !== 'delivered' || event.friend !== to) return
    delivered.add(event.id)
    arrived()
  })
  try {
    const id = await messenger.send(to, text)
    const isThere = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), wait * 1000)
      arrived = () => {
        if (!delivered.has(id)) return
        clearTimeout(timer)
        resolve(true)
      }
      arrived()
    })
    if (isThere) return 0
    complain(t`${to} is away: the message waits in the outbox, and goes when you and ${to} are both online.`)
    return WAITS
  } finally {
    await messenger.close()
  }
}

/**
 * Prints messages, those first that came before and that nobody was shown, until there were enough of them.
 * @param write settles when the line has left this program.
 */
export async function receive(
  { json, count, wait }: Extract<CliCommand, { do: 'receive' }>,
  open: Open,
  write: (line: string) => Promise<void>,
  complain: (sentence: Sentence) => void,
  stop: AbortSignal,
): Promise<number> {
  const coming: MessageEvent[] = []
  let look = () => {}
  const messenger = await open((event) => {
    complainOf(event, complain)
    if (event.event !== 'message') return
    coming.push(event)
    look()
  })
  let printed = 0
  const print = async (message: MessageEvent) => {
    printed += 1
    await write(json ? `${JSON.stringify(message)}\n` : inLines(message))
    messenger.seen(message.friend, message.id)
  }
  const enough = () => stop.aborted || (count !== null && printed >= count)
  const deadline = wait === null ? null : AbortSignal.timeout(wait * 1000)
  const over = deadline ? AbortSignal.any([stop, deadline]) : stop
  try {
    for (const item of messenger.unseen()) {
      if (enough()) break
      for (const each of messageOf(item)) await print(each)
    }
    while (!enough() && !over.aborted) {
      const next = coming.shift()
      if (next) await print(next)
      else {
        await new Promise<void>((resolve) => {
          look = resolve
          over.addEventListener('abort', () => resolve(), { once: true })
          if (coming.length > 0) resolve()
        })
      }
    }
    return 0
  } finally {
    await messenger.close()
  }
}

type MessageEvent = Extract<MessengerEvent, { event: 'message' }>

function messageOf({ friend, id, at, written, content }: HistoryItem): MessageEvent[] {
  return content.type === 'text' ? [{ event: 'message', friend, id, text: content.text, at, written }] : []
}

/** Lines after the first are indented, so that no text looks like another message. */
function inLines({ friend, text }: MessageEvent): string {
  const rows = text.split('\n').map((row) => printable(row, 20_000))
  return `${friend}: ${rows.join('\n    ')}\n`
}

/** What a script's user has to know, whatever it waits for. */
function complainOf(event: MessengerEvent, complain: (sentence: Sentence) => void): void {
  if (event.event === 'alarm' || event.event === 'notice') complain(toldSentence(event, 500))
  if (event.event === 'key-changed') complain(t`The key of ${event.friend} has changed.`)
  if (event.event === 'lacks')
    complain(t`${event.friend} says to lack ${event.count} of your messages: see /resend in the chat.`)
  if (event.event === 'held')
    complain(
      t`${event.count} of your messages wait for an earlier key of ${event.friend}: see /resend in the chat.`,
    )
}
