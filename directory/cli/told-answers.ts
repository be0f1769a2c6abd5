/** What a directory answers, told to the lab: looked at from outside of the routes, which know nothing of it. */

import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/** An answer that is out: to which connection, with which status, and the code of a refusal. */
export interface ToldAnswer {
  readonly event: 'answered'
  /** `ADDRESS:PORT` of the one who asked. */
  readonly remote: string
  readonly status: number
  readonly code: string | null
}

/** Tells each answer of a server, when all of it is written. */
export function tellAnswers(
  server: Pick<Server, 'prependListener'>,
  tell: (answer: ToldAnswer) => void,
): void {
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const remote = `${(socket.remoteAddress ?? '').replace(/^::ffff:/, '')}:${socket.remotePort ?? 0}`
    let body = ''
    const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse
    response.end = ((...args: unknown[]) => {
      if (typeof args[0] === 'string' || Buffer.isBuffer(args[0])) body = args[0].toString()
      return end(...args)
    }) as ServerResponse['end']
    response.on('finish', () =>
      tell({ event: 'answered', remote, status: response.statusCode, code: codeIn(body) }),
    )
  })
}

function codeIn(body: string): string | null {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: unknown } }
    return typeof error?.code === 'string' ? error.code : null
  } catch {
    return null
  }
}
