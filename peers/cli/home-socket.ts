/**
 * Scripts beside an open chat: `send` and `receive` speak to the messenger that has the home, by a socket in it that
 * only its owner can open. It takes texts to send and tells what comes, and nothing else. JSON lines as in AGENT.md.
 */

import { chmodSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { obey } from '../commands/json-command'
import { parseMessengerCommand } from '../commands/messenger-commands'
import { t } from '../language/sentence'
import type { MessengerApi, MessengerEvent } from '../messenger/messenger-api'
import { PeerError } from '../protocol/errors'

/** Scripts at a time. */
const MOST_SCRIPTS = 16
/** Of one line: the longest text, each byte of it escaped. */
const LONGEST_LINE = 128 * 1024
/** Bytes that one who does not read may have waiting; it is cut off then. */
const MOST_UNREAD = 4 * 1024 * 1024
/** Commands of one script under way. */
const MOST_AT_ONCE = 100

/** What `send` and `receive` need of a messenger. */
export type ScriptMessenger = Pick<MessengerApi, 'send' | 'unseen' | 'seen' | 'close'>

/** @returns null where the system has no such sockets, or would cut the path (sun_path has 108 bytes, or 104). */
function socketIn(home: string): string | null {
  const path = join(home, 'socket')
  return process.platform === 'win32' || Buffer.byteLength(path) > 100 ? null : path
}

/** What is told of to scripts: messages, receipts, and what their user has to know. */
const told: ReadonlySet<MessengerEvent['event']> = new Set([
  'message',
  'delivered',
  'alarm',
  'notice',
  'key-changed',
  'lacks',
  'held',
])

export interface HomeSocket {
  tell(event: MessengerEvent): void
  close(): void
}

/**
 * Call it with the lock of the home: a socket that lies there is of a program that was killed.
 * @param onSent is told what a script says, for the chat to show it.
 * @returns null where there can be none.
 */
export async function openHomeSocket(
  home: string,
  messenger: Pick<MessengerApi, 'send'>,
  onSent: (friend: string, text: string) => void,
): Promise<HomeSocket | null> {
  const path = socketIn(home)
  if (path === null) return null
  rmSync(path, { force: true })
  const scripts = new Set<Socket>()
  const server = createServer((script) => {
    scripts.add(script)
    script.on('close', () => scripts.delete(script)).on('error', () => script.destroy())
    serve(script, messenger, onSent)
  })
  server.maxConnections = MOST_SCRIPTS
  // From its first moment on: what others may do with it is settled when it is made.
  const mask = process.umask(0o177)
  const listening = new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(path, () => resolve(true))
  })
  process.umask(mask)
  if (!(await listening)) return null
  chmodSync(path, 0o600)
  server.unref()
  return {
    tell(event) {
      if (!told.has(event.event)) return
      for (const script of scripts) say(script, event)
    },
    close() {
      server.close()
      for (const script of scripts) script.destroySoon()
      rmSync(path, { force: true })
    },
  }
}

function serve(
  script: Socket,
  messenger: Pick<MessengerApi, 'send'>,
  onSent: (friend: string, text: string) => void,
): void {
  let pending = ''
  let underWay = 0
  const send = async (line: string) => {
    underWay += 1
    await obey(
      line,
      parseMessengerCommand,
      async (command) => {
        if (command.do !== 'send')
          throw new PeerError('BAD_COMMAND', t`Scripts beside an open chat only send.`)
        const id = await messenger.send(command.to, command.text)
        onSent(command.to, command.text)
        return { id }
      },
      (answer) => say(script, answer),
    )
    underWay -= 1
  }
  script.setEncoding('utf8').on('data', (text: string) => {
    const parts = (pending + text).split('\n')
    pending = parts.pop() ?? ''
    if ([pending, ...parts].some((part) => part.length > LONGEST_LINE)) return script.destroy()
    for (const line of parts) {
      if (underWay >= MOST_AT_ONCE) return script.destroy()
      void send(line).catch(() => script.destroy())
    }
    return undefined
  })
}

function say(script: Socket, line: object): void {
  if (!script.writable) return
  if (script.writableLength > MOST_UNREAD) script.destroy()
  else script.write(`${JSON.stringify(line)}\n`)
}

/**
 * The messenger that runs on this home, as far as scripts may use it; null where none runs.
 * @param onEvent what comes from then on. @param onGone the messenger has ended.
 */
export async function runningMessenger(
  home: string,
  onEvent: (event: MessengerEvent) => void,
  onGone: () => void,
): Promise<ScriptMessenger | null> {
  const path = socketIn(home)
  if (path === null) return null
  const socket = connect(path)
  const isThere = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  })
  if (!isThere) return null
  const answers = new Map<
    number,
    (line: { event: string; data?: { id: string }; code?: string; message?: string }) => void
  >()
  let pending = ''
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    for (const answer of answers.values()) answer({ event: 'failed', message: 'The open chat has ended.' })
    answers.clear()
    onGone()
  })
  socket.setEncoding('utf8').on('data', (text: string) => {
    const parts = (pending + text).split('\n')
    pending = parts.pop() ?? ''
    for (const part of parts) {
      // The other end is this very program, of this very user.
      const line = JSON.parse(part)
      const answer = answers.get(line.id)
      if ((line.event === 'done' || line.event === 'failed') && answer) {
        answers.delete(line.id)
        answer(line)
      } else onEvent(line)
    }
  })
  let commands = 0
  return {
    async send(to, text) {
      const id = ++commands
      const answer = new Promise<Parameters<NonNullable<ReturnType<typeof answers.get>>>[0]>((resolve) =>
        answers.set(id, resolve),
      )
      socket.write(`${JSON.stringify({ id, do: 'send', to, text })}\n`)
      const { event, data, code = 'FILE_FAILED', message = '' } = await answer
      if (event !== 'done' || !data) throw new PeerError(code as PeerError['code'], t`${message}`)
      return data.id
    },
    // The chat has shown what came before, and notes what comes.
    unseen: () => [],
    seen: () => {},
    async close() {
      socket.removeAllListeners('close').end()
    },
  }
}
