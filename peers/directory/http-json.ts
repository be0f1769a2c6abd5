/**
 * One HTTP request with JSON in both directions, to a server that may be hostile: the answer is bounded in
 * size and time, redirects lead nowhere, and nothing is kept from one request to the next.
 *
 * Over TLS the certificate is looked at before the first byte of the request is written. Either exactly one
 * certificate is accepted, by its SHA-256 (the server's own word, compared by its user), or those that the
 * system's authorities vouch for.
 */

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { isIP, type Socket } from 'node:net'
import { checkServerIdentity, connect as connectTls, type TLSSocket } from 'node:tls'
import { type Sentence, t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { decodeText } from '../protocol/fields'
import { codeOf } from '../system/atomic-file'
import type { Endpoint } from './endpoint'

/** Longest answer that is read, in bytes: a thousand friends with their keys, and as many requests, take less. */
export const MAX_ANSWER_BYTES = 1024 * 1024

export interface JsonRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: URL
  readonly body?: object | undefined
  /** A bearer token (RFC 6750). */
  readonly token?: string | undefined
  /** Milliseconds, from the first packet to the last byte of the answer. */
  readonly timeout: number
  /** Where a host is really reached, like a hosts table. The server still sees the name in the URL. */
  readonly resolve: (host: string, port: number) => Endpoint
  /**
   * SHA-256 of the one certificate (DER) that is accepted, in 64 hexadecimal digits; its names, issuer and dates
   * then do not count. If not given, the system's authorities decide.
   */
  readonly certificate?: string | undefined
}

export interface JsonReply {
  /** 200 to 299 or 400 to 599. */
  readonly status: number
  /** The parsed body, whose form nobody has checked yet. */
  readonly json: unknown
  /** SHA-256 of the certificate (DER) that answered, in 64 hexadecimal digits; null over plain HTTP. */
  readonly certificate: string | null
  /** The IP address that answered. */
  readonly answeredAt: string
}

/** Makes one request. @throws PeerError as {@link askJson} does. */
export type AskJson = (question: JsonRequest) => Promise<JsonReply>

/** @throws PeerError DIRECTORY_UNREACHABLE, BAD_DIRECTORY_ANSWER; DIRECTORY_UNTRUSTED, then nothing was sent. */
export function askJson(question: JsonRequest): Promise<JsonReply> {
  return inTime(question, async (signal) => {
    const { request, certificate } = await send(question, signal)
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    return { ...(await read(question.url, response)), certificate }
  })
}

/**
 * Asks for another protocol on the connection (RFC 9110 section 7.8).
 * @returns the connection, on which nothing was said yet, or the answer where the server does not change.
 * @throws PeerError as {@link askJson}.
 */
export function askToUpgrade(question: JsonRequest, protocol: string): Promise<Socket | JsonReply> {
  return inTime(question, async (signal) => {
    const { request, certificate } = await send(question, signal, {
      connection: 'Upgrade',
      upgrade: protocol,
    })
    // Listened to from the start: which of the two comes is the server's choice.
    const [answered, upgraded] = (await Promise.race([
      once(request, 'response'),
      once(request, 'upgrade').then((changed) => [null, changed]),
    ])) as [IncomingMessage, undefined] | [null, [IncomingMessage, Socket, Buffer]]
    if (answered) return { ...(await read(question.url, answered)), certificate }
    const [response, socket, head] = upgraded
    if (response.headers.upgrade?.toLowerCase() !== protocol) {
      socket.destroy()
      throw badAnswer(question.url, t`it changes to another protocol than it was asked for`)
    }
    // Whoever takes it handles its errors: until then one ends it and no more.
    socket.on('error', () => socket.destroy())
    if (head.length > 0) socket.unshift(head)
    return socket
  })
}

/** @returns the answer, whose form nobody has checked yet. @throws PeerError BAD_DIRECTORY_ANSWER */
async function read(url: URL, response: IncomingMessage): Promise<Omit<JsonReply, 'certificate'>> {
  const status = response.statusCode ?? 0
  if (status < 200 || (status >= 300 && status < 400)) {
    response.destroy()
    throw badAnswer(url, t`it leads elsewhere (status ${status})`)
  }
  // Now: a socket that has ended has no address any more.
  const answeredAt = response.socket.remoteAddress ?? ''
  return { status, json: parse(url, response, await readBounded(url, response)), answeredAt }
}

/** @throws PeerError that says of whatever went wrong what it was. */
async function inTime<Answer>(
  { url, timeout }: JsonRequest,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const clock = new AbortController()
  const timer = setTimeout(() => clock.abort(), timeout)
  const { signal } = clock
  try {
    return await work(signal)
  } catch (error) {
    if (error instanceof PeerError) throw error
    const code = codeOf(error) ?? ''
    if (code.startsWith('HPE_')) throw badAnswer(url, t`it is not HTTP`)
    if (signal.aborted) throw unreachable(url, t`did not answer within ${timeout / 1000} s`)
    if (/^E(RR_SSL|PROTO)/.test(code)) throw unreachable(url, t`does not speak TLS as it should (${code})`)
    throw unreachable(url, code ? t`does not answer (${code})` : t`does not answer`)
  } finally {
    // A connection that is kept lives longer than the question.
    clearTimeout(timer)
  }
}

