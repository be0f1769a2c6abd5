/** Parts of `npm run bench` that are programs of the peers and of the directory, with limits of their own: the lab imports nothing of them. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ROOT } from '../place/place'

interface OwnLimits {
  /** Arguments of Node, from the project's root. */
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export const directory: OwnLimits = { args: ['-r', 'ts-node/register', 'directory/bench/bench.ts'] }

/** What a friend may cost, in times; what does not depend on the machine, the tests hold as well. */
export const costs: OwnLimits = {
  args: ['node_modules/ava/entrypoints/cli.mjs', 'peers/messenger/costs-hostile.test.ts'],
  env: { LAB_SUITE_WHOLE: '1', COSTS_LIMITS: '1' },
}

/** Runs it, which prints its figures. @returns whether its limits hold. */
export async function limitsHold({ args, env }: OwnLimits): Promise<boolean> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [status] = await once(child, 'exit')
  return status === 0
}
