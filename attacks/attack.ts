/**
 * What an attack is. CREATING.md shows how to add one by copying noop.ts.
 *
 * An attack handles whole units of the wire: a frame of the secure protocol, or a unit of the prototype's.
 * What it does to each is its own affair: pass it on, change it, drop it, hold it back, send others.
 */

import type { Socket } from 'node:net'
import type { Frame } from '../peers/protocol/frames'
import type { PrivateIdentity } from '../peers/protocol/identity'
import type { PrototypeUnit } from '../peers/protocol/prototype/wire'
import type { Told } from './deeds'

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
  /** Where it is a call through a relay of hers: the accounts of the two, as the relay names them to each other. */
  readonly accounts?: { readonly caller: string; readonly callee: string }
  /** Writes bytes towards one side; they are dropped where nobody listens any more. */
  send(to: Side, bytes: Uint8Array): void
  /** Tells one side, once everything is written, that nothing more will come. */
  hangUp(side: Side): void
  /**
   * Reports that the attack really did something on this link. An alarm of the side that it was done `to` is
   * due then, and no other. `presented` is the fingerprint of a key that was shown there in another's place.
   */
  acted(what: Told, details?: { readonly to?: Side; readonly presented?: string }): void
  /** Reports a text that was read, or one that was put in another's mouth. */
  loot(how: 'read' | 'forged', text: string, from: Side): void
}

/** What an attack does with one link. An error that it throws ends the run: nothing is concluded from it. */
export interface Handling {
  unit(unit: Unit, from: Side): void
  /** One side has hung up: it says no more, but may still listen. When both have, the link is over. */
  ended(side: Side): void
}

/** What the attack does with each link that begins while it runs. */
export type Begin = (link: Link) => Handling | Promise<Handling>

/** An account of the attacker's own at the directory. */
export interface AttackerAccount {
  readonly name: string
  readonly identity: PrivateIdentity
  readonly password: string
  readonly token: string
}

/** A request to the directory that came to the attacker instead. */
export interface Asked {
  /** The peer who asks. */
  readonly from: string
  readonly method: string
  /** With the query. */
  readonly path: string
}

/** An answer of the directory. */
export interface HttpAnswer {
  readonly status: number
  /** What its body says, or null where it is no JSON. */
  readonly json: unknown
}

/**
 * The attacker herself: what she has besides a wire. What she was told, and what was stolen for her, came from the
 * lab, and stands in the history of the run.
 */
export interface Mallory {
  /** Her own account, with which she is whoever she said she is; null where the scenario gives her none. */
  readonly account: AttackerAccount | null
  /** @returns what was stolen from this user so far; null if nothing was. */
  stolenIdentity(owner: string): PrivateIdentity | null
  stolenToken(owner: string): string | null
  /** @returns what the lab told her on a topic: public knowledge, or a leak. */
  told(topic: string): readonly string[]
  /**
   * Opens a connection of her own, to the `directory` or to a peer.
   * @returns a connected socket. @throws Error if nobody answers, or the name is not of this run.
   */
  call(name: string): Promise<Socket>
  /** Asks the directory something, over a connection of her own. */
  request(
    method: string,
    path: string,
    options?: { readonly body?: unknown; readonly token?: string },
  ): Promise<HttpAnswer>
  /** As {@link Link.acted}, where there is no link. */
  acted(what: Told, details?: { readonly to?: string; readonly presented?: string }): void
  /** As {@link Link.loot}, where there is no link. */
  loot(how: 'read' | 'forged', text: string, details?: { readonly from?: string; readonly to?: string }): void
  /**
   * Says what she takes `about` to be; how many of her guesses are right is counted by the lab.
   * @param sure false where she knows nothing and tossed a coin.
   */
  guessed(about: string, value: string, sure?: boolean): void
  /** Tells what was sent as a probe, over a connection of her own, and what came back. */
  probed(probe: string, line: Probed): void
  /** Tells people who watch how far a long attack is. */
  progress(done: number, of: number | null, what: Told): void
  /** @returns bytes that are the same in each run with the same seed and label. */
  random(label: string, size: number): Buffer
  /** Whether a shorter form of the attack is asked for, where it has one. */
  readonly quick: boolean
  /** The phase is over: what still runs in the background has to end. */
  readonly halted: AbortSignal
}

/** One thing that the protocol forbids, and that the lab asks for by its name. */
export interface ProbeOrder {
  readonly probe: string
  /** Whose refusal is asked for. */
  readonly of: string
  /** Whether she calls them, is called, stands between two others, or asks the directory. */
  readonly as: 'caller' | 'called' | 'path' | 'client'
  /** A text that she may say: where it is delivered, it came from her. */
  readonly text: string
}

/** What was said and heard on a connection, and whether the other side has hung up. */
export interface Probed {
  readonly local: string
  readonly remote: string
  readonly said: Buffer
  readonly heard: Buffer
  readonly over: boolean
}

export interface Attack {
  readonly name: string
  /** One line for the list of attacks. */
  readonly about: string
  /**
   * What is done to links. Called once, before the first one: the place for slow preparations such as making a key.
   * An attack that leaves links alone takes noop's.
   */
  prepare(mallory: Mallory): Promise<Begin>
  /**
   * What becomes of an answer of the directory, where the attacker stands in its place: `json` itself to pass it on
   * untouched. Without it every answer is.
   */
  answer?(asked: Asked, json: unknown, mallory: Mallory): Promise<unknown>
  /** What the attacker does of her own accord, when the scenario says so. */
  launch?(mallory: Mallory): Promise<void>
  /** Sends one thing that the protocol forbids, or makes ready to; what came of it she tells by {@link Mallory.probed}. */
  probe?(order: ProbeOrder, mallory: Mallory): Promise<void>
  /** What she does with somebody who calls her under her own name. */
  called?(socket: Socket, mallory: Mallory): void
}

export function otherSide(side: Side): Side {
  return side === 'caller' ? 'callee' : 'caller'
}
