/**
 * How long people look at nothing: from `npm run demo` to the first picture, beside the time from `npm run scenario` to its
 * first line. Prints a round a line, as ratio.ts reads it. The terminal is made by util-linux's `script`.
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ROOT } from '../place/place'

const ROUNDS = 5
/** Stands in both. */
const TITLE = 'Two friends talk'

/** @returns milliseconds from the command to the moment at which the title has been written. */
async function untilTitle(command: string, args: readonly string[]): Promise<number> {
  const began = performance.now()
  // Both get a terminal: what differs is what they write on it.
  const child = spawn(
    'script',
    ['-qfc', `stty cols 100 rows 30; ${[command, ...args].join(' ')}`, '/dev/null'],
    {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' },
    },
  )
  const ended = once(child, 'close')
  let written = ''
  let seen: number | null = null
  for await (const chunk of child.stdout) {
    written += chunk
    if (seen !== null || !written.includes(TITLE)) continue
    seen = performance.now() - began
    // Leaves the dashboard; ends the plain run.
    child.stdin.write('q\x03')
  }
  await ended
  if (seen === null)
    throw new Error(`${command} ${args.join(' ')} never wrote its title: ${written.slice(-500)}`)
  return seen
}

async function main(): Promise<void> {
  const flags = ['--', '--runtime', 'processes', '--lang', 'en']
  for (let round = 0; round <= ROUNDS; round += 1) {
    const yardstick = await untilTitle('npm', ['run', '-s', 'scenario', 'honest', ...flags])
    const ours = await untilTitle('npm', ['run', '-s', 'demo', 'honest', ...flags])
    // The first round fills caches.
    if (round > 0) process.stdout.write(`${JSON.stringify({ yardstick, ours })}\n`)
  }
}

void main()
