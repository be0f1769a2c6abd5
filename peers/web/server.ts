/**
 * The messenger over HTTP, for a page in a browser of this computer: its files for whoever asks, all else for those who came
 * by the link. Commands and events are those of AGENT.md.
 */

import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { obeyMessengerCommand } from '../commands/perform'
import { spoken } from '../files/transfer-view'
import { explainFailure } from '../home/file-failure'
import { english, type Say, type Sentence, t } from '../language/sentence'
import type { MessengerApi, MessengerEvent } from '../messenger/messenger-api'
import { PeerError } from '../protocol/errors'
import { codeOf } from '../system/atomic-file'
import { Connections } from './connections'
import { everyAnswer, refusalAtTheDoor, type TurnedAway } from './door'
import { inWords, sayFor, statusIn } from './in-words'
import { type PageKey, PageKeys } from './keys'
import type { Noted } from './noted'
import type { PageFile } from './page-files'
import { Streams } from './streams'
import { Uploads } from './uploads'
import { type Zip, zipOf } from './zip'

const LOOPBACK = '127.0.0.1'
/** Of a command: the longest text, each byte of it escaped. */
const LONGEST_COMMAND = 128 * 1024
/** Of what is asked besides, as the secret of a link: a name fits, with room. */
const LONGEST_WORD = 1024
/** Of names of files and of all else that stands before a body; Node reads 16 KiB otherwise. */
const LONGEST_HEAD = 8 * 1024
/** For the head of a request: a browser on this computer sends it at once. */
const HEAD_MS = 10_000
/** For the next bytes of a body, which may come from a slow disk. */
const SILENCE_MS = 30_000
/** Files that are copied at a time: more at once are not faster. */
const MOST_UPLOADS = 4
/** Commands after which nothing is different; what else looks so makes pages look once more. */
const asks = /"do":"(?:status|friends|files|history|history-between|search|compare)"/
/** Files that may be fetched, each once: what a browser has asked for it fetches at once. */
const MOST_TICKETS = 16

export interface WebServer {
  /** Where the page is. */
  readonly address: string
  /** @returns a link that works once. */
  newLink(): string
  tell(event: MessengerEvent | { readonly event: 'said'; readonly friend: string }): void
  /** Says to all pages that this is the end. */
  close(): void
}

export interface WebServerOptions {
  readonly messenger: MessengerApi
  readonly home: string
  /** 0 takes any that is free. */
  readonly port: number
  readonly files: ReadonlyMap<string, PageFile>
  readonly noted: Noted
}

/** @throws PeerError PORT_TAKEN */
export async function openWebServer(options: WebServerOptions): Promise<WebServer> {
  const keys = new PageKeys()
  const streams = new Streams()
  const connections = new Connections()
  const uploads = new Uploads(options.home)
  await uploads.tidy(options.messenger.transfers())
  const site = new Site(options, keys, streams, uploads)
  const limits = { headersTimeout: HEAD_MS, connectionsCheckingInterval: 1000, maxHeaderSize: LONGEST_HEAD }
  // A file may take as long as it takes: what counts is the time without a byte.
  const server = createServer({ ...limits, requestTimeout: 0 }, (request, response) => {
    const { port } = server.address() as AddressInfo
    void site.answer(request, response, port, connections)
  })
  server.on('connection', (socket) => connections.opened(socket))
  await listening(server, options.port)
  const { port } = server.address() as AddressInfo
  const address = `http://${LOOPBACK}:${port}/`
  return {
    address,
    newLink: () => `${address}#${keys.newLink()}`,
    tell(event) {
      streams.tell(event)
      if (event.event === 'said') return
      for (const more of options.noted.tell(event)) streams.tell(more)
      if (event.event === 'file-finished' || event.event === 'file-ended')
        void uploads.tidy(options.messenger.transfers()).catch(() => {})
    },
    close() {
      streams.end({ event: 'ended' })
      server.close()
      connections.end()
    },
  }
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const isTaken = codeOf(error) === 'EADDRINUSE'
      const words = t`Port ${String(port)} of ${LOOPBACK} is taken: choose another --web-port, or none.`
      reject(isTaken ? new PeerError('PORT_TAKEN', words) : error)
    })
    server.listen(port, LOOPBACK, resolve)
  })
}

