/** How structures are laid out (PROTOCOL.md section 2): read and written with nothing missing and nothing left over. */

/** The bytes are laid out in another way. */
export class Misfit extends Error {
  constructor(
    /** The code with which it is refused. */
    readonly code: 'MALFORMED' | 'BAD_TEXT' | 'BAD_IDENTITY' = 'MALFORMED',
  ) {
    super(code)
  }
}

export class StructureReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  /** @throws Misfit if there are not so many. */
  take(size: number): Buffer {
    if (size > this.left) throw new Misfit()
    this.#at += size
    return this.#bytes.subarray(this.#at - size, this.#at)
  }

  u8(): number {
    return this.take(1).readUInt8()
  }

  u16(): number {
    return this.take(2).readUInt16BE()
  }

  u32(): number {
    return this.take(4).readUInt32BE()
  }

  u64(): bigint {
    return this.take(8).readBigUInt64BE()
  }

  field(): Buffer {
    return this.take(this.u16())
  }

  rest(): Buffer {
    return this.take(this.left)
  }

  /** @throws Misfit if anything is left over. */
  end(): void {
    if (this.left > 0) throw new Misfit()
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @throws Misfit BAD_TEXT if the bytes are no UTF-8. */
export function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new Misfit('BAD_TEXT')
  }
}

export function uint(bits: 8 | 16 | 32, value: number): Buffer {
  const bytes = Buffer.alloc(bits / 8)
  bytes.writeUIntBE(value, 0, bits / 8)
  return bytes
}

export function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return bytes
}

export function field(content: Uint8Array | string): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content)
  return Buffer.concat([uint(16, bytes.length), bytes])
}
