/**
 * handshake-flood: has Bob compute for callers who want nothing, and wait for them.
 *
 * What it does: says HELLO on hundreds of connections. Each makes Bob agree on a key and sign, which costs him a
 * hundred times what it costs her, and then he waits for her proof, which never comes. Where he hangs up she calls again.
 * Published: J. A. Donenfeld, WireGuard, NDSS 2017, §5.3 “Denial of Service Mitigation & Cookies”; of TCP itself CERT
 * CA-1996-21, “TCP SYN Flooding”.
 * What stops it: a budget of handshakes for each address, and no place that one keeps while others wait for it.
 */

import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { encodeFrame, FrameType } from '../peers/protocol/frames'
import type { Attack, Mallory } from './attack'
import { noop } from './noop'

const VICTIM = 'bob'
/** Handshakes at the same time: more than the 256 places that servers used to have. */
const AT_ONCE = 300
/** Milliseconds before she calls again where Bob has hung up. */
const PAUSE = 2_000

export const handshakeFlood: Attack = {
  name: 'handshake-flood',
  about: 'has Bob compute handshakes that are never finished',
  prepare: noop.prepare,
  /** Over when she has Bob's answers, as many as he gives; she goes on until the phase is over. */
  async strike(mallory) {
    mallory.acted(`begins ${AT_ONCE} handshakes with ${VICTIM} at once, again and again`)
    const callers = Array.from({ length: AT_ONCE }, async (_, caller) => {
      const socket = await begin(mallory, caller)
      repeat(mallory, caller, socket).catch((error) => {
        if (!mallory.ceased.aborted) throw error
      })
    })
    await Promise.all(callers)
  },
}

async function repeat(mallory: Mallory, caller: number, first: Socket): Promise<void> {
  for (let socket = first; ; socket = await begin(mallory, caller)) {
    while (!socket.destroyed) await delay(PAUSE, null, { signal: mallory.ceased })
  }
}

/** Says HELLO. @returns the connection, when Bob has answered or hung up. */
async function begin(mallory: Mallory, caller: number): Promise<Socket> {
  const socket = await mallory.call(VICTIM)
  socket.once('end', () => socket.destroy())
  // Any 32 bytes are a share of X25519.
  const share = mallory.random(`share ${caller}`, 32)
  socket.write(encodeFrame(FrameType.HELLO, Buffer.concat([Buffer.from([1, 1, 1]), share])))
  await new Promise((resolve) => socket.once('data', resolve).once('close', resolve))
  return socket
}
