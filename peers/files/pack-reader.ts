/** Reads several files as the one pack that they make, without writing it anywhere. */

import type fs from 'node:fs/promises'
import { openToRead, type SourceFiles } from './source'

/** A file of a pack, as it lies on this disk. */
export interface PackedOnDisk {
  readonly source: string
  readonly size: number
}

export class PackReader {
  readonly size: number
  readonly #head: Buffer
  readonly #packed: readonly PackedOnDisk[]
  readonly #files: SourceFiles
  /** Where each file begins in the pack. */
  readonly #starts: readonly number[]
  #open: { readonly index: number; readonly handle: fs.FileHandle } | null = null
  #last: Promise<unknown> = Promise.resolve()

  /** @param head what stands before the files' bytes. */
  constructor(head: Buffer, packed: readonly PackedOnDisk[], files: SourceFiles) {
    this.#head = head
    this.#packed = packed
    this.#files = files
    let end = head.length
    this.#starts = packed.map(({ size }) => {
      end += size
      return end - size
    })
    this.size = end
  }

  /** As that of a file: fewer bytes only at its end, or where a file became shorter. @throws what the system says. */
  read(
    buffer: Buffer,
    at: number,
    length: number,
    position: number,
  ): Promise<{ bytesRead: number; buffer: Buffer }> {
    const reading = this.#last.then(() => this.#fill(buffer.subarray(at, at + length), position))
    this.#last = reading.catch(() => {})
    return reading.then((bytesRead) => ({ bytesRead, buffer }))
  }

  async close(): Promise<void> {
    await this.#last
    await this.#leave()
  }

  async #fill(block: Buffer, position: number): Promise<number> {
    let done = 0
    while (done < block.length && position + done < this.size) {
      const bytes = await this.#piece(block.subarray(done), position + done)
      if (bytes === 0) break
      done += bytes
    }
    return done
  }

  async #piece(block: Buffer, position: number): Promise<number> {
    if (position < this.#head.length) return this.#head.copy(block, 0, position)
    const index = this.#fileAt(position)
    const within = position - this.#starts[index]!
    const length = Math.min(block.length, this.#packed[index]!.size - within)
    return (await (await this.#handle(index)).read(block, 0, length, within)).bytesRead
  }

  /** @returns the last that begins there or before: an empty one begins where the next one does. */
  #fileAt(position: number): number {
    let [low, high] = [0, this.#starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.#starts[middle]! <= position) low = middle
      else high = middle
    }
    return low
  }

  /** One is open at a time. */
  async #handle(index: number): Promise<fs.FileHandle> {
    if (this.#open?.index === index) return this.#open.handle
    await this.#leave()
    const { source } = this.#packed[index]!
    const handle = await openToRead(source, this.#files)
    this.#open = { index, handle }
    return handle
  }

  async #leave(): Promise<void> {
    const open = this.#open
    this.#open = null
    await open?.handle.close()
  }
}
