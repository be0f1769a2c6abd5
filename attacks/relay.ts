/**
 * The relay: listens under one peer's name, dials that peer, and hands the attack whole units, whatever the
 * chunks they came in. Everything that comes in is reported before the attack sees it.
 */

import { createServer, type Server, type Socket } from 'node:net'
import { FrameDecoder } from '../peers/protocol/frames'
import { PrototypeSplitter } from '../peers/protocol/prototype-wire'
import type { Attack, Handling, Link, Side, Unit } from './attack'
import { otherSide } from './attack'

/** What the attacker reports; main.ts writes it to stdout. */
export type Report = (event: { readonly event: string } & Record<string, unknown>) => void

export type Begin = Awaited<ReturnType<Attack['prepare']>>

export interface RelayOptions {
  readonly caller: string
  readonly callee: string
  /** Connects to the callee. */
  readonly dial: () => Socket
  /** The attack of the moment: asked anew for each link. */
  readonly begin: () => Begin
  readonly report: Report
  /** A name for each link, unique in this node. */
  readonly nextLink: () => string
}

/** @returns a server, not listening yet, that relays each connection to the callee. */
export function relay(options: RelayOptions): Server {
  return createServer((callerSocket) => {
    const calleeSocket = options.dial()
    new RelayedLink(options, { caller: callerSocket, callee: calleeSocket })
  })
}

class RelayedLink {
  readonly #options: RelayOptions
  readonly #sockets: Readonly<Record<Side, Socket>>
  readonly #name: string
  readonly #begin: Begin
  readonly #cut: Record<Side, Cutter | null> = { caller: null, callee: null }
  #handling: Promise<Handling> | null = null
  #open = 2

  constructor(options: RelayOptions, sockets: Record<Side, Socket>) {
    this.#options = options
    this.#sockets = sockets
    this.#name = options.nextLink()
    this.#begin = options.begin()
    this.#report('linked')
    for (const side of ['caller', 'callee'] as const) this.#listen(side)
  }

  #listen(side: Side): void {
    const socket = this.#sockets[side]
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#received(side, chunk))
    // A reset counts as an end: 'close' follows either.
    socket.on('error', () => {})
    socket.on('close', () => this.#closed(side))
  }

  #received(side: Side, chunk: Buffer): void {
    this.#handling ??= this.#start(chunk)
    this.#cut[side] ??= chunk[0] === PROTOTYPE_FIRST_BYTE ? prototypeUnits() : secureUnits()
    this.#hand(side, this.#cut[side].push(chunk))
  }

  #hand(side: Side, units: readonly Unit[]): void {
    for (const unit of units) {
      const bytes = unit.bytes.toString('base64')
      this.#report('intercepted', { from: this.#nameOf(side), to: this.#nameOf(otherSide(side)), bytes })
      this.#then((handling) => handling.unit(unit, side))
    }
  }

  #closed(side: Side): void {
    // What was cut off in the middle of a unit is passed to the attack as it is.
    const rest = this.#cut[side]?.rest()
    if (rest && rest.length > 0) this.#hand(side, [{ kind: 'raw', bytes: rest }])
    if (this.#handling) this.#then((handling) => handling.ended(side))
    // Nobody has said a word: there is nothing to attack, and nothing to keep open.
    else this.#sockets[otherSide(side)].end()
    this.#open -= 1
    if (this.#open === 0) this.#report('unlinked')
  }

  /** One thing after the other, in the order in which it came in. */
  #then(handle: (handling: Handling) => void): void {
    this.#handling =
      this.#handling?.then((handling) => {
        handle(handling)
        return handling
      }) ?? null
  }

  async #start(first: Buffer): Promise<Handling> {
    const { caller, callee } = this.#options
    const link: Link = {
      caller,
      callee,
      wire: first[0] === PROTOTYPE_FIRST_BYTE ? 'prototype' : 'secure',
      send: (to, bytes) => {
        if (this.#sockets[to].writable) this.#sockets[to].write(bytes)
      },
      hangUp: (side) => {
        this.#sockets[side].end()
      },
      acted: (what, { to, presented } = {}) =>
        this.#report('acted', { what, to: to ? this.#nameOf(to) : null, presented: presented ?? null }),
      loot: (how, text, from) =>
        this.#report('loot', { how, text, from: this.#nameOf(from), to: this.#nameOf(otherSide(from)) }),
    }
    return this.#begin(link)
  }

  #nameOf(side: Side): string {
    return this.#options[side]
  }

  #report(event: string, details: Record<string, unknown> = {}): void {
    this.#options.report({ event, link: this.#name, ...details })
  }
}

/** A prototype's first byte is the first dash of its PEM; a frame's is the high byte of a small length. */
const PROTOTYPE_FIRST_BYTE = 0x2d

/** Cuts one direction into units. `rest` is what has come in of a unit that is not complete. */
interface Cutter {
  push(chunk: Buffer): Unit[]
  rest(): Buffer
}

function prototypeUnits(): Cutter {
  return new PrototypeSplitter()
}

function secureUnits(): Cutter {
  const decoder = new FrameDecoder()
  let lost = false
  return {
    rest: () => (lost ? Buffer.alloc(0) : decoder.rest),
    push(chunk) {
      if (lost) return [{ kind: 'raw', bytes: chunk }]
      const units: Unit[] = []
      try {
        for (const frame of decoder.push(chunk)) units.push(frame)
      } catch {
        // Where frames begin is lost from here on; what cannot be cut is passed on as it comes.
        lost = true
        units.push({ kind: 'raw', bytes: decoder.rest })
      }
      return units
    },
  }
}
