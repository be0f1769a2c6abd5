/** Messages of the layer above (PROTOCOL.md section 8), as they are laid out. */

import { Misfit, StructureReader, textOf } from './layout'

export type LayerItem =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'offer'
      readonly id: string
      readonly size: number
      readonly sha256: Buffer
      /** It is a pack of so many files. */
      readonly files?: number
    }
  | { readonly type: 'end'; readonly id: string; readonly outcome: number }
  | { readonly type: 'again' }

export type LayerMessage =
  | { readonly kind: 'have'; readonly stream: string; readonly last: number; readonly written: number }
  | {
      readonly kind: 'item'
      readonly stream: string
      readonly number: number
      readonly written: number
      readonly item: LayerItem
      /** From `written` on. */
      readonly bytes: Buffer
    }
  | { readonly kind: 'receipt'; readonly stream: string; readonly number: number }
  | { readonly kind: 'fetch'; readonly id: string; readonly offset: number; readonly prefix: Buffer }
  | { readonly kind: 'chunk'; readonly id: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'ping' | 'pong' | 'full' }

const MOST_TEXT = 16_000
const MOST_NAME = 255
const MOST_CHUNK = 65_000
const OUTCOMES = 7

/** It is no message: the rule that says how one is laid out. */
export class BadMessage extends Error {
  constructor(
    readonly rule: string,
    readonly code: 'MALFORMED' | 'BAD_TEXT',
  ) {
    super(code)
  }
}

/** @throws BadMessage */
export function readMessage(bytes: Buffer): LayerMessage {
  const kind = bytes[0] ?? 0
  const layout = new StructureReader(bytes.subarray(1))
  try {
    const message = readKind(kind, layout)
    layout.end()
    return message
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    if (error.code === 'BAD_TEXT') throw new BadMessage('8-3', 'BAD_TEXT')
    throw new BadMessage(kind >= 1 && kind <= 8 ? `8-${5 + kind}` : '8-2', 'MALFORMED')
  }
}

function readKind(kind: number, layout: StructureReader): LayerMessage {
  switch (kind) {
    case 1: {
      const [stream, last, written] = [hex(layout, 16), number(layout), number(layout)]
      return { kind: 'have', stream, last, written }
    }
    case 2: {
      const [stream, place] = [hex(layout, 16), number(layout)]
      if (place === 0) throw new Misfit()
      const bytes = layout.rest()
      const inner = new StructureReader(bytes)
      const written = number(inner)
      const item = readItem(inner.u8(), inner)
      inner.end()
      return { kind: 'item', stream, number: place, written, item, bytes }
    }
    case 3:
      return { kind: 'receipt', stream: hex(layout, 16), number: number(layout) }
    case 4:
      return { kind: 'ping' }
    case 5:
      return { kind: 'pong' }
    case 6:
      return { kind: 'fetch', id: hex(layout, 16), offset: number(layout), prefix: layout.take(32) }
    case 7: {
      const chunk = {
        kind: 'chunk',
        id: hex(layout, 16),
        offset: number(layout),
        bytes: layout.rest(),
      } as const
      if (chunk.bytes.length > MOST_CHUNK) throw new Misfit()
      return chunk
    }
    case 8:
      return { kind: 'full' }
    default:
      throw new Misfit()
  }
}

function readItem(type: number, layout: StructureReader): LayerItem {
  switch (type) {
    case 0: {
      const bytes = layout.rest()
      if (bytes.length > MOST_TEXT) throw new Misfit()
      return { type: 'text', text: textOf(bytes) }
    }
    case 1:
    case 4: {
      const offer = {
        type: 'offer',
        id: hex(layout, 16),
        size: number(layout),
        sha256: layout.take(32),
        ...(type === 4 && { files: layout.u32() }),
      } as const
      const name = layout.rest()
      if (name.length > MOST_NAME) throw new Misfit()
      textOf(name)
      return offer
    }
    case 2: {
      const end = { type: 'end', id: hex(layout, 16), outcome: layout.u8() } as const
      if (end.outcome >= OUTCOMES) throw new Misfit()
      return end
    }
    case 3:
      number(layout)
      number(layout)
      return { type: 'again' }
    default:
      throw new Misfit()
  }
}

function hex(layout: StructureReader, size: number): string {
  return layout.take(size).toString('hex')
}

/** @throws Misfit if it is more than a double holds. */
function number(layout: StructureReader): number {
  const value = layout.u64()
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Misfit()
  return Number(value)
}
