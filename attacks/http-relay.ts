/**
 * The relay in the directory's place: takes requests, asks the real directory, and lets the attack change the answer.
 * Without an attack that wants to, every answer is passed on byte for byte.
 */

import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Attack, Mallory } from './attack'

/** What a request or an answer may have at most, in bytes. */
const MOST_BYTES = 4 * 1024 * 1024

export interface HttpRelayOptions {
  /** Whose requests come here. */
  readonly caller: string
  /** Connects to the directory. @throws Error if it may not be dialled. */
  readonly dial: () => Socket
  /** The attack of the moment: asked anew for each request. */
  readonly attack: () => Attack
  readonly mallory: Mallory
  /** Told when the attack has thrown, or the directory may not be dialled: it must not pass in silence. */
  readonly failed: (error: unknown) => void
}

/** @returns a server, not listening yet, that relays each request to the directory. */
export function httpRelay(options: HttpRelayOptions): Server {
  return createServer((incoming, outgoing) => {
    // A client that is gone, or a directory that hangs up, is nothing that the attack did.
    relayOne(options, incoming, outgoing).catch((error) => {
      outgoing.destroy()
      if (!(error instanceof Gone)) options.failed(error)
    })
  })
}

/** One of the two others hung up. */
class Gone extends Error {}

async function relayOne(
  { caller, dial, attack, mallory }: HttpRelayOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = 'GET', url: path = '/' } = incoming
  const asked = await bodyOf(incoming)
  const answer = await askDirectory(dial(), incoming, asked)
  const received = await bodyOf(answer)
  const change = attack().answer
  const json = parsed(received)
  const changed = change && json !== null ? await change({ from: caller, method, path }, json, mallory) : json
  const body = changed === json ? received : Buffer.from(JSON.stringify(changed))
  outgoing.on('error', () => {})
  // What an attack says in the directory's place is an answer, also where the directory refuses.
  const status = changed === json ? (answer.statusCode ?? 502) : 200
  outgoing.writeHead(status, { ...passedOn(answer), 'content-length': body.length })
  outgoing.end(body)
}

function askDirectory(socket: Socket, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  const { method, url: path } = incoming
  const headers = { ...passedOn(incoming), connection: 'close', 'content-length': body.length }
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Gone())
    socket.on('error', gone)
    request({ method, path, headers, createConnection: () => socket }, resolve)
      .on('error', gone)
      .end(body)
  })
}

/** The headers but those that belong to one connection (RFC 9110 §7.6.1) or to one way to write the body. */
function passedOn({ headers }: IncomingMessage): Record<string, string | string[]> {
  const own = ['connection', 'keep-alive', 'transfer-encoding', 'content-length']
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || own.includes(name) ? [] : [[name, value]],
    ),
  )
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of message) {
      size += chunk.length
      if (size > MOST_BYTES) throw new Gone()
      chunks.push(chunk)
    }
  } catch {
    throw new Gone()
  }
  return Buffer.concat(chunks)
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
}
