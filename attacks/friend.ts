/**
 * A session of the attacker's own with a peer who takes her for a friend: she is one, or has the keys of one. The
 * public protocol with all its defences, spoken by the book (PROTOCOL.md sections 3 to 8). What she says in it is
 * another matter.
 */

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import {
  type ApplicationMessage,
  decodeMessage,
  encodeMessage,
  type Item,
  NO_STREAM,
  STREAM_BYTES,
} from '../peers/protocol/application'
import type { Conversation, Output, Setup } from '../peers/protocol/conversation'
import { answers } from '../peers/protocol/directory-api'
import { hardenedDefences } from '../peers/protocol/hardened'
import type { Identity } from '../peers/protocol/identity'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { identityFromJson } from './account'
import type { Mallory } from './attack'
import { entropy } from './entropy'

interface Manner {
  /** The keys that must be shown; without them those that are shown, where she has nobody to ask. */
  readonly expected?: Identity
  /** The stream of the other one's that she names, and she has nothing of it. */
  readonly have?: string
}

/** By the book, but for the question whose key it is. */
const believing = secure('believing', { ...hardenedDefences, checkIdentity: () => {} })

/** Milliseconds that she waits for an answer, also on a busy machine. */
const PATIENCE = 30_000

/** Who she says to be. */
type Self = Setup['self']

export class Friend {
  readonly #socket: Socket
  readonly #conversation: Conversation
  readonly #heard: ApplicationMessage[] = []
  readonly #passedOver = new Set<ApplicationMessage['kind']>()
  #look: () => void = () => {}
  #connected = false
  #closed = false
  readonly #stream = randomBytes(STREAM_BYTES).toString('hex')
  #said = 0

