/**
 * One program at a time in a folder. Each puts a file `lock.<pid>` there, then looks for others of living processes:
 * of two that start at the same moment at least one sees the other, so never both go on. Files of the dead, as kill -9
 * leaves them, are removed. Node has no flock; processes in different PID namespaces do not see each other, so a
 * folder must not be shared between machines or containers.
 */

import { readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from './atomic-file'
import { lifeOfProcess, processStart } from './process-identity'

/** The folder belongs to another program, or to this one already. */
export class FolderInUse extends Error {
  constructor(
    readonly pid: number,
    /** Its lock. */
    readonly file: string,
  ) {
    super(`${file} is the lock of a living process`)
  }
}

/** What this process has locked. A lock with our own number that is not here is of an earlier process that had it. */
const held = new Set<string>()

/**
 * Claims a folder for this process.
 * @param write puts a file in its place, and may make the folder.
 * @returns what gives it free again.
 * @throws FolderInUse, what `write` throws, and what the system throws where the folder can't be read.
 */
export async function lockFolder(
  folder: string,
  write: (path: string, bytes: Uint8Array) => Promise<void> = replaceFile,
): Promise<() => void> {
  const own = join(folder, `lock.${process.pid}`)
  await write(own, Buffer.from(processStart(process.pid) ?? ''))
  const real = realpathSync(folder)
  if (held.has(real)) throw new FolderInUse(process.pid, own)
  held.add(real)
  const release = () => {
    held.delete(real)
    rmSync(own, { force: true })
  }
  try {
    refuseOthers(folder, own)
  } catch (error) {
    release()
    throw error
  }
  return release
}

/** Removes the locks of the dead. @throws FolderInUse if there is one of the living. */
function refuseOthers(folder: string, own: string): void {
  for (const name of readdirSync(folder)) {
    const [, number, unfinished] = /^lock\.([1-9][0-9]{0,9})(\.[0-9a-f]{12}\.tmp)?$/.exec(name) ?? []
    const pid = Number(number)
    const file = join(folder, name)
    if (!pid || file === own) continue
    const start = read(file)
    if (start === undefined || lifeOfProcess(pid, start) === 'dead') rmSync(file, { force: true })
    // An unfinished one is of a start that has not claimed anything yet.
    else if (!unfinished) throw new FolderInUse(pid, file)
  }
}

/** @returns undefined if it went away meanwhile. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
