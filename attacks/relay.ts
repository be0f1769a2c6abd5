/**
 * The relay: listens under one peer's name, dials that peer, and hands the attack whole units, whatever the
 * chunks they came in. Everything that comes in is reported before the attack sees it.
 */

import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { FrameDecoder } from '../peers/protocol/frames'
import { PrototypeSplitter } from '../peers/protocol/prototype/wire'
import type { Begin, Handling, Link, Side, Unit } from './attack'
import { otherSide } from './attack'
import { endOf } from './dial'

/** What the attacker reports; main.ts writes it to stdout. */
export type ReportEvent = (event: { readonly event: string } & Record<string, unknown>) => void

export interface LinkOptions {
  readonly caller: string
  readonly callee: string
  /** See {@link Link.accounts}. */
  readonly accounts?: Link['accounts']
  /** The attack of the moment: asked anew for each link. */
  readonly begin: () => Begin
  readonly report: ReportEvent
  /** A name for each link, unique in this node. */
  readonly nextLink: () => string
  /** Told when the attack has thrown, or the callee may not be dialled: it must not pass in silence. */
  readonly failed: (error: unknown) => void
}

export interface RelayOptions extends LinkOptions {
  /** Connects to the callee. @throws Error if it may not be dialled. */
  readonly dial: () => Socket
}

/** @returns a server, not listening yet, that relays each connection to the callee. */
export function relay(options: RelayOptions): Server {
  // Half open: who has hung up may still listen, so each end is passed on by itself.
  return createServer(
    { allowHalfOpen: true, pauseOnConnect: true },
    (caller) => void connectBoth(options, caller),
  )
}

/** @returns a server, not listening yet, for calls that are meant for the attacker herself. */
export function door(onCall: (socket: Socket) => void): Server {
  return createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    onCall(socket)
  })
}

/** Begins a link between two connections that are there already, of which nothing was read yet. */
export function linkBetween(options: LinkOptions, sockets: Readonly<Record<Side, Socket>>): void {
  const name = options.nextLink()
  options.report({ event: 'linked', link: name, remote: endOf(sockets.caller, 'remote') })
  for (const socket of Object.values(sockets)) socket.on('error', () => {})
  new RelayedLink(options, name, sockets)
}

/** Nothing is read from the caller before the callee is there: without both there is nothing to attack. */
async function connectBoth(options: RelayOptions, caller: Socket): Promise<void> {
  const name = options.nextLink()
  options.report({ event: 'linked', link: name, remote: endOf(caller, 'remote') })
  const giveUp = () => {
    caller.destroy()
    options.report({ event: 'unlinked', link: name })
  }
  // A reset counts as an end: 'close' follows either.
  caller.on('error', () => {})
  let callee: Socket
  try {
    callee = options.dial()
  } catch (error) {
    giveUp()
    options.failed(error)
    return
  }
  callee.on('error', () => {})
  await once(callee, 'connect').then(() => new RelayedLink(options, name, { caller, callee }), giveUp)
}

class RelayedLink {
  readonly #options: LinkOptions
  readonly #sockets: Readonly<Record<Side, Socket>>
  readonly #name: string
  readonly #begin: Begin
  readonly #cut: Record<Side, Cutter | null> = { caller: null, callee: null }
  /** What the attack does, once all that came in before is done; null after the attack has failed. */
  #handling: Promise<Handling | null> | null = null
  /** Sides that have hung up, and sides whose socket takes no more for the moment. */
  readonly #ended = new Set<Side>()
  readonly #full = new Set<Side>()
  #open = 2

  constructor(options: LinkOptions, name: string, sockets: Record<Side, Socket>) {
    this.#options = options
    this.#sockets = sockets
    this.#name = name
    this.#begin = options.begin()
    for (const side of ['caller', 'callee'] as const) this.#listen(side)
  }

