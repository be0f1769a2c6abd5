/**
 * Which program a process id means. Ids are given out again, so one counts only together with the time at which its
 * process started: both together name one program of this machine.
 */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** @returns when a process started, in a form that only serves to compare; undefined where none is seen. */
export function processStart(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      // proc(5): the command, field 2, may hold anything, so count from its last bracket: state is field 3.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      // Field 22 counts from boot, so it means something only together with the boot.
      // A zombie has ended, though nobody has taken note of it yet: its start time is nobody's.
      return fields[0] === 'Z' ? 'ended' : `${bootOf()}.${fields[19]}`
    }
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', `${pid}`], {
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    })
    return `${Date.parse(`${started.trim()} UTC`) / 1000}`
  } catch {
    return undefined
  }
}

function bootOf(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)
}

/** What {@link processStart} says here of a process that runs. */
const START = process.platform === 'linux' ? /^[0-9a-f]{8}\.\d+$/ : /^\d+$/

/**
 * @param start what {@link processStart} said when it ran, empty if nothing. Anything else, as another version or
 * another system wrote it, cannot be compared.
 * @returns whether it still runs; `unknown` where only the id can be judged, and there is a process that has it.
 */
export function lifeOfProcess(pid: number, start: string): 'alive' | 'dead' | 'unknown' {
  const now = processStart(pid)
  if (now !== undefined && START.test(start)) return now === start ? 'alive' : 'dead'
  if (now === 'ended') return 'dead'
  try {
    process.kill(pid, 0)
    return 'unknown'
  } catch (error) {
    // No permission means that there is such a process, of another user.
    return (error as NodeJS.ErrnoException).code === 'ESRCH' ? 'dead' : 'unknown'
  }
}
