/** Writes tar archives in the ustar format (POSIX.1-1988), which is all that an engine's import and build need. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'

const BLOCK = 512

/** A file of the archive: its bytes, or the path of a file to read (links are followed). */
export interface TarEntry {
  /** Without a leading slash; one that ends in a slash is an empty folder. */
  readonly name: string
  readonly from: Buffer | { readonly path: string }
}

/** @returns the archive; everything in it belongs to root, everybody may read and execute it */
export function tar(entries: readonly TarEntry[]): Readable {
  return Readable.from(blocks(entries), { objectMode: false })
}

async function* blocks(entries: readonly TarEntry[]): AsyncGenerator<Buffer> {
  for (const { name, from } of entries) {
    const size = Buffer.isBuffer(from) ? from.length : (await stat(from.path)).size
    yield header(name, size)
    if (Buffer.isBuffer(from)) yield from
    else yield* createReadStream(from.path, { highWaterMark: 1 << 20 })
    yield Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)
  }
  yield Buffer.alloc(2 * BLOCK)
}

function header(path: string, size: number): Buffer {
  const { prefix, name } = split(path)
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, at: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at)
  block.write(name, 0)
  octal(0o755, 100, 8)
  octal(0, 108, 8) // user
  octal(0, 116, 8) // group
  octal(size, 124, 12)
  octal(0, 136, 12) // modified: never, so that the same files give the same archive
  block.write('        ', 148) // the checksum counts as blanks while it is summed
  block.write(path.endsWith('/') ? '5' : '0', 156)
  block.write('ustar\x0000', 257)
  block.write(prefix, 345)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

/** A path over 100 bytes continues in the prefix, up to a slash. */
function split(path: string): { prefix: string; name: string } {
  if (Buffer.byteLength(path) <= 100) return { prefix: '', name: path }
  for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
    const prefix = path.slice(0, at)
    const name = path.slice(at + 1)
    if (name && Buffer.byteLength(name) <= 100 && Buffer.byteLength(prefix) <= 155) return { prefix, name }
  }
  throw new Error(`the path is too long for a tar archive: ${path}`)
}
