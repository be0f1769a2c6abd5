/**
 * The line to the relay: one connection, kept open, on which the directory's relay tells that a friend calls. What it
 * says is as hostile as all else that a directory says: whom it names is looked up here, and what it may cause is bounded.
 */

import type { Socket } from 'node:net'
import { relayCall } from '../protocol/directory-api'
import { type Backoff, waitBefore } from './backoff'
import { type RelayQuery, refusalOf } from './client'

export interface RelayLineOptions {
  /** Dials in at the relay, logged in. @throws PeerError of the directory client. */
  readonly dialIn: (query: RelayQuery) => Promise<Socket>
  /** Whether calls of this friend are answered. */
  readonly wanted: (friend: string) => boolean
  /** Takes a friend's call. Settles when it is a session, or is none. */
  readonly onCall: (friend: string, socket: Socket) => Promise<void>
  readonly random: () => number
  /** Told whenever the line is there. */
  readonly onUp?: () => void
  readonly schedule?: RelaySchedule
}

/** In milliseconds. */
export interface RelaySchedule {
  /** After how much silence the line is dead: the relay says something each 25 seconds. */
  readonly silence: number
  /** Until the next try, where the line broke. */
  readonly retry: Backoff
  /** Until the next try, where this directory has no relay: it may be started anew with one. */
  readonly none: number
}

export const relaySchedule: RelaySchedule = {
  silence: 60_000,
  retry: { first: 1_000, most: 60_000 },
  none: 10 * 60_000,
}

/** Of a line that does not end: what the relay says has some hundred bytes. */
const LONGEST_LINE = 512
/** Calls that are answered at once, of different friends: each costs a connection and a handshake. */
const MOST_ANSWERS = 4

export class RelayLine {
  readonly #options: RelayLineOptions
  readonly #schedule: RelaySchedule
  readonly #answering = new Set<string>()
  #socket: Socket | null = null
  #timer: NodeJS.Timeout | null = null
  #failures = 0
  #stopped = false

  constructor(options: RelayLineOptions) {
    this.#options = options
    this.#schedule = options.schedule ?? relaySchedule
  }

  /** Whether friends can call, and be called, through the relay. */
  get isUp(): boolean {
    return this.#socket !== null
  }

  /** Dials in, and again whenever the line breaks. */
  start(): void {
    if (this.#stopped) return
    this.#options.dialIn({}).then(
      (socket) => this.#hold(socket),
      (error: unknown) => {
        this.#again(refusalOf(error) === 'NO_ROUTE' ? this.#schedule.none : null)
      },
    )
  }

  stop(): void {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
    this.#socket?.destroy()
  }

  #hold(socket: Socket): void {
    if (this.#stopped) {
      socket.destroy()
      return
    }
    this.#socket = socket
    this.#options.onUp?.()
    socket.setTimeout(this.#schedule.silence, () => socket.destroy())
    socket.on('end', () => socket.destroy())
    socket.once('close', () => {
      this.#socket = null
      this.#again(null)
    })
    let rest = ''
    socket.on('data', (bytes) => {
      const lines = (rest + bytes.toString('latin1')).split('\n')
      rest = lines.pop()!
      this.#failures = 0
      for (const line of lines) if (line !== '' && !this.#hear(line)) socket.destroy()
      if (rest.length > LONGEST_LINE) socket.destroy()
    })
  }

  /** @returns whether it was a line of the relay's. */
  #hear(line: string): boolean {
    const call = relayCall.safeParse(parsed(line))
    if (!call.success) return false
    const { name, token } = call.data
    const answering = this.#answering
    // A friend calls once at a time, and no relay has everybody called.
    if (!this.#options.wanted(name) || answering.has(name) || answering.size >= MOST_ANSWERS) return true
    answering.add(name)
    const over = () => void answering.delete(name)
    this.#options
      .dialIn({ token })
      .then((socket) => this.#options.onCall(name, socket))
      .then(over, over)
    return true
  }

  #again(wait: number | null): void {
    if (this.#stopped) return
    this.#failures += 1
    const { retry } = this.#schedule
    this.#timer = setTimeout(
      () => this.start(),
      wait ?? waitBefore(retry, this.#failures, this.#options.random()),
    )
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
