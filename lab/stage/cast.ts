/**
 * What a dashboard shows, as a recording of a terminal: asciicast v2 (https://docs.asciinema.org/manual/asciicast/v2/), a
 * header, then a line for each change, and a marker for each beat, which players show as chapters. Pure; time comes in.
 */

import { ansi, type DrawnScreen } from './ansi'
import type { Size } from './cells'

/** Seconds that players wait at most where nothing changes: somebody talked, and the recording has no sound. */
const LONGEST_IDLE = 10

/** @param began when, in milliseconds since 1970; null where that is not known. @returns the first line. */
export function castHeader({ columns, rows }: Size, title: string, began: number | null): string {
  return JSON.stringify({
    version: 2,
    width: columns,
    height: rows,
    ...(began !== null && { timestamp: Math.floor(began / 1000) }),
    idle_time_limit: LONGEST_IDLE,
    title,
    env: { TERM: 'xterm-256color' },
  })
}

/** The lines of a recording after its header, one drawing after the other. */
export class CastLines {
  #before: DrawnScreen | null = null
  #size: Size

  /** @param size that of the header. */
  constructor(size: Size) {
    this.#size = size
  }

  /** @param at milliseconds since the beginning. @returns the lines for what is drawn now; none where that is as it was. */
  drawn(at: number, now: DrawnScreen): string[] {
    const { columns, rows } = now.size
    const isResized = columns !== this.#size.columns || rows !== this.#size.rows
    const output = ansi(this.#before, now)
    this.#before = now
    this.#size = now.size
    return [
      ...(isResized ? [castLine(at, 'r', `${columns}x${rows}`)] : []),
      ...(output === '' ? [] : [castLine(at, 'o', output)]),
    ]
  }
}

/** @returns a marker with this name. */
export function castMarker(at: number, name: string): string {
  return castLine(at, 'm', name)
}

function castLine(at: number, kind: 'o' | 'm' | 'r', data: string): string {
  return JSON.stringify([Math.round(at) / 1000, kind, data])
}
