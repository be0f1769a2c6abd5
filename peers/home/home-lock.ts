/**
 * One program at a time on a home: two would overwrite each other's contacts. Each puts a file `lock.<pid>`
 * there, then looks for others of living processes: of two that start at the same moment at least one sees the
 * other, so never both go on. Files of the dead, as kill -9 leaves them, are removed. Node has no flock;
 * processes in different PID namespaces do not see each other, so a home must not be shared between machines.
 */

import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PeerError } from '../protocol/errors'
import { writeAtomically } from './atomic-file'
import { explainFailure } from './file-failure'
import { clearLeftovers } from './leftovers'

/**
 * Makes the folder `home` if there is none, claims it for this process, and clears what a killed one left there.
 * @returns what gives it free again.
 * @throws PeerError HOME_IN_USE, FILE_FAILED
 */
export async function lockHome(home: string): Promise<() => void> {
  const own = `lock.${process.pid}`
  await writeAtomically(join(home, own), Buffer.from(processStart(process.pid) ?? ''))
  const release = () => rmSync(join(home, own), { force: true })
  try {
    refuseOthers(home, own)
    clearLeftovers(home)
  } catch (error) {
    release()
    throw explainFailure(error, home, 'read')
  }
  return release
}

/** Removes the locks of the dead. @throws PeerError HOME_IN_USE if there is one of the living. */
function refuseOthers(home: string, own: string): void {
  for (const name of readdirSync(home)) {
    const [, number, unfinished] = /^lock\.([1-9][0-9]{0,9})(\.[0-9a-f]{12}\.tmp)?$/.exec(name) ?? []
    const pid = Number(number)
    if (!pid || name === own) continue
    const file = join(home, name)
    if (!isHolder(pid, read(file))) rmSync(file, { force: true })
    // An unfinished one is of a start that has not claimed anything yet.
    else if (!unfinished) {
      throw new PeerError(
        'HOME_IN_USE',
        `Another peer uses ${home} (process ${pid}): end it first, or delete ${file} if there is none.`,
        { home, pid },
      )
    }
  }
}

/** @param written what the lock file says of when its process started; undefined if it went away meanwhile. */
function isHolder(pid: number, written: string | undefined): boolean {
  if (written === undefined) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: alive, and somebody else's.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  // Numbers are used again: the process must also have started when the one that wrote the file did.
  const started = processStart(pid)
  return !started || !written || written === started
}

/** @returns when a process started, in clock ticks since boot; undefined where /proc does not tell (proc(5)). */
function processStart(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`)
  // The second field is the program's name in parentheses, and may itself contain spaces and parentheses.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields?.[0] === 'Z' ? 'dead' : fields?.[19]
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
