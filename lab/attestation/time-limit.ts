/** Work that somebody else's data may make endless: it is given up when its time is over, in the middle of whatever it does. */

import { runInNewContext } from 'node:vm'

/** @returns what the work returns; null where it has taken longer. @throws what the work throws */
export function withinTime<T>(milliseconds: number, work: () => T): T | null {
  try {
    return runInNewContext('work()', { work }, { timeout: milliseconds })
  } catch (error) {
    if ((error as NodeJS.ErrnoException | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null
    throw error
  }
}
