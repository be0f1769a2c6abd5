/**
 * A program of `npm run bench relay`: how fast a file goes from one messenger to another through the directory's relay, in
 * bytes a second, beside the same file between two who reach each other. All are processes of their own, on loopback.
 */

import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AgentPair, accept, offer, twoFriends } from './agents'

const ROUNDS = 5
const SIZE = 256 * 1024 * 1024

async function main(): Promise<void> {
  const direct = await twoFriends()
  const relayed = await twoFriends(true)
  const path = join(direct.folder, 'film.mkv')
  await writeFile(path, randomBytes(SIZE))
  const send = async (friends: AgentPair, way: string): Promise<number> => {
    const { ways } = await friends.alice.ask({ do: 'status' })
    if (ways[0]?.way !== way) throw new Error(`they are not ${way}: ${JSON.stringify(ways)}`)
    const id = await offer(friends, path)
    const began = performance.now()
    await rm(await accept(friends, id))
    return (SIZE / (performance.now() - began)) * 1000
  }
  await send(direct, 'direct')
  await send(relayed, 'relayed')
  for (let round = 0; round < ROUNDS; round += 1) {
    const result = { yardstick: await send(direct, 'direct'), ours: await send(relayed, 'relayed') }
    process.stdout.write(`${JSON.stringify(result)}\n`)
  }
  direct.end()
  relayed.end()
  process.exit()
}

void main()
