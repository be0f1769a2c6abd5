/**
 * Pages: encrypted files that are written once, whole, and never changed. Each has a random name and a key of its own,
 * which stands in the journal and nowhere else: with the journal's entry gone, what is left of a page says nothing,
 * and nobody can put another page in its place.
 *
 *   "secure-p2p page 1\n" ‖ content in AES-256-GCM ‖ tag (16)     the first line as AAD
 *
 * A key seals one page, so the nonce is zero (NIST SP 800-38D §8.2: no nonce comes twice under one key).
 */

import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import fs from 'node:fs/promises'
import { join } from 'node:path'
import { t } from '../language/sentence'
import type { Entropy } from '../protocol/conversation'
import { aes256gcm } from '../protocol/defences'
import { PeerError } from '../protocol/errors'
import { codeOf, removeFile, type Steps } from '../system/atomic-file'
import { explainFailure } from './file-failure'
import { writeAtomically } from './home-file'

/** Where a page is, and what opens it. */
export interface SealedPage {
  /** 16 bytes in hex. */
  readonly file: string
  /** 32 bytes in base64. */
  readonly key: string
}

export interface PageStore {
  /** @returns once the page is on the disk. @throws PeerError FILE_FAILED */
  write(content: Buffer): Promise<SealedPage>
  /** At once, since a page is small. @throws PeerError CORRUPT_FILE, FILE_FAILED */
  read(page: SealedPage): Buffer
  /** Pages that nothing names any more. What the disk refuses is removed at the next start. */
  remove(pages: readonly SealedPage[]): void
}

const FIRST_LINE = Buffer.from('secure-p2p page 1\n')
const NONCE = Buffer.alloc(12)

/** The pages in one folder, which holds nothing else. One program at a time: see home-lock.ts. */
export class PageFiles implements PageStore {
  readonly #folder: string
  readonly #entropy: Pick<Entropy, 'bytes'>
  readonly #steps: Steps

  constructor(folder: string, entropy: Pick<Entropy, 'bytes'>, steps: Steps = fs) {
    this.#folder = folder
    this.#entropy = entropy
    this.#steps = steps
  }

  async write(content: Buffer): Promise<SealedPage> {
    const file = this.#entropy.bytes(16).toString('hex')
    const key = this.#entropy.bytes(32)
    const sealed = aes256gcm.seal(key, NONCE, FIRST_LINE, content)
    await writeAtomically(join(this.#folder, file), Buffer.concat([FIRST_LINE, sealed]), this.#steps)
    return { file, key: key.toString('base64') }
  }

  read({ file, key }: SealedPage): Buffer {
    const path = join(this.#folder, file)
    const bytes = readPage(path)
    try {
      if (!bytes.subarray(0, FIRST_LINE.length).equals(FIRST_LINE))
        throw new RangeError('another kind of file')
      return aes256gcm.open(Buffer.from(key, 'base64'), NONCE, FIRST_LINE, bytes.subarray(FIRST_LINE.length))
    } catch {
      throw damaged(path)
    }
  }

  remove(pages: readonly SealedPage[]): void {
    for (const { file } of pages) this.#removeFile(file)
  }

  /**
   * At the start: takes away what a kill left that nothing names.
   * @param named what the journal names. @throws PeerError CORRUPT_FILE where one of those is missing, FILE_FAILED
   */
  clear(named: readonly SealedPage[]): void {
    const there = new Set(this.#list())
    for (const { file } of named) if (!there.delete(file)) throw damaged(join(this.#folder, file))
    for (const file of there) this.#removeFile(file)
  }

  #list(): string[] {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
      return readdirSync(this.#folder)
    } catch (error) {
      throw explainFailure(error, this.#folder, 'read')
    }
  }

  #removeFile(file: string): void {
    try {
      removeFile(join(this.#folder, file))
    } catch (error) {
      if (codeOf(error) === undefined) throw error
    }
  }
}

function readPage(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw codeOf(error) === 'ENOENT' ? damaged(path) : explainFailure(error, path, 'read')
  }
}

function damaged(path: string): PeerError {
  return new PeerError(
    'CORRUPT_FILE',
    t`${path}, a page of the history, is damaged or missing: restore the home from a backup.`,
    { path },
  )
}
