/**
 * A program of `npm run bench chat`: 100-byte chat records a second over one loopback socket, beside node:tls
 * with the same framing (a 4-byte length, a type byte, 100 bytes), cut into frames by the same code. For both, the
 * sender is one process and the receiver another. As many are said in one turn of the event loop as the socket takes;
 * both then put many into one record.
 *
 * `--one-by-one` says each message in a turn of its own, so each is a record of its own. Ours is padded to 256 bytes,
 * and Node makes a new cipher object for each, which node:tls does not need. With `--bare` the yardstick is a loop that
 * does just that, over the same socket and framing.
 */

import type { Line } from './ends'
import { answerAlice, callBob, type Lines } from './pair'

const BURST = !process.argv.includes('--one-by-one')
const YARDSTICK = process.argv.includes('--bare') ? 'bare' : 'yardstick'
const ROUNDS = BURST ? 41 : 11
const MESSAGES = 20_000
const content = Buffer.alloc(100, 'a')

async function alice(): Promise<void> {
  const pair = await callBob(__filename)
  const rate = async (which: keyof Lines): Promise<number> => {
    await pair.ask(which)
    const began = performance.now()
    const heard = pair.ask('all')
    await say(pair[which])
    await heard
    return (MESSAGES / (performance.now() - began)) * 1000
  }
  for (const which of [YARDSTICK, 'ours'] as const) await rate(which)
  for (let round = 0; round < ROUNDS; round += 1) {
    const result = { yardstick: await rate(YARDSTICK), ours: await rate('ours') }
    process.stdout.write(`${JSON.stringify(result)}\n`)
  }
  pair.end()
  process.exit()
}

function say(line: Line): Promise<void> {
  return new Promise((resolve) => {
    let said = 0
    const speak = (): void => {
      do {
        if (said === MESSAGES) {
          resolve()
          return
        }
        said += 1
        if (!line.say(content)) return
      } while (BURST)
      setImmediate(speak)
    }
    line.drained = () => setImmediate(speak)
    speak()
  })
}

/** Told which line comes next, answers at once; asked for all, answers when all is there. */
async function bob(): Promise<void> {
  const lines = await answerAlice()
  let heard = 0
  let asked = false
  const answer = () => {
    if (asked && heard === MESSAGES) process.send?.('all heard')
  }
  for (const line of Object.values(lines)) {
    line.heard = (bytes: Buffer) => {
      if (!bytes.equals(content)) throw new Error('heard something else')
      heard += 1
      if (heard === MESSAGES) answer()
    }
  }
  process.on('message', (question) => {
    asked = question === 'all'
    if (asked) answer()
    else {
      heard = 0
      process.send?.('ready')
    }
  })
}

void (process.argv.includes('bob') ? bob() : alice())
