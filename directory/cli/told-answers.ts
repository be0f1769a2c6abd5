/** What a directory answers, told to the lab: looked at from outside of the routes, which know nothing of it. */

import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** An answer that is out: to which connection, with which status, and the code of a refusal. */
export interface ToldAnswer {
  readonly event: 'answered'
  /** `ADDRESS:PORT` of the one who asked. */
  readonly remote: string
  readonly status: number
  readonly code: string | null
  /** The whole of it, while there is room to tell that. */
  readonly exchange?: {
    readonly method: string
    readonly path: string
    readonly authorization: string | null
    readonly asked: string
    readonly said: string
    /** Milliseconds since 1970. */
    readonly clock: number
    readonly took: number
  }
}

/** How much is told of bodies altogether, in bytes: beyond, a history would be mostly this. */
const BODIES_BUDGET = 1024 * 1024
/** A longer one is not told: the lab reads no line that is longer than a megabyte, and quotes take room. */
const LONGEST = 128 * 1024

/** Tells each answer of a server, when all of it is written; of a request to change the protocol, when it is begun. */
export function tellAnswers(
  server: Pick<Server, 'prependListener'>,
  tell: (answer: ToldAnswer) => void,
  now: () => number = Date.now,
  budget = BODIES_BUDGET,
): void {
  let left = budget
  const told = (request: IncomingMessage, status: number, asked: string, said: string, began: number) => {
    const { socket, method = '', url = '', headers } = request
    const remote = `${(socket.remoteAddress ?? '').replace(/^::ffff:/, '')}:${socket.remotePort ?? 0}`
    const { authorization = null } = headers
    const took = now() - began
    const exchange = { method, path: url, authorization, asked, said, clock: began, took }
    const size = asked.length + said.length
    const whole = size <= LONGEST && size <= left && { exchange }
    if (whole) left -= size
    tell({ event: 'answered', remote, status, code: codeIn(said), ...whole })
  }
  server.prependListener('upgrade', (request: IncomingMessage, socket: Duplex) => {
    const clock = now()
    for (const way of ['write', 'end'] as const) {
      const does = socket[way].bind(socket) as (...args: unknown[]) => never
      socket[way] = (...args: unknown[]) => {
        const [, status, said] = /^HTTP\/1\.1 (\d{3}).*?\r\n\r\n(.*)$/s.exec(`${args[0]}`) ?? []
        // Whoever is joined says no such thing first: it is the relay's own answer.
        if (status !== undefined) told(request, Number(status), '', said ?? '', clock)
        delete (socket as Partial<Duplex>).write
        delete (socket as Partial<Duplex>).end
        return does(...args)
      }
    }
  })
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const asked = bytesOf(request)
    const clock = now()
    let body = ''
    const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse
    response.end = ((...args: unknown[]) => {
      if (typeof args[0] === 'string' || Buffer.isBuffer(args[0])) body = args[0].toString()
      return end(...args)
    }) as ServerResponse['end']
    response.on('finish', () => told(request, response.statusCode, asked(), body, clock))
  })
}

/** Copies what comes in, without reading it before the routes do. @returns what gives all of it that has come. */
function bytesOf(request: IncomingMessage): () => string {
  const chunks: Buffer[] = []
  const push = request.push.bind(request)
  request.push = (chunk, encoding) => {
    if (Buffer.isBuffer(chunk)) chunks.push(chunk)
    return push(chunk, encoding)
  }
  return () => Buffer.concat(chunks).toString('utf8')
}

function codeIn(body: string): string | null {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: unknown } }
    return typeof error?.code === 'string' ? error.code : null
  } catch {
    return null
  }
}
