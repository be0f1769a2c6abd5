/**
 * Files that are either whole or not there: written beside, forced to disk, then moved into place.
 * Whatever fails on the way, and whenever the program is killed, the earlier content stays as it was.
 * Only their owner may read them: mode 0600, in folders that are made with mode 0700.
 */

import { randomBytes } from 'node:crypto'
import { lstatSync, readdirSync, rmSync } from 'node:fs'
import fs from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { flush, flushFolder } from './durable'

/** The steps that writing a file takes; tests let each of them fail. */
export type Steps = Pick<typeof fs, 'mkdir' | 'open' | 'link' | 'rename' | 'unlink'>

/**
 * Puts `bytes` in the place of whatever was at `path`.
 * @throws what the system throws; then `path` holds the earlier bytes (or, where only the last step failed, all of
 * the new ones), and nothing is left beside it.
 */
export async function replaceFile(path: string, bytes: Uint8Array, steps: Steps = fs): Promise<void> {
  await place(path, bytes, steps, (temporary, target) => steps.rename(temporary, target))
}

/**
 * Puts `bytes` at `path` if nothing is there.
 * @returns whether it did; false says that there is a file already, which was left as it is.
 * @throws what the system throws
 */
export async function createFile(path: string, bytes: Uint8Array, steps: Steps = fs): Promise<boolean> {
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
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`
  try {
    await withHandle(steps.open(temporary, 'wx', 0o600), async (handle) => {
      await handle.writeFile(bytes)
      await flush(handle)
    })
    await move(temporary, target)
  } catch (error) {
    await steps.unlink(temporary).catch(() => {})
    throw error
  }
  await flushFolder(dirname(target), steps)
}

/**
 * Removes what killed programs left half-written in a folder: call it where nobody else writes there. Locks, whose
 * names have numbers, stay: they are their owners'. @throws what the system throws
 */
export function clearUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/^[a-z.]+\.[0-9a-f]{12}\.tmp$/.test(name)) removeFile(join(folder, name))
  }
}

/** Removes a file if there is one; a folder of that name is nothing that was written here, and stays. */
export function removeFile(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile()) rmSync(path, { force: true })
}

/**
 * Makes a folder, for its owner only, and those that it should be in, with their names on the disk. Step by step,
 * because Node's own recursive mkdir never ends where no folder can be made (/proc).
 * @throws what the system throws
 */
export async function makeFolder(path: string, steps: Steps = fs): Promise<void> {
  const folder = resolve(path)
  const missing = await makeOne(folder, steps)
  if (!(missing instanceof Error)) return
  if (dirname(folder) === folder) throw missing
  await makeFolder(dirname(folder), steps)
  const again = await makeOne(folder, steps)
  if (again instanceof Error) throw again
}

/** @returns the error if the folder that it should be in is missing. */
async function makeOne(folder: string, steps: Steps): Promise<Error | undefined> {
  try {
    await steps.mkdir(folder, 0o700)
  } catch (error) {
    if (error instanceof Error && codeOf(error) === 'ENOENT') return error
    if (codeOf(error) === 'EEXIST' && (await fs.stat(folder)).isDirectory()) return undefined
    throw error
  }
  await flushFolder(dirname(folder), steps)
  return undefined
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

/** @returns what the system calls the error, if it is the system's. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
