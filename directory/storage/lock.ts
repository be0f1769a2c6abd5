/**
 * One directory at a time in a data folder. Each puts a file `lock.<pid>` there, then looks for others of
 * living processes: of two that start at the same moment at least one sees the other, so never both go on.
 * Files of the dead are removed. Node has no flock; processes in different PID namespaces do not see each
 * other, so a folder must not be shared between machines or containers.
 */

import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartFailure } from '../refusal'

/** Tells this process from an earlier one that had the same number, as in a container started again. */
const self = randomUUID()

/**
 * @returns what gives the folder free again.
 * @throws StartFailure if another directory uses this folder, or whatever the file system throws.
 */
export function lock(folder: string): () => void {
  const own = join(folder, `lock.${process.pid}`)
  if (read(own)?.startsWith(self)) throw inUse(folder, own)
  writeFileSync(own, `${self} ${processStart(process.pid) ?? ''}`, { mode: 0o600 })
  const release = () => rmSync(own, { force: true })
  for (const name of readdirSync(folder)) {
    const pid = Number(/^lock\.([1-9][0-9]{0,9})$/.exec(name)?.[1])
    if (!pid || pid === process.pid) continue
    const other = join(folder, name)
    if (isHolder(pid, read(other))) {
      release()
      throw inUse(folder, other)
    }
    rmSync(other, { force: true })
  }
  return release
}

function inUse(folder: string, file: string): StartFailure {
  return new StartFailure(
    `Another directory uses the data folder ${folder}: stop it first, or delete ${file} if there is none.`,
  )
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** @param content of the lock file; undefined if it went away meanwhile. */
function isHolder(pid: number, content: string | undefined): boolean {
  if (content === undefined) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: alive, and somebody else's.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  // Numbers are used again: the process must also have started when the one that wrote the file did.
  const started = processStart(pid)
  const written = content.split(' ')[1]
  return started === undefined || !written || written === started
}

/** @returns when a process started, in clock ticks since boot; undefined where /proc does not tell (proc(5)). */
function processStart(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`)
  // The second field is the program's name in parentheses, and may itself contain spaces and parentheses.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields?.[0] === 'Z' ? 'dead' : fields?.[19]
}
