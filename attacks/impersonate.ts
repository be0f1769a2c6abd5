/**
 * impersonate: calls Bob in Alice's name, with Alice's public keys and none of her private ones.
 *
 * What it does: calls Alice once, to be shown the keys that she shows to every caller, and hangs up. Then she calls
 * Bob under Alice's name with these keys, and signs with a key of her own (impostor.ts). What Bob wraps for Alice she
 * cannot unwrap, so she can say nothing; but Bob believes that Alice is there.
 * Published: Diffie, van Oorschot and Wiener, "Authentication and Authenticated Key Exchanges" (1992): whose key it is
 * says nothing about who uses it. In practice: CVE-2022-21449, where Java took an ECDSA signature of zeros for a good one.
 * What stops it: a signature over this very handshake, which is looked at.
 */

import type { Attack } from './attack'
import { deed } from './deeds'
import { ownIdentity } from './entropy'
import { answered, channelAs, framesOf } from './impostor'
import { noop } from './noop'

export const impersonate: Attack = {
  name: 'impersonate',
  about: 'calls Bob in Alice’s name, with her public keys and a signature of nothing',
  prepare: noop.prepare,
  async launch(mallory) {
    const toAlice = await mallory.call('alice')
    const alice = await answered(toAlice, framesOf(toAlice))
    toAlice.destroy()
    if (!alice) throw new Error('alice does not answer')

    const identity = await ownIdentity()
    const socket = await mallory.call('bob')
    const frames = framesOf(socket)
    const bob = await answered(socket, frames)
    if (!bob) throw new Error('bob does not answer')
    mallory.acted(deed('calls-as-alice'), { to: 'bob' })
    await channelAs(alice, bob, identity, { socket, frames })
    socket.destroy()
  },
}
