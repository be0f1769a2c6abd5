/**
 * Reads a unit of the wire from its beginning to its end and notes each field that it passes. A layout that does not
 * fit the bytes throws {@link misfit}: then the next one is tried.
 */

import { printable } from '../text/printable'
import type { Field } from './dissection'
import type { FieldKindName } from './field-kinds'

/** The bytes are not laid out like that. One for all, for it says nothing more: to make one takes longer than to read. */
export const misfit = new Error('a misfit')

/** Bytes of what is random, as much of it as people look at. */
const GLANCE = 8

export class WireReader {
  readonly fields: Field[] = []
  readonly #bytes: Buffer
  readonly #inside: Uint8Array | null
  #at = 0
  #depth = 0

  /** @param inside what the two ends have made of the part that is encrypted, if that is known. */
  constructor(bytes: Uint8Array, inside: Uint8Array | null = null) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#inside = inside
  }

  /** Bytes that are still to come. */
  get left(): number {
    return this.#bytes.length - this.#at
  }

  /** @returns the next bytes, which are a field of this kind. @throws misfit if there are not so many. */
  take(size: number, kind: FieldKindName, value: (bytes: Buffer) => string = beginning): Buffer {
    const bytes = this.#next(size)
    this.fields.push({ kind, offset: this.#at, length: size, value: value(bytes), depth: this.#depth })
    this.#at += size
    return bytes
  }

  /** @returns a big-endian number of 1, 2 or 4 bytes. */
  uint(size: 1 | 2 | 4, kind: FieldKindName, value: (number: number) => string = String): number {
    return this.take(size, kind, (bytes) => value(bytes.readUIntBE(0, size))).readUIntBE(0, size)
  }

  /** @returns a big-endian number of 8 bytes, in decimal: it may be more than a double holds. */
  uint64(kind: FieldKindName): string {
    return String(this.take(8, kind, (bytes) => String(bytes.readBigUInt64BE())).readBigUInt64BE())
  }

  /** @returns bytes as UTF-8. @throws misfit if they are not. */
  text(size: number, kind: FieldKindName): string {
    const text = utf8(this.#next(size))
    if (text === null) throw misfit
    this.take(size, kind, () => printable(text))
    return text
  }

  /** A field with others inside; `body` reads them and returns what all of them mean together. */
  group(kind: FieldKindName, body: () => string): void {
    const place = this.fields.length
    const offset = this.#at
    const depth = this.#depth
    this.#depth += 1
    const value = body()
    this.#depth -= 1
    this.fields.splice(place, 0, { kind, offset, length: this.#at - offset, value, depth })
  }

  /**
   * Passes what is encrypted. Each byte of it is one of what is inside (SP 800-38D), so the fields inside stand where
   * they are found in the ciphertext.
   * @param layouts of what is inside. @returns what the first that fits makes of it; null where nothing is known.
   */
  sealed<T>(size: number, kind: FieldKindName, layouts: readonly ((reader: WireReader) => T)[]): T | null {
    if (this.#inside === null || this.#inside.length !== size) {
      this.take(size, kind)
      return null
    }
    const fit = firstFit(this.#inside, layouts)
    const [offset, depth] = [this.#at, this.#depth]
    this.take(size, kind)
    const inner = fit?.fields ?? []
    this.fields.push(
      ...inner.map((field) => ({ ...field, offset: field.offset + offset, depth: field.depth + depth + 1 })),
    )
    return fit ? fit.read : null
  }

  /** @throws misfit if anything is left over. */
  end(): void {
    if (this.left > 0) throw misfit
  }

  #next(size: number): Buffer {
    if (size < 0 || size > this.left) throw misfit
    return this.#bytes.subarray(this.#at, this.#at + size)
  }
}

/** @returns what the first layout that fits all of the bytes makes of them. */
export function firstFit<T>(
  bytes: Uint8Array,
  layouts: readonly ((reader: WireReader) => T)[],
  inside: Uint8Array | null = null,
): { readonly fields: readonly Field[]; readonly read: T } | null {
  for (const layout of layouts) {
    const reader = new WireReader(bytes, inside)
    try {
      const read = layout(reader)
      reader.end()
      return { fields: reader.fields, read }
    } catch (error) {
      if (error !== misfit) throw error
    }
  }
  return null
}

/** @returns the first bytes in hexadecimal. */
export function beginning(bytes: Uint8Array): string {
  const digits = Buffer.from(bytes.subarray(0, GLANCE)).toString('hex')
  const pairs = digits.match(/../g)?.join(' ') ?? ''
  return bytes.length > GLANCE ? `${pairs} …` : pairs
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @returns the bytes as text, null where they are none. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}
