/**
 * What a friend may say of files (PROTOCOL.md section 8.3): bytes that are not those of the offer, at other places or more of
 * them, and questions about a file that is offered to her.
 */

import { createHash } from 'node:crypto'
import type { ApplicationMessage, FileMessage, Outcome } from '../peers/protocol/application'
import { MAX_CHUNK_BYTES } from '../peers/protocol/application'
import { field, uint } from '../peers/protocol/fields'
import type { BentRecords } from './bent-records'
import { nothing, offered, stream } from './item-probes'
import { LayerTalk } from './layer-talk'
import type { SessionProbe } from './probe'

const CONTENT = Buffer.from('These bytes and no others.')
const OTHER = Buffer.from('Those bytes, or any others')

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A file of hers, and what she says of it. */
class OwnFile {
  readonly id: string
  readonly say = stream()
  readonly bytes: Buffer

  /** @param about by which the id is known again. */
  constructor(about: string, bytes: Buffer = CONTENT) {
    this.id = sha256(Buffer.from(about)).slice(0, 32)
    this.bytes = bytes
  }

  /** @param files of a pack: how many. */
  offer(name = 'notes.txt', hash = sha256(this.bytes), files?: number): ApplicationMessage {
    const { id, bytes } = this
    const offer = { type: 'offer', id, size: bytes.length, sha256: hash, name } as const
    return this.say(1, files === undefined ? offer : { ...offer, files })
  }

  end(number: number, outcome: Outcome): ApplicationMessage {
    return this.say(number, { type: 'end', id: this.id, outcome })
  }

  chunk(from: number, to = this.bytes.length, bytes = this.bytes): FileMessage {
    return { kind: 'chunk', id: this.id, offset: from, bytes: bytes.subarray(from, to) }
  }
}

/** A pack of hers. */
function pack(about: string, ...packed: readonly (readonly [path: string, bytes: string])[]): OwnFile {
  const list = Buffer.concat(packed.flatMap(([path, bytes]) => [field(path), uint(bytes.length, 8)]))
  const bytes = packed.map(([, each]) => Buffer.from(each))
  return new OwnFile(about, Buffer.concat([uint(list.length, 4), list, ...bytes]))
}

/** Offers a pack, and sends it. @param count as she says it. */
function folder(file: OwnFile, count: number) {
  return async (records: BentRecords): Promise<void> => {
    const talk = new LayerTalk(records)
    talk.say(nothing, file.offer('holiday', sha256(file.bytes), count))
    await answering(talk, file, [whole])
  }
}

type Sends = (file: OwnFile) => readonly (ApplicationMessage | Buffer)[]

/** Offers a file, and sends it when it is asked for: each of these behind another FETCH. */
function sending(about: string, ...answers: readonly Sends[]) {
  return offering(new OwnFile(about), 'notes.txt', ...answers)
}

/** Offers a file, and sends no more of it than this. */
function beginning(about: string, answer: Sends) {
  return async (records: BentRecords): Promise<void> => {
    const [talk, file] = [new LayerTalk(records), new OwnFile(about)]
    talk.say(nothing, file.offer())
    await talk.hear('receipt')
    await answering(talk, file, [answer], false)
  }
}

/** @param ends whether its end is due. */
async function answering(
  talk: LayerTalk,
  file: OwnFile,
  answers: readonly Sends[],
  ends = true,
): Promise<void> {
  for (const answer of answers) {
    if (!(await talk.hear('fetch'))) break
    talk.say(...answer(file))
  }
  if (ends) await talk.hear('item')
  await talk.leave()
}

/** The same file as one that was begun in an earlier session. */
function goingOn(about: string, ...answers: readonly Sends[]) {
  return async (records: BentRecords): Promise<void> => {
    const talk = new LayerTalk(records)
    talk.say(nothing)
    await answering(talk, new OwnFile(about), answers)
  }
}

function offering(file: OwnFile, name: string, ...chunks: readonly Sends[]) {
  return async (records: BentRecords): Promise<void> => {
    const talk = new LayerTalk(records)
    talk.say(nothing, file.offer(name))
    await answering(talk, file, chunks)
  }
}

/** Asks for the file that is offered to her. */
function asking(from: (size: number) => number, prefix?: string) {
  return async (records: BentRecords): Promise<void> => {
    const { id, size } = offered()
    const [talk, offset] = [new LayerTalk(records), from(size)]
    if (offset === 0) herPart = Buffer.alloc(0)
    talk.say(nothing)
    // The lab's film is one line over and over, of which she has the beginning from an earlier session.
    talk.say({ kind: 'fetch', id, offset, prefix: prefix ?? sha256(herPart.subarray(0, offset)) })
    for (let end = offset; end < size; ) {
      const chunk = await talk.hear('chunk')
      if (!chunk) break
      end = chunk.offset + chunk.bytes.length
      if (chunk.offset === herPart.length) herPart = Buffer.concat([herPart, chunk.bytes])
    }
    await talk.leave()
  }
}

/** What she has of that file. */
let herPart: Buffer = Buffer.alloc(0)

const NONE = '00'.repeat(32)
const whole: Sends = (file) => [file.chunk(0)]

