/** The file that is offered and sent: what is said of it, and its bytes, as long as it stays what it was. */

import { constants, type Stats } from 'node:fs'
import type fs from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { explainFailure } from '../home/file-failure'
import { t } from '../language/sentence'
import { MAX_CHUNK_BYTES } from '../protocol/application'
import { PeerError } from '../protocol/errors'
import { codeOf } from '../system/atomic-file'
import { offeredFileName } from './file-name'
import { atOnce, type BeginningHashes, type Readable } from './prefix-hash'

/** What tells the file that was offered from another one in its place. */
export interface FileSource {
  readonly path: string
  /** Of a pack: all that it was made of. */
  readonly paths?: readonly string[] | undefined
  /** In bytes. */
  readonly size: number
  /** When it was last written to, in milliseconds since 1970, with the fraction that the system gives. */
  readonly modified: number
}

export type SourceFiles = Pick<typeof fs, 'open'>

/** What an offer says, and with it the hashes of the beginnings, as far as they were read. */
export type OfferedSource = FileSource & {
  readonly name: string
  readonly sha256: string
  readonly prefixes: BeginningHashes
}

/** A file that is open, or what stands for one. */
export interface OpenSource extends Readable {
  stat(): Promise<Pick<Stats, 'size' | 'mtimeMs'>>
  close(): Promise<void>
}

/** Chunks that are read at once: few enough that a message waits for no more than some of them. */
const BLOCK_BYTES = 8 * MAX_CHUNK_BYTES

/**
 * Reads a file once, to offer it.
 * @param onHashed is told how many bytes have been read.
 * @returns what an offer says of it; its path is absolute. With it the hashes of its beginnings, as far as it was read.
 * @throws PeerError FILE_FAILED: no such file, a folder or device, not readable, or written to meanwhile.
 */
export async function describeSource(
  path: string,
  onHashed: (bytes: number) => void,
  files: SourceFiles,
  prefixHashes: (size: number) => BeginningHashes,
): Promise<OfferedSource> {
  const source = resolve(path)
  try {
    const handle = await openToRead(source, files)
    try {
      const before = await handle.stat()
      if (!before.isFile()) throw noFile(source)
      const prefixes = prefixHashes(before.size)
      const sha256 = await prefixes.at(handle, before.size, {
        stopped: () => false,
        onRead: onHashed,
        hashing: atOnce,
      })
      if (sha256 === null || differs(await handle.stat(), modifiedOf(before))) {
        throw writtenMeanwhile(source)
      }
      const name = offeredFileName(basename(source))
      return { path: source, ...modifiedOf(before), name, sha256, prefixes }
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw codeOf(error) === 'ENOENT' ? noSuchFile(source) : explainFailure(error, source, 'read')
  }
}

/** @returns the file opened, or why it can't be sent any more. */
export async function openSource(
  source: FileSource,
  files: SourceFiles,
): Promise<OpenSource | 'changed' | 'unreadable'> {
  const handle = await openToRead(source.path, files).catch(() => null)
  if (!handle) return 'unreadable'
  const status = await handle.stat().catch(() => null)
  if (status?.isFile() && !differs(status, source)) return handle
  await handle.close().catch(() => {})
  return status ? 'changed' : 'unreadable'
}

/**
 * Reads the file from `from` to its end and hands it over chunk by chunk; the next block is read meanwhile.
 * @param take is given an offset and at most MAX_CHUNK_BYTES bytes, which are its own only until it settles;
 * false says that no more is wanted.
 * @returns whether the file is still the one that was offered; `stopped` if `take` said so.
 * @throws what the system says of a failed read.
 */
export async function readChunks(
  handle: OpenSource,
  source: FileSource,
  from: number,
  take: (offset: number, bytes: Buffer) => Promise<boolean>,
): Promise<'whole' | 'changed' | 'stopped'> {
  // Two blocks in turn: one is sent while the other is filled.
  const room = () => Buffer.allocUnsafe(Math.min(BLOCK_BYTES, Math.max(source.size - from, 1)))
  let [filling, spare] = [room(), room()]
  const fill = (block: Buffer, offset: number) => {
    const reading = handle.read(block, 0, Math.min(block.length, source.size - offset), offset)
    // It may fail while nobody waits for it; whoever waits is told all the same.
    reading.catch(() => {})
    return reading
  }
  let ahead = fill(filling, from)
  for (let offset = from; offset < source.size; ) {
    const { bytesRead, buffer } = await ahead
    const end = offset + bytesRead
    // Before the last chunk is out, so that the friend is not left with a file that only looks complete.
    if (bytesRead === 0 || (end === source.size && differs(await handle.stat(), source))) return 'changed'
    ;[filling, spare] = [spare, filling]
    if (end < source.size) ahead = fill(filling, end)
    for (let at = 0; at < bytesRead; at += MAX_CHUNK_BYTES) {
      const chunk = buffer.subarray(at, Math.min(at + MAX_CHUNK_BYTES, bytesRead))
      if (!(await take(offset + at, chunk))) return 'stopped'
    }
    offset = end
  }
  return 'whole'
}

/** Without O_NONBLOCK, opening a pipe would wait for a writer. */
export function openToRead(path: string, files: SourceFiles): Promise<fs.FileHandle> {
  return files.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
}

function modifiedOf(status: Pick<Stats, 'size' | 'mtimeMs'>): Omit<FileSource, 'path' | 'paths'> {
  return { size: status.size, modified: status.mtimeMs }
}

function differs(
  status: Pick<Stats, 'size' | 'mtimeMs'>,
  { size, modified }: Omit<FileSource, 'path' | 'paths'>,
): boolean {
  return status.size !== size || status.mtimeMs !== modified
}

export function writtenMeanwhile(path: string): PeerError {
  return new PeerError(
    'FILE_FAILED',
    t`${path} was written to while it was read: offer it again once it is complete.`,
    { path },
  )
}

function noSuchFile(path: string): PeerError {
  return new PeerError('FILE_FAILED', t`There is no file ${path}: check its name and folder.`, { path })
}

function noFile(path: string): PeerError {
  return new PeerError('FILE_FAILED', t`${path} is no ordinary file: it cannot be sent.`, { path })
}
