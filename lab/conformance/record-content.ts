/** What a record holds (PROTOCOL.md section 6), once it is decrypted. */

import { Misfit, StructureReader, textOf } from './layout'

export const TEXT = 1
export const CLOSE = 2
export const REKEY = 3
export const REKEY_REPLY = 4
export const REKEY_DONE = 5
export const DATA = 6
export const BUNDLE = 7

export const MOST_TEXT = 16_381
export const MOST_PLAINTEXT = 65_536
export const BLOCK = 256

export type RecordContent =
  | { readonly kind: typeof TEXT; readonly text: string }
  | { readonly kind: typeof CLOSE; readonly count: bigint }
  | { readonly kind: typeof REKEY | typeof REKEY_REPLY; readonly share: Buffer }
  | { readonly kind: typeof REKEY_DONE }
  | { readonly kind: typeof DATA | typeof BUNDLE; readonly messages: readonly Buffer[] }

/** What keeps a plaintext from being a record's: the rule, and the code with which it is refused. */
export class BadContent extends Error {
  constructor(
    readonly rule: string,
    readonly code: 'MALFORMED' | 'BAD_KEY_SHARE' | 'UNEXPECTED_FRAME' | 'BAD_TEXT',
  ) {
    super(code)
  }
}

/** Bytes of a share. */
const SHARE = 32

/** What stands before the content. */
const HEAD = 3

/** @throws BadContent */
export function readContent(plaintext: Buffer): RecordContent {
  if (plaintext.length < HEAD) throw new BadContent('6-21', 'MALFORMED')
  const [kind, length] = [plaintext.readUInt8(0), plaintext.readUInt16BE(1)]
  if (plaintext.length < HEAD + length) throw new BadContent('6-21', 'MALFORMED')
  const content = plaintext.subarray(HEAD, HEAD + length)
  try {
    return readKind(kind, content)
  } catch (error) {
    if (error instanceof Misfit)
      throw error.code === 'BAD_TEXT'
        ? new BadContent('6-25', 'BAD_TEXT')
        : new BadContent('6-21', 'MALFORMED')
    throw error
  }
}

function readKind(kind: number, content: Buffer): RecordContent {
  const layout = new StructureReader(content)
  switch (kind) {
    case TEXT:
      if (content.length > MOST_TEXT) throw new BadContent('6-22', 'MALFORMED')
      return { kind, text: textOf(content) }
    case CLOSE: {
      const count = layout.u64()
      layout.end()
      return { kind, count }
    }
    case REKEY:
    case REKEY_REPLY: {
      if (content.length !== SHARE) throw new BadContent('7.1-12', 'BAD_KEY_SHARE')
      return { kind, share: content }
    }
    case REKEY_DONE:
      if (layout.left > 0) throw new BadContent('7.1-16', 'MALFORMED')
      return { kind }
    case DATA:
      return { kind, messages: [content] }
    case BUNDLE: {
      const messages: Buffer[] = []
      while (layout.left > 0) messages.push(layout.field())
      if (messages.length < 2) throw new BadContent('6-23', 'MALFORMED')
      return { kind, messages }
    }
    default:
      throw new BadContent('6-24', 'UNEXPECTED_FRAME')
  }
}

/** @returns the rule from which a plaintext that somebody wrote departs by its size or its padding. */
export function paddingRule(plaintext: Buffer): string | null {
  const length = HEAD + (plaintext.length < HEAD ? 0 : plaintext.readUInt16BE(1))
  if (plaintext.length > MOST_PLAINTEXT) return '6-6'
  if (plaintext.length !== Math.ceil(length / BLOCK) * BLOCK) return '6-19'
  return plaintext.subarray(length).every((byte) => byte === 0) ? null : '6-19'
}