/** @returns the error for an answer that is not taken; `why` completes "because". */
export function badAnswer(url: URL, why: Sentence): PeerError {
  return new PeerError(
    'BAD_DIRECTORY_ANSWER',
    t`The answer of the directory at ${url.origin} was not taken, because ${why}: check that this address is a directory.`,
    { url: url.origin },
  )
}

/** @returns the error for a directory that could not be asked; `what` says what it did instead. */
function unreachable(url: URL, what: Sentence): PeerError {
  return new PeerError(
    'DIRECTORY_UNREACHABLE',
    t`The directory at ${url.origin} ${what}: check the address, your network, and that the directory runs.`,
    { url: url.origin },
  )
}

async function send(
  { method, url, body, token, resolve, certificate: expected }: JsonRequest,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ request: ClientRequest; certificate: string | null }> {
  const secure = url.protocol === 'https:'
  if (!secure && expected !== undefined) throw unencrypted(url)
  const name = url.hostname.replace(/^\[(.*)\]$/, '$1') // an IPv6 address stands in brackets
  const endpoint = resolve(name, Number(url.port) || (secure ? 443 : 80))
  const trusted = secure ? await connectTrusted(url, name, endpoint, expected, signal) : null
  const content = body && JSON.stringify(body)
  const request = requestHttp({
    method,
    ...endpoint,
    path: url.pathname + url.search,
    headers: {
      host: url.host,
      accept: 'application/json',
      ...(content && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(trusted ? { createConnection: (): Socket => trusted.socket } : { agent: false }),
    signal,
  })
  request.on('error', () => {}) // a late one, when the answer has begun: the reader of the answer sees it too
  request.end(content)
  return { request, certificate: trusted?.certificate ?? null }
}

/**
 * Connects, and looks at the certificate before anything is written: a request that is given to node:https is
 * already queued in the connection while the certificate is being checked.
 * @param name the host in the URL, which the certificate must be for unless it is `expected`.
 */
async function connectTrusted(
  url: URL,
  name: string,
  endpoint: Endpoint,
  expected: string | undefined,
  signal: AbortSignal,
): Promise<{ socket: TLSSocket; certificate: string }> {
  const socket = connectTls({
    ...endpoint,
    minVersion: 'TLSv1.2',
    // An IP address is no server name (RFC 6066 section 3).
    ...(isIP(name) ? {} : { servername: name }),
    checkServerIdentity: (_host, seen) => checkServerIdentity(name, seen),
    // Decided below, with its fingerprint for the user to compare.
    rejectUnauthorized: false,
  })
  try {
    await once(socket, 'secureConnect', { signal })
    const raw = socket.getPeerX509Certificate()?.raw
    const certificate = createHash('sha256')
      .update(raw ?? '')
      .digest('hex')
    const accepted = expected === undefined ? socket.authorized : certificate === expected.toLowerCase()
    if (!accepted || !raw) throw untrusted(url, certificate, expected, String(socket.authorizationError))
    return { socket, certificate }
  } catch (error) {
    socket.on('error', () => {})
    socket.destroy()
    throw error
  }
}

function untrusted(url: URL, fingerprint: string, expected: string | undefined, code: string): PeerError {
  const sentence =
    expected === undefined
      ? t`Nobody that this system trusts vouches for the certificate of the directory at ${url.origin} (${/^[A-Z_]{1,60}$/.test(code) ? code : '?'}), so nothing was sent: compare its fingerprint with the one that the directory printed, and set P2P_CERTIFICATE to it if they are equal.`
      : t`The directory at ${url.origin} shows another certificate than the one expected, so nothing was sent: somebody may stand between you and it, or it was set up anew. Ask who runs it for its fingerprint, and start with P2P_CERTIFICATE set to that.`
  return new PeerError('DIRECTORY_UNTRUSTED', sentence, {
    url: url.origin,
    fingerprint,
    ...(expected !== undefined && { expected }),
  })
}

function unencrypted(url: URL): PeerError {
  return new PeerError(
    'DIRECTORY_UNTRUSTED',
    t`A certificate is expected of the directory at ${url.origin}, which has none over plain HTTP, so nothing was sent: write its address with https://.`,
    { url: url.origin },
  )
}

/** Counts while it reads: what a server announces says nothing about what it sends. */
async function readBounded(url: URL, response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_ANSWER_BYTES) throw badAnswer(url, t`it is longer than ${MAX_ANSWER_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parse(url: URL, response: IncomingMessage, body: Buffer): unknown {
  const type = response.headers['content-type'] ?? ''
  if (!/^application\/json *(;|$)/i.test(type)) throw badAnswer(url, t`it is not JSON`)
  try {
    return JSON.parse(decodeText(body))
  } catch {
    throw badAnswer(url, t`it is not JSON`)
  }
}