/** What stops an answer: said to whoever asked. */
class Refused extends Error {
  constructor(readonly refusal: TurnedAway) {
    super(refusal.code)
  }
}

const refused = (status: number, code: string, words: Sentence) => new Refused({ status, code, words })

class Site {
  /** Paths of files by the ticket with which one may be fetched, once. */
  readonly #tickets = new Map<string, string>()

  constructor(
    private readonly options: WebServerOptions,
    private readonly keys: PageKeys,
    private readonly streams: Streams,
    private readonly uploads: Uploads,
  ) {}

  /** Never throws. */
  async answer(
    request: IncomingMessage,
    response: ServerResponse,
    port: number,
    connections: Connections,
  ): Promise<void> {
    request.on('error', () => {})
    response.on('error', () => {})
    for (const [name, value] of Object.entries(everyAnswer)) response.setHeader(name, value)
    const { method = '', url = '', headers } = request
    const [path = '', search = ''] = url.split('?', 2)
    try {
      const refusal = refusalAtTheDoor({ method, path, headers }, port)
      if (refusal) throw new Refused(refusal)
      if (method === 'GET') return await this.#get(path, response)
      if (path === '/enter') return await this.#enter(request, response)
      const given = this.keys.given(headers.authorization)
      if (!given)
        throw refused(401, 'NO_KEY', t`This page is not let in: open the link that the messenger printed.`)
      connections.isKnown(request.socket)
      await this.#post(path, new URLSearchParams(search), request, response, given)
    } catch (error) {
      refuse(request, response, error)
    }
  }

