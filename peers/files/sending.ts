/** The sending side of one transfer while a session is open: it answers the friend's FETCH with chunks. */

import { PeerError } from '../protocol/errors'
import { openPack, type PackSourceFiles } from './pack-source'
import type { BeginningHashes, Hashing } from './prefix-hash'
import type { SendScheduler } from './send-scheduler'
import { type FileSource, openSource, readChunks } from './source'

/** From where on the friend wants the file. */
export interface Fetch {
  readonly offset: number
  /** SHA-256 in hex of what the friend has before that. */
  readonly prefix: string
}

export interface SendingOptions {
  readonly source: FileSource
  readonly turns: SendScheduler
  readonly files: PackSourceFiles
  /** @returns false when the session is full. @throws PeerError NOT_CONNECTED */
  readonly send: (offset: number, bytes: Buffer) => boolean
  /** Bytes that went out, from the beginning of the file on. */
  readonly onProgress: (done: number) => void
  /** The file is not what it was, or cannot be read. */
  readonly onEnd: (outcome: 'changed' | 'unreadable') => void
  /** Of what is offered: a file that was changed since is not read any more. */
  readonly prefixes: BeginningHashes
  /** How a beginning is hashed that the friend asks about. */
  readonly hashing: Hashing
}

export class Sending {
  readonly #options: SendingOptions
  /** The latest wish that is not being served yet: a flood of them costs no more than one. */
  #wanted: Fetch | null = null
  /** The latest that was not served to its end. */
  #last: Fetch | null = null
  #working: Promise<void> | null = null
  #stops = 0

  constructor(options: SendingOptions) {
    this.#options = options
  }

  fetch(fetch: Fetch): void {
    this.#wanted = fetch
    this.#last = fetch
    this.#working ??= this.#work()
  }

  /** Serves the latest wish anew, if it was stopped. */
  again(): void {
    if (this.#last) this.fetch(this.#last)
  }

  /** The friend has to ask anew. */
  forget(): void {
    this.#last = null
  }

  /** Sends no more, until the next FETCH. @returns what settles once the file is closed. */
  async stop(): Promise<void> {
    this.#wanted = null
    this.#stops++
    // A turn that waits for the session to drain has nothing to say any more.
    this.#options.turns.drained()
    await this.#working
  }

  async #work(): Promise<void> {
    // The first step is left to a later turn, so that `#working` is set by then.
    await null
    for (let fetch = this.#wanted; fetch; fetch = this.#wanted) {
      this.#wanted = null
      const stops = this.#stops
      const over = () => this.#wanted !== null || this.#stops !== stops
      const outcome = await this.#serve(fetch, over).catch(unreadable)
      if (over()) continue
      if (outcome === 'whole') this.#last = null
      else if (outcome !== 'stopped') this.#options.onEnd(outcome)
    }
    this.#working = null
  }

  async #serve(
    { offset, prefix }: Fetch,
    over: () => boolean,
  ): Promise<'whole' | 'stopped' | 'changed' | 'unreadable'> {
    const { source, files, send, turns, onProgress, prefixes, hashing } = this.#options
    // Whoever has all of it wants nothing.
    if (offset >= source.size) return 'whole'
    const handle = await (source.paths ? openPack(source.paths, source, files) : openSource(source, files))
    if (typeof handle === 'string') return handle
    try {
      const reading = { stopped: over, onRead: () => {}, hashing }
      const from = offset > 0 && (await prefixes.at(handle, offset, reading)) === prefix ? offset : 0
      return await readChunks(handle, source, from, async (at, bytes) => {
        const connected = await turns.take(() => over() || send(at, bytes)).then(() => true, isPeerError)
        if (over() || !connected) return false
        onProgress(at + bytes.length)
        return true
      })
    } finally {
      await handle.close().catch(() => {})
    }
  }
}

/** The session is gone: the friend asks again in the next one. @throws what is a mistake in this program. */
function isPeerError(error: unknown): false {
  if (error instanceof PeerError) return false
  throw error
}

/** What the system says of a read that failed. */
function unreadable(error: unknown): 'unreadable' {
  if (error instanceof Error && 'code' in error && 'syscall' in error) return 'unreadable'
  throw error
}
