/**
 * Backups, also of a directory that runs: they need no lock and do not disturb it, for they only read.
 *
 * The directory first puts a new snapshot in place and then empties its journal. A backup therefore reads the
 * snapshot, then the journal, then looks whether the snapshot is still the same: if so, the journal holds all that
 * was acknowledged since that snapshot, up to the moment it was read.
 */

import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createFile } from '../../peers/system/atomic-file'
import { inWords, StartFailure } from '../refusal'
import { filesOf, loadState } from './data-files'
import { claimFolder } from './data-folder'
import { Database } from './database'
import { contentOf } from './file-content'
import { Seal } from './sealed'
import { decodeSnapshot, encodeSnapshot, SNAPSHOT_MARK_BYTES } from './snapshot'

/** How often the directory may get in the way before it is said that it does. */
const ATTEMPTS = 20

/**
 * Writes the state of a data folder into a new file, durably: sealed with the same key, or a plain SQLite file.
 * @returns what was done, and what the file lacks, in a line or two.
 * @throws StartFailure; then there is no such file, or the one that was there before.
 */
export async function backup(
  folder: string,
  key: Uint8Array,
  file: string,
  decrypted: boolean,
): Promise<string> {
  const path = resolve(file)
  if (existsSync(path)) throw exists(path)
  const database = await readConsistently(resolve(folder), key)
  const { users } = database.get<{ users: number }>('SELECT count(*) AS users FROM users')!
  const sqlite = database.export()
  database.close()
  try {
    if (!(await createFile(path, decrypted ? sqlite : encodeSnapshot(Seal.fresh(key), sqlite))))
      throw exists(path)
  } catch (error) {
    if (error instanceof StartFailure) throw error
    throw new StartFailure(`The backup ${path} could not be written (${inWords(error)}).`)
  }
  const kind = decrypted ? 'a plain SQLite file: whoever has it can read it' : 'sealed with the same key'
  const certificate = join(resolve(folder), 'tls.pem')
  const besides = existsSync(certificate)
    ? `Keep a copy of ${certificate} too: it is not in it, and peers that pinned it take no other.\n`
    : ''
  return `Saved ${users} users in ${path}, ${kind}.\n${besides}`
}

/**
 * Makes an empty data folder what it was when a backup was written.
 * @returns what was done, in a line.
 * @throws StartFailure if the backup can't be read, or there is data in the folder.
 */
export async function restore(file: string, folder: string, key: Uint8Array): Promise<string> {
  const path = resolve(file)
  const database = await readBackup(path, key)
  const root = resolve(folder)
  const { snapshot, journal } = filesOf(root)
  const { users } = database.get<{ users: number }>('SELECT count(*) AS users FROM users')!
  const release = await claimFolder(root)
  try {
    const isEmpty = ![snapshot, journal].some((each) => existsSync(each))
    if (!isEmpty || !(await createFile(snapshot, encodeSnapshot(Seal.fresh(key), database.export()))))
      throw new StartFailure(`There is data in ${root}: move it away, or choose another folder with --data.`)
  } catch (error) {
    throw failed(root, error)
  } finally {
    release()
    database.close()
  }
  return `Restored ${users} users from ${path} into ${root}.\n`
}

async function readBackup(path: string, key: Uint8Array): Promise<Database> {
  try {
    const bytes = contentOf(path)
    if (bytes === undefined) throw new Error('there is no such file')
    const plain = bytes.subarray(0, 16).toString('latin1') === 'SQLite format 3\0'
    return await Database.load(plain ? bytes : decodeSnapshot(key, bytes).sqlite, { check: true })
  } catch (error) {
    throw new StartFailure(`The backup ${path} cannot be restored (${inWords(error)}).`)
  }
}

async function readConsistently(root: string, key: Uint8Array): Promise<Database> {
  const { snapshot, journal } = filesOf(root)
  const readJournal = () => contentOf(journal) ?? Buffer.alloc(0)
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      const bytes = contentOf(snapshot)
      if (bytes === undefined) throw noData(root)
      const lines = readJournal()
      const same = () => markOf(snapshot).equals(bytes.subarray(0, SNAPSHOT_MARK_BYTES))
      if (!same()) continue
      try {
        return (await loadState(root, key, bytes, lines)).database
      } catch (error) {
        // Or was it only that the journal was emptied, or freed from a line that failed, while it was read?
        if (same() && readJournal().equals(lines)) throw error
      }
    } catch (error) {
      throw failed(root, error)
    }
  }
  throw new StartFailure(`The files in ${root} change faster than they can be read: try again.`)
}

/** The bytes that tell one snapshot from any other. */
function markOf(path: string): Buffer {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(SNAPSHOT_MARK_BYTES)
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0))
  } finally {
    closeSync(file)
  }
}

function failed(root: string, error: unknown): StartFailure {
  if (error instanceof StartFailure) return error
  return new StartFailure(`The data folder ${root} cannot be used (${inWords(error)}).`)
}

/** @returns the failure for a folder without data. */
export function noData(folder: string): StartFailure {
  return new StartFailure(`There is no sealed data in ${resolve(folder)}: name its folder with --data.`)
}

function exists(path: string): StartFailure {
  return new StartFailure(`There is a file ${path} already: choose another name.`)
}
