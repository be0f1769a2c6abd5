/** A history that is still being written, read as it grows. The file is only ever read: whoever writes it sees nothing of it. */

import { closeSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { HistoryLines } from './chain'
import type { HistoryEvent } from './events'
import { attempt } from './history-file'

/** Bytes that are read at once, so that keys are heard in between. */
const CHUNK = 2 ** 20

export interface Grown {
  readonly events: readonly HistoryEvent[]
  /** Whether there may be more already. */
  readonly more: boolean
  /** The number of the line that is no event; nothing behind it is read. */
  readonly damaged: number | null
}

export class HistoryTail {
  readonly #file: number
  readonly #path: string
  readonly #decoder = new StringDecoder('utf8')
  readonly #chunk = Buffer.alloc(CHUNK)
  readonly #lines = new HistoryLines()
  #half = ''
  #damaged: number | null = null

  /** @throws LabError if there is no such file. */
  constructor(path: string) {
    this.#path = path
    this.#file = attempt(path, () => openSync(path, 'r'), 'read')
  }

  /** @returns what was written since the last time. A line that is half there waits for its other half. */
  read(): Grown {
    if (this.#damaged !== null) return { events: [], more: false, damaged: this.#damaged }
    const size = attempt(this.#path, () => readSync(this.#file, this.#chunk, 0, CHUNK, null), 'read')
    const lines = (this.#half + this.#decoder.write(this.#chunk.subarray(0, size))).split('\n')
    this.#half = lines.pop()!
    const events: HistoryEvent[] = []
    for (const line of lines) {
      try {
        events.push(this.#lines.next(line))
      } catch {
        this.#damaged = this.#lines.count
        break
      }
    }
    return { events, more: size === CHUNK && this.#damaged === null, damaged: this.#damaged }
  }

  close(): void {
    closeSync(this.#file)
  }
}
