/**
 * echo-chamber: has a friend say everything again and again, and reads none of it.
 *
 * What she does: calls Alice, who has written long letters to her, confirms none, and stops reading. FULL says that her
 * disk is full, HAVE that it takes messages again and that she has none: whoever hears both begins from the first letter.
 * She says the two, a hundred bytes, fifty times: no more often than any friend may ask.
 * Published: CVE-2019-9517, “Internal Data Buffering”, one of Netflix’s findings in HTTP/2 servers of 2019: the client
 * asks for large answers and shuts the window of TCP, and the server queues them in its memory.
 * What stops it: nothing is written for a socket that takes no more; it stays on the disk until she reads.
 */

import { setTimeout as delay } from 'node:timers/promises'
import { STREAM_BYTES } from '../peers/protocol/application'
import type { Attack } from './attack'
import { deed } from './deeds'
import { Friend } from './friend'
import { noop } from './noop'

const VICTIM = 'alice'
/** Fewer than the questions that a friend has at once: she keeps to what is allowed. */
const TIMES = 50
/** Answers that she waits for, to know how fast Alice is: of two wishes that come at once the first is not begun. */
const TRIALS = 3
/** Milliseconds between two wishes, besides twice as long as Alice took for an answer; and no more than that. */
const PAUSE = 10
const LONGEST_PAUSE = 150

export const echoChamber: Attack = {
  name: 'echo-chamber',
  about: 'has a friend say everything again and again, and reads none of it',
  prepare: noop.prepare,
  /** Over when all is asked; what is queued for her stays with Alice until the phase is over. */
  async launch(mallory) {
    const friend = await Friend.call(mallory, VICTIM)
    const pause = Math.min(LONGEST_PAUSE, PAUSE + 2 * (await slowestAnswer(friend)))
    friend.stopReading()
    mallory.acted(deed('asks-to-repeat', TIMES), { to: VICTIM })
    for (let time = 0; time < TIMES; time += 1) {
      friend.tell({ kind: 'full' })
      friend.tell({ kind: 'have', stream: '00'.repeat(STREAM_BYTES), last: 0, written: 0 })
      await delay(pause)
    }
  },
}

/** @returns milliseconds. */
async function slowestAnswer(friend: Friend): Promise<number> {
  let slowest = 0
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const asked = performance.now()
    friend.tell({ kind: 'ping' })
    await friend.hearNext(({ kind }) => kind === 'pong')
    slowest = Math.max(slowest, performance.now() - asked)
  }
  return slowest
}