  #listen(side: Side): void {
    const socket = this.#sockets[side]
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#received(side, chunk))
    socket.on('end', () => this.#hungUp(side))
    socket.on('close', () => this.#closed(side))
    socket.resume()
  }

  #received(side: Side, chunk: Buffer): void {
    this.#handling ??= this.#start(chunk)
    this.#cut[side] ??= chunk[0] === PROTOTYPE_FIRST_BYTE ? prototypeUnits() : secureUnits()
    this.#hand(side, this.#cut[side].push(chunk))
    this.#hold(side)
  }

  #hand(side: Side, units: readonly Unit[]): void {
    for (const unit of units) {
      const bytes = unit.bytes.toString('base64')
      this.#report('intercepted', { from: this.#nameOf(side), to: this.#nameOf(otherSide(side)), bytes })
      this.#then((handling) => handling.unit(unit, side))
    }
  }

  /** Reads no more from a side until what came of its bytes is written: else they would fill the memory. */
  #hold(side: Side): void {
    this.#sockets[side].pause()
    this.#then(() => {
      const full = [...this.#full].map((to) => takesMore(this.#sockets[to]))
      this.#full.clear()
      void Promise.all(full).then(() => this.#sockets[side].resume())
    })
  }

  #hungUp(side: Side): void {
    if (this.#ended.has(side)) return
    this.#ended.add(side)
    // What was cut off in the middle of a unit is passed to the attack as it is.
    const rest = this.#cut[side]?.rest()
    if (rest && rest.length > 0) this.#hand(side, [{ kind: 'raw', bytes: rest }])
    if (this.#handling) this.#then((handling) => handling.ended(side))
    // Nobody has said a word: there is nothing to attack yet.
    else this.#sockets[otherSide(side)].end()
    if (this.#ended.size < 2) return
    // Whatever the attack made of it, the link is over.
    this.#then(() => {
      for (const socket of Object.values(this.#sockets)) socket.end()
    })
  }

  #closed(side: Side): void {
    this.#hungUp(side)
    this.#open -= 1
    if (this.#open > 0) return
    const unlinked = () => this.#report('unlinked')
    if (this.#handling) void this.#handling.then(unlinked)
    else unlinked()
  }

  /** One thing after the other, in the order in which it came in. */
  #then(handle: (handling: Handling) => void): void {
    this.#handling =
      this.#handling
        ?.then((handling) => {
          if (handling) handle(handling)
          return handling
        })
        .catch((error) => this.#fail(error)) ?? null
  }

  /** What an attack does after it has thrown would prove nothing. */
  #fail(error: unknown): null {
    for (const socket of Object.values(this.#sockets)) socket.destroy()
    this.#options.failed(error)
    return null
  }

  async #start(first: Buffer): Promise<Handling | null> {
    const { caller, callee, accounts } = this.#options
    const link: Link = {
      caller,
      callee,
      wire: first[0] === PROTOTYPE_FIRST_BYTE ? 'prototype' : 'secure',
      ...(accounts && { accounts }),
      send: (to, bytes) => {
        const socket = this.#sockets[to]
        if (socket.writable && !socket.write(bytes)) this.#full.add(to)
      },
      hangUp: (side) => {
        this.#sockets[side].end()
      },
      acted: (what, { to, presented } = {}) =>
        this.#report('acted', { what, to: to ? this.#nameOf(to) : null, presented: presented ?? null }),
      loot: (how, text, from) =>
        this.#report('loot', { how, text, from: this.#nameOf(from), to: this.#nameOf(otherSide(from)) }),
    }
    const before = [...this.#ended]
    const handling = await this.#begin(link)
    for (const side of before) handling.ended(side)
    return handling
  }

  #nameOf(side: Side): string {
    return this.#options[side]
  }

  #report(event: string, details: Record<string, unknown> = {}): void {
    this.#options.report({ event, link: this.#name, ...details })
  }
}

/** Settles when a socket that was full has room again, or never will. */
function takesMore(socket: Socket): Promise<void> {
  if (!socket.writableNeedDrain) return Promise.resolve()
  return new Promise((resolve) => {
    const events = ['drain', 'finish', 'close']
    const settle = () => {
      for (const event of events) socket.off(event, settle)
      resolve()
    }
    for (const event of events) socket.on(event, settle)
  })
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
