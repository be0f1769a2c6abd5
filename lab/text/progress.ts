/**
 * How far a long command is. On a terminal one line that is written over and over; elsewhere a line now and then,
 * so that a log tells it too.
 */

import { widthOf } from './layout'

/** Milliseconds between two lines where nothing can be written over. */
const NOW_AND_THEN = 15_000

export interface Progress {
  /** Shows how far it is. */
  show(line: string): void
  /** Writes a line that stays. */
  keep(line: string): void
  /** Takes away what is not to stay. */
  end(): void
}

type Stream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>

/** @param now milliseconds from any beginning. */
export function progressOn(stream: Stream, now: () => number = () => performance.now()): Progress {
  let last = now()
  const clear = stream.isTTY ? '\r\x1b[K' : ''
  return {
    show(line) {
      if (stream.isTTY) {
        stream.write(`${clear}${line.slice(0, widthOf(stream, {}) - 1)}`)
      } else if (now() - last >= NOW_AND_THEN) {
        last = now()
        stream.write(`${line}\n`)
      }
    },
    keep(line) {
      last = now()
      stream.write(`${clear}${line}\n`)
    },
    end() {
      if (clear) stream.write(clear)
    },
  }
}