const files: Readonly<Record<string, SessionProbe['records']>> = {
  'file-by-the-book': sending('book', (file) => [file.chunk(0, 10), file.chunk(10)]),
  'file-of-the-same-name': sending('same name', whole),
  'file-of-other-bytes': sending('other bytes', (file) => [file.chunk(0, OTHER.length, OTHER)]),
  'file-of-one-other-bit': sending('other bit', (file) => {
    const bytes = Buffer.from(CONTENT)
    bytes[bytes.length - 1]! ^= 1
    return [file.chunk(0, bytes.length, bytes)]
  }),
  'file-begun': beginning('begun', (file) => [file.chunk(0, 10)]),
  'file-gone-on-with': goingOn('begun', (file) => [file.chunk(10)]),
  'file-short-by-a-byte': beginning('short', (file) => [file.chunk(0, CONTENT.length - 1)]),
  'file-begun-anew': goingOn('short', whole),
  'chunk-of-no-bytes': sending('no bytes', (file) => [file.chunk(0, 0)]),
  'chunk-beyond-the-size': sending('beyond', (file) => [
    file.chunk(0, 10),
    { ...file.chunk(10), bytes: Buffer.concat([CONTENT.subarray(10), Buffer.of(0)]) } as FileMessage,
  ]),
  'chunk-at-another-place': sending('another place', (file) => [file.chunk(5)], whole),
  'chunk-of-nothing': async (records) => {
    const talk = new LayerTalk(records)
    talk.say(nothing, new OwnFile('nothing').chunk(0))
    await talk.leave()
  },
  'chunk-of-65000': offering(new OwnFile('large', Buffer.alloc(MAX_CHUNK_BYTES, 'x')), 'large.txt', whole),
  'file-of-no-bytes': offering(new OwnFile('empty', Buffer.alloc(0)), 'empty.txt'),
  'file-of-no-bytes-and-another-hash': async (records) => {
    const [talk, file] = [new LayerTalk(records), new OwnFile('wrongly empty', Buffer.alloc(0))]
    talk.say(nothing, file.offer('empty.txt', sha256(CONTENT)))
    await talk.hear('item')
    await talk.leave()
  },
  'file-of-2-to-the-53-less-1': async (records) => {
    const [talk, { id, say }] = [new LayerTalk(records), new OwnFile('too much')]
    const size = Number.MAX_SAFE_INTEGER
    talk.say(nothing, say(1, { type: 'offer', id, size, sha256: sha256(CONTENT), name: 'all.txt' }))
    await talk.hear('receipt')
    await talk.leave()
  },
  'file-named-in-255': offering(new OwnFile('long name'), `${'n'.repeat(251)}.txt`, whole),
  'file-named-as-a-path': offering(new OwnFile('path'), '../../a\\b/../path.txt', whole),
  'folder-without-a-list': folder(new OwnFile('no list'), 1),
  'folder-of-another-number': folder(pack('number', ['a', 'x']), 2),
  'folder-with-a-way-out': folder(pack('out', ['a', 'x'], ['../b', 'x']), 2),
  'folder-of-one-path-twice': folder(pack('twice the same', ['a', 'x'], ['a', 'y']), 2),
  'folder-that-is-a-file': folder(pack('both', ['a', 'x'], ['a/b', 'y']), 2),
  'offer-twice': async (records) => {
    const [talk, file] = [new LayerTalk(records), new OwnFile('twice')]
    talk.say(nothing, file.offer())
    await talk.hear('fetch')
    const { id, say } = file
    talk.say(say(2, { type: 'offer', id, size: OTHER.length, sha256: sha256(OTHER), name: 'other.txt' }))
    talk.say(file.chunk(0, OTHER.length, OTHER))
    await talk.hear('item')
    await talk.leave()
  },
  'end-of-it-and-chunks': async (records) => {
    const [talk, file] = [new LayerTalk(records), new OwnFile('ended')]
    talk.say(nothing, file.offer())
    await talk.hear('fetch')
    talk.say(file.end(2, 'cancelled'))
    await talk.hear('receipt', ({ number }) => number === 2)
    talk.say(file.chunk(0))
    await talk.leave()
  },
  'fetch-of-her-own-offer': async (records) => {
    const [talk, { id }] = [new LayerTalk(records), new OwnFile('short')]
    talk.say(nothing, { kind: 'fetch', id, offset: 0, prefix: NONE })
    await talk.leave()
  },
  // What is offered to her: 150,000 bytes.
  'fetch-by-the-book': asking(() => 0, sha256(Buffer.alloc(0))),
  'fetch-from-the-middle': asking(() => MAX_CHUNK_BYTES),
  'fetch-with-another-prefix': asking(() => MAX_CHUNK_BYTES, NONE),
  'fetch-from-the-end': asking((size) => size, NONE),
  'fetch-from-beyond-the-end': asking((size) => size + 1, NONE),
  'fetch-of-nothing': async (records) => {
    const talk = new LayerTalk(records)
    talk.say(nothing)
    talk.say({ kind: 'fetch', id: new OwnFile('nothing').id, offset: 0, prefix: NONE })
    await talk.leave()
  },
  'fetch-after-the-end': async (records) => {
    const { id } = offered()
    const talk = new LayerTalk(records)
    talk.say(nothing, stream()(1, { type: 'end', id, outcome: 'refused' }))
    await talk.hear('receipt')
    talk.say({ kind: 'fetch', id, offset: 0, prefix: sha256(Buffer.alloc(0)) })
    await talk.leave()
  },
}

export const fileProbes: readonly SessionProbe[] = Object.entries(files).map(([name, records]) => ({
  name,
  ...(records && { records }),
}))
