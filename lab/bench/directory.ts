/** The directory's part of `npm run bench`: a program of the directory's own, for the lab imports nothing of it. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** Runs it, which prints its figures. @returns whether its limits hold. */
export async function benchDirectory(): Promise<boolean> {
  const program = join(__dirname, '..', '..', 'directory', 'bench', 'bench.ts')
  const child = spawn(process.execPath, ['-r', 'ts-node/register', program], {
    cwd: join(__dirname, '..', '..'),
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [status] = await once(child, 'exit')
  return status === 0
}
