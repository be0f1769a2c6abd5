/**
 * What an attack is. CREATING.md shows how to add one by copying noop.ts.
 *
 * An attack handles whole units of the wire: a frame of the secure protocol, or a unit of the prototype's.
 * What it does to each is its own affair: pass it on, change it, drop it, hold it back, send others.
 */

import type { Frame } from '../peers/protocol/frames'
import type { PrototypeUnit } from '../peers/protocol/prototype-wire'

/** The two ends of a connection that runs through the attacker: who called, and who was called. */
export type Side = 'caller' | 'callee'

/** One whole unit as it came in; `bytes` is all of it. `raw` is what fits neither protocol. */
export type Unit = Frame | PrototypeUnit | { readonly kind: 'raw'; readonly bytes: Buffer }

/** One connection through the attacker, and what an attack can do with it. */
export interface Link {
  /** The name of the peer that called, and of the one that it wanted to reach. */
  readonly caller: string
  readonly callee: string
  /** Which protocol the two speak, told by their first byte. */
  readonly wire: 'secure' | 'prototype'
  /** Writes bytes towards one side; they are dropped where nobody listens any more. */
  send(to: Side, bytes: Uint8Array): void
  /** Tells one side, once everything is written, that nothing more will come. */
  hangUp(side: Side): void
  /**
   * Reports that the attack really did something on this link. An alarm of the side that it was done `to` is
   * due then, and no other. `presented` is the fingerprint of a key that was shown there in another's place.
   */
  acted(what: string, details?: { readonly to?: Side; readonly presented?: string }): void
  /** Reports a text that was read, or one that was put in another's mouth. */
  loot(how: 'read' | 'forged', text: string, from: Side): void
}

/** What an attack does with one link. An error that it throws ends the run: nothing is concluded from it. */
export interface Handling {
  unit(unit: Unit, from: Side): void
  /** One side has hung up: it says no more, but may still listen. When both have, the link is over. */
  ended(side: Side): void
}

export interface Attack {
  readonly name: string
  /** One line for the list of attacks. */
  readonly about: string
  /** Called once, before the first link: the place for slow preparations such as making a key. */
  prepare(): Promise<(link: Link) => Handling | Promise<Handling>>
}

export function otherSide(side: Side): Side {
  return side === 'caller' ? 'callee' : 'caller'
}
