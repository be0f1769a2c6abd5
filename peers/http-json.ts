/**
 * One HTTP request with JSON in both directions, to a server that may be hostile: the answer is bounded in
 * size and time, redirects lead nowhere, and nothing is kept from one request to the next.
 */

import { once } from 'node:events'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { PeerError } from './protocol/errors'
import { decodeText } from './protocol/fields'

/** Longest answer that is read, in bytes. */
export const MAX_ANSWER_BYTES = 256 * 1024

/** Where something listens. */
export interface Place {
  readonly host: string
  readonly port: number
}

export interface Question {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: URL
  readonly body?: object | undefined
  /** A bearer token (RFC 6750). */
  readonly token?: string | undefined
  /** Milliseconds, from the first packet to the last byte of the answer. */
  readonly timeout: number
  /** Where a host is really reached, like a hosts table. The server still sees the name in the URL. */
  readonly resolve: (host: string, port: number) => Place
}

/**
 * @returns the status (200 to 299 or 400 to 599) and the parsed body, whose form nobody has checked yet.
 * @throws PeerError DIRECTORY_UNREACHABLE, BAD_DIRECTORY_ANSWER
 */
export async function askJson(question: Question): Promise<{ status: number; json: unknown }> {
  const { url, timeout } = question
  const signal = AbortSignal.timeout(timeout)
  try {
    const response = await send(question, signal)
    const status = response.statusCode ?? 0
    if (status < 200 || (status >= 300 && status < 400)) {
      response.destroy()
      throw badAnswer(url, `it leads elsewhere (status ${status})`)
    }
    return { status, json: parse(url, response, await readBounded(url, response)) }
  } catch (error) {
    if (error instanceof PeerError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code.startsWith('HPE_')) throw badAnswer(url, 'it is not HTTP')
    if (signal.aborted) throw unreachable(url, `did not answer within ${timeout / 1000} s`)
    if (/CERT|TLS|SSL|VERIFY/.test(code)) throw unreachable(url, `has no certificate to trust (${code})`)
    throw unreachable(url, code ? `does not answer (${code})` : 'does not answer')
  }
}

/** @returns the error for an answer that is not taken; `why` completes "because". */
export function badAnswer(url: URL, why: string): PeerError {
  return new PeerError(
    'BAD_DIRECTORY_ANSWER',
    `The answer of the directory at ${url.origin} was not taken, because ${why}: check that this address is a directory.`,
    { url: url.origin },
  )
}

/** @returns the error for a directory that could not be asked; `what` says what it did instead. */
function unreachable(url: URL, what: string): PeerError {
  return new PeerError(
    'DIRECTORY_UNREACHABLE',
    `The directory at ${url.origin} ${what}: check the address, your network, and that the directory runs.`,
    { url: url.origin },
  )
}

async function send(
  { method, url, body, token, resolve }: Question,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:'
  const name = url.hostname.replace(/^\[(.*)\]$/, '$1') // an IPv6 address stands in brackets
  const { host, port } = resolve(name, Number(url.port) || (secure ? 443 : 80))
  const content = body && JSON.stringify(body)
  const request = (secure ? requestHttps : requestHttp)({
    method,
    host,
    port,
    path: url.pathname + url.search,
    // TLS asks for the certificate of the host in this header, not of the place it was resolved to.
    headers: {
      host: url.host,
      accept: 'application/json',
      ...(content && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    agent: false,
    signal,
  })
  const answered = once(request, 'response') as Promise<[IncomingMessage]>
  request.on('error', () => {}) // a late one, when the answer has begun: the reader of the answer sees it too
  request.end(content)
  return (await answered)[0]
}

/** Counts while it reads: what a server announces says nothing about what it sends. */
async function readBounded(url: URL, response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_ANSWER_BYTES) throw badAnswer(url, `it is longer than ${MAX_ANSWER_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parse(url: URL, response: IncomingMessage, body: Buffer): unknown {
  const type = response.headers['content-type'] ?? ''
  if (!/^application\/json *(;|$)/i.test(type)) throw badAnswer(url, 'it is not JSON')
  try {
    return JSON.parse(decodeText(body))
  } catch {
    throw badAnswer(url, 'it is not JSON')
  }
}
