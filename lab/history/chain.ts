/**
 * Each line of a history is bound to all lines before it, as it is written: its last field, `chain`, is the SHA-256 of the
 * chain of the line before and of the line without that field. So a line that was changed, added, taken out or moved
 * is noticed, unless every line behind it is written anew; that nobody did so, a signature over the last chain says.
 */

import { createHash } from 'node:crypto'
import { t } from '../../peers/language/sentence'
import { LabError } from '../language/lab-error'
import { type HistoryEvent, parseHistoryLine } from './events'

/** What the first line is bound to. */
export const CHAIN_START = createHash('sha256').update('secure-p2p-lab history v1').digest('hex')

const LINK = /,"chain":"([0-9a-f]{64})"\}$/

/** @param line an event as JSON. @returns the line as it is written, and its chain. */
export function chained(line: string, before: string): { readonly line: string; readonly chain: string } {
  const chain = linkOf(line, before)
  return { line: `${line.slice(0, -1)},"chain":"${chain}"}`, chain }
}

function linkOf(line: string, before: string): string {
  return createHash('sha256').update(before).update('\n').update(line).digest('hex')
}

/**
 * The lines of a history, read one after the other. Whether they are chained, the first one says: older ones are not.
 * Whoever goes on behind a line that was refused gets what can still belong there: see {@link HistoryLines.next}.
 */
export class HistoryLines {
  #count = 0
  #chain: string | null = null
  /** Null until a line has said it. */
  #isChained: boolean | null = null
  /** What the next line may be bound to; null is anything, where the line before can't say it any more. */
  #before: readonly string[] | null = [CHAIN_START]

  /** How many lines have been read. */
  get count(): number {
    return this.#count
  }

  /** The chain of the last line; null where lines are not chained, or none has been read. */
  get chain(): string | null {
    return this.#chain
  }

  /**
   * Behind a line that was refused comes what is bound to it as it was written, or to what stood before it; behind one
   * whose own chain can't be read any more, any line.
   * @returns the event of the next line. @throws Error with one sentence if it is none, or does not belong here.
   */
  next(line: string): HistoryEvent {
    const [link = '', chain] = LINK.exec(line) ?? []
    this.#count += 1
    const bare = chain === undefined ? line : `${line.slice(0, -link.length)}}`
    try {
      const event = parseHistoryLine(bare, this.#count)
      this.#mustFollow(bare, chain)
      this.#isChained = chain !== undefined
      if (chain !== undefined) [this.#chain, this.#before] = [chain, [chain]]
      return event
    } catch (error) {
      this.#goOnBehind(bare, chain)
      throw error
    }
  }

  #mustFollow(bare: string, chain: string | undefined): void {
    if (chain === undefined) {
      if (this.#isChained) throw new LabError(t`its chain to the lines before it is missing`)
      return
    }
    const follows = this.#before?.some((before) => linkOf(bare, before) === chain) ?? true
    if (this.#isChained === false || !follows)
      throw new LabError(
        t`it does not follow from the lines before it: something was changed, added or taken out`,
      )
  }

  #goOnBehind(bare: string, chain: string | undefined): void {
    // A line that has a chain among lines without one: which of the two is right, the next one says.
    if (chain !== undefined && this.#isChained === false) this.#isChained = null
    const last = this.#chain ?? CHAIN_START
    // Whether it was added, its words were changed, or its chain.
    this.#before = chain === undefined ? null : [last, chain, linkOf(bare, last)]
  }
}
