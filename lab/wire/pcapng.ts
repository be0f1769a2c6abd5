/**
 * The capture of a run, as Wireshark opens it: what came in at the attacker, who listens or stands in between. Pure.
 *
 * Real are the payloads, their order and their times. A history keeps no packets, so the IP and TCP headers are made
 * up around them: everybody has an address, every link is a connection. What the attacker sent on is not in a history,
 * and not here.
 */

import { type Say, t } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import type { EventOf } from '../history/selectors'
import { english } from '../language/typed'
import { PEER_PORT } from '../scenario/scenario'
import { Connection, type ConnectionSide } from './connection'
import { dissect } from './dissect'
import { type Ends, endpointsOfLink } from './links'
import {
  interfaceDescription,
  nameResolution,
  type Packet,
  packetBlock,
  sectionHeader,
} from './pcapng-blocks'

export interface CaptureOptions {
  /** When the run began: the events know only how long ago that was. */
  readonly start: Date
  /** The language of comments. */
  readonly say?: Say
}

const APPLICATION = 'secure-p2p-messaging-lab'
/** Callers get the ports from here on, one for each link. */
const FIRST_PORT = 32_768
const PORTS = 32_768

/** @returns whether there is anything to capture: not every attacker stands where she can listen. */
export function isCapturable(history: readonly HistoryEvent[]): boolean {
  return history.some(({ event }) => event === 'intercepted')
}

/** @returns the bytes of a pcapng file. */
export function pcapng(history: readonly HistoryEvent[], options: CaptureOptions): Uint8Array {
  const { say = english } = options
  const acts = history.filter((event) => event.event === 'act-started')
  const names = [
    ...new Set(history.flatMap((event) => (event.event === 'intercepted' ? [event.from, event.to] : []))),
  ]
  const addresses = new Map(names.sort().map((name, place) => [name, addressOf(place + 1)] as const))
  const blocks = [
    sectionHeader(say(aboutCapture), APPLICATION),
    ...acts.map((act) => interfaceDescription({ name: act.act, description: say(aboutAct(act)) })),
    nameResolution([...addresses].map(([name, address]) => [address, name] as const)),
  ]
  const packets = new Packets(history, addresses, acts, options)
  for (const event of history) blocks.push(...packets.of(event).map(packetBlock))
  return Buffer.concat(blocks)
}

type Act = EventOf<'act-started'>

const aboutCapture = t`Real are the TCP payloads, their order and their times: each unit of the wire as it came in at Mallory, before she touched it. Made up are the IP and TCP headers and how connections begin and end, for the history of a run does not keep them; nor does it keep what Mallory sent on, so that is not here.`

function aboutAct({ act, profile, position }: Act) {
  return position === 'tap'
    ? t`The act ${act}: peers of the profile ${profile}. Mallory only listens.`
    : t`The act ${act}: peers of the profile ${profile}. Mallory stands in between.`
}

/** Makes packets of events, one after the other. */
class Packets {
  readonly #addresses: ReadonlyMap<string, Uint8Array>
  readonly #places: ReadonlyMap<string, number>
  readonly #ends: ReadonlyMap<string, Ends>
  readonly #start: bigint
  readonly #say: Say
  readonly #open = new Map<string, Connection>()
  #opened = 0

  constructor(
    history: readonly HistoryEvent[],
    addresses: ReadonlyMap<string, Uint8Array>,
    acts: readonly Act[],
    { start, say = english }: CaptureOptions,
  ) {
    this.#addresses = addresses
    this.#places = new Map(acts.map(({ act }, place) => [act, place]))
    this.#ends = endpointsOfLink(history)
    this.#start = BigInt(start.getTime()) * 1000n
    this.#say = say
  }

  of(event: HistoryEvent): Packet[] {
    // Of an act that never began there is no interface.
    if (!this.#places.has(event.act)) return []
    switch (event.event) {
      case 'linked':
        return this.#begin(event, event.link)
      case 'intercepted': {
        const begun = this.#open.has(key(event)) ? [] : this.#begin(event, event.link)
        return [...begun, ...this.#unit(event)]
      }
      case 'unlinked': {
        const closed = this.#open.get(key(event))?.close() ?? []
        this.#open.delete(key(event))
        return closed.map((bytes) => this.#packet(event, bytes))
      }
      default:
        return []
    }
  }

  #begin(event: HistoryEvent, link: string): Packet[] {
    const ends = this.#ends.get(key({ ...event, link }))
    const caller = ends && this.#addresses.get(ends.caller)
    const callee = ends && this.#addresses.get(ends.callee)
    // Over which nobody said a word, in a run in which nobody is known to have called.
    if (!caller || !callee) return []
    const port = FIRST_PORT + (this.#opened % PORTS)
    this.#opened += 1
    const connection = new Connection({
      caller: { address: caller, port },
      callee: { address: callee, port: PEER_PORT },
    })
    this.#open.set(key({ ...event, link }), connection)
    const phase = event.phase ?? '-'
    const [first, ...others] = connection.open()
    const comment = this.#say(t`${event.act}, ${phase}: ${link} begins. Made up, like the end of it.`)
    return [this.#packet(event, first!, comment), ...others.map((bytes) => this.#packet(event, bytes))]
  }

  /** What is told of a unit stands with its first segment. */
  #unit(event: EventOf<'intercepted'>): Packet[] {
    const connection = this.#open.get(key(event))
    const ends = this.#ends.get(key(event))
    if (!connection || !ends) return []
    const bytes = Buffer.from(event.bytes, 'base64')
    const side: ConnectionSide = event.from === ends.caller ? 'caller' : 'callee'
    const { kind, summary } = dissect(bytes)
    const words = this.#say(summary)
    // Names of frames are the same in every language.
    const comment = /^[A-Z]+$/.test(kind) ? `${kind}: ${words}` : words
    return connection.say(side, bytes).map((packet, part) => ({
      ...this.#packet(event, packet, part === 0 ? comment : null),
      inbound: true,
    }))
  }

  #packet({ at, act }: HistoryEvent, bytes: Buffer, comment: string | null = null): Packet {
    const time = this.#start + BigInt(Math.round(at * 1000))
    return { interface: this.#places.get(act)!, time, bytes, comment, inbound: false }
  }
}

/** Acts have links of the same names. */
function key({ act, link }: { readonly act: string; readonly link: string }): string {
  return `${act} ${link}`
}

/** 10.0.0.1 and on. */
function addressOf(place: number): Uint8Array {
  return Uint8Array.of(10, (place >> 16) & 255, (place >> 8) & 255, place & 255)
}
