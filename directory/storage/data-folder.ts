/**
 * Opens a data folder for a directory that runs. Its files, each for its owner only, are those of data-files.ts,
 * and
 *
 *     lock.<pid>   who uses the folder, see peers/system/lock-file.ts
 *     tls.pem      the certificate and its key where the directory made them, see tls.ts
 */

import { constants, existsSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { clearUnfinished, makeFolder, replaceFile } from '../../peers/system/atomic-file'
import { flush, flushFolder } from '../../peers/system/durable'
import { FolderInUse, lockFolder } from '../../peers/system/lock-file'
import { inWords, StartFailure } from '../refusal'
import { filesOf, loadState, type StoredState, withoutSnapshot } from './data-files'
import { Database } from './database'
import { contentOf } from './file-content'
import { ChangeJournal, type JournalFile } from './journal'
import { Seal } from './sealed'
import { encodeSnapshot } from './snapshot'
import { Store } from './store'

/** @returns whether there is data in a folder that only its key opens. */
export function holdsSealedData(folder: string): boolean {
  return existsSync(filesOf(resolve(folder)).snapshot)
}

/**
 * Opens, or makes, the data folder: loads the snapshot and repeats the journal.
 * @param key 32 bytes.
 * @param journalLimit bytes of journal after which a snapshot is due at the earliest.
 * @param report is told in a sentence of what failed without stopping the directory.
 * @throws StartFailure if the folder can't be used or its content is damaged; nothing is changed then.
 */
export async function openDataFolder(
  folder: string,
  key: Uint8Array,
  journalLimit: number,
  report: (sentence: string) => void,
): Promise<Store> {
  const root = resolve(folder)
  const release = await claimFolder(root)
  const { snapshot, journal: journalPath } = filesOf(root)
  try {
    const { database, seal, length, torn } = await load(root, key)
    const journal = new ChangeJournal(await openJournal(journalPath), seal, length, torn)
    await flushFolder(root)
    return new Store(database, journal, {
      journalLimit,
      report,
      saveSnapshot: (sqlite) => replaceFile(snapshot, encodeSnapshot(seal, sqlite)),
      release,
    })
  } catch (error) {
    release()
    throw error instanceof StartFailure ? error : unusable(root, error)
  }
}

async function load(root: string, key: Uint8Array): Promise<StoredState & { readonly seal: Seal }> {
  const { snapshot, journal } = filesOf(root)
  const bytes = contentOf(snapshot)
  const lines = contentOf(journal) ?? Buffer.alloc(0)
  if (bytes !== undefined) return loadState(root, key, bytes, lines)
  // A line that was never whole says nothing.
  if (lines.includes(10)) throw withoutSnapshot(root)
  const database = await Database.create()
  const seal = Seal.fresh(key)
  // There is always a snapshot, for it names the data folder that the lines of the journal are bound to.
  await replaceFile(snapshot, encodeSnapshot(seal, database.export()))
  return { database, seal, length: 0, torn: lines.length > 0 }
}

/**
 * Makes a data folder if there is none, locks it, and clears what a killed directory left half-written there.
 * @returns what gives it free again.
 * @throws StartFailure if it can't be used, or another directory uses it.
 */
export async function claimFolder(root: string): Promise<() => void> {
  let release: (() => void) | undefined
  try {
    await makeFolder(root)
    release = await lockFolder(root)
    clearUnfinished(root)
    return release
  } catch (error) {
    release?.()
    throw error instanceof FolderInUse ? inUse(root, error.file) : unusable(root, error)
  }
}

function inUse(root: string, file: string): StartFailure {
  return new StartFailure(
    `Another directory uses the data folder ${root}: stop it first, or delete ${file} if there is none.`,
  )
}

function unusable(root: string, error: unknown): StartFailure {
  return new StartFailure(
    `The data folder ${root} cannot be used (${inWords(error)}): choose another one with --data.`,
  )
}

async function openJournal(path: string): Promise<JournalFile> {
  const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  return {
    write: (bytes, offset) => writeAll(handle, bytes, offset),
    sync: () => flush(handle),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  }
}

/** Writes all the bytes at this offset, or throws. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, bytes.length - done, offset + done)).bytesWritten
  }
}
