/**
 * swap-keys: stands between two peers and shows each of them the attacker's own key in the other's place.
 *
 * What it does: holds one conversation with the caller as the callee, and one with the callee as the caller;
 * reads both ways, passes the words on, and alters the caller's second message.
 * Published: Rivest and Shamir, "How to Expose an Eavesdropper", CACM 27(4), 1984, describe exactly this as a
 * well-known problem of exchanging public keys that nobody vouches for. Diffie, van Oorschot and Wiener,
 * "Authentication and Authenticated Key Exchanges", 1992, answer it for Diffie and Hellman's exchange with
 * signatures; those help only who knows whose key it is that signs.
 * What stops it: knowing the other's key beforehand (the pin), or comparing fingerprints.
 */

import type { KeyObject } from 'node:crypto'
import type { Conversation, Output, Setup } from '../peers/protocol/conversation'
import { FrameType } from '../peers/protocol/frames'
import { hardenedDefences } from '../peers/protocol/hardened'
import { fingerprint, type Identity, publicIdentity } from '../peers/protocol/identity'
import { prototype } from '../peers/protocol/prototype/prototype'
import { PROTOTYPE_MESSAGE_BYTES } from '../peers/protocol/prototype/rsa'
import { PrototypeSplitter, prototypeFingerprint } from '../peers/protocol/prototype/wire'
import { secure } from '../peers/protocol/secure'
import { type Attack, type Link, otherSide, type Side } from './attack'
import { deed } from './deeds'
import { entropy } from './entropy'

/** Mallory talks to anybody, whatever key they show. */
const anybody = secure('anybody', { ...hardenedDefences, checkIdentity: () => {} })

export const swapKeys: Attack = {
  name: 'swap-keys',
  about: 'shows each side its own key in the other one’s place, reads both ways, alters one message',
  async prepare() {
    const key = await entropy.rsa()
    return (link) => standBetween(link, key)
  },
}

/** Holds both conversations of a link with one RSA-2048 key, which each side is shown in the other one's place. */
export async function standBetween(link: Link, key: KeyObject) {
  // One key serves for everything: an attacker need not be tidy.
  const identity = { signing: key, wrapping: key }
  const own = { ...entropy, rsa: async () => key }
  const common = { expected: () => publicIdentity(identity), entropy: own, now: Date.now }
  const profile = link.wire === 'prototype' ? prototype : anybody
  const setups: Record<Side, Setup> = {
    caller: { ...common, role: 'responder', self: { name: link.callee, identity }, calls: null },
    callee: { ...common, role: 'initiator', self: { name: link.caller, identity }, calls: link.callee },
  }
  const conversations: Record<Side, Conversation> = {
    caller: await profile.converse(setups.caller),
    callee: await profile.converse(setups.callee),
  }
  const connected = new Set<Side>()
  const closed = new Set<Side>()
  const shown = new Set<Side>()
  const waiting: Record<Side, string[]> = { caller: [], callee: [] }
  let fromCaller = 0

  const perform = (side: Side, outputs: readonly Output[]): void => {
    for (const output of outputs) {
      if ('write' in output) {
        reportKey(side, output.write)
        link.send(side, output.write)
      } else if ('hangUp' in output) link.hangUp(side)
      else if (output.event === 'connected') {
        connected.add(side)
        for (const text of waiting[side].splice(0)) perform(side, conversations[side].send(text))
        if (closed.has(otherSide(side))) close(side)
      } else if (output.event === 'delivered') {
        link.loot('read', output.text, side)
        passOn(output.text, side)
      } else if (output.event === 'closed') {
        connected.delete(side)
        closed.add(side)
        // A side that is not won over yet may still be: it is told when it has seen her key.
        if (connected.has(otherSide(side))) close(otherSide(side))
      }
    }
  }

  /** Told before the bytes go out, so that it stands before what the victim says of it. */
  const reportKey = (to: Side, bytes: Uint8Array): void => {
    const presented = shown.has(to) ? undefined : shownKey(bytes, link.wire, publicIdentity(identity))
    if (!presented) return
    shown.add(to)
    link.acted(deed('shows-own-key'), { to, presented })
  }

  const close = (side: Side): void => {
    connected.delete(side)
    perform(side, conversations[side].close())
  }

  const passOn = (text: string, from: Side): void => {
    const to = otherSide(from)
    if (from === 'caller') fromCaller += 1
    const words = from === 'caller' && fromCaller === 2 ? altered(text) : text
    if (words !== text) link.loot('forged', words, from)
    if (connected.has(to)) perform(to, conversations[to].send(words))
    else waiting[to].push(words)
  }

  perform('caller', conversations.caller.open())
  perform('callee', conversations.callee.open())
  return {
    unit: (unit: { readonly bytes: Buffer }, from: Side) =>
      perform(from, conversations[from].receive(unit.bytes)),
    ended: (side: Side) => perform(side, conversations[side].transportEnded()),
  }
}

/** Other words that fit into a message of either protocol. */
function altered(text: string): string {
  const longer = `${text} Bring the money.`
  return Buffer.byteLength(longer) <= PROTOTYPE_MESSAGE_BYTES ? longer : 'Bring the money.'
}

/** The fingerprint of the attacker's key, if these bytes are the ones that show it. */
function shownKey(bytes: Uint8Array, wire: Link['wire'], identity: Identity): string | undefined {
  if (wire === 'prototype') {
    const [unit] = new PrototypeSplitter().push(bytes)
    return unit?.kind === 'handshake' ? prototypeFingerprint(unit.pem) : undefined
  }
  const shows = bytes[4] === FrameType.REPLY || bytes[4] === FrameType.PROOF
  return shows ? fingerprint(identity) : undefined
}
