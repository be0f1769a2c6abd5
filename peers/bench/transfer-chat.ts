/**
 * Programs of `npm run bench file`, of a conversation beside a file that is on its way.
 *
 * How long a message takes from the user's word to the friend's screen meanwhile, in milliseconds, beside the same when
 * nothing else goes on. The next one is said as soon as one was heard, so words are under way all the time, which is more
 * than files rest for (peers/messenger/right-of-way.ts): it is the worst that a conversation meets, and how people type
 * is not assumed.
 *
 * `--rate`: how fast a file goes while both say something four times a second, in bytes a second, beside the same while
 * nothing is said.
 */

import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type AgentPair, accept, offer, twoFriends } from './agents'

const SIZE = 2 ** 30
const QUIET_MESSAGES = 40
/** Of `--rate`: so many pairs of files of this size, and milliseconds from one message to the next. */
const ROUNDS = 8
const ROUND_SIZE = 2 ** 28
const TALKS_EVERY = 250

async function main(): Promise<void> {
  const friends = await twoFriends()
  await (process.argv.includes('--rate') ? rates(friends) : messages(friends))
  friends.end()
  process.exit()
}

async function messages(friends: AgentPair): Promise<void> {
  const id = await offered(friends, SIZE)
  const quiet: number[] = []
  for (let said = 0; said < QUIET_MESSAGES; said += 1) quiet.push(await say(friends))

  const beside: number[] = []
  const transfer = begin(friends, id)
  await friends.bob.until('file-progress')
  while (!transfer.over) beside.push(await say(friends))
  await transfer.arrived
  // The last may have been said when the file was there already.
  beside.pop()
  process.stderr.write(
    `  ${beside.length} messages beside the file, the slowest took ${Math.max(...beside).toFixed(0)} ms\n`,
  )
  for (const [at, ours] of beside.entries()) {
    const yardstick = quiet[at % quiet.length]
    if (yardstick !== undefined) process.stdout.write(`${JSON.stringify({ yardstick, ours })}\n`)
  }
}

async function rates(friends: AgentPair): Promise<void> {
  const rate = async (talk: (transfer: { readonly over: boolean }) => Promise<unknown>) => {
    const id = await offered(friends, ROUND_SIZE)
    const began = performance.now()
    const transfer = begin(friends, id)
    const talked = talk(transfer)
    await transfer.arrived
    const took = performance.now() - began
    await talked
    return (ROUND_SIZE / took) * 1000
  }
  const { alice, bob } = friends
  const both = async (transfer: { readonly over: boolean }) => {
    while (!transfer.over) {
      await Promise.all([say(friends), say({ alice: bob, bob: alice }, 'alice'), delay(TALKS_EVERY)])
    }
  }
  const nobody = async () => {}
  await rate(nobody)
  for (let round = 0; round < ROUNDS; round += 1) {
    const result = { yardstick: await rate(nobody), ours: await rate(both) }
    process.stdout.write(`${JSON.stringify(result)}\n`)
  }
}

/** @returns the id of an offer of so many bytes. */
async function offered(friends: AgentPair, size: number): Promise<string> {
  const path = join(friends.folder, 'film.mkv')
  await writeFile(path, '')
  await truncate(path, size)
  return offer(friends, path)
}

function begin(friends: AgentPair, id: string) {
  const transfer = { over: false, arrived: Promise.resolve('') }
  transfer.arrived = accept(friends, id).finally(() => {
    transfer.over = true
  })
  return transfer
}

/** @returns milliseconds until the other one's program told of it. */
async function say({ alice, bob }: Pick<AgentPair, 'alice' | 'bob'>, to = 'bob'): Promise<number> {
  const heard = bob.of('message').length
  const began = performance.now()
  await Promise.all([alice.ask({ do: 'send', to, text: 'hello' }), bob.until('message', heard + 1)])
  return performance.now() - began
}

void main()
