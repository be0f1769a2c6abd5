/**
 * The blocks of a capture file (draft-ietf-opsawg-pcapng), little-endian. Each is its type, its length, what it holds,
 * and its length again, in whole words of four bytes.
 */

/** LINKTYPE_RAW: a packet begins with its IP header. */
const LINK_TYPE_RAW = 101
/** No limit. */
const SNAP_LENGTH = 0
const END_OF_OPTIONS = 0
const COMMENT = 1
/** Bits 0 and 1 of the flags of a packet. */
const INBOUND = 1

export interface Interface {
  readonly name: string
  readonly description: string
}

export interface Packet {
  /** The place of its interface among those of the file. */
  readonly interface: number
  /** Microseconds since 1970. */
  readonly time: bigint
  readonly bytes: Uint8Array
  readonly comment: string | null
  /** Whether it came in at the interface; of what is made up nothing is said. */
  readonly inbound: boolean
}

/** @returns the first block of a file. */
export function sectionHeader(comment: string, application: string): Buffer {
  const fixed = Buffer.alloc(16)
  fixed.writeUInt32LE(0x1a2b3c4d, 0)
  fixed.writeUInt16LE(1, 4)
  fixed.writeUInt16LE(0, 6)
  // The length of the section is not told.
  fixed.writeBigInt64LE(-1n, 8)
  return block(0x0a0d0d0a, fixed, options([COMMENT, text(comment)], [4, text(application)]))
}

/** @returns where packets come from; their times are in microseconds. */
export function interfaceDescription({ name, description }: Interface): Buffer {
  const fixed = Buffer.alloc(8)
  fixed.writeUInt16LE(LINK_TYPE_RAW, 0)
  fixed.writeUInt32LE(SNAP_LENGTH, 4)
  return block(1, fixed, options([2, text(name)], [3, text(description)], [9, Buffer.of(6)]))
}

/** @returns the names of addresses: IPv4, four bytes each. */
export function nameResolution(names: readonly (readonly [address: Uint8Array, name: string])[]): Buffer {
  const records = names.map(([address, name]) => option(1, Buffer.concat([address, text(`${name}\0`)])))
  return block(4, ...records, option(END_OF_OPTIONS, Buffer.alloc(0)))
}

/** @returns an enhanced packet block. */
export function packetBlock(packet: Packet): Buffer {
  const fixed = Buffer.alloc(20)
  fixed.writeUInt32LE(packet.interface, 0)
  fixed.writeUInt32LE(Number(packet.time >> 32n), 4)
  fixed.writeUInt32LE(Number(packet.time & 0xffffffffn), 8)
  fixed.writeUInt32LE(packet.bytes.length, 12)
  fixed.writeUInt32LE(packet.bytes.length, 16)
  const told: [number, Buffer][] = []
  if (packet.comment !== null) told.push([COMMENT, text(packet.comment)])
  if (packet.inbound) told.push([2, Buffer.of(INBOUND, 0, 0, 0)])
  return block(6, fixed, padded(packet.bytes), options(...told))
}

function block(type: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length + 12)
  const head = Buffer.alloc(4)
  head.writeUInt32LE(type)
  return Buffer.concat([head, length, body, length])
}

function options(...told: readonly (readonly [code: number, value: Buffer])[]): Buffer {
  if (told.length === 0) return Buffer.alloc(0)
  return Buffer.concat([...told.map((one) => option(...one)), option(END_OF_OPTIONS, Buffer.alloc(0))])
}

/** Options and records are built alike. */
function option(code: number, value: Uint8Array): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16LE(code, 0)
  head.writeUInt16LE(value.length, 2)
  return Buffer.concat([head, padded(value)])
}

function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes], Math.ceil(bytes.length / 4) * 4)
}

/** Cut to what an option can hold, which nothing here comes near to. */
function text(words: string): Buffer {
  return Buffer.from(words).subarray(0, 60_000)
}
