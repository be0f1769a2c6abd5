/**
 * The prototype's bytes: what the students' first program writes to a TCP connection.
 *
 *   handshake  PEM ‖ "__SEP__" ‖ signature      once, by both sides at once
 *   message    ciphertext ‖ "__SEP__" ‖ signature   519 bytes
 *
 * That program takes each read for a whole message. Here both are told apart by their structure, because a
 * network may cut the stream anywhere.
 */

import { createHash } from 'node:crypto'
import { RSA_BYTES } from '../rsa'

const separator = Buffer.from('__SEP__')

/** The separator after the PEM must end within this many bytes. A PEM of an RSA-2048 key has 451. */
const HANDSHAKE_SEARCH = 2048

const MESSAGE_BYTES = RSA_BYTES + separator.length + RSA_BYTES

/** One thing a side said. `bytes` is what stood on the wire; the parts lie within it. */
export type PrototypeUnit =
  | {
      readonly kind: 'handshake'
      readonly bytes: Buffer
      /** Everything before the separator, as it came: maybe no PEM at all. */
      readonly pem: Buffer
      readonly signature: Buffer
    }
  | {
      readonly kind: 'message'
      readonly bytes: Buffer
      readonly ciphertext: Buffer
      readonly signature: Buffer
    }
  /** Neither: where units begin is lost from here on, and all that follows is malformed too. */
  | { readonly kind: 'malformed'; readonly bytes: Buffer }

/** @returns the handshake unit for a PEM and its 256-byte signature. */
export function formatHandshake(pem: Uint8Array, signature: Uint8Array): Buffer {
  return Buffer.concat([pem, separator, signature])
}

/** @returns the message unit for 256 bytes of ciphertext and a 256-byte signature. */
export function formatMessage(ciphertext: Uint8Array, signature: Uint8Array): Buffer {
  return Buffer.concat([ciphertext, separator, signature])
}

/** @returns what the prototype shows for a key: SHA-256 of the PEM as received, 16 groups of 4 digits. */
export function prototypeFingerprint(pem: Uint8Array): string {
  const digits = createHash('sha256').update(pem).digest('hex')
  return digits.match(/.{4}/g)!.join(':')
}

/**
 * Cuts one direction of a connection into whole units. The bytes of all units, and then {@link rest}, are
 * the bytes pushed: nothing is lost, so a relay can pass on what it does not understand.
 */
export class PrototypeSplitter {
  #waiting = Buffer.alloc(0)
  #next: PrototypeUnit['kind'] = 'handshake'

  /** @returns the units that this chunk completes, in order. Never throws. */
  push(chunk: Uint8Array): PrototypeUnit[] {
    this.#waiting = Buffer.concat([this.#waiting, chunk])
    const units: PrototypeUnit[] = []
    for (let unit = this.#take(); unit; unit = this.#take()) {
      this.#waiting = this.#waiting.subarray(unit.bytes.length)
      this.#next = unit.kind === 'malformed' ? 'malformed' : 'message'
      units.push(unit)
    }
    return units
  }

  /** What was pushed after the last unit: empty unless a unit is incomplete. */
  rest(): Buffer {
    return this.#waiting
  }

  #take(): PrototypeUnit | null {
    if (this.#next === 'handshake') return this.#handshake()
    if (this.#next === 'message') return this.#message()
    return this.#waiting.length > 0 ? this.#malformed() : null
  }

  #handshake(): PrototypeUnit | null {
    const at = this.#waiting.subarray(0, HANDSHAKE_SEARCH).indexOf(separator)
    if (at < 0) return this.#waiting.length < HANDSHAKE_SEARCH ? null : this.#malformed()
    const start = at + separator.length
    if (this.#waiting.length < start + RSA_BYTES) return null
    const bytes = this.#waiting.subarray(0, start + RSA_BYTES)
    return { kind: 'handshake', bytes, pem: bytes.subarray(0, at), signature: bytes.subarray(start) }
  }

  #message(): PrototypeUnit | null {
    if (this.#waiting.length < MESSAGE_BYTES) return null
    const bytes = this.#waiting.subarray(0, MESSAGE_BYTES)
    const start = RSA_BYTES + separator.length
    // A ciphertext may hold the separator by chance, so its place counts and not its first occurrence.
    if (!bytes.subarray(RSA_BYTES, start).equals(separator)) return this.#malformed()
    return {
      kind: 'message',
      bytes,
      ciphertext: bytes.subarray(0, RSA_BYTES),
      signature: bytes.subarray(start),
    }
  }

  #malformed(): PrototypeUnit {
    return { kind: 'malformed', bytes: this.#waiting }
  }
}
