/**
 * What is in a node's data folder, seen by somebody else than the node: in the processes runtime by the lab, in the
 * containers runtime by a second program in the same container. Both run the very same function.
 */

import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { t } from '../../peers/language/sentence'
import { LabError } from '../language/lab-error'

export interface FoundFile {
  /** Relative to the folder, with slashes. */
  readonly path: string
  /** In hex; of a link, that of where it leads. */
  readonly sha256: string
  /** Bytes of its content; of a link, of its path. */
  readonly size: number
  /** Whether others than its owner may read it, or write to it; of a link never. */
  readonly isOpen: boolean
  /** What a file of a messenger's own begins with, in base64. */
  readonly head?: string
}

/** How every file begins that a messenger keeps for itself. */
const OWN = 'secure-p2p '
/** Bytes of it that are shown: all contacts of a small user, and of a log the first of its records. */
const HEAD_BYTES = 4096

/** What the function needs of Node; it is also run as text, where nothing else of this file is. */
const means = { createHash, lstatSync, readdirSync, readFileSync, readlinkSync, OWN, HEAD_BYTES }

/** @returns every file below `folder`, sorted by path. A file that goes away meanwhile is left out. */
function look(
  { createHash, lstatSync, readdirSync, readFileSync, readlinkSync, OWN, HEAD_BYTES }: typeof means,
  folder: string,
): FoundFile[] {
  const found: FoundFile[] = []
  const walk = (inside: string): void => {
    for (const entry of readdirSync(folder + inside, { withFileTypes: true })) {
      const path = `${inside}/${entry.name}`
      if (entry.isDirectory()) {
        walk(path)
        continue
      }
      try {
        const content = entry.isSymbolicLink()
          ? readlinkSync(folder + path)
          : entry.isFile()
            ? readFileSync(folder + path)
            : ''
        const sha256 = createHash('sha256').update(content).digest('hex')
        const { mode } = lstatSync(folder + path)
        // Windows has no such rights, and says that everybody may.
        const isOpen = process.platform !== 'win32' && !entry.isSymbolicLink() && (mode & 0o077) !== 0
        const head =
          typeof content !== 'string' && content.toString('latin1', 0, OWN.length) === OWN
            ? { head: content.toString('base64', 0, HEAD_BYTES) }
            : {}
        found.push({ path: path.slice(1), sha256, size: content.length, isOpen, ...head })
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
      }
    }
  }
  walk('')
  return found.sort((one, other) => (one.path < other.path ? -1 : 1))
}

/** @returns what is in `folder`. @throws what the system says. */
export function listFiles(folder: string): FoundFile[] {
  return look(means, folder)
}

/** A program for `node -e`, with the folder as its argument, that writes the list as JSON. */
export const LISTING = `process.stdout.write(JSON.stringify((${look})({ ...require('crypto'), ...require('fs'), ...${JSON.stringify({ OWN, HEAD_BYTES })} }, process.argv[1])))`

/** @returns what {@link LISTING} wrote. @throws LabError if it is something else. */
export function parseListing(written: string): FoundFile[] {
  try {
    const list: unknown = JSON.parse(written)
    if (Array.isArray(list))
      return list.map(({ path, sha256, size, isOpen, head }) => ({
        path: String(path),
        sha256: String(sha256),
        size: Number(size),
        isOpen: isOpen === true,
        ...(typeof head === 'string' && { head }),
      }))
  } catch {
    // Told below.
  }
  throw new LabError(t`The list of a node’s files does not parse: ${written.slice(0, 200)}`)
}