  async #get(path: string, response: ServerResponse): Promise<void> {
    const file = this.options.files.get(path)
    if (file) {
      response.writeHead(200, { 'Content-Type': file.type }).end(file.content)
      return
    }
    const ticket = /^\/download\/([\w-]+)$/.exec(path)?.[1] ?? ''
    const from = this.#tickets.get(ticket)
    if (from === undefined) throw refused(404, 'NOTHING_HERE', t`There is nothing here.`)
    this.#tickets.delete(ticket)
    const { name, size, content } = await received(from).catch((error) => {
      throw explainFailure(error, from, 'read')
    })
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': size,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, encodedToo)}`,
    })
    await pipeline(content(), response).catch(() => {})
  }

  async #enter(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = this.keys.enter(await word(request))
    if (!given)
      throw refused(
        403,
        'LINK_USED',
        t`This link was used before, or is of another time: press Enter where the messenger runs for a new one.`,
      )
    tell(response, given)
  }

  async #post(
    path: string,
    search: URLSearchParams,
    request: IncomingMessage,
    response: ServerResponse,
    { key, proof }: PageKey,
  ): Promise<void> {
    const { messenger, noted } = this.options
    const say = sayFor(request.headers['accept-language'])
    switch (path) {
      case '/state':
        return tell(
          response,
          { proof, status: statusIn(messenger.status(), say), ...noted.unread(), ...noted.notes() },
          say,
        )
      case '/events':
        request.resume()
        return this.streams.open(response, key, say, { event: 'here', proof })
      case '/command':
        return await this.#command(await bodyOf(request, LONGEST_COMMAND), response, say)
      case '/read': {
        const friend = await word(request)
        noted.read(friend)
        messenger.seen(friend)
        this.streams.tell(noted.unread())
        return tell(response, {})
      }
      case '/dismiss':
        noted.dismiss(Number(await word(request)))
        this.streams.tell(noted.notes())
        return tell(response, {})
      case '/ticket':
        return tell(response, { path: `/download/${this.#ticketFor(await word(request))}` })
      case '/file':
      case '/files':
        return await this.#upload(path, search, request, response)
      case '/export': {
        const passphrase = await word(request)
        const file = await this.uploads.make((to) => messenger.exportTo(to, passphrase))
        response.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end(file)
        return
      }
      case '/import': {
        this.#requireRoom(request)
        const added = await this.uploads.takeSealed(request, (from, passphrase) =>
          messenger.importContacts(from, passphrase),
        )
        tell(response, { added })
        return this.streams.tell({ event: 'changed' })
      }
      case '/leave':
        this.keys.leave(key)
        this.streams.leave(key)
        return tell(response, {})
      default:
        throw refused(404, 'NOTHING_HERE', t`There is nothing here.`)
    }
  }

  async #command(line: string, response: ServerResponse, say: Say): Promise<void> {
    await obeyMessengerCommand(line, this.options.messenger, (answer) => {
      tell(response, answer, say)
      // Other pages have not heard of it.
      if (!asks.test(line)) this.streams.tell({ event: 'changed' })
    })
  }

  #ticketFor(id: string): string {
    const found = this.options.messenger.transfers().find((transfer) => transfer.id === id)
    if (found?.direction !== 'in' || found.state !== 'finished' || found.path === null)
      throw refused(404, 'NO_FILE', t`This file is not here: look into the folder of received files.`)
    const ticket = randomBytes(32).toString('base64url')
    this.#tickets.set(ticket, found.path)
    const [oldest] = this.#tickets.keys()
    if (this.#tickets.size > MOST_TICKETS && oldest !== undefined) this.#tickets.delete(oldest)
    return ticket
  }

  /** Before a file is copied. */
  #requireRoom(request: IncomingMessage): void {
    if (this.uploads.underWay >= MOST_UPLOADS)
      throw refused(429, 'TOO_MANY', t`Several files are being copied: send this one when they have gone.`)
    request.setTimeout(SILENCE_MS, () => request.destroy())
  }

  async #upload(
    kind: '/file' | '/files',
    search: URLSearchParams,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { messenger } = this.options
    const [to, name] = [search.get('to') ?? '', search.get('name') ?? '']
    // Before anything is copied.
    if (!messenger.friends().some((friend) => friend.name === to))
      throw refused(404, 'UNKNOWN_PEER', t`There is no such friend.`)
    this.#requireRoom(request)
    const offer = (paths: string | readonly string[]) => messenger.offer(to, paths)
    const taken =
      kind === '/file' ? this.uploads.take(name, request, offer) : this.uploads.takePack(request, offer)
    const transfer = await taken.catch((error) => {
      throw explainFailure(error, name, 'written')
    })
    tell(response, transfer)
    this.streams.tell({ event: 'changed' })
  }
}

/** A file as it is, a folder as one ZIP file. @throws what the system throws. */
async function received(path: string): Promise<Zip & { readonly name: string }> {
  const name = path.split(/[/\\]/).at(-1) ?? 'file'
  const status = await stat(path)
  if (status.isDirectory()) return { name: `${name}.zip`, ...(await zipOf(path)) }
  const { size } = status
  return { name, size, content: () => createReadStream(path, { end: Math.max(0, size - 1) }) }
}

function tell(response: ServerResponse, answer: object, say: Say = english): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(inWords(answer, say))
}

/** Says why; what is left of the request is not read. */
function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { status, code, words } =
    error instanceof Refused
      ? error.refusal
      : error instanceof PeerError
        ? { status: 409, code: error.code, words: error.words() }
        : { status: 500, code: 'DEFECT', words: t`The messenger has a defect: ${String(error)}` }
  response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' })
  const said = inWords({ code, ...spoken(words) }, sayFor(request.headers['accept-language']))
  response.end(said, () => request.destroy())
}

/** A body that is one short text. */
function word(request: IncomingMessage): Promise<string> {
  return bodyOf(request, LONGEST_WORD)
}

async function bodyOf(request: IncomingMessage, most: number): Promise<string> {
  request.setTimeout(SILENCE_MS, () => request.destroy())
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += part.length
    if (length > most) throw refused(413, 'TOO_LONG', t`This takes at most ${most} bytes.`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function encodedToo(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}
