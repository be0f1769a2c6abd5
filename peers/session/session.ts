/**
 * A session: a conversation on a TCP socket. It carries bytes and events between the two and adds what only an
 * edge can: deadlines.
 */

import type { Socket } from 'node:net'
import {
  alarm,
  type Conversation,
  type ConversationEvent,
  type Output,
  type Shown,
} from '../protocol/conversation'
import { PeerError } from '../protocol/errors'

/** How long to wait for the other side, in milliseconds. */
export interface Deadlines {
  /** From the first packet to the open connection. */
  readonly dial: number
  /** From the open connection to the end of the handshake. */
  readonly handshake: number
  /** From this side's goodbye to the other's, and from the end of the conversation to the end of the socket. */
  readonly goodbye: number
}

export const defaultDeadlines: Deadlines = { dial: 10_000, handshake: 10_000, goodbye: 5_000 }

/** Up to so many bytes a message waits for others of the same turn. */
export const SMALL_BYTES = 2_048
/** Beyond so many bytes those that wait are sent. */
const ENOUGH_BYTES = 32_768
/** Bytes that are read in one turn of the event loop: the system offers two megabytes, which take some milliseconds. */
const ENOUGH_READ = 128 * 1024

export class Session {
  readonly #socket: Socket
  readonly #conversation: Conversation
  readonly #onEvent: (event: ConversationEvent) => void
  readonly #deadlines: Deadlines
  #deadline: NodeJS.Timeout
  #closed = false
  /** Between the handshake and the goodbye. */
  #open = false
  /** How many wait for the other side to wait. */
  #pauses = 0
  /** Bytes in this turn of the event loop. */
  #readNow = 0
  /** Small messages that were said in this turn of the event loop, and their size. */
  #gathered: Uint8Array[] = []
  #gatheredBytes = 0

  /** @param socket a connected socket; the session owns it from here on. */
  constructor(
    socket: Socket,
    conversation: Conversation,
    onEvent: (event: ConversationEvent) => void,
    deadlines = defaultDeadlines,
    onDrain: () => void = () => {},
  ) {
    this.#socket = socket
    this.#conversation = conversation
    this.#onEvent = onEvent
    this.#deadlines = deadlines
    this.#deadline = setTimeout(() => this.#timeOut(), deadlines.handshake)
    socket.setNoDelay(true)
    socket.on('drain', onDrain)
    socket.on('data', (chunk) => {
      this.#count(chunk.length)
      this.#perform(conversation.receive(chunk))
    })
    // A reset is an end like any other: 'close' follows, and the conversation says what it means.
    socket.on('error', () => {})
    const ended = () => this.#perform(conversation.transportEnded())
    if (socket.destroyed) setImmediate(ended)
    else socket.on('close', ended)
    this.#perform(conversation.open())
  }

  /** @throws PeerError NOT_CONNECTED, MESSAGE_TOO_LONG */
  send(text: string): void {
    this.#flush()
    this.#perform(this.#conversation.send(text))
  }

  /**
   * Small messages of one turn of the event loop share a record.
   * @param content must not change any more, unless it has more than SMALL_BYTES: then it is used before this returns.
   * @returns false when more waits to be written than is reasonable: say more after `onDrain`.
   * @throws PeerError NOT_CONNECTED, MESSAGE_TOO_LONG, UNSUPPORTED, REKEY_OVERDUE
   */
  sendData(content: Uint8Array): boolean {
    if (!this.#open) throw new PeerError('NOT_CONNECTED')
    if (content.length > SMALL_BYTES) {
      this.#flush()
      this.#perform(this.#conversation.sendData(content))
    } else {
      if (this.#gathered.length === 0) process.nextTick(() => this.#flush())
      this.#gathered.push(content)
      this.#gatheredBytes += 2 + content.length
      if (this.#gatheredBytes > ENOUGH_BYTES) this.#flush()
    }
    return !this.#socket.writableNeedDrain
  }

  #flush(): void {
    const gathered = this.#gathered
    if (gathered.length === 0) return
    this.#gathered = []
    this.#gatheredBytes = 0
    if (!this.#open) return
    try {
      this.#perform(this.#conversation.sendData(...gathered))
    } catch (error) {
      // Too late to refuse them one by one.
      if (!(error instanceof PeerError)) throw error
      this.abandon(error)
    }
  }

  /** Reads no more until {@link resume} was called as often, so that the other side waits too. */
  pause(): void {
    this.#pauses++
    this.#socket.pause()
  }

  resume(): void {
    this.#pauses--
    if (this.#pauses === 0) this.#socket.resume()
  }

  /** Where much was read in this turn of the event loop, the rest is left to the next: a message may wait for its turn. */
  #count(bytes: number): void {
    const before = this.#readNow
    this.#readNow += bytes
    if (before === 0) setImmediate(() => this.#countAnew())
    if (before < ENOUGH_READ && this.#readNow >= ENOUGH_READ) this.pause()
  }

  #countAnew(): void {
    const isResting = this.#readNow >= ENOUGH_READ
    this.#readNow = 0
    if (isResting) this.resume()
  }

  /** Ends the session at once, without a goodbye, and with an alarm that says why. */
  abandon(reason: PeerError): void {
    if (this.#closed) return
    this.#tell(alarm(reason))
    this.#tell({ event: 'closed', clean: false })
    this.#socket.destroy()
  }

  /** What the two users can compare. @throws PeerError NOT_CONNECTED */
  shown(): Shown {
    return this.#conversation.shown()
  }

  /** Says goodbye; `closed` follows when the other side has answered, or has not in time. */
  close(): void {
    if (this.#closed) return
    this.#flush()
    this.#open = false
    this.#restartDeadline(this.#deadlines.goodbye)
    this.#perform(this.#conversation.close())
  }

  #perform(outputs: readonly Output[]): void {
    for (const output of outputs) {
      if (this.#closed) return
      if ('write' in output) this.#write(output.write)
      else if ('hangUp' in output) this.#hangUp()
      else this.#tell(output)
    }
  }

  /** What is said in one go goes to the system in one go: a call for each record would take longer than to seal it. */
  #write(bytes: Uint8Array): void {
    const socket = this.#socket
    if (socket.writableCorked === 0) {
      socket.cork()
      process.nextTick(() => socket.uncork())
    }
    socket.write(bytes)
  }

  #hangUp(): void {
    const socket = this.#socket
    if (socket.destroyed) return
    socket.end()
    const force = setTimeout(() => socket.destroy(), this.#deadlines.goodbye)
    socket.once('close', () => clearTimeout(force))
  }

  #tell(event: ConversationEvent): void {
    if (event.event === 'connected') {
      clearTimeout(this.#deadline)
      this.#open = true
    }
    if (event.event === 'closed') {
      clearTimeout(this.#deadline)
      this.#closed = true
      this.#open = false
    }
    this.#onEvent(event)
  }

  #restartDeadline(milliseconds: number): void {
    clearTimeout(this.#deadline)
    this.#deadline = setTimeout(() => this.#timeOut(), milliseconds)
  }

  #timeOut(): void {
    this.abandon(new PeerError('TIMEOUT'))
  }
}
