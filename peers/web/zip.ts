/**
 * A folder as one ZIP file (PKWARE APPNOTE 6.3.10), as it goes out: nothing is compressed and nothing is kept, so its size is
 * known before its first byte. What is neither file nor folder stays out: a link may lead anywhere.
 */

import { createReadStream } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'

export interface Zip {
  /** Of the whole, in bytes. */
  readonly size: number
  /** @throws what the system throws, and where a file has become shorter meanwhile. */
  content(): AsyncIterable<Buffer>
}

interface Entry {
  /** In the archive. */
  readonly name: Buffer
  readonly source: string
  readonly size: number
  readonly modified: Date
}

/** What 32 bits hold; larger numbers stand in 64 bits beside them (4.5.3). */
const MOST = 0xffffffff
/** 4.5: those 64 bits. */
const VERSION = 45
/** Made on Unix, so that a file's mode is believed: its owner reads and writes it. */
const MADE_BY = (3 << 8) | VERSION
const MODE = 0o100600
/** Names are UTF-8 (4.4.4). */
const FLAGS = 0x0800

/** @param most that a field of 32 bits takes; tests make it small. @throws what the system throws. */
export async function zipOf(folder: string, most = MOST): Promise<Zip> {
  const entries = await filesIn(folder, '')
  const starts: number[] = []
  let at = 0
  for (const entry of entries) {
    starts.push(at)
    at += localHeader(entry, 0, most).length + entry.size
  }
  const list = (crcs: readonly number[]) =>
    Buffer.concat(entries.map((entry, place) => centralHeader(entry, crcs[place] ?? 0, starts[place]!, most)))
  const listed = list([]).length
  const end = endOf(entries.length, listed, at, most)
  return {
    size: at + listed + end.length,
    async *content() {
      const crcs: number[] = []
      for (const entry of entries) {
        // Read twice, for its checksum stands before it.
        let crc = 0
        for await (const chunk of contentOf(entry)) crc = crc32(chunk, crc)
        crcs.push(crc)
        yield localHeader(entry, crc, most)
        yield* contentOf(entry)
      }
      yield list(crcs)
      yield end
    },
  }
}

async function filesIn(folder: string, path: string): Promise<Entry[]> {
  const found: Entry[] = []
  for (const name of (await readdir(folder)).sort()) {
    const source = join(folder, name)
    const status = await lstat(source)
    if (status.isDirectory()) found.push(...(await filesIn(source, `${path}${name}/`)))
    else if (status.isFile())
      found.push({ name: Buffer.from(path + name), source, size: status.size, modified: status.mtime })
  }
  return found
}

async function* contentOf({ source, size }: Entry): AsyncGenerator<Buffer, void> {
  if (size === 0) return
  let left = size
  for await (const chunk of createReadStream(source, { end: size - 1 })) {
    left -= chunk.length
    yield chunk
  }
  if (left > 0) throw new Error(`${source} has become shorter`)
}

/** 4.3.7. */
function localHeader({ name, size, modified }: Entry, crc: number, most: number): Buffer {
  const [sizes, extra] = wide([size, size], most)
  return Buffer.concat([
    numbers([0x04034b50, 4], [VERSION, 2], [FLAGS, 2], [0, 2], [dosTime(modified), 4], [crc, 4]),
    numbers([sizes[0]!, 4], [sizes[1]!, 4], [name.length, 2], [extra.length, 2]),
    ...[name, extra],
  ])
}

/** 4.3.12. */
function centralHeader({ name, size, modified }: Entry, crc: number, start: number, most: number): Buffer {
  const [fields, extra] = wide([size, size, start], most)
  return Buffer.concat([
    numbers([0x02014b50, 4], [MADE_BY, 2], [VERSION, 2], [FLAGS, 2], [0, 2], [dosTime(modified), 4]),
    numbers([crc, 4], [fields[0]!, 4], [fields[1]!, 4], [name.length, 2], [extra.length, 2]),
    numbers([0, 2], [0, 2], [0, 2], [MODE * 0x10000, 4], [fields[2]!, 4]),
    ...[name, extra],
  ])
}

/** 4.3.14 to 4.3.16. @param listed bytes of the list of files. @param at where it begins. */
function endOf(count: number, listed: number, at: number, most: number): Buffer {
  const end = (fields: readonly number[]) =>
    numbers(
      ...([
        [0x06054b50, 4],
        [0, 2],
        [0, 2],
        [count, 2],
        [count, 2],
      ] as const),
      ...([
        [fields[0]!, 4],
        [fields[1]!, 4],
        [0, 2],
      ] as const),
    )
  const [fields, extra] = wide([listed, at], most)
  if (extra.length === 0) return end(fields)
  return Buffer.concat([
    numbers([0x06064b50, 4], [44, 8], [MADE_BY, 2], [VERSION, 2], [0, 4], [0, 4]),
    numbers([count, 8], [count, 8], [listed, 8], [at, 8]),
    numbers([0x07064b50, 4], [0, 4], [at + listed, 8], [1, 4]),
    end(fields),
  ])
}

/** @returns what stands in fields of 32 bits, and the field of 64 bits each that goes with it where one is too large. */
function wide(values: readonly number[], most: number): [readonly number[], Buffer] {
  if (values.every((value) => value < most)) return [values, Buffer.alloc(0)]
  const each = values.map((value) => [value, 8] as const)
  return [values.map(() => MOST), numbers([1, 2], [8 * values.length, 2], ...each)]
}

/** Whole numbers, the lowest byte first, each in so many bytes. */
function numbers(...fields: readonly (readonly [value: number, bytes: 2 | 4 | 8])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, bytes]) => {
      const buffer = Buffer.alloc(8)
      buffer.writeBigUInt64LE(BigInt(value))
      return buffer.subarray(0, bytes)
    }),
  )
}

/** Time and date as MS-DOS has them (4.4.6): from 1980 on, in steps of two seconds. */
function dosTime(at: Date): number {
  const [year, month, day] = [Math.max(0, at.getFullYear() - 1980), at.getMonth() + 1, at.getDate()]
  const date = Math.min(year, 127) * 512 + month * 32 + day
  return date * 0x10000 + at.getHours() * 2048 + at.getMinutes() * 32 + Math.floor(at.getSeconds() / 2)
}
