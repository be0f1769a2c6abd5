/** What a disk refuses, as one sentence that says what to do. */

import { PeerError } from '../protocol/errors'
import { codeOf } from '../system/atomic-file'

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free some space and try again',
  EDQUOT: 'your share of the disk is used up: free some space and try again',
  EACCES: 'access is denied: check who owns it and its folder',
  EPERM: 'the system does not allow it: check who owns it and its folder',
  ENOENT: 'its folder is not there and cannot be made: choose another folder',
  ELOOP: 'its path leads in a circle of links: choose another folder',
  ENAMETOOLONG: 'its name is too long: choose a shorter one',
  EIO: 'the disk failed: check the disk and try again',
  EROFS: 'its disk is read-only: choose another folder',
  EISDIR: 'it is a folder: move it away',
  ENOTDIR: 'a part of its path is not a folder: choose another folder',
  EEXIST: 'a file stands where its folder should be: choose another folder',
  EMFILE: 'this program has too many files open: close some conversations and try again',
}

/**
 * @param verb what could not be done to `path`.
 * @returns a failed system call as PeerError FILE_FAILED, with one sentence.
 * @throws what is no failed system call, as it is.
 */
export function explainFailure(error: unknown, path: string, verb: 'read' | 'written'): PeerError {
  if (error instanceof PeerError) return error
  const code = codeOf(error)
  if (code === undefined) throw error
  const missing = code === 'ENOENT' && verb === 'read' ? 'there is no such file' : undefined
  const reason = missing ?? reasons[code] ?? `the system says ${code}: check the disk and try again`
  return failed(path, verb, reason, code)
}

/** @returns the error with the sentence that the user reads. */
export function failed(path: string, verb: string, reason: string, system = ''): PeerError {
  return new PeerError(
    'FILE_FAILED',
    `${path} could not be ${verb}: ${reason}.`,
    system ? { path, system } : { path },
  )
}
