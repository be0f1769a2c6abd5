/** What a disk refuses, as one sentence that says what to do. */

import { type Sentence, t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { codeOf } from '../system/atomic-file'

const reasons: Readonly<Record<string, Sentence>> = {
  ENOSPC: t`the disk is full: free some space and try again`,
  EDQUOT: t`your share of the disk is used up: free some space and try again`,
  EACCES: t`access is denied: check who owns it and its folder`,
  EPERM: t`the system does not allow it: check who owns it and its folder`,
  ENOENT: t`its folder is not there and cannot be made: choose another folder`,
  ELOOP: t`its path leads in a circle of links: choose another folder`,
  ENAMETOOLONG: t`its name is too long: choose a shorter one`,
  EIO: t`the disk failed: check the disk and try again`,
  EROFS: t`its disk is read-only: choose another folder`,
  EISDIR: t`it is a folder: move it away`,
  ENOTDIR: t`a part of its path is not a folder: choose another folder`,
  EEXIST: t`a file stands where its folder should be: choose another folder`,
  EMFILE: t`this program has too many files open: close some conversations and try again`,
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
  const missing = code === 'ENOENT' && verb === 'read' ? t`there is no such file` : undefined
  const reason = missing ?? reasons[code] ?? t`the system says ${code}: check the disk and try again`
  return failed(path, verb, reason, code)
}

/** @returns the error with the sentence that the user reads. */
export function failed(path: string, verb: 'read' | 'written', reason: Sentence, system = ''): PeerError {
  return new PeerError(
    'FILE_FAILED',
    verb === 'read' ? t`${path} could not be read: ${reason}.` : t`${path} could not be written: ${reason}.`,
    system ? { path, system } : { path },
  )
}
