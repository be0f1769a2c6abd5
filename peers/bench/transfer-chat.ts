/**
 * A program of `npm run bench file`: how long a message takes from the user's word to the friend's screen while a file
 * is on its way, in milliseconds, beside the same when nothing else goes on.
 */

import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AgentPair, accept, offer, twoFriends } from './agents'

const SIZE = 2 ** 30
const QUIET_MESSAGES = 40

async function main(): Promise<void> {
  const friends = await twoFriends()
  const path = join(friends.folder, 'film.mkv')
  await writeFile(path, '')
  await truncate(path, SIZE)
  const id = await offer(friends, path)
  const quiet: number[] = []
  for (let said = 0; said < QUIET_MESSAGES; said += 1) quiet.push(await say(friends))

  const beside: number[] = []
  const transfer = { over: false }
  const arrived = accept(friends, id).finally(() => {
    transfer.over = true
  })
  await friends.bob.until('file-progress')
  while (!transfer.over) beside.push(await say(friends))
  await arrived
  // The last may have been said when the file was there already.
  beside.pop()
  process.stderr.write(
    `  ${beside.length} messages beside the file, the slowest took ${Math.max(...beside).toFixed(0)} ms\n`,
  )
  for (const [at, ours] of beside.entries()) {
    const yardstick = quiet[at % quiet.length]
    if (yardstick !== undefined) process.stdout.write(`${JSON.stringify({ yardstick, ours })}\n`)
  }
  friends.end()
  process.exit()
}

/** @returns milliseconds until Bob's program told of it. */
async function say({ alice, bob }: AgentPair): Promise<number> {
  const heard = bob.of('message').length
  const began = performance.now()
  await Promise.all([alice.ask({ do: 'send', to: 'bob', text: 'hello' }), bob.until('message', heard + 1)])
  return performance.now() - began
}

void main()
