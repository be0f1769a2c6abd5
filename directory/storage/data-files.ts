/**
 * Reads the files of a data folder, and changes none:
 *
 *     directory.snapshot  the last snapshot, a sealed SQLite file, see snapshot.ts
 *     directory.journal   every change since, see journal.ts
 *     directory.sqlite    a plain snapshot of the first version, until it is taken over
 */

import { join } from 'node:path'
import { inWords, StartFailure } from '../refusal'
import { Database } from './database'
import { decodePlainEntry, isPlainJournal } from './earlier-version'
import { contentOf } from './file-content'
import { CorruptJournal, decodeEntry, decodeJournal, type JournalEntry } from './journal'
import type { Seal } from './sealed'
import { decodeSnapshot } from './snapshot'

/** Where a data folder keeps what. */
export function filesOf(root: string) {
  return {
    snapshot: join(root, 'directory.snapshot'),
    journal: join(root, 'directory.journal'),
    plain: join(root, 'directory.sqlite'),
  }
}

/** The state that some files hold. */
export interface StoredState {
  readonly database: Database
  /** Up to where the journal is whole, in bytes. */
  readonly length: number
  /** Whether anything that does not count follows there. */
  readonly torn: boolean
}

/**
 * @param journal the bytes of the journal; it may be one of the first version that was taken over already.
 * @throws StartFailure if the files are damaged, sealed with another key, or do not belong together.
 */
export async function loadSealed(
  root: string,
  key: Uint8Array,
  snapshot: Uint8Array,
  journal: Buffer,
): Promise<StoredState & { readonly seal: Seal }> {
  const path = filesOf(root).snapshot
  const { database, seal } = await explainSnapshot(path, async () => {
    const { sqlite, seal } = decodeSnapshot(key, snapshot)
    // Sealed: the bytes are those that were written.
    return { seal, database: await Database.load(sqlite, { check: false }) }
  })
  if (isPlainJournal(journal)) {
    const before = database.sequence
    replay(root, database, journal, decodePlainEntry)
    // Whoever can write to the disk must not bring in changes that nobody sealed.
    if (database.sequence !== before) throw journalFailure(root, 'it is not encrypted, but the snapshot is')
    return { database, seal, length: 0, torn: true }
  }
  return { database, seal, ...replay(root, database, journal, (line) => decodeEntry(seal, line)) }
}

/**
 * @returns the state that a data folder of the first version holds; null if it holds none.
 * @throws StartFailure if it is damaged.
 */
export async function loadPlain(root: string): Promise<Database | null> {
  const { plain, journal } = filesOf(root)
  const lines = contentOf(journal) ?? Buffer.alloc(0)
  const bytes = contentOf(plain)
  if (bytes === undefined && lines.length === 0) return null
  const database = bytes
    ? await explainSnapshot(plain, () => Database.load(bytes, { check: true }))
    : await Database.create()
  if (lines.length > 0 && !isPlainJournal(lines) && lines.includes(10)) {
    throw journalFailure(root, 'the snapshot it belongs to is missing or too old')
  }
  replay(root, database, lines, decodePlainEntry)
  return database
}

/** Repeats what the database does not contain yet. */
function replay(
  root: string,
  database: Database,
  bytes: Buffer,
  decode: (line: Buffer) => JournalEntry | undefined,
): { length: number; torn: boolean } {
  try {
    const { entries, length } = decodeJournal(bytes, decode)
    for (const { sequence, changes } of entries) {
      const last = database.sequence
      if (sequence <= last) continue
      if (sequence !== last + 1) {
        throw journalFailure(root, 'the snapshot it belongs to is missing or too old')
      }
      database.apply(sequence, changes)
    }
    return { length, torn: length < bytes.length }
  } catch (error) {
    if (error instanceof StartFailure) throw error
    throw journalFailure(root, error instanceof CorruptJournal ? error.message : inWords(error))
  }
}

function journalFailure(root: string, reason: string): StartFailure {
  const { journal } = filesOf(root)
  return new StartFailure(`The journal ${journal} cannot be repeated (${reason}): it was left as it is.`)
}

async function explainSnapshot<T>(path: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    throw new StartFailure(
      `The snapshot ${path} cannot be loaded (${inWords(error)}): it was left as it is; if it is damaged, restore a backup.`,
    )
  }
}
