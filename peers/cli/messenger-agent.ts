/**
 * The messenger driven by JSON lines, for programs: one command a line on stdin, each answered by `done` or `failed`;
 * what happens in between comes as events. It ends when its input ends. AGENT.md documents every line.
 */

import type { Readable } from 'node:stream'
import type { MessengerApi, MessengerEvent } from '../messenger/messenger-api'
import { withoutLineEnds } from '../text/line-ends'
import { obey } from './json-command'
import { lines } from './lines'
import { type MessengerCommand, parseMessengerCommand } from './messenger-commands'

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
        const obeyed = obey(line, parseMessengerCommand, (command) => perform(api, command), say).finally(
          () => underWay.delete(obeyed),
        )
        underWay.add(obeyed)
      }
      await Promise.all(underWay)
      await api.close()
    },
  }
}

/** @returns what the answer carries besides `done`. */
async function perform(api: MessengerApi, command: MessengerCommand): Promise<object | undefined> {
  switch (command.do) {
    case 'status':
      return api.status()
    case 'friends':
      return { friends: api.friends(), ...api.requests(), blocked: api.blocked(), muted: api.muted() }
    case 'refresh':
      await api.refresh()
      return
    case 'add':
      return { status: await api.add(command.name) }
    case 'remove':
      await api.remove(command.name)
      return
    case 'block':
      await api.block(command.name)
      return
    case 'unblock':
      await api.unblock(command.name)
      return
    case 'mute':
      await api.mute(command.name, command.on)
      return
    case 'send':
      return { id: await api.send(command.to, command.text) }
    case 'history':
      return { items: api.history(command.with, command.count) }
    case 'history-between':
      return { items: api.historyBetween(command.with, command.from, command.to) }
    case 'search':
      return { items: await api.search(command.with ?? null, command.words, command.count) }
    case 'forget': {
      const { with: friend, from, to, count } = command
      if (count === undefined) return { count: api.forgettable(friend, from, to) }
      await api.forget(friend, from, to, count)
      return { count }
    }
    case 'compare':
      return api.compare(command.with)
    case 'verify':
      return { result: await api.verify(command.with, command.number) }
    case 'trust':
      await api.trust(command.with, command.key)
      return
    case 'resend':
      return command.count === undefined
        ? api.resendable(command.to)
        : await api.resend(command.to, command.count)
    case 'drop-held':
      return { dropped: await api.dropHeld(command.with) }
    case 'send-file':
      return api.offer(command.to, command.path)
    case 'accept-file':
      return api.acceptFile(command.file)
    case 'cancel-file':
      return api.cancelFile(command.file)
    case 'change-passphrase':
      await api.changePassphrase(withoutLineEnds(command.before), withoutLineEnds(command.chosen))
      return
    case 'change-password':
      await api.changePassword(command.password)
      return
    case 'log-out-elsewhere':
      await api.logOutElsewhere()
      return
    case 'register':
      return { asked: await api.registerAgain(command.password) }
    case 'take-name-back':
      await api.takeNameBack(command.password, command.code)
      return
    case 'files':
      return { files: api.transfers() }
  }
}
