/**
 * The files of a directory, each for its owner only:
 *
 *     directory.sqlite    the last snapshot, a plain SQLite file
 *     directory.journal   every change since, see journal.ts
 *     lock.<pid>          who uses the folder, see lock.ts
 */

import { constants, mkdirSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Database } from './database'
import { contentOf, replaceFile, syncFolder, writeAll } from './durable'
import { CorruptJournal, decodeJournal, Journal, type JournalFile } from './journal'
import { lock } from './lock'
import { inWords, StartFailure } from './refusal'
import { Store } from './store'

/**
 * Opens, or makes, the data folder: loads the snapshot and repeats the journal.
 * @param journalLimit bytes of journal after which a snapshot is due.
 * @param report is told in a sentence of what failed without stopping the directory.
 * @throws StartFailure if the folder can't be used or its content is damaged; nothing is changed then.
 */
export async function openDataFolder(
  folder: string,
  journalLimit: number,
  report: (sentence: string) => void,
): Promise<Store> {
  const root = resolve(folder)
  const release = await prepare(root)
  try {
    const snapshot = join(root, 'directory.sqlite')
    const journalPath = join(root, 'directory.journal')
    const database = await load(snapshot)
    const { length, torn } = replay(journalPath, database)
    const journal = new Journal(await openJournal(journalPath), length, torn)
    await syncFolder(root)
    return new Store(database, journal, {
      journalLimit,
      report,
      saveSnapshot: (bytes) => replaceFile(snapshot, bytes),
      release,
    })
  } catch (error) {
    release()
    throw error instanceof StartFailure ? error : unusable(root, error)
  }
}

async function prepare(root: string): Promise<() => void> {
  try {
    const made = mkdirSync(root, { recursive: true, mode: 0o700 })
    if (made !== undefined) await syncFolder(dirname(made))
    return lock(root)
  } catch (error) {
    throw error instanceof StartFailure ? error : unusable(root, error)
  }
}

function unusable(root: string, error: unknown): StartFailure {
  return new StartFailure(
    `The data folder ${root} cannot be used (${inWords(error)}): choose another one with --data.`,
  )
}

async function load(snapshot: string): Promise<Database> {
  const bytes = contentOf(snapshot)
  if (bytes === undefined) return Database.create()
  try {
    return await Database.load(bytes)
  } catch (error) {
    throw new StartFailure(
      `The snapshot ${snapshot} cannot be loaded (${inWords(error)}): it was left as it is, bring back a backup.`,
    )
  }
}

/**
 * Repeats what the database does not contain yet.
 * @returns up to where the journal is whole, in bytes, and whether anything follows there.
 */
function replay(path: string, database: Database): { length: number; torn: boolean } {
  const failure = (reason: string) =>
    new StartFailure(`The journal ${path} cannot be repeated (${reason}): it was left as it is.`)
  try {
    const bytes = contentOf(path) ?? Buffer.alloc(0)
    const { entries, length } = decodeJournal(bytes)
    for (const { sequence, changes } of entries) {
      const last = database.sequence
      if (sequence <= last) continue
      if (sequence !== last + 1) throw failure(`the snapshot it belongs to is missing or too old`)
      database.apply(sequence, changes)
    }
    return { length, torn: length < bytes.length }
  } catch (error) {
    if (error instanceof StartFailure) throw error
    throw failure(error instanceof CorruptJournal ? error.message : inWords(error))
  }
}

async function openJournal(path: string): Promise<JournalFile> {
  const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  return {
    write: (bytes, offset) => writeAll(handle, bytes, offset),
    sync: () => handle.sync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  }
}
