/**
 * A comparison that a program measures: it prints rounds, one JSON object a line, and each round has ours beside
 * the yardstick, measured one after the other. Machines are noisy; the median of the neighbours' ratios counts.
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from '../place/place'

export interface BenchComparison {
  readonly what: string
  readonly yardstick: string
  /** Path of the program from the project's root, and its arguments. */
  readonly program: readonly [string, ...string[]]
  readonly unit: string
  /** What a ratio of ours to the yardstick has to be; null where it is only shown. */
  readonly limit: { readonly at: 'most' | 'least'; readonly ratio: number } | null
  /** The only system that it can be measured on; left out for any. */
  readonly only?: NodeJS.Platform
}

/** @returns whether the limit holds, or cannot be measured here. @throws Error if the program fails. */
export async function compare(comparison: BenchComparison): Promise<boolean> {
  const { what, yardstick, program, unit, limit, only } = comparison
  process.stdout.write(`${what}, beside ${yardstick}\n`)
  if (only && only !== process.platform) {
    process.stdout.write(`  not measured: only ${only} tells\n`)
    return true
  }
  const [file, ...args] = program
  const child = spawn(process.execPath, ['-r', 'ts-node/register', join(ROOT, file), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  const rounds: { readonly yardstick: number; readonly ours: number }[] = []
  for await (const line of createInterface({ input: child.stdout })) rounds.push(JSON.parse(line))
  const [status] = await ended
  if (status !== 0 || rounds.length === 0) throw new Error(`${file} failed (${status})`)
  const ratios = rounds.map((round) => round.ours / round.yardstick).sort((a, b) => a - b)
  const ratio = median(ratios)
  const show = (values: readonly number[]) =>
    `${median(values).toLocaleString('en', { maximumSignificantDigits: 4 })} ${unit}`
  const holds = !limit || (limit.at === 'most' ? ratio <= limit.ratio : ratio >= limit.ratio)
  const verdict = limit
    ? ` (at ${limit.at} ${limit.ratio}: ${holds ? 'holds' : 'DOES NOT HOLD'})`
    : ' (no limit)'
  process.stdout.write(
    `  ${rounds.length} rounds: yardstick ${show(rounds.map((round) => round.yardstick))}, ` +
      `ours ${show(rounds.map(({ ours }) => ours))}, ` +
      `ratios ${ratios[0]?.toFixed(2)} to ${ratios.at(-1)?.toFixed(2)}, median ${ratio.toFixed(2)}${verdict}\n`,
  )
  return holds
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}
