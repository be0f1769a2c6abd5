/** For tests: a messenger that notes what it is asked, its page's server, and requests as anybody can make them. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { TransferView } from '../files/transfer-view'
import { type Sentence, t } from '../language/sentence'
import type {
  FriendView,
  HistoryItem,
  ItemPlace,
  MessengerApi,
  MessengerEvent,
} from '../messenger/messenger-api'
import { PeerError } from '../protocol/errors'
import { pageFiles } from './page-files'
import type { WebServer } from './server'
import { openWebFace } from './web-face'

/** The page is bundled once. */
const files = pageFiles(null)

type Test = { teardown: (work: () => void) => void }

export const bob: FriendView = {
  ...{ name: 'bob', trust: 'pinned', online: true, way: 'direct', waiting: 0, held: 0 },
}

/** What the messenger knows, for tests to change. */
export interface Known {
  friends: FriendView[]
  items: HistoryItem[]
  transfers: TransferView[]
  incoming: string[]
  blocked: string[]
  readonly nicknames: Map<string, string>
  trouble: string | null
  troubleWords?: () => Sentence
}

export const number = Array.from({ length: 12 }, () => '12345').join(' ')

export function said(id: string, text: string, friend = 'bob'): HistoryItem {
  const content = { type: 'text', text } as const
  return { friend, direction: 'in', id, at: Date.now(), written: Date.now(), content, status: 'received' }
}

export function transferOf(id: string, about: Partial<TransferView> = {}): TransferView {
  return {
    ...{ label: 'f1', id, friend: 'bob', direction: 'out', name: 'a.txt', size: 3, done: 0 },
    ...{ state: 'offered', path: null },
    ...about,
  }
}

export interface Opened {
  readonly home: string
  readonly port: number
  readonly server: WebServer
  readonly known: Known
  /** What was asked that changes something. */
  readonly asked: unknown[][]
  tell(event: MessengerEvent): void
  /** The key of a browser that came by the link. */
  readonly key: string
}

export async function openTestSite(test: Test, port = 0): Promise<Opened> {
  const home = mkdtempSync(join(tmpdir(), 'web-'))
  const known: Known = {
    ...{ friends: [bob], items: [], transfers: [], incoming: [] },
    ...{ blocked: [], nicknames: new Map(), trouble: null },
  }
  const asked: unknown[][] = []
  const note =
    (name: string, answer?: unknown) =>
    async (...args: unknown[]) => {
      asked.push([name, ...args])
      return answer
    }
  const messenger = {
    status: () => ({
      ...{ name: 'alice', fingerprint: 'ab'.repeat(32), directory: 'http://d' },
      directoryTrouble: known.trouble,
      troubleWords: known.troubleWords,
      ...{
        address: null,
        also: null,
        listening: 'x:1',
        relay: false,
        ways: [],
        home,
        downloads: join(home, 'received'),
      },
    }),
    friends: () => known.friends,
    requests: () => ({ incoming: known.incoming, outgoing: [], unasked: [] }),
    blocked: () => known.blocked,
    muted: () => [],
    nicknames: () => known.nicknames,
    transfers: () => known.transfers,
    unseen: () => known.items,
    seen: (friend: string) => void asked.push(['seen', friend]),
    history: (friend: string) => known.items.filter((item) => item.friend === friend),
    refresh: note('refresh'),
    add: note('add', 'accepted'),
    send: note('send', '1'),
    unsent: () => known.items.filter(({ status }) => status === 'waiting'),
    async delete(place: ItemPlace) {
      asked.push(['delete', place])
      const { status } = known.items.find(({ id }) => id === place.id)!
      known.items = known.items.filter(({ id }) => id !== place.id)
      return status !== 'waiting'
    },
    async edit(friend: string, id: string, text: string) {
      asked.push(['edit', friend, id, text])
      known.items = known.items.map((item) =>
        item.id === id ? { ...item, content: { type: 'text', text } } : item,
      )
    },
    verify: note('verify', 'match'),
    enrolTotp: note('enrolTotp', { uri: 'otpauth://totp/d:alice?secret=ABC', secret: 'ABC' }),
    confirmTotp: note('confirmTotp', ['first-code', 'second-code']),
    removeTotp: note('removeTotp'),
    async exportTo(path: string, passphrase: string) {
      if (passphrase.length < 8) throw new PeerError('FILE_FAILED')
      asked.push(['exportTo', path])
      writeFileSync(path, `sealed under ${passphrase}`)
    },
    async importContacts(path: string, passphrase: string) {
      asked.push(['importContacts', readFileSync(path, 'utf8'), passphrase])
      if (passphrase === 'wrong') throw new PeerError('WRONG_PASSPHRASE')
      return 3
    },
    compare: () => ({ number }),
    async offer(friend: string, paths: string | string[]) {
      asked.push(['offer', friend, paths])
      const [path = ''] = [paths].flat()
      if (path.endsWith('refused')) throw new PeerError('FILE_FAILED', t`It is refused.`)
      const files = typeof paths === 'string' ? {} : { files: paths.length }
      const transfer = transferOf(`t${known.transfers.length}`, { path, ...files })
      known.transfers.push(transfer)
      return transfer
    },
  } as unknown as MessengerApi
  const face = openWebFace({ home, port, files, now: Date.now })
  const server = await face.open(messenger)
  test.teardown(() => {
    server.close()
    rmSync(home, { recursive: true, force: true })
  })
  const own = Number(new URL(server.address).port)
  const link = new URL(server.newLink()).hash.slice(1)
  const { key } = JSON.parse((await ask(own, { path: '/enter', body: link })).body)
  return { home, port: own, server, known, asked, tell: (event) => face.tell(event), key }
}

export interface Asked {
  readonly method?: string
  readonly path?: string
  readonly body?: string
  /** As the page sends it; undefined takes a header away. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly key?: string
}

export interface Answered {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A request as the page makes it, but for what a test says otherwise. */
export function ask(port: number, asked: Asked): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const begun = begin(port, asked, async (response) => {
      const body = await text(response).catch(() => '')
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
    })
    begun.on('error', reject).end(asked.body)
  })
}

/** The same, its body not sent yet, its answer not read. */
export function begin(port: number, asked: Asked, answered: (response: IncomingMessage) => void) {
  const { method = 'POST', path = '/', key } = asked
  const all = {
    Host: `127.0.0.1:${port}`,
    Origin: `http://127.0.0.1:${port}`,
    'Sec-Fetch-Site': 'same-origin',
    ...(key && { Authorization: `Bearer ${key}` }),
    ...asked.headers,
  }
  const headers = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  return request({ host: '127.0.0.1', port, method, path, headers, agent: false }, answered)
}
