/**
 * The messenger driven by JSON lines, for programs: one command a line on stdin, each answered by `done` or `failed`;
 * what happens in between comes as events. It ends when its input ends. AGENT.md documents every line.
 */

import type { Readable } from 'node:stream'
import { obeyMessengerCommand } from '../commands/perform'
import type { MessengerApi, MessengerEvent } from '../messenger/messenger-api'
import { lines } from './lines'

export interface MessengerAgent {
  tell(event: MessengerEvent): void
  /** Serves until the input ends, then closes the messenger. */
  run(messenger: MessengerApi): Promise<void>
}

/** @param write settles when the line has left this program. */
export function openMessengerAgent(input: Readable, write: (line: string) => Promise<void>): MessengerAgent {
  const say = (event: object): Promise<void> => write(`${JSON.stringify(event)}\n`)
  const early: MessengerEvent[] = []
  let messenger: MessengerApi | null = null

  const tell = (event: MessengerEvent): void => {
    if (!messenger) {
      early.push(event)
      return
    }
    const api = messenger
    if (event.event !== 'message') void say(event)
    // Shown is what has left this program. A kill in between shows it again at the next start, under the same id.
    else void say(event).then(() => api.seen(event.friend, event.id))
  }

  return {
    tell,
    async run(api) {
      await say({ event: 'ready', ...api.status() })
      for (const item of api.unseen()) {
        const { friend, content, id, at, written } = item
        if (content.type === 'text')
          await say({ event: 'message', friend, id, text: content.text, at, written })
        api.seen(friend, id)
      }
      messenger = api
      for (const event of early.splice(0)) tell(event)
      const underWay = new Set<Promise<void>>()
      for await (const line of lines(input)) {
        const obeyed = obeyMessengerCommand(line, api, say).finally(() => underWay.delete(obeyed))
        underWay.add(obeyed)
      }
      await Promise.all(underWay)
      await api.close()
    },
  }
}
