/** What the messenger tells, to all pages that are open: one JSON object a line. */

import type { ServerResponse } from 'node:http'
import type { Say } from '../language/sentence'
import { inWords } from './in-words'

/** A browser has one, in whichever of its tabs (page/talk.ts); more are browsers that went on without saying so. */
const MOST_STREAMS = 16
/** Bytes that a page which does not read may have waiting: it is cut off then, and begins anew when it reads again. */
const MOST_UNREAD = 4 * 1024 * 1024

export class Streams {
  readonly #open = new Map<ServerResponse, { readonly key: string; readonly say: Say }>()

  /** @param key of whose it is. @param say in the page's language. @param first what is told first. */
  open(response: ServerResponse, key: string, say: Say, first: object): void {
    this.#open.set(response, { key, say })
    response.once('close', () => this.#open.delete(response))
    const [oldest] = this.#open.keys()
    if (this.#open.size > MOST_STREAMS) oldest?.destroy()
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
    response.write(`${JSON.stringify(first)}\n`)
  }

  tell(event: object): void {
    for (const [response, { say }] of this.#open) {
      if (response.writableLength > MOST_UNREAD) response.destroy()
      else response.write(`${inWords(event, say)}\n`)
    }
  }

  /** Whoever has this key is told nothing more. */
  leave(key: string): void {
    for (const [response, own] of this.#open) if (own.key === key) response.end()
  }

  end(event: object): void {
    this.tell(event)
    for (const response of this.#open.keys()) response.end()
  }
}
