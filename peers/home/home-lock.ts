/** One program at a time on a home: two would overwrite each other's contacts. */

import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { FolderInUse, lockFolder } from '../system/lock-file'
import { explainFailure } from './file-failure'
import { writeAtomically } from './home-file'
import { clearLeftovers } from './leftovers'

/**
 * Makes the folder `home` if there is none, claims it for this process, and clears what a killed one left there.
 * @returns what gives it free again.
 * @throws PeerError HOME_IN_USE, FILE_FAILED
 */
export async function lockHome(home: string): Promise<() => void> {
  let release: (() => void) | undefined
  try {
    release = await lockFolder(home, writeAtomically)
    clearLeftovers(home)
    return release
  } catch (error) {
    release?.()
    if (error instanceof FolderInUse) throw inUse(home, error)
    throw explainFailure(error, home, 'read')
  }
}

function inUse(home: string, { pid, file }: FolderInUse): PeerError {
  return new PeerError(
    'HOME_IN_USE',
    t`Another peer uses ${home} (process ${String(pid)}): end it first, or delete ${file} if there is none.`,
    { home, pid },
  )
}
