/**
 * How much memory a node had in use at most, seen from outside: Linux notes it for each program (VmHWM, see proc(5)).
 * The processes runtime reads it itself, the containers runtime through a second program in the same container.
 */

import { LabError } from '../language/lab-error'
import { t } from '../language/sentence'

/** @returns where Linux tells of a program. */
export function statusFile(pid: number): string {
  return `/proc/${pid}/status`
}

/** A program for `node -e` that writes what Linux tells of the first program of its container. */
export const STATUS = `process.stdout.write(require('fs').readFileSync('${statusFile(1)}', 'utf8'))`

/** @returns bytes. @throws LabError if the text does not say it, as on other systems than Linux. */
export function peakOf(status: string): number {
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(status) ?? []
  if (kilobytes === undefined)
    throw new LabError(t`This system does not tell how much memory a program had in use.`)
  return Number(kilobytes) * 1024
}
