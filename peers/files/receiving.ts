/**
 * The receiving side of one transfer while a session is open: takes what is there already, asks for the rest, and
 * takes exactly that.
 */

import type { HashedBeginning } from './hashed-beginning'
import { Partial, type PartialFiles } from './partial'
import type { Hashing } from './prefix-hash'
import type { Fetch } from './sending'

/** More than sockets and sessions ever hold at once. */
const MAX_ON_THE_WAY_BYTES = 64 * 1024 * 1024

export interface ReceivingOptions {
  /** Where the incomplete file is, or will be. */
  readonly path: string
  readonly size: number
  readonly sha256: string
  readonly files: PartialFiles
  /** Of what is here, as far as it was hashed before in this run. */
  readonly beginning: HashedBeginning
  readonly hashing: Hashing
  /** Asks the friend; null while there is no session: then only a complete file can go on. */
  readonly ask: ((fetch: Fetch) => void) | null
  readonly onProgress: (done: number) => void
  /** All is here, on disk, and it is what was announced. The file is closed. */
  readonly onWhole: () => void
  /** The friend sends something else than it announced. */
  readonly onDamaged: () => void
  /** The disk refuses. */
  readonly onFailure: (error: unknown) => void
}

export class Receiving {
  readonly #options: ReceivingOptions
  #partial: Partial | null = null
  /** What was asked for, until the first chunk of the answer is there. */
  #asked: number | null = null
  /** Takes chunks. */
  #open = false
  #stopped = false
  /** What opens the file, then what completes it. */
  #working: Promise<void>
  /** Bytes that did not belong where the file ends, since the last that did. */
  #strays = 0
  #askedAgain = false

  constructor(options: ReceivingOptions) {
    this.#options = options
    this.#working = this.#start().catch((error: unknown) => this.#fail(error))
  }

  /** @returns what settles when the next chunk may come; undefined for at once; `stray` if it was passed over. */
  chunk(offset: number, bytes: Buffer): Promise<void> | 'stray' | undefined {
    const partial = this.#partial
    if (!this.#open || !partial) return 'stray'
    const end = offset + bytes.length
    if (bytes.length === 0 || end > this.#options.size) return this.#damaged()
    // The prefix was not the sender's: from the beginning.
    if (this.#asked !== null && this.#asked > 0 && offset === 0) partial.restart()
    if (offset !== partial.length) return this.#stray(partial, offset, bytes.length)
    this.#asked = null
    this.#strays = 0
    this.#askedAgain = false
    try {
      const room = partial.write(bytes)
      this.#options.onProgress(end)
      if (end === this.#options.size) {
        this.#open = false
        this.#working = this.#complete(partial).catch((error: unknown) => this.#fail(error))
      }
      return room?.catch((error: unknown) => this.#fail(error))
    } catch (error) {
      this.#fail(error)
      return undefined
    }
  }

  /** Takes no more. @returns what settles once what came is written and the file closed. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#open = false
    await this.#working
    const partial = this.#partial
    this.#partial = null
    await partial?.close()
  }

  async #start(): Promise<void> {
    const { path, size, sha256, files, beginning, hashing, ask, onProgress } = this.#options
    if (this.#stopped) return
    const reading = { stopped: () => this.#stopped, hashing }
    const partial = await Partial.open(path, size, beginning, reading, files)
    this.#partial = partial
    if (!partial || this.#stopped) return
    if (partial.length === size) {
      if (size === 0 || partial.sha256() === sha256) return this.#complete(partial)
      // Not what it was when it was written: a power cut, or somebody's hand.
      partial.restart()
    }
    onProgress(partial.length)
    if (!ask) return
    this.#open = true
    this.#ask(partial)
  }

  #ask(partial: Partial): void {
    this.#asked = partial.length
    this.#options.ask?.({ offset: partial.length, prefix: partial.sha256() })
  }

  /**
   * Two friends who call each other at once have two sessions for a moment, and what was asked for in each may
   * arrive mixed. What is here already is passed over; where something is missing it is asked for, once.
   */
  #stray(partial: Partial, offset: number, bytes: number): 'stray' | undefined {
    this.#strays += bytes
    if (this.#strays > this.#options.size + MAX_ON_THE_WAY_BYTES) return this.#damaged()
    if (offset < partial.length || this.#askedAgain) return 'stray'
    this.#askedAgain = true
    this.#ask(partial)
    return 'stray'
  }

  #damaged(): undefined {
    this.#open = false
    this.#options.onDamaged()
  }

  async #complete(partial: Partial): Promise<void> {
    // Whoever stops it now waits for it: it is not worth beginning again.
    await partial.sync()
    this.#partial = null
    await partial.close()
    if (partial.sha256() === this.#options.sha256) this.#options.onWhole()
    else this.#options.onDamaged()
  }

  #fail(error: unknown): void {
    if (this.#stopped) return
    this.#open = false
    this.#stopped = true
    this.#options.onFailure(error)
  }
}
