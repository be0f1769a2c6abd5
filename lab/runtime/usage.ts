/**
 * What a node has used, seen from outside: Linux notes for each program how much memory it had at most (VmHWM) and how
 * long it has occupied processors, see proc(5). The processes runtime reads it itself, the containers runtime through a
 * second program in the same container.
 */

import { t } from '../../peers/language/sentence'
import { LabError } from '../language/lab-error'

/** @returns where Linux tells of a program's memory. */
export function statusFile(pid: number): string {
  return `/proc/${pid}/status`
}

/** @returns where it tells of the time. */
export function statFile(pid: number): string {
  return `/proc/${pid}/stat`
}

/** Programs for `node -e` that write what Linux tells of the first program of their container. */
export const STATUS = writing(statusFile(1))
export const STAT = writing(statFile(1))

function writing(file: string): string {
  return `process.stdout.write(require('fs').readFileSync('${file}', 'utf8'))`
}

/** @returns bytes. @throws LabError if the text does not say it, as on other systems than Linux. */
export function peakOf(status: string): number {
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(status) ?? []
  if (kilobytes === undefined)
    throw new LabError(t`This system does not tell how much memory a program had in use.`)
  return Number(kilobytes) * 1024
}

/** Linux counts the time of programs in hundredths of a second, whatever its own clock does (USER_HZ). */
const MILLISECONDS_A_TICK = 10

/** @returns milliseconds, of the program and of the system for it. @throws LabError as {@link peakOf}. */
export function processorTimeOf(stat: string): number {
  // The second field is a name in brackets in which anything may stand; utime and stime are the 14th and 15th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  if (!Number.isInteger(ticks))
    throw new LabError(t`This system does not tell how long a program has occupied a processor.`)
  return ticks * MILLISECONDS_A_TICK
}
