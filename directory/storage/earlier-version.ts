/**
 * Data folders of the first version, which was not encrypted: a plain SQLite file, and a journal of lines
 *
 *     <first 16 hexadecimal digits of SHA-256 over the JSON> {"sequence":7,"changes":[["ask","ann","bob"]]}
 *
 * They are read once, and taken over.
 */

import { createHash } from 'node:crypto'
import type { JournalEntry } from './journal'

/** @returns whether a journal is one of the first version. */
export function isPlainJournal(bytes: Buffer): boolean {
  return /^[0-9a-f]{16} \{/.test(bytes.toString('latin1', 0, 18))
}

/** @returns the entry of a line without its newline, or undefined if it is not what was written. */
export function decodePlainEntry(line: Buffer): JournalEntry | undefined {
  const text = line.toString()
  const json = text.slice(17)
  const digest = createHash('sha256').update(json).digest('hex').slice(0, 16)
  return text.slice(0, 17) === `${digest} ` ? (JSON.parse(json) as JournalEntry) : undefined
}