  private constructor(socket: Socket, conversation: Conversation) {
    this.#socket = socket
    this.#conversation = conversation
    socket.on('data', (chunk) => this.#perform(conversation.receive(chunk)))
    // Her sockets are half open (dial.ts): who was refused would wait for ever.
    socket.on('end', () => socket.end())
    socket.on('close', () => this.#perform(conversation.transportEnded()))
  }

  /** @returns a session with `name`, after the handshake. @throws Error where she is no friend or is refused. */
  static async call(mallory: Mallory, name: string): Promise<Friend> {
    const { account } = mallory
    if (!account) throw new Error('she has no account to be a friend with')
    const expected = (await identitiesOf(mallory, account.token))(name)
    return Friend.callAs(mallory, account, name, { expected })
  }

  /** The same as whoever she says to be, with keys that she holds. @throws Error where she is refused. */
  static async callAs(
    mallory: Mallory,
    self: Self,
    name: string,
    { expected, have = NO_STREAM }: Manner = {},
  ): Promise<Friend> {
    const profile = expected ? hardenedProfile : believing
    const conversation = await profile.converse({
      role: 'initiator',
      self,
      calls: name,
      expected: () => expected,
      entropy,
      now: Date.now,
    })
    const friend = new Friend(await mallory.call(name), conversation)
    friend.#perform(conversation.open())
    await friend.#until(() => friend.#connected || undefined)
    friend.tell({ kind: 'have', stream: have, last: 0, written: 0 })
    return friend
  }

  /** Says the next item of her stream. */
  say(item: Item): void {
    this.tell(this.#next(item))
  }

  tell(message: ApplicationMessage): void {
    this.#perform(this.#conversation.sendData(encodeMessage(message)))
  }

  /** Says the same so many times at once; settles when the socket takes more, or is closed. @throws Error where it is over. */
  async repeat(message: ApplicationMessage, times: number): Promise<void> {
    await this.#sendTogether(Array<Buffer>(times).fill(encodeMessage(message)))
  }

  /** Says the next items of her stream at once; settles as {@link repeat} does. @throws Error where it is over. */
  async sayAll(items: readonly Item[]): Promise<void> {
    await this.#sendTogether(items.map((item) => encodeMessage(this.#next(item))))
  }

  /** @returns up to where the other one has confirmed her stream. */
  get confirmed(): number {
    const last = this.#heard.findLast((one) => one.kind === 'receipt' && one.stream === this.#stream)
    return last?.kind === 'receipt' ? last.number : 0
  }

  async #sendTogether(contents: readonly Buffer[]): Promise<void> {
    if (this.#closed) throw new Error('the session is over')
    this.#perform(this.#conversation.sendData(...contents))
    const { writableNeedDrain, closed } = this.#socket
    if (writableNeedDrain && !closed) await anyOf(this.#socket, ['drain', 'close'])
    // What came meanwhile is heard first.
    else await new Promise(setImmediate)
  }

  /** Keeps nothing of what comes of this kind from now on. */
  passOver(kind: ApplicationMessage['kind']): void {
    this.#passedOver.add(kind)
  }

  /** @returns the first message that is wanted, of all that came and come. @throws Error if none comes in time. */
  hear(wanted: (message: ApplicationMessage) => boolean): Promise<ApplicationMessage> {
    return this.#until(() => this.#heard.find(wanted))
  }

  /** What came so far, in order. */
  get heard(): readonly ApplicationMessage[] {
    return this.#heard
  }

  /** @returns the next one that is wanted, of those that come from now on. @throws Error if none comes in time. */
  hearNext(wanted: (message: ApplicationMessage) => boolean): Promise<ApplicationMessage> {
    const before = this.#heard.length
    return this.#until(() => this.#heard.slice(before).find(wanted))
  }

  /** Settles when all that she said is on the other's disk, and was shown. */
  async heeded(): Promise<void> {
    await this.hear(
      (message) =>
        message.kind === 'receipt' && message.stream === this.#stream && message.number >= this.#said,
    )
  }

  /** Reads nothing any more. */
  stopReading(): void {
    this.#socket.pause()
  }

  /** Says goodbye, as the protocol has it. */
  async leave(): Promise<void> {
    if (this.#socket.closed) return
    this.#perform(this.#conversation.close())
    await once(this.#socket, 'close')
  }

  #until<Found>(find: () => Found | undefined): Promise<Found> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(() => reject(new Error('nobody answered'))), PATIENCE)
      const settle = (outcome: () => void) => {
        clearTimeout(timer)
        this.#look = () => {}
        outcome()
      }
      this.#look = () => {
        const found = find()
        if (found !== undefined) settle(() => resolve(found))
        else if (this.#closed) settle(() => reject(new Error('the session is over')))
      }
      this.#look()
    })
  }

  #next(item: Item): ApplicationMessage {
    this.#said += 1
    return { kind: 'item', stream: this.#stream, number: this.#said, written: Date.now(), item }
  }

  #take(message: ApplicationMessage): void {
    if (!this.#passedOver.has(message.kind)) this.#heard.push(message)
  }

  #perform(outputs: readonly Output[]): void {
    for (const output of outputs) {
      if ('write' in output) this.#socket.write(output.write)
      else if ('hangUp' in output) this.#socket.end()
      else if (output.event === 'connected') this.#connected = true
      else if (output.event === 'data') this.#take(decodeMessage(output.content))
      else if (output.event === 'closed') this.#closed = true
    }
    this.#look()
  }
}

/** Settles when one of these has happened. */
function anyOf(socket: Socket, events: readonly string[]): Promise<unknown> {
  return new Promise((resolve) => {
    for (const event of events) socket.once(event, resolve)
  })
}

/** @returns what has the keys of each friend, as the directory names them. @throws Error, then or when it is asked. */
export async function identitiesOf(mallory: Mallory, token: string): Promise<(name: string) => Identity> {
  const { json } = await mallory.request('GET', '/friends', { token })
  const { friends } = answers.friends.parse(json)
  return (name) => {
    const friend = friends.find((one) => one.name === name)
    if (!friend) throw new Error(`${name} is no friend of hers`)
    return identityFromJson(friend.identity)
  }
}
