/**
 * A complete file gets its name. It appears there at once and whole, and never in the place of another file: link(2)
 * makes both certain. Where the folder is on another disk than the home, it is copied beside its name first; where
 * the disk knows no links (FAT), the name is claimed by an empty file, which the rename then replaces.
 */

import { constants } from 'node:fs'
import type fs from 'node:fs/promises'
import { join } from 'node:path'
import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { codeOf } from '../system/atomic-file'
import { flush, flushFolder } from '../system/durable'
import { numberedFileName, safeFileName } from './file-name'
import { hashBeginning } from './prefix-hash'
import { openToRead } from './source'

export type PlaceFiles = Pick<typeof fs, 'open' | 'link' | 'rename' | 'rm' | 'lstat' | 'copyFile'>

/** So many files of one name are enough. */
const MAX_NUMBER = 10_000

/** What link(2) and its relatives say where there are no links. */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EISDIR', 'EINVAL'])

export interface CompleteFile {
  /** The complete file. It stays. */
  readonly path: string
  /** Of the transfer: 32 hex digits. */
  readonly id: string
  /** As the sender calls it: text of a stranger. */
  readonly name: string
  readonly size: number
  readonly sha256: string
}

/** @returns where a copy waits for its name, when the folder is on another disk. */
export function besideName(folder: string, id: string): string {
  return join(folder, `.${id}.part`)
}

/**
 * @param nameOf makes the name under which the file appears of what its sender calls it.
 * @param intend is told each path before the file may appear there, and settles once that is on disk.
 * @returns the path where it is now, on disk. @throws PeerError FILE_FAILED, and what the system says.
 */
export async function place(
  whole: CompleteFile,
  folder: string,
  intend: (path: string) => Promise<void>,
  files: PlaceFiles,
  nameOf = safeFileName,
): Promise<string> {
  const name = nameOf(whole.name)
  const beside = besideName(folder, whole.id)
  let way: Way = 'link'
  for await (const path of freeNames(folder, name, files)) {
    await intend(path)
    let result = await go(way, whole.path, beside, path, files)
    while (result !== 'placed' && result !== 'taken') {
      if (way === 'link') await copy(whole, beside, files)
      way = result
      result = await go(way, whole.path, beside, path, files)
    }
    if (result === 'taken') continue
    await flushFolder(folder, files)
    return path
  }
  throw new Error('freeNames throws before it ends')
}

/** Yields paths at which nothing is, until one is taken. @throws PeerError FILE_FAILED, and what the system says. */
export async function* freeNames(
  folder: string,
  name: string,
  files: Pick<PlaceFiles, 'lstat'>,
): AsyncGenerator<string, void> {
  for (let number = 1; number <= MAX_NUMBER; number++) {
    const path = join(folder, number === 1 ? name : numberedFileName(name, number))
    if (!(await isThere(path, files))) yield path
  }
  throw new PeerError('FILE_FAILED', t`${folder} has too many files of this name already: move some away.`)
}

/** @returns whether the whole file is at `path`. */
export async function isPlaced(
  path: string,
  { size, sha256 }: Pick<CompleteFile, 'size' | 'sha256'>,
  files: PlaceFiles,
): Promise<boolean> {
  const handle = await openToRead(path, files).catch(() => null)
  if (!handle) return false
  try {
    const status = await handle.stat()
    if (!status.isFile() || status.size !== size) return false
    const { hash, bytes } = await hashBeginning(handle, size)
    return bytes === size && hash.digest('hex') === sha256
  } finally {
    await handle.close()
  }
}

/** How a file gets its name: by a link to it, by a link to a copy beside the name, by a copy renamed. */
type Way = 'link' | 'link-copy' | 'rename-copy'

/** @returns `taken`: another file has this name. A way: this one does not work here, that one may. */
async function go(
  way: Way,
  whole: string,
  beside: string,
  path: string,
  files: PlaceFiles,
): Promise<'placed' | 'taken' | Way> {
  try {
    if (way === 'rename-copy') {
      await (await files.open(path, 'wx', 0o600)).close()
      await files.rename(beside, path)
    } else {
      await files.link(way === 'link' ? whole : beside, path)
    }
    return 'placed'
  } catch (error) {
    const code = codeOf(error) ?? ''
    if (code === 'EEXIST') return 'taken'
    if (way === 'link' && code === 'EXDEV') return 'link-copy'
    if (way !== 'rename-copy' && noLinks.has(code)) return 'rename-copy'
    throw error
  }
}

/** The copy is on disk, and compared, before it gets its name. */
async function copy({ path, size, sha256 }: CompleteFile, beside: string, files: PlaceFiles): Promise<void> {
  // A copy that a kill cut short. Nothing is followed or overwritten that somebody else may have put there.
  await files.rm(beside, { force: true })
  try {
    await files.copyFile(path, beside, constants.COPYFILE_EXCL)
  } catch (error) {
    // Half a copy only takes room, where that is what lacks.
    await files.rm(beside, { force: true }).catch(() => {})
    throw error
  }
  const handle = await files.open(beside, 'r+')
  try {
    await flush(handle)
  } finally {
    await handle.close()
  }
  if (!(await isPlaced(beside, { size, sha256 }, files))) {
    throw new PeerError('FILE_FAILED', t`The copy ${beside} is not what was copied: check that disk.`)
  }
}

async function isThere(path: string, files: Pick<PlaceFiles, 'lstat'>): Promise<boolean> {
  return files.lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
}
