/**
 * A TCP connection, made up around what was said over it: a history keeps what came in at the attacker, and not how.
 * Pure; each method gives the packets that it takes.
 */

import { type End, Flag, MAX_SEGMENT, tcpPacket } from './tcp-packet'

export type ConnectionSide = 'caller' | 'callee'

const NOTHING = new Uint8Array()

export class Connection {
  readonly #ends: Readonly<Record<ConnectionSide, End>>
  /** The number of the next byte of each side. */
  readonly #next: Record<ConnectionSide, number> = { caller: 0, callee: 0 }

  constructor(ends: Readonly<Record<ConnectionSide, End>>) {
    this.#ends = ends
  }

  /** @returns the handshake of three packets. */
  open(): Buffer[] {
    return [
      this.#segment('caller', Flag.SYN),
      this.#segment('callee', Flag.SYN | Flag.ACK),
      this.#segment('caller', Flag.ACK),
    ]
  }

  /** @returns the bytes in as many segments as they need; each acknowledges all that the other side said. */
  say(from: ConnectionSide, bytes: Uint8Array): Buffer[] {
    const parts = Math.ceil(bytes.length / MAX_SEGMENT)
    return Array.from({ length: parts }, (_, part) => {
      const payload = bytes.subarray(part * MAX_SEGMENT, (part + 1) * MAX_SEGMENT)
      return this.#segment(from, Flag.ACK | (part === parts - 1 ? Flag.PSH : 0), payload)
    })
  }

  /** @returns an end of both sides. Who hung up first is not known: here it is the caller. */
  close(): Buffer[] {
    return [
      this.#segment('caller', Flag.FIN | Flag.ACK),
      this.#segment('callee', Flag.FIN | Flag.ACK),
      this.#segment('caller', Flag.ACK),
    ]
  }

  #segment(from: ConnectionSide, flags: number, payload: Uint8Array = NOTHING): Buffer {
    const to = from === 'caller' ? 'callee' : 'caller'
    const packet = tcpPacket({
      from: this.#ends[from],
      to: this.#ends[to],
      sequence: this.#next[from],
      acknowledged: this.#next[to],
      flags,
      payload,
    })
    // The beginning and the end of a side count like a byte.
    this.#next[from] += payload.length + (flags & (Flag.SYN | Flag.FIN) ? 1 : 0)
    return packet
  }
}
