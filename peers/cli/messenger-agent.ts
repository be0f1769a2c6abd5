/**
 * The messenger driven by JSON lines, for programs: one command a line on stdin, each answered by `done` or `failed`;
 * what happens in between comes as events. It ends when its input ends. AGENT.md documents every line.
 */

import type { Readable } from 'node:stream'
import type { HistoryItem, MessengerEvent, MessengerFace } from '../messenger/messenger-api'
import { obey } from './json-command'
import { lines } from './lines'
import { type MessengerCommand, parseMessengerCommand } from './messenger-commands'

export interface MessengerAgent {
  tell(event: MessengerEvent): void
  /** Serves until the input ends, then closes the messenger. */
  run(messenger: MessengerFace): Promise<void>
}

/** @param write settles when the line has left this program. */
export function openMessengerAgent(input: Readable, write: (line: string) => Promise<void>): MessengerAgent {
  const say = (event: object): Promise<void> => write(`${JSON.stringify(event)}\n`)
  const early: MessengerEvent[] = []
  /** Told as what came before the start; their own events may still be under way. */
  const told = new Set<string>()
  let messenger: MessengerFace | null = null

  const tell = (event: MessengerEvent): void => {
    if (!messenger) {
      early.push(event)
      return
    }
    const face = messenger
    if (event.event !== 'message') void say(event)
    // Shown is what has left this program. A kill in between shows it again at the next start, under the same id.
    else if (!told.delete(key(event))) void say(event).then(() => face.seen(event.friend, event.id))
  }

  return {
    tell,
    async run(face) {
      await say({ event: 'ready', ...face.status() })
      for (const item of face.unseen()) {
        const { friend, content, id, at, written } = item
        if (content.type === 'text') {
          told.add(key(item))
          await say({ event: 'message', friend, id, text: content.text, at, written })
        }
        face.seen(friend, id)
      }
      messenger = face
      for (const event of early.splice(0)) tell(event)
      const underWay = new Set<Promise<void>>()
      for await (const line of lines(input)) {
        const obeyed = obey(line, parseMessengerCommand, (command) => perform(face, command), say).finally(
          () => underWay.delete(obeyed),
        )
        underWay.add(obeyed)
      }
      await Promise.all(underWay)
      await face.close()
    },
  }
}

function key({ friend, id }: Pick<HistoryItem, 'friend' | 'id'>): string {
  return `${friend} ${id}`
}

/** @returns what the answer carries besides `done`. */
async function perform(face: MessengerFace, command: MessengerCommand): Promise<object | undefined> {
  switch (command.do) {
    case 'status':
      return face.status()
    case 'friends':
      return { friends: face.friends(), ...face.requests() }
    case 'refresh':
      await face.refresh()
      return
    case 'add':
      return { status: await face.add(command.name) }
    case 'remove':
      await face.remove(command.name)
      return
    case 'send':
      return { id: await face.send(command.to, command.text) }
    case 'history':
      return { items: face.history(command.with, command.count) }
    case 'compare':
      return face.compare(command.with)
    case 'verify':
      return { result: await face.verify(command.with, command.number) }
    case 'trust':
      await face.trust(command.with, command.key)
      return
    case 'send-file':
      return face.offer(command.to, command.path)
    case 'accept-file':
      return face.acceptFile(command.file)
    case 'cancel-file':
      return face.cancelFile(command.file)
    case 'files':
      return { files: face.transfers() }
  }
}
