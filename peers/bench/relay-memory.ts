/**
 * A program of `npm run bench relay`: the resident memory of a directory whose relay has a thousand pairs joined in which nothing
 * is said, in MB, beside what it has before them and 64 kB for each. Then they are ended, and joined once more: it has to stay flat.
 */

import type { Socket } from 'node:net'
import { systemEntropy } from '../cli/entropy'
import { lines } from '../cli/lines'
import { bundle, startDirectory } from '../cli/programs-testing'
import { DirectoryClient } from '../directory/client'
import { newIdentity } from '../home/identity-file'
import { relayCall } from '../protocol/directory-api'
import { residentBytes } from './resident'

const PAIRS = 1_000
const ROUNDS = 3
/** Accounts: each calls each other one twice, which is as much as the relay lets them. */
const ACCOUNTS = 23
const EACH_MB = 0.064

const memoryOf = (pid: number): number => residentBytes(pid) / 1e6

async function joinCalls(client: DirectoryClient, line: Socket, joined: Socket[]): Promise<void> {
  // An empty one says only that the relay is there.
  for await (const text of lines(line))
    if (text !== '')
      joined.push(await client.relay({ token: relayCall.safeParse(JSON.parse(text)).data!.token }))
}

async function main(): Promise<void> {
  const ends: (() => void)[] = []
  process.once('exit', () => {
    for (const end of ends.reverse()) end()
  })
  const lifetime = { teardown: (work: () => void) => ends.push(work) }
  const { url, program } = await startDirectory(lifetime, await bundle(lifetime, false), 0, '--relay')
  const identity = await newIdentity(systemEntropy)
  const names = Array.from({ length: ACCOUNTS }, (_, number) => `user${number}`)
  const clients = new Map<string, DirectoryClient>()
  for (const name of names) {
    const client = new DirectoryClient(url)
    await client.register(name, 'a long password', identity)
    for (const [other, theirs] of clients) {
      await client.addFriend(other)
      await theirs.addFriend(name)
    }
    clients.set(name, client)
  }
  const joined: Socket[] = []
  for (const client of clients.values()) void joinCalls(client, await client.relay({}), joined)
  const pid = program.process.pid!
  const before = memoryOf(pid)
  const wanted = names.flatMap((caller) =>
    names.flatMap((name) => (name === caller ? [] : [{ caller, name }])),
  )
  const calls = [...wanted, ...wanted].slice(0, PAIRS)
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { caller, name } of calls) joined.push(await clients.get(caller)!.relay({ name }))
    const ours = memoryOf(pid)
    process.stderr.write(
      `  ${(((ours - before) * 1000) / PAIRS).toFixed(0)} kB more for each of ${PAIRS} idle pairs\n`,
    )
    process.stdout.write(`${JSON.stringify({ yardstick: before + PAIRS * EACH_MB, ours })}\n`)
    const closed = joined
      .splice(0)
      .map((socket) => new Promise((resolve) => socket.once('close', resolve).destroy()))
    await Promise.all(closed)
  }
  process.exit()
}

void main()
