/** Length-prefixed fields: how every structure of the protocol is laid out as bytes (big-endian). */

import { PeerError } from './errors'

/** @returns the unsigned integer in 1, 2, 4 or 8 bytes, big-endian. @throws RangeError if it does not fit. */
export function uint(value: number | bigint, size: 1 | 2 | 4 | 8): Buffer {
  const bytes = Buffer.alloc(size)
  if (size === 8) bytes.writeBigUInt64BE(BigInt(value))
  else bytes.writeUIntBE(Number(value), 0, size)
  return bytes
}

/** @returns `bytes` after its length in two bytes. @throws RangeError beyond 65,535 bytes. */
export function field(bytes: Uint8Array | string): Buffer {
  const content = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes
  return Buffer.concat([uint(content.length, 2), content])
}

/** Reads what {@link uint} and {@link field} wrote. Each method throws MALFORMED when the bytes run out. */
export class Reader {
  #offset = 0
  readonly #bytes: Buffer

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** @returns the next `size` bytes. */
  take(size: number): Buffer {
    if (this.#offset + size > this.#bytes.length) throw new PeerError('MALFORMED')
    const taken = this.#bytes.subarray(this.#offset, this.#offset + size)
    this.#offset += size
    return taken
  }

  uint(size: 1 | 2 | 4): number {
    return this.take(size).readUIntBE(0, size)
  }

  uint64(): bigint {
    return this.take(8).readBigUInt64BE()
  }

  field(): Buffer {
    return this.take(this.uint(2))
  }

  /** @returns the next field as text. @throws PeerError BAD_TEXT if it is not UTF-8. */
  text(): string {
    return decodeText(this.field())
  }

  get isAtEnd(): boolean {
    return this.#offset === this.#bytes.length
  }

  /** @returns all that is left. */
  rest(): Buffer {
    return this.take(this.#bytes.length - this.#offset)
  }

  /** @throws PeerError MALFORMED if anything is left: a structure has exactly one encoding. */
  end(): void {
    if (this.#offset !== this.#bytes.length) throw new PeerError('MALFORMED')
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @returns the bytes as text. @throws PeerError BAD_TEXT if they are not UTF-8 (RFC 3629). */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new PeerError('BAD_TEXT')
  }
}
