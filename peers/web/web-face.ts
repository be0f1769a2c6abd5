/** The messenger in a browser: opens the page's server, and tells what happens to all pages that are open. */

import type { MessengerApi, MessengerEvent } from '../messenger/messenger-api'
import { Noted } from './noted'
import type { PageFile } from './page-files'
import { openWebServer, type WebServer } from './server'

export interface WebOptions {
  readonly home: string
  /** 0 takes any that is free. */
  readonly port: number
  readonly files: ReadonlyMap<string, PageFile>
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export interface WebFace {
  /** Takes what the messenger tells, also before `open`. */
  tell(event: MessengerEvent): void
  /** A program beside this one says something. */
  said(friend: string): void
  /** @throws PeerError PORT_TAKEN */
  open(messenger: MessengerApi): Promise<WebServer>
}

export function openWebFace(options: WebOptions): WebFace {
  const noted = new Noted(options.now)
  const early: MessengerEvent[] = []
  let server: WebServer | null = null
  return {
    tell(event) {
      if (server) server.tell(event)
      else early.push(event)
    },
    said: (friend) => server?.tell({ event: 'said', friend }),
    async open(messenger) {
      noted.begin(messenger.unseen())
      const opened = await openWebServer({ ...options, messenger, noted })
      server = opened
      for (const event of early.splice(0)) opened.tell(event)
      return opened
    },
  }
}
