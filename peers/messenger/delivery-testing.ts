/** A delivery to test with: its sessions, its friend and its disk are the test's. */

import { setTimeout } from 'node:timers'
import type { ExecutionContext } from 'ava'
import { type ApplicationMessage, decodeMessage, encodeMessage, type Item } from '../protocol/application'
import { Told } from '../session/peer-testing'
import { type SessionHandle, SessionRegistry } from '../session/registry'
import { Delivery, type DeliveryOptions } from './delivery'
import type { Journal } from './journal'
import type { MessengerEvent } from './messenger-api'
import { Disk } from './messenger-testing'
import { saidEntry, waitingFor } from './outbox'

export const STREAM = 'ab'.repeat(16)
/** Of Bob's identity, where a test names no other. */
export const BOB = 'b0'.repeat(32)
/** What Bob says who has nothing of Alice's. */
export const nothing = { kind: 'have', stream: '00'.repeat(16), last: 0, written: 0 } as const

/** By the machine's clock also while a test holds the process's timers: what an earlier test has left waits for no later one. */
const later = (milliseconds: number) =>
  new Promise<void>((resolve) => void setTimeout(resolve, milliseconds).unref())

/** The delivery of Alice, whose sessions with Bob are the test's. */
export class DeliveryHarness extends Told<
  MessengerEvent | { readonly event: 'said'; session: string; message: ApplicationMessage }
> {
  readonly disk: Disk
  readonly journal: Journal
  readonly sessions = new SessionRegistry()
  readonly delivery: Delivery
  /** What was handed to the sessions. */
  readonly written: Uint8Array[] = []
  /** Said goodbye in, and given up with this code. */
  readonly closed: string[] = []
  readonly abandoned: [string, string][] = []
  readonly transfers: string[] = []
  /** What the sockets say. */
  free = true
  settled = true
  now = 1_000
  #streams = 0

  /** @param disk what is there already, of a program that has ended. */
  constructor(t: ExecutionContext, options: Partial<DeliveryOptions> = {}, disk = new Disk()) {
    super()
    this.disk = disk
    this.journal = this.disk.journal()
    const note = (what: string) => () => void this.transfers.push(what)
    this.delivery = new Delivery({
      self: 'alice',
      sessions: this.sessions,
      journal: this.journal,
      transfers: () => ({
        took: async (_, item) => void this.transfers.push(`took ${item.type}`),
        receive: () => undefined,
        online: note('online'),
        offline: note('offline'),
        drained: note('drained'),
      }),
      maySend: () => this.settled,
      entropy: { bytes: (size) => Buffer.alloc(size, ++this.#streams) },
      now: () => this.now,
      random: () => 0.5,
      rightOfWay: { during: (words) => words() },
      wait: later,
      onEvent: this.tell,
      ...options,
    })
    // Its own timers keep no process running, and there is no socket here that would.
    const running = setInterval(() => {}, 1000)
    t.teardown(() => {
      clearInterval(running)
      this.delivery.stop()
    })
  }

  /** Keeps something in the outbox, as the messenger does. */
  async say(words: string, to = BOB): Promise<void> {
    await this.put({ type: 'text', text: words }, to)
  }

  async put(item: Item, to = BOB): Promise<void> {
    const stream = to === BOB ? STREAM : to.slice(0, STREAM.length)
    await this.journal.write((store) => {
      const rests = this.delivery.rests('bob')
      const entry = saidEntry(store.of('bob'), 'bob', to, item, this.now, stream, rests)
      return { entries: [entry], answer: undefined }
    })
    this.delivery.pump('bob')
  }

  hear(message: ApplicationMessage, session = 'session-1') {
    return this.delivery.receive(session, 'bob', encodeMessage(message))
  }

  /** A connection is open, and its handshake begins. @returns the id of the session. */
  begin(): string {
    const { session } = this.sessions.add('responder', null)
    const handle: Pick<SessionHandle, 'sendData' | 'close' | 'abandon'> = {
      sendData: (content) => {
        this.written.push(content)
        this.tell({ event: 'said', session, message: decodeMessage(Buffer.from(content)) })
        return this.free
      },
      close: () => void this.closed.push(session),
      abandon: ({ code }) => {
        this.abandoned.push([session, code])
        this.end(session)
      },
    }
    this.sessions.attach(session, handle as SessionHandle)
    return session
  }

  /** The handshake of a session is done. @returns its id. */
  connect(session = this.begin(), identity = BOB): string {
    this.sessions.connected(session, 'bob')
    this.delivery.connected(session, 'bob', identity, this.sessions.info(session)!.way)
    return session
  }

  /** A session has come to its end. */
  end(session: string): void {
    this.sessions.remove(session)
    this.delivery.closed(session, 'bob')
  }

  /** A session opens, and Bob says what he has. @returns its id. */
  async open(have: ApplicationMessage = nothing, identity = BOB): Promise<string> {
    const session = this.connect(undefined, identity)
    this.hear(have, session)
    await this.quiet()
    return session
  }

  /** Settles when all that is under way has reached the disk, and what follows from it was said. */
  async quiet(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await this.journal.write(() => ({ entries: [], answer: undefined }))
      await new Promise(setImmediate)
    }
  }

  /** How many items wait for Bob. */
  get waiting(): number {
    return waitingFor(this.journal.store.of('bob'), BOB)
  }

  messages(kind: ApplicationMessage['kind'], session?: string): ApplicationMessage[] {
    return this.of('said')
      .filter((said) => said.message.kind === kind && (session ?? said.session) === said.session)
      .map(({ message }) => message)
  }

  /** What was said as items, as words. */
  words(session?: string): string[] {
    return this.messages('item', session).map((each) =>
      each.kind === 'item' && each.item.type === 'text' ? each.item.text : '',
    )
  }
}

export function item(number: number, words = `${number}`, stream = STREAM): ApplicationMessage {
  return { kind: 'item', stream, number, written: number, item: { type: 'text', text: words } }
}

export const offer: Item = { type: 'offer', id: 'cd'.repeat(16), size: 1, sha256: '00'.repeat(32), name: 'a' }
