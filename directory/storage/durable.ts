/** Files that are whole or not there, for their owner only, and on the disk before anybody says so. */

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** @returns the bytes of a file, or undefined if there is none. @throws whatever the file system throws. */
export function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Puts `bytes` in place of a file: at any moment there is the whole old one or the whole new one. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.new`
  try {
    await writeNew(beside, 'w', bytes)
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/**
 * Makes a file that was not there.
 * @throws EEXIST if there is one: unlike rename, link replaces nothing.
 */
export async function createFile(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${randomUUID()}.new`
  try {
    await writeNew(beside, 'wx', bytes)
    await link(beside, path)
  } finally {
    await rm(beside, { force: true })
  }
  await syncFolder(dirname(path))
}

async function writeNew(path: string, flag: 'w' | 'wx', bytes: Uint8Array): Promise<void> {
  const handle = await open(path, flag, 0o600)
  try {
    await writeAll(handle, bytes, 0)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes all the bytes at this offset, or throws. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, bytes.length - done, offset + done)).bytesWritten
  }
}

/** Makes names in a folder durable. Windows knows no such thing, and does not let a folder be opened. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
