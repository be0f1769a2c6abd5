/** What a directory answers, told to the lab: looked at from outside of the routes, which know nothing of it. */

import type { IncomingMessage, Server, ServerResponse } from 'node:http'

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

/** Tells each answer of a server, when all of it is written. */
export function tellAnswers(
  server: Pick<Server, 'prependListener'>,
  tell: (answer: ToldAnswer) => void,
  now: () => number = Date.now,
  budget = BODIES_BUDGET,
): void {
  let left = budget
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket, method = '', url = '', headers } = request
    const asked = bytesOf(request)
    const clock = now()
    const remote = `${(socket.remoteAddress ?? '').replace(/^::ffff:/, '')}:${socket.remotePort ?? 0}`
    let body = ''
    const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse
    response.end = ((...args: unknown[]) => {
      if (typeof args[0] === 'string' || Buffer.isBuffer(args[0])) body = args[0].toString()
      return end(...args)
    }) as ServerResponse['end']
    response.on('finish', () => {
      const { authorization = null } = headers
      const exchange = {
        method,
        path: url,
        authorization,
        asked: asked(),
        said: body,
        clock,
        took: now() - clock,
      }
      const size = exchange.asked.length + body.length
      const told = size <= LONGEST && size <= left && { exchange }
      if (told) left -= size
      tell({ event: 'answered', remote, status: response.statusCode, code: codeIn(body), ...told })
    })
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
