/**
 * Files that are either whole or not there: written beside, forced to disk, then moved into place.
 * Whatever fails on the way, and whenever the program is killed, the earlier content stays as it was.
 * Only their owner may read them: mode 0600, in a folder that is made with mode 0700.
 */

import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import fs from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { PeerError } from '../protocol/errors'
import { codeOf, explainFailure, failed } from './file-failure'

/** The steps that writing a file takes; tests let each of them fail. */
export type Steps = Pick<typeof fs, 'mkdir' | 'open' | 'link' | 'rename' | 'unlink'>

/**
 * Reads a whole file.
 * @param maximum size in bytes; a longer file is not read.
 * @returns its bytes, or null if there is none.
 * @throws PeerError FILE_FAILED, CORRUPT_FILE if it is larger than `maximum`.
 */
export async function readWhole(path: string, maximum: number): Promise<Buffer | null> {
  try {
    // Without O_NONBLOCK, opening a pipe would wait for a writer.
    const handle = await fs.open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const status = await handle.stat()
      if (!status.isFile()) throw failed(path, 'read', 'it is not a file: move it away')
      if (status.size > maximum) {
        throw new PeerError('CORRUPT_FILE', `${path} is too large to be a file of this program.`, { path })
      }
      return await handle.readFile()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw explainFailure(error, path, 'read')
  }
}

/**
 * Puts `bytes` in the place of whatever was at `path`.
 * @throws PeerError FILE_FAILED; then `path` holds the earlier bytes (or, where only the last step failed,
 * all of the new ones), and nothing is left beside it.
 */
export async function writeAtomically(path: string, bytes: Uint8Array, steps: Steps = fs): Promise<void> {
  await place(path, bytes, steps, (temporary, target) => steps.rename(temporary, target))
}

/**
 * Puts `bytes` at `path` if nothing is there.
 * @returns whether it did; false says that there is a file already, which was left as it is.
 * @throws PeerError FILE_FAILED
 */
export async function createAtomically(path: string, bytes: Uint8Array, steps: Steps = fs): Promise<boolean> {
  let created = true
  await place(path, bytes, steps, async (temporary, target) => {
    try {
      // Unlike rename, link refuses to replace a file, so of two programs only one succeeds.
      await steps.link(temporary, target)
    } catch (error) {
      if (linkless.has(codeOf(error) ?? '')) {
        await createWithoutLinks(temporary, target, steps)
        return
      }
      if (codeOf(error) !== 'EEXIST') throw error
      created = false
    }
    await steps.unlink(temporary)
  }).catch((error) => {
    if (!(error instanceof AlreadyThere)) throw error
    created = false
  })
  return created
}

class AlreadyThere extends Error {}

/** What disks say that cannot keep links: memory sticks (exFAT), some shares, some telephones. */
const linkless = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EACCES'])

/** An empty file claims the name first. A kill just then leaves it there, empty: nothing better is to be had. */
async function createWithoutLinks(temporary: string, target: string, steps: Steps): Promise<void> {
  await withHandle(steps.open(target, 'wx', 0o600), async () => {}).catch((error) => {
    throw codeOf(error) === 'EEXIST' ? new AlreadyThere() : error
  })
  try {
    await steps.rename(temporary, target)
  } catch (error) {
    await steps.unlink(target).catch(() => {})
    throw error
  }
}

async function place(
  path: string,
  bytes: Uint8Array,
  steps: Steps,
  move: (temporary: string, target: string) => Promise<void>,
): Promise<void> {
  const target = resolve(path)
  const folder = dirname(target)
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`
  try {
    const made = await makeFolder(folder, steps)
    try {
      await withHandle(steps.open(temporary, 'wx', 0o600), async (handle) => {
        await handle.writeFile(bytes)
        await handle.sync()
      })
      await move(temporary, target)
    } catch (error) {
      await steps.unlink(temporary).catch(() => {})
      throw error
    }
    await syncFolder(folder, steps)
    for (const one of made) await syncFolder(dirname(one), steps)
  } catch (error) {
    throw explainFailure(error, path, 'written')
  }
}

/**
 * Step by step, because Node's own recursive mkdir never ends where no folder can be made (/proc).
 * @returns the folders that it made.
 */
async function makeFolder(folder: string, steps: Steps): Promise<string[]> {
  const missing = await makeOne(folder, steps)
  if (missing === 'there') return []
  if (missing === 'made') return [folder]
  if (dirname(folder) === folder) throw missing
  const parents = await makeFolder(dirname(folder), steps)
  const again = await makeOne(folder, steps)
  if (again instanceof Error) throw again
  return again === 'made' ? [...parents, folder] : parents
}

/** @returns the error if the folder that it should be in is missing. */
async function makeOne(folder: string, steps: Steps): Promise<'made' | 'there' | Error> {
  try {
    await steps.mkdir(folder, 0o700)
    return 'made'
  } catch (error) {
    if (error instanceof Error && codeOf(error) === 'ENOENT') return error
    const isThere = codeOf(error) === 'EEXIST' && (await fs.stat(folder)).isDirectory()
    if (isThere) return 'there'
    throw error
  }
}

/** A name in a folder is only safe from a power cut once the folder itself is on disk. */
async function syncFolder(folder: string, steps: Steps): Promise<void> {
  if (process.platform === 'win32') return // folders cannot be opened there
  await withHandle(steps.open(folder, 'r'), (handle) => handle.sync())
}

/** Closes the handle, and lets nobody overlook that closing failed: some disks report a lost write there. */
async function withHandle(
  opening: Promise<fs.FileHandle>,
  use: (handle: fs.FileHandle) => Promise<void>,
): Promise<void> {
  const handle = await opening
  try {
    await use(handle)
  } finally {
    await handle.close()
  }
}
