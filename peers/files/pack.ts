/**
 * Several files as one (PROTOCOL.md section 8.3): a list of paths and sizes, then their bytes. Pure. A list that a friend made
 * is text of a stranger: each part of a path becomes a safe name, and nothing in it leaves the folder.
 */

import { PeerError } from '../protocol/errors'
import { field, Reader, uint } from '../protocol/fields'
import { numberedFileName } from './file-name'

/** One file of a pack. */
export interface PackedFile {
  /** In the pack: names with `/` between. */
  readonly path: string
  /** In bytes. */
  readonly size: number
}

export const MOST_PACKED = 4_000
export const MAX_LIST_BYTES = 1024 * 1024
/** What stands before the list: its length. */
export const LENGTH_BYTES = 4
const MAX_PATH_BYTES = 1_000
const MOST_PARTS = 32

/** @returns what stands before the files' bytes; null where they are more, or called longer, than a pack takes. */
export function packHead(files: readonly PackedFile[]): Buffer | null {
  if (files.length === 0 || files.length > MOST_PACKED || !files.every(({ path }) => isPath(path)))
    return null
  const list = Buffer.concat(files.flatMap(({ path, size }) => [field(path), uint(size, 8)]))
  return list.length > MAX_LIST_BYTES ? null : Buffer.concat([uint(list.length, LENGTH_BYTES), list])
}

/**
 * @param size of the whole pack. @param count how many files were offered.
 * @returns what the list says. @throws PeerError MALFORMED, BAD_TEXT where it is not what was offered, or no list.
 */
export function readPackList(list: Buffer, size: number, count: number): PackedFile[] {
  const files = readList(list)
  const end = files.reduce((sum, file) => sum + file.size, LENGTH_BYTES + list.length)
  if (files.length !== count || end !== size) throw new PeerError('MALFORMED')
  return files
}

/** @throws PeerError MALFORMED, BAD_TEXT */
export function readList(list: Buffer): PackedFile[] {
  const reader = new Reader(list)
  const files: PackedFile[] = []
  const paths = new Set<string>()
  const folders = new Set<string>()
  while (!reader.isAtEnd) {
    const file = { path: reader.text(), size: Number(reader.uint64()) }
    if (!isPath(file.path) || paths.has(file.path)) throw new PeerError('MALFORMED')
    files.push(file)
    paths.add(file.path)
    for (const folder of foldersOf(file.path)) folders.add(folder)
  }
  const isBoth = files.some(({ path }) => folders.has(path))
  if (files.length === 0 || files.length > MOST_PACKED || isBoth) throw new PeerError('MALFORMED')
  return files
}

/**
 * @param nameOf makes a safe name of each part of a path.
 * @returns a safe path for each, no two of them the same to any system.
 */
export function safePaths(paths: readonly string[], nameOf: (part: string) => string): string[] {
  const safe = new Map([['', '']])
  const taken = new Set<string>()
  const numbers = new Map<string, number>()
  const put = (path: string) => {
    const cut = path.lastIndexOf('/')
    const folder = cut < 0 ? '' : `${safe.get(path.slice(0, cut))}/`
    const name = nameOf(path.slice(cut + 1))
    const first = folded(folder + name)
    let [number, chosen] = [numbers.get(first) ?? 1, '']
    do chosen = folder + (number === 1 ? name : numberedFileName(name, number))
    while (taken.has(folded(chosen)) && number++)
    numbers.set(first, number + 1)
    taken.add(folded(chosen))
    safe.set(path, chosen)
  }
  for (const path of paths) for (const each of [...foldersOf(path), path]) if (!safe.has(each)) put(each)
  return paths.map((path) => safe.get(path)!)
}

/** The outermost first. */
function foldersOf(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}

function isPath(path: string): boolean {
  const parts = path.split('/')
  return (
    parts.length <= MOST_PARTS &&
    Buffer.byteLength(path) <= MAX_PATH_BYTES &&
    parts.every((part) => !/^\.{0,2}$|\0/.test(part))
  )
}

/** Some systems take small and capital letters, or forms of one letter, for the same. */
function folded(path: string): string {
  return path.normalize('NFKC').toLowerCase()
}
