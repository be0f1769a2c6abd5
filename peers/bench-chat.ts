/**
 * A program of `npm run bench chat`: 100-byte chat records a second over one loopback socket, beside node:tls
 * with the same framing (a 4-byte length, a type byte, 100 bytes), cut into frames by the same code. For both, the
 * sender is one process and the receiver another. Each message is said in a turn of the event loop of its own, as
 * people and programs say them, so each is one record for both.
 *
 * `--burst` says as many in one turn as the socket takes. node:tls then puts some 150 messages into one record;
 * ours are one record each whatever is under way, padded to 256 bytes and numbered.
 */

import type { Line } from './bench-ends'
import { answerAlice, callBob, type Lines } from './bench-pair'

const ROUNDS = 41
const MESSAGES = 1_000
const BURST = process.argv.includes('--burst')
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
  for (const which of ['yardstick', 'ours'] as const) await rate(which)
  for (let round = 0; round < ROUNDS; round += 1) {
    const result = { yardstick: await rate('yardstick'), ours: await rate('ours') }
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
