/** The files of a home, read and written whole (peers/system/atomic-file.ts); what fails is a sentence. */

import { constants } from 'node:fs'
import fs from 'node:fs/promises'
import { dirname } from 'node:path'
import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { codeOf, createFile, makeFolder, replaceFile, type Steps } from '../system/atomic-file'
import { explainFailure, failed } from './file-failure'

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
      if (!status.isFile()) throw failed(path, 'read', t`it is not a file: move it away`)
      if (status.size > maximum) {
        throw new PeerError('CORRUPT_FILE', t`${path} is too large to be a file of this program.`, { path })
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
 * Puts `bytes` in the place of whatever was at `path`, and makes its folder.
 * @throws PeerError FILE_FAILED; then `path` holds the earlier bytes (or, where only the last step failed,
 * all of the new ones), and nothing is left beside it.
 */
export async function writeAtomically(path: string, bytes: Uint8Array, steps: Steps = fs): Promise<void> {
  try {
    await makeFolder(dirname(path), steps)
    await replaceFile(path, bytes, steps)
  } catch (error) {
    throw explainFailure(error, path, 'written')
  }
}

/**
 * Puts `bytes` at `path` if nothing is there, and makes its folder.
 * @returns whether it did; false says that there is a file already, which was left as it is.
 * @throws PeerError FILE_FAILED
 */
export async function createAtomically(path: string, bytes: Uint8Array, steps: Steps = fs): Promise<boolean> {
  try {
    await makeFolder(dirname(path), steps)
    return await createFile(path, bytes, steps)
  } catch (error) {
    throw explainFailure(error, path, 'written')
  }
}
