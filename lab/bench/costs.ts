/**
 * What a friend may cost, in times: the peers' own measurement with its limits, which are those of a machine that does
 * nothing else. What does not depend on the machine, the tests hold as well.
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const ROOT = join(__dirname, '..', '..')
const MEASUREMENT = 'peers/messenger/costs-hostile.test.ts'

/** Runs it, which prints a row for each thing that such a friend does. @returns whether all limits hold. */
export async function benchCosts(): Promise<boolean> {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'node_modules', 'ava', 'entrypoints', 'cli.mjs'), MEASUREMENT],
    {
      cwd: ROOT,
      env: { ...process.env, LAB_SUITE_WHOLE: '1', COSTS_LIMITS: '1' },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
  const [status] = await once(child, 'exit')
  return status === 0
}
