/** The program of a friend whose user says what the search says: places in streams and files become numbers and bytes. */

import { createHash } from 'node:crypto'
import {
  type ApplicationMessage,
  encodeMessage,
  type Item,
  NO_STREAM,
} from '../../peers/protocol/application'
import type { Saying } from './messages'

/** Of the file that Alice offers. */
export const FILM_BYTES = 512 * 1024

export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

const FIRST = 'ab'.repeat(16)
const named: Readonly<Record<string, string>> = {
  first: FIRST,
  second: 'cd'.repeat(16),
  // Begins as the first one does.
  twin: FIRST.slice(0, 12) + 'ef'.repeat(10),
  none: NO_STREAM,
  last: '1a'.repeat(16),
}

/** What a friend's program knows, whose user says what the search says. */
export class FriendProgram {
  readonly #last = new Map<string, number>()
  readonly #offers = new Map<string, Buffer>()
  readonly #sent = new Map<string, number>()
  #alice = { stream: NO_STREAM, number: 0, written: 0 }
  #offered = '00'.repeat(16)
  readonly #contentOf: (isPack: boolean) => Buffer
  #count = 0

  /** @param contentOf what is in a file that it offers. */
  constructor(contentOf: (isPack: boolean) => Buffer) {
    this.#contentOf = contentOf
  }

  reads(message: ApplicationMessage): void {
    if (message.kind === 'fetch') this.#sent.set(message.id, message.offset)
    if (message.kind !== 'item') return
    const { stream, number, written, item } = message
    this.#alice = { stream, number, written }
    if (item.type === 'offer') this.#offered = item.id
  }

  said(what: Saying): Buffer {
    if (what.kind === 'bytes') return Buffer.alloc(what.length, what.first)
    return encodeMessage(this.#message(what))
  }

  #message(what: Exclude<Saying, { kind: 'bytes' }>): ApplicationMessage {
    this.#count += 1
    switch (what.kind) {
      case 'have': {
        const stream = this.#stream(what.stream)
        const number = this.#number(stream, what.number)
        return { kind: 'have', stream, last: number, written: what.isRight ? this.#alice.written : 7 }
      }
      case 'receipt': {
        const stream = this.#stream(what.stream)
        return { kind: 'receipt', stream, number: this.#number(stream, what.number) }
      }
      case 'text':
        return this.#item(what, { type: 'text', text: this.#text(what.size) })
      case 'offer': {
        const content = this.#contentOf(what.isPack)
        const id = this.#id(what.id)
        this.#offers.set(id, content)
        const about = { id, size: content.length, sha256: hashOf(content), name: what.name.join('') }
        return this.#item(what, { type: 'offer', ...about, ...(what.isPack && { files: 1 }) })
      }
      case 'end':
        return this.#item(what, { type: 'end', id: this.#id(what.id), outcome: what.outcome })
      case 'again':
        return this.#item(what, { type: 'again', count: 2, since: 7 })
      case 'fetch': {
        const offset = this.#offset(this.#id(what.id), what.offset, FILM_BYTES - 1)
        return { kind: 'fetch', id: this.#id(what.id), offset, prefix: '00'.repeat(32) }
      }
      case 'chunk': {
        const id = this.#id(what.id)
        const content = this.#offers.get(id) ?? this.#contentOf(false)
        const offset = this.#offset(id, what.offset, content.length)
        const rest = content.subarray(Math.min(offset, content.length))
        const bytes = what.isRight ? rest : Buffer.alloc(Math.max(1, rest.length), 'x')
        this.#sent.set(id, offset + bytes.length)
        return { kind: 'chunk', id, offset, bytes }
      }
      default:
        return { kind: what.kind }
    }
  }

  #item(
    { stream: which, number: nth }: Extract<Saying, { number: unknown }>,
    item: Item,
  ): ApplicationMessage {
    const stream = this.#stream(which)
    const number = Math.max(1, this.#number(stream, nth))
    this.#last.set(stream, number)
    return { kind: 'item', stream, number, written: 1_000 + this.#count, item }
  }

  /** Control characters take six times as much on the disk. */
  #text(size: number): string {
    return size === 0 ? '' : `m${this.#count}`.padEnd(size, '\u0001')
  }

  #stream(which: string): string {
    if (which === 'alice') return this.#alice.stream
    return named[which] ?? this.#count.toString(16).padStart(8, '9').padEnd(32, '9')
  }

  #number(stream: string, which: number | 'next' | 'same'): number {
    if (typeof which === 'number') return which
    const last = stream === this.#alice.stream ? this.#alice.number : (this.#last.get(stream) ?? 0)
    return which === 'next' ? Math.min(last + 1, Number.MAX_SAFE_INTEGER) : last
  }

  #id(which: string): string {
    if (which === 'alice') return this.#offered
    if (which === 'each') return this.#count.toString(16).padStart(32, '8')
    return (which === 'first' ? '01' : '02').repeat(16)
  }

  #offset(id: string, which: number | 'next' | 'half' | 'size', size: number): number {
    if (typeof which === 'number') return which
    if (which === 'half') return Math.floor(size / 2)
    return which === 'size' ? size : (this.#sent.get(id) ?? 0)
  }
}
