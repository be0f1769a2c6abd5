/** Folders and several files that are offered and sent as one pack, as long as they stay what they were. */

import { createHash } from 'node:crypto'
import type fs from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { explainFailure } from '../home/file-failure'
import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { offeredFileName } from './file-name'
import { MOST_PACKED, type PackedFile, packHead } from './pack'
import { type PackedOnDisk, PackReader } from './pack-reader'
import { atOnce, type BeginningHashes } from './prefix-hash'
import { type OfferedSource, type OpenSource, writtenMeanwhile } from './source'

export type PackSourceFiles = Pick<typeof fs, 'open' | 'stat' | 'lstat' | 'readdir'>

type Found = PackedFile & PackedOnDisk & { readonly modified: number }

interface Pack {
  readonly found: readonly Found[]
  readonly head: Buffer
  readonly size: number
  /** Stands for what all of them were when they were written to last. */
  readonly modified: number
}

/** @returns whether these have to go as a pack: several, or a folder. */
export async function isPack(paths: readonly string[], files: PackSourceFiles): Promise<boolean> {
  if (paths.length !== 1) return true
  const status = await files.stat(resolve(paths[0]!)).catch(() => null)
  return status?.isDirectory() ?? false
}

/**
 * Reads them once, to offer them; see describeSource.
 * @throws PeerError FILE_FAILED: one is neither file nor folder, not readable, or written to meanwhile; or they are too many.
 */
export async function describePack(
  paths: readonly string[],
  onHashed: (bytes: number) => void,
  files: PackSourceFiles,
  prefixHashes: (size: number) => BeginningHashes,
): Promise<OfferedSource & { readonly paths: readonly string[]; readonly count: number }> {
  const roots = paths.map((path) => resolve(path))
  const [path = ''] = roots
  const pack = await packOf(roots, files)
  const reader = new PackReader(pack.head, pack.found, files)
  try {
    const { size, modified, found } = pack
    const prefixes = prefixHashes(size)
    const sha256 = await prefixes.at(reader, size, {
      stopped: () => false,
      onRead: onHashed,
      hashing: atOnce,
    })
    const after = await packOf(roots, files)
    if (sha256 === null || after.size !== size || after.modified !== modified) throw writtenMeanwhile(path)
    const name =
      offeredFileName(basename(path) || 'files') + (roots.length > 1 ? ` +${roots.length - 1}` : '')
    return { path, paths: roots, size, modified, name, sha256, prefixes, count: found.length }
  } catch (error) {
    throw explainFailure(error, path, 'read')
  } finally {
    await reader.close().catch(() => {})
  }
}

/** @returns them opened, or why they can't be sent any more. */
export async function openPack(
  paths: readonly string[],
  { size, modified }: Pick<Pack, 'size' | 'modified'>,
  files: PackSourceFiles,
): Promise<OpenSource | 'changed' | 'unreadable'> {
  const pack = await packOf(paths, files).catch(() => null)
  if (!pack) return 'unreadable'
  if (pack.size !== size || pack.modified !== modified) return 'changed'
  const reader = new PackReader(pack.head, pack.found, files)
  return {
    read: (buffer, at, length, position) => reader.read(buffer, at, length, position),
    stat: async () => {
      const now = await packOf(paths, files).catch(() => null)
      return { size: now?.size ?? -1, mtimeMs: now?.modified ?? -1 }
    },
    close: () => reader.close(),
  }
}

async function packOf(roots: readonly string[], files: PackSourceFiles): Promise<Pack> {
  const found: Found[] = []
  for (const root of roots) {
    try {
      await walk(root, roots.length === 1 ? '' : basename(root), found, files, true)
    } catch (error) {
      throw explainFailure(error, root, 'read')
    }
  }
  const names = new Set<string>()
  for (const { path } of found) {
    if (names.has(path))
      throw new PeerError('FILE_FAILED', t`Two of them are called ${path}: offer one after the other.`)
    names.add(path)
  }
  if (found.length === 0)
    throw new PeerError('FILE_FAILED', t`There is no file in ${roots.join(' ')}: nothing was offered.`)
  const head = packHead(found)
  if (!head) throw tooMany()
  const state = createHash('sha256').update(head)
  for (const { modified } of found) state.update(`${modified} `)
  return {
    found,
    head,
    size: found.reduce((sum, { size }) => sum + size, head.length),
    modified: state.digest().readUIntBE(0, 6),
  }
}

/** @param isRoot links are followed only where the user named them. */
async function walk(
  source: string,
  path: string,
  found: Found[],
  files: PackSourceFiles,
  isRoot = false,
): Promise<void> {
  const status = await (isRoot ? files.stat(source) : files.lstat(source))
  if (status.isDirectory()) {
    for (const name of (await files.readdir(source)).sort())
      await walk(join(source, name), path === '' ? name : `${path}/${name}`, found, files)
    return
  }
  if (!status.isFile())
    throw new PeerError(
      'FILE_FAILED',
      t`${source} is neither a file nor a folder: take it out, or offer what it points to.`,
      { path: source },
    )
  if (found.length >= MOST_PACKED) throw tooMany()
  found.push({ source, path, size: status.size, modified: status.mtimeMs })
}

function tooMany(): PeerError {
  return new PeerError(
    'FILE_FAILED',
    t`These are more than ${MOST_PACKED} files, or lie too deep: pack them into one file (zip, tar) first.`,
  )
}
