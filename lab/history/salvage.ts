/**
 * What can be read of a history that is damaged: a line that is no event, or does not follow from those before it, is left
 * out and named, and what stands behind it is read. Which act such a line belonged to, nobody can know: it is not believed.
 */

import { type Sentence, t } from '../../peers/language/sentence'
import { HistoryLines } from './chain'
import type { HistoryEvent } from './events'
import type { Events } from './selectors'

/** A file that is something else has nothing but such lines; trying each of millions of them would take minutes. */
export const MOST_DAMAGED = 1_000

/** So many are named in a sentence. */
export const MOST_NAMED = 12

/** What could be read of a history. */
export interface Salvaged {
  readonly events: readonly HistoryEvent[]
  /** The numbers of the lines that were left out. */
  readonly damaged: readonly number[]
  /** What is wrong with it; null if it is whole, as far as lines can tell. */
  readonly flaw: Sentence | null
}

/** The lines of a history one after the other, whatever became of some of them. */
export class SalvagedLines {
  readonly #lines = new HistoryLines()
  readonly #damaged: number[] = []

  /** The numbers of the lines that were left out. */
  get damaged(): readonly number[] {
    return this.#damaged
  }

  /** Whether so many were damaged that nothing more is read. */
  get isGivenUp(): boolean {
    return this.#damaged.length >= MOST_DAMAGED
  }

  /** How many lines have been read. */
  get count(): number {
    return this.#lines.count
  }

  /** @returns the event of the next line; null if it is left out. */
  next(line: string): HistoryEvent | null {
    if (this.isGivenUp) return null
    try {
      return this.#lines.next(line)
    } catch {
      this.#damaged.push(this.#lines.count)
      return null
    }
  }
}

/** @returns all events of a history that can be read, and what is wrong with it. */
export function salvage(text: string): Salvaged {
  const lines = text.split('\n')
  // The last line ends with a line feed, too: what follows it is nothing, or a line that was cut off.
  const cut = lines.pop()
  const reader = new SalvagedLines()
  const events: HistoryEvent[] = []
  for (const line of lines) {
    if (reader.isGivenUp) break
    const event = reader.next(line)
    if (event) events.push(event)
  }
  const { damaged } = reader
  const ends = cut && !reader.isGivenUp ? t`The file ends in the middle of line ${lines.length + 1}.` : null
  const flaw = damageOf(damaged)
  return { events, damaged, flaw: flaw && ends ? t`${flaw} ${ends}` : (flaw ?? ends) }
}

/** @returns which lines were left out, in a sentence; null where none was. */
export function damageOf(damaged: readonly number[]): Sentence | null {
  if (damaged.length === 0) return null
  const [only] = damaged
  if (damaged.length === 1)
    return t`Line ${only!} is damaged: it is left out, and there the chain of the lines is broken.`
  const named = linesNamed(damaged)
  if (damaged.length >= MOST_DAMAGED)
    return t`The lines ${named} are damaged: they are left out, and what follows the last of them is not read.`
  return t`The lines ${named} are damaged: they are left out, and there the chain of the lines is broken.`
}

/** @returns their numbers, as many as can be named. */
export function linesNamed(lines: readonly number[]): Sentence | string {
  const named = lines.slice(0, MOST_NAMED).join(', ')
  const more = lines.length - MOST_NAMED
  return more > 0 ? t`${named} and ${more} more` : named
}

/**
 * @param act the events of one act, as far as they could be read. @param damaged the lines of its history that were left out.
 * @returns those that may have been part of the act: between its first line and its last one, as far as those are known.
 */
export function lostIn(act: Events, damaged: readonly number[]): readonly number[] {
  if (damaged.length === 0) return damaged
  const first = act.find(({ event }) => event === 'act-started')?.number ?? 0
  const last = act.findLast(({ event }) => event === 'act-ended')?.number ?? Number.POSITIVE_INFINITY
  return damaged.filter((line) => line > first && line < last)
}
