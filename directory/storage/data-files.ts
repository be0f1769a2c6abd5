/**
 * Reads the files of a data folder, and changes none:
 *
 *     directory.snapshot  the last snapshot, a sealed SQLite file, see snapshot.ts
 *     directory.journal   every change since, see journal.ts
 */

import { join } from 'node:path'
import { inWords, StartFailure } from '../refusal'
import { Database } from './database'
import { CorruptJournal, decodeEntry, decodeJournal } from './journal'
import type { Seal } from './sealed'
import { decodeSnapshot } from './snapshot'

/** Where a data folder keeps what. */
export function filesOf(root: string) {
  return {
    snapshot: join(root, 'directory.snapshot'),
    journal: join(root, 'directory.journal'),
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
 * @param snapshot the bytes of the snapshot.
 * @param journal those of the journal.
 * @throws StartFailure if the files are damaged, sealed with another key, or do not belong together.
 */
export async function loadState(
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
  return { database, seal, ...replay(root, database, seal, journal) }
}

/** Repeats what the database does not contain yet. */
function replay(
  root: string,
  database: Database,
  seal: Seal,
  bytes: Buffer,
): { length: number; torn: boolean } {
  try {
    const { entries, length } = decodeJournal(bytes, (line) => decodeEntry(seal, line))
    for (const { sequence, changes } of entries) {
      const last = database.sequence
      if (sequence <= last) continue
      if (sequence !== last + 1) {
        throw withoutSnapshot(root)
      }
      database.apply(sequence, changes)
    }
    return { length, torn: length < bytes.length }
  } catch (error) {
    if (error instanceof StartFailure) throw error
    throw journalFailure(root, error instanceof CorruptJournal ? error.message : inWords(error))
  }
}

/** The changes of a journal are to a state that is not there. */
export function withoutSnapshot(root: string): StartFailure {
  return journalFailure(root, 'the snapshot it belongs to is missing or too old')
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
