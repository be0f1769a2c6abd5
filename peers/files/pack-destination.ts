/**
 * A complete pack becomes a folder. It is unpacked beside its name, compared, and gets the name at once and whole, never in
 * the place of something else.
 */

import type fs from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { codeOf } from '../system/atomic-file'
import { flush, flushFolder } from '../system/durable'
import { besideName, type CompleteFile, freeNames, type PlaceFiles } from './destination'
import { safeFileName } from './file-name'
import { LENGTH_BYTES, MAX_LIST_BYTES, readPackList, safePaths } from './pack'
import { PackReader } from './pack-reader'
import { hashBeginning } from './prefix-hash'

type PackPlaceFiles = PlaceFiles & Pick<typeof fs, 'mkdir'>

/** @param files how many files were offered. */
export type CompletePack = CompleteFile & { readonly files: number }

/** What came is what was offered, and no pack. */
export class PackFlaw extends Error {}

const BLOCK_BYTES = 1024 * 1024

interface Opened {
  readonly head: Buffer
  /** Below the folder, safe, and how large each is. */
  readonly files: readonly { readonly path: string; readonly size: number }[]
}

/** As `place` of destination.ts. @throws PackFlaw, PeerError FILE_FAILED, and what the system says. */
export async function placePack(
  whole: CompletePack,
  folder: string,
  intend: (path: string) => Promise<void>,
  files: PackPlaceFiles,
  nameOf = safeFileName,
): Promise<string> {
  const beside = besideName(folder, whole.id)
  await files.rm(beside, { recursive: true, force: true })
  await unpack(whole, beside, files, nameOf)
  for await (const path of freeNames(folder, nameOf(whole.name), files)) {
    await intend(path)
    if (!(await renamed(beside, path, files))) continue
    await flushFolder(folder, files)
    return path
  }
  throw new Error('freeNames throws before it ends')
}

/** @returns whether all of it is at `path`, unchanged. */
export async function isPackPlaced(
  whole: CompletePack,
  path: string,
  files: PackPlaceFiles,
  nameOf = safeFileName,
): Promise<boolean> {
  const handle = await files.open(whole.path, 'r').catch(() => null)
  if (!handle) return false
  try {
    return await isUnpacked(await openedOf(handle, whole, nameOf), whole, path, files)
  } catch {
    return false
  } finally {
    await handle.close()
  }
}

async function unpack(
  whole: CompletePack,
  beside: string,
  files: PackPlaceFiles,
  nameOf: (name: string) => string,
): Promise<void> {
  const handle = await files.open(whole.path, 'r')
  try {
    const opened = await openedOf(handle, whole, nameOf)
    const folders = new Set([beside])
    let from = opened.head.length
    for (const { path, size } of opened.files) {
      const target = join(beside, path)
      for (let parent = dirname(target); !folders.has(parent); parent = dirname(parent)) folders.add(parent)
      await files.mkdir(dirname(target), { recursive: true, mode: 0o700 })
      await copyOut(handle, from, size, target, files)
      from += size
    }
    for (const each of folders) await flushFolder(each, files)
    if (!(await isUnpacked(opened, whole, beside, files))) throw new PackFlaw('it is not what was copied')
  } finally {
    await handle.close()
  }
}

/** @throws PackFlaw */
async function openedOf(
  handle: fs.FileHandle,
  { size, files: count }: CompletePack,
  nameOf: (name: string) => string,
): Promise<Opened> {
  const start = Buffer.alloc(LENGTH_BYTES)
  const { bytesRead } = await handle.read(start, 0, LENGTH_BYTES, 0)
  const length = start.readUInt32BE()
  if (bytesRead < LENGTH_BYTES || length > MAX_LIST_BYTES) throw new PackFlaw('it has no list')
  const list = Buffer.alloc(length)
  await handle.read(list, 0, length, LENGTH_BYTES)
  try {
    const packed = readPackList(list, size, count)
    const paths = safePaths(
      packed.map(({ path }) => path),
      nameOf,
    )
    return {
      head: Buffer.concat([start, list]),
      files: packed.map((file, index) => ({ path: paths[index]!, size: file.size })),
    }
  } catch {
    throw new PackFlaw('its list is none')
  }
}

async function copyOut(
  handle: fs.FileHandle,
  from: number,
  size: number,
  target: string,
  files: PackPlaceFiles,
): Promise<void> {
  const copy = await files.open(target, 'wx', 0o600)
  try {
    const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, Math.max(size, 1)))
    for (let done = 0; done < size; ) {
      const { bytesRead } = await handle.read(block, 0, Math.min(block.length, size - done), from + done)
      if (bytesRead === 0) throw new PackFlaw('it is shorter than it was')
      await copy.writeFile(block.subarray(0, bytesRead))
      done += bytesRead
    }
    await flush(copy)
  } finally {
    await copy.close()
  }
}

async function isUnpacked(
  { head, files: packed }: Opened,
  { size, sha256 }: CompletePack,
  folder: string,
  files: PackPlaceFiles,
): Promise<boolean> {
  const reader = new PackReader(
    head,
    packed.map((file) => ({ source: join(folder, file.path), size: file.size })),
    files,
  )
  try {
    const { hash, bytes } = await hashBeginning(reader, size)
    return bytes === size && hash.digest('hex') === sha256
  } finally {
    await reader.close()
  }
}

/** @returns false: something else has this name. A folder that is empty is all that rename(2) would take the place of. */
async function renamed(beside: string, path: string, files: PackPlaceFiles): Promise<boolean> {
  try {
    await files.rename(beside, path)
    return true
  } catch (error) {
    if (['EEXIST', 'ENOTEMPTY', 'ENOTDIR'].includes(codeOf(error) ?? '')) return false
    throw error
  }
}
