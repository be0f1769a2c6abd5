/**
 * A recorded run as one file that can be handed on: the signed statement, then the history as it was recorded, line by
 * line. That is a bundle of in-toto (JSON lines, of which its tools ignore those that are no envelopes).
 */

import { createHash, type KeyObject } from 'node:crypto'
import { type Sentence, t } from '../../peers/language/sentence'
import { HistoryLines } from '../history/chain'
import type { HistoryEvent } from '../history/events'
import { judge } from '../judge/verdict'
import { LabError, reasonOf } from '../language/lab-error'
import type { Scenario } from '../scenario/scenario'
import { doubtsOf } from './doubts'
import { sealed } from './envelope'
import { type HistoryFacts, statementOf } from './statement'

/** More than ten times the longest history of this lab; what is larger is not even read. */
export const MOST_BYTES = 64 * 2 ** 20
/** More than ten times as many as the longest history of this lab has. */
export const MOST_LINES = 400_000
/** More than ten times what the most acts take. */
export const MOST_STATEMENT_BYTES = 2 * 2 ** 20

/** A history as it stands in a file. */
export interface ReadLines {
  readonly events: readonly HistoryEvent[]
  /** Null where the lines are not whole or not chained. */
  readonly facts: HistoryFacts | null
  /** Why they are not. */
  readonly flaw: Sentence | null
}

/** @param bytes of the history alone. @returns its events, up to the first line that does not belong there. */
export function readLines(bytes: Uint8Array): ReadLines {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const text = buffer.toString('utf8')
  const events: HistoryEvent[] = []
  const broken = (flaw: Sentence): ReadLines => ({ events, facts: null, flaw })
  const lines = text.split('\n', MOST_LINES + 2)
  if (lines.length > MOST_LINES + 1)
    return broken(t`The history has more than ${MOST_LINES} lines: no run of this lab has as many.`)
  const cut = lines.pop()
  const reader = new HistoryLines()
  for (const line of lines) {
    try {
      events.push(reader.next(line))
    } catch (error) {
      return broken(t`Line ${reader.count}: ${reasonOf(error)}.`)
    }
  }
  if (cut !== '') return broken(t`The history ends in the middle of line ${reader.count + 1}.`)
  if (!Buffer.from(text).equals(buffer)) return broken(t`The history holds bytes that are no text.`)
  if (reader.chain === null)
    return broken(t`The lines of the history are not chained: an older version of the lab recorded it.`)
  return { events, facts: { sha256: hashOf(buffer), lines: reader.count, chain: reader.chain }, flaw: null }
}

/**
 * @param history the bytes of a recorded run.
 * @returns what can be signed of it. @throws LabError for a run that whoever gets it would refuse: such a one is not signed.
 */
export function attested(history: Uint8Array, catalogue: readonly Scenario[]): string {
  const { events, facts, flaw } = readLines(history)
  if (facts === null) throw unsigned(flaw!)
  const [doubt] = doubtsOf(events, catalogue)
  if (doubt) throw unsigned(doubt)
  const statement = statementOf(events, facts, judge(events))
  if (history.length + 2 * statement.length > MOST_BYTES || statement.length > MOST_STATEMENT_BYTES)
    throw unsigned(t`It is too large to be handed on.`)
  return statement
}

/** @returns why a history is not that of a whole run of the catalogue, as it was recorded; null where it is. */
export function doubtOf(history: Uint8Array, catalogue: readonly Scenario[]): Sentence | null {
  const { events, flaw } = readLines(history)
  return flaw ?? doubtsOf(events, catalogue)[0] ?? null
}

/** @returns the file. @param statement what {@link attested} says of the history. */
export function bundleOf(statement: string, history: Uint8Array, key: KeyObject): Buffer {
  return Buffer.concat([Buffer.from(`${sealed(Buffer.from(statement), key)}\n`), history])
}

function unsigned(why: Sentence): LabError {
  return new LabError(
    t`This run cannot be signed: ${why} Only a whole run of a scenario of the catalogue can, as it was recorded.`,
  )
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
