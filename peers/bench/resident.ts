/** How much memory a program has, seen from outside. */

import { readFileSync } from 'node:fs'

/** @returns its resident memory in bytes. Linux tells it, see proc_pid_status(5). */
export function residentBytes(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kibibytes) * 1024
}
