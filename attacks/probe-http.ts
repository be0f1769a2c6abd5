/** Requests of a probe, byte for byte: over connections of her own, one for each, of which the last one counts. */

import type { HttpAnswer, Mallory } from './attack'
import { ProbeLine } from './probe-line'

export interface ProbeRequest {
  readonly body?: unknown
  /** In place of JSON. */
  readonly text?: string
  readonly token?: string
  /** Whole lines. */
  /** What the body is said to be. */
  readonly type?: string
  readonly headers?: readonly string[]
}

export class ProbeHttp {
  readonly #mallory: Mallory
  #last: ProbeLine | null = null

  constructor(mallory: Mallory) {
    this.#mallory = mallory
  }

  /** The connection on which she asked last. */
  get last(): ProbeLine {
    if (!this.#last) throw new Error('she has asked nothing')
    return this.#last
  }

  /** Asks for the relay, and says `early` behind it. @returns the connection, on which the answer comes. */
  async upgrade(path: string, token: string, early: string): Promise<ProbeLine> {
    const line = new ProbeLine(await this.#mallory.call('directory'))
    this.#last = line
    const head = [
      `GET ${path} HTTP/1.1`,
      'Host: directory',
      'Connection: Upgrade',
      'Upgrade: p2p-relay',
      `Authorization: Bearer ${token}`,
    ]
    line.say(Buffer.from(`${head.join('\r\n')}\r\n\r\n${early}`))
    return line
  }

  async ask(
    method: string,
    path: string,
    { body, text, type = 'application/json', token, headers = [] }: ProbeRequest,
  ): Promise<HttpAnswer> {
    const line = new ProbeLine(await this.#mallory.call('directory'))
    this.#last = line
    const content = text ?? (body === undefined ? null : JSON.stringify(body))
    const head = [
      `${method} ${path} HTTP/1.1`,
      'Host: directory',
      'Connection: close',
      ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
      ...(content === null ? [] : [`Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(content)}`]),
      ...headers,
    ]
    line.say(Buffer.from(`${head.join('\r\n')}\r\n\r\n${content ?? ''}`))
    await line.finish(() => {})
    return answerIn(line.heard.toString('utf8'))
  }
}

function answerIn(text: string): HttpAnswer {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)
  try {
    return { status, json: JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)) }
  } catch {
    return { status, json: null }
  }
}
