/** A history that is still being written, read as it grows. The file is only ever read: whoever writes it sees nothing of it. */

import { closeSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import type { HistoryEvent } from './events'
import { attempt } from './history-file'
import { SalvagedLines } from './salvage'

/** Bytes that are read at once, so that keys are heard in between. */
const CHUNK = 2 ** 20

export interface Grown {
  readonly events: readonly HistoryEvent[]
  /** Whether there may be more already. */
  readonly more: boolean
  /** The numbers of all lines so far that were left out: they are no events, or do not belong there. */
  readonly damaged: readonly number[]
  /** Whether they are so many that nothing behind them is read. */
  readonly isGivenUp: boolean
}

export class HistoryTail {
  readonly #file: number
  readonly #path: string
  readonly #decoder = new StringDecoder('utf8')
  readonly #chunk = Buffer.alloc(CHUNK)
  readonly #lines = new SalvagedLines()
  #half = ''

  /** @throws LabError if there is no such file. */
  constructor(path: string) {
    this.#path = path
    this.#file = attempt(path, () => openSync(path, 'r'), 'read')
  }

  /** @returns what was written since the last time. A line that is half there waits for its other half. */
  read(): Grown {
    const size = attempt(this.#path, () => readSync(this.#file, this.#chunk, 0, CHUNK, null), 'read')
    const lines = (this.#half + this.#decoder.write(this.#chunk.subarray(0, size))).split('\n')
    this.#half = lines.pop()!
    const events = lines.flatMap((line) => this.#lines.next(line) ?? [])
    const { damaged, isGivenUp } = this.#lines
    return { events, more: size === CHUNK && !isGivenUp, damaged: [...damaged], isGivenUp }
  }

  close(): void {
    closeSync(this.#file)
  }
}
