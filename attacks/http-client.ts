/** One HTTP request over a socket that is there already (RFC 9112): JSON out, JSON in. */

import { request } from 'node:http'
import type { Socket } from 'node:net'
import type { HttpAnswer } from './attack'

/** What an answer may have at most, in bytes. */
const MOST_BYTES = 4 * 1024 * 1024

/**
 * @param socket connected, and of no use afterwards.
 * @returns the answer, whatever its status. @throws Error if the other side hangs up before it is whole.
 */
export function ask(
  socket: Socket,
  method: string,
  path: string,
  { body, token }: { readonly body?: unknown; readonly token?: string },
): Promise<HttpAnswer> {
  const content = body === undefined ? null : Buffer.from(JSON.stringify(body))
  const headers = {
    Host: 'directory',
    Connection: 'close',
    ...(content && { 'Content-Type': 'application/json', 'Content-Length': content.length }),
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
  }
  return new Promise((resolve, reject) => {
    const outgoing = request({ method, path, headers, createConnection: () => socket }, (incoming) => {
      const chunks: Buffer[] = []
      let size = 0
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > MOST_BYTES) incoming.destroy(new Error('the answer is too long'))
        else chunks.push(chunk)
      })
      incoming.on('error', reject)
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, json: parsed(Buffer.concat(chunks)) }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end(content ?? undefined)
  })
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
}
