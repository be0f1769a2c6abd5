/**
 * key-compromise: with Alice's private keys, and nothing of Bob's, calls Alice as Bob.
 *
 * What it does: calls Bob once, to be shown what he shows to every caller, and hangs up. Then she calls Alice under
 * his name, and proves to be him as far as Alice's own keys will do it (impostor.ts). If she is believed, she says
 * something as him, and reads what Alice says to him.
 * Published: Blake-Wilson, Johnson and Menezes, "Key Agreement Protocols and their Security Analysis", 1997, as
 * key-compromise impersonation; found in Tox (c-toxcore issue 426, 2017). "Payload security properties" in the Noise
 * specification says which handshakes are open to it.
 * What stops it: a signature by Bob over this very handshake, which only Bob's key makes. With Alice's keys she can
 * be Alice to the whole world, and no protocol changes that; but not the world to Alice.
 */

import type { Socket } from 'node:net'
import { type Channel, RecordKind } from '../peers/protocol/channel'
import type { Attack, Mallory } from './attack'
import { deed } from './deeds'
import { answered, channelAs, type Frames, framesOf } from './impostor'
import { noop } from './noop'

const WORDS = 'It is me, Bob. Send me the address again, please.'

export const keyCompromise: Attack = {
  name: 'key-compromise',
  about: 'with Alice’s stolen keys alone, calls Alice as Bob',
  prepare: noop.prepare,
  async launch(mallory) {
    const stolen = mallory.stolenIdentity('alice')
    if (!stolen) return
    const toBob = await mallory.call('bob')
    const bob = await answered(toBob, framesOf(toBob))
    toBob.destroy()
    if (!bob) throw new Error('bob does not answer')

    const socket = await mallory.call('alice')
    const frames = framesOf(socket)
    mallory.acted(deed('calls-as-bob'), { to: 'alice' })
    const alice = await answered(socket, frames)
    const channel = alice && (await channelAs(bob, alice, stolen, { socket, frames }))
    if (!channel) return
    mallory.loot('forged', WORDS, { from: 'bob', to: 'alice' })
    for (const frame of channel.text(WORDS)) socket.write(frame)
    // Alice answers later, or never: what she says is read as long as the phase goes on.
    void listen(mallory, channel, { socket, frames })
  },
}

/** Reads what Alice says to "Bob", and says goodbye when she does. */
async function listen(
  mallory: Mallory,
  channel: Channel,
  { socket, frames }: { socket: Socket; frames: Frames },
) {
  for await (const frame of frames) {
    const { kind, content } = channel.open(frame)
    if (kind === RecordKind.TEXT) mallory.loot('read', content.toString('utf8'), { from: 'alice', to: 'bob' })
    if (kind === RecordKind.CLOSE) socket.end(channel.goodbye())
  }
}
