/** A disk in memory: the part of node:fs/promises that file transfers use, with all that was done on it counted. */

import { constants, type Stats } from 'node:fs'
import type fs from 'node:fs/promises'
import { posix } from 'node:path'

interface Content {
  bytes: Buffer
  size: number
  modified: number
}

/** Room that is always there. */
const FREE_BYTES = 2 ** 40

export class HeldFiles {
  readonly #folders = new Set<string>(['/'])
  readonly #contents = new Map<string, Content>()
  /** Every path at which something was made, in order. */
  readonly made: string[] = []
  read = 0
  written = 0
  /** Of anything. */
  steps = 0

  folder(path: string): void {
    for (let each = posix.normalize(path); each !== '/'; each = posix.dirname(each)) this.#folders.add(each)
  }

  /** Puts a file there. @param bytes must not change any more. */
  put(path: string, bytes: Buffer): void {
    this.#contents.set(posix.normalize(path), { bytes, size: bytes.length, modified: 1 })
  }

  /** @returns the files below a folder with what they hold. */
  below(folder: string): Map<string, Buffer> {
    const found = [...this.#contents].filter(([path]) => path.startsWith(`${folder}/`))
    return new Map(found.map(([path, { bytes, size }]) => [path, bytes.subarray(0, size)]))
  }

  /** As node:fs/promises has them. */
  get files(): Pick<
    typeof fs,
    | 'open'
    | 'link'
    | 'rename'
    | 'rm'
    | 'lstat'
    | 'stat'
    | 'statfs'
    | 'copyFile'
    | 'mkdir'
    | 'access'
    | 'readdir'
  > {
    const stat = async (path: string) => this.#stat(this.#found(path))
    const files = {
      open: async (path: string, flags: string | number) => this.#open(posix.normalize(path), flags),
      stat,
      lstat: stat,
      access: async (path: string) => void this.#found(path),
      statfs: async () => ({ bavail: FREE_BYTES / 4096, bsize: 4096 }),
      readdir: async (path: string) => this.#names(path),
      mkdir: async (path: string) => {
        if (!this.#folders.has(posix.normalize(path))) this.#make(path)
        this.folder(path)
      },
      link: async (from: string, to: string) => {
        const content = this.#found(from)
        if (content === 'folder') throw flaw('EPERM', from)
        this.#refuseTaken(to)
        this.#contents.set(this.#make(to), content)
      },
      rename: async (from: string, to: string) => this.#rename(posix.normalize(from), to),
      copyFile: async (from: string, to: string) => {
        const content = this.#found(from)
        if (content === 'folder') throw flaw('EISDIR', from)
        this.#refuseTaken(to)
        this.written += content.size
        this.#contents.set(this.#make(to), { ...content, bytes: Buffer.from(content.bytes) })
      },
      rm: async (path: string) => {
        this.steps += 1
        const gone = posix.normalize(path)
        for (const each of [...this.#contents.keys(), ...this.#folders])
          if (each === gone || each.startsWith(`${gone}/`)) {
            this.#contents.delete(each)
            this.#folders.delete(each)
          }
      },
    }
    return files as unknown as HeldFiles['files']
  }

  #found(path: string): Content | 'folder' {
    this.steps += 1
    const at = posix.normalize(path).replace(/(.)\/$/, '$1')
    const content = this.#contents.get(at)
    if (content) return content
    if (this.#folders.has(at)) return 'folder'
    throw flaw('ENOENT', path)
  }

  #refuseTaken(path: string): void {
    const at = posix.normalize(path)
    if (this.#contents.has(at) || this.#folders.has(at.replace(/(.)\/$/, '$1'))) throw flaw('EEXIST', path)
    if (!this.#folders.has(posix.dirname(at))) throw flaw('ENOENT', path)
  }

  #make(path: string): string {
    const at = posix.normalize(path)
    this.made.push(at)
    return at
  }

  #names(path: string): string[] {
    if (this.#found(path) !== 'folder') throw flaw('ENOTDIR', path)
    const folder = posix.normalize(path)
    return [...this.#contents.keys(), ...this.#folders].flatMap((each) =>
      each !== folder && posix.dirname(each) === folder ? posix.basename(each) : [],
    )
  }

  #rename(from: string, to: string): void {
    const content = this.#found(from)
    const target = posix.normalize(to)
    if (content !== 'folder') {
      this.#contents.delete(from)
      this.#contents.set(this.#make(target), content)
      return
    }
    if (this.#contents.has(target)) throw flaw('ENOTDIR', to)
    if (this.#folders.has(target) && this.#names(target).length > 0) throw flaw('ENOTEMPTY', to)
    this.#make(target)
    const moved = (path: string) => target + path.slice(from.length)
    for (const each of [...this.#folders])
      if (each === from || each.startsWith(`${from}/`)) {
        this.#folders.delete(each)
        this.#folders.add(moved(each))
      }
    for (const [path, held] of [...this.#contents])
      if (path.startsWith(`${from}/`)) {
        this.#contents.delete(path)
        this.#contents.set(moved(path), held)
      }
  }

  #stat(content: Content | 'folder'): Stats {
    const isFolder = content === 'folder'
    return {
      size: isFolder ? 0 : content.size,
      mtimeMs: isFolder ? 1 : content.modified,
      dev: 1,
      isFile: () => !isFolder,
      isDirectory: () => isFolder,
    } as Stats
  }

  #open(path: string, flags: string | number): fs.FileHandle {
    const creates = typeof flags === 'number' ? (flags & constants.O_CREAT) !== 0 : flags.includes('w')
    if (flags === 'wx') this.#refuseTaken(path)
    if (creates && !this.#contents.has(path)) {
      this.#refuseTaken(path)
      this.#contents.set(this.#make(path), { bytes: Buffer.alloc(0), size: 0, modified: 1 })
    }
    return this.#handle(this.#found(path), path)
  }

  #handle(content: Content | 'folder', path: string): fs.FileHandle {
    const file = (): Content => {
      this.steps += 1
      if (content === 'folder') throw flaw('EISDIR', path)
      return content
    }
    const write = (bytes: Buffer, at: number): number => {
      const held = file()
      const end = at + bytes.length
      if (end > held.bytes.length)
        held.bytes = Buffer.concat([held.bytes, Buffer.alloc(end - held.bytes.length)])
      bytes.copy(held.bytes, at)
      held.size = Math.max(held.size, end)
      this.written += bytes.length
      return bytes.length
    }
    const handle = {
      stat: async () => this.#stat(content),
      read: async (buffer: Buffer, at: number, length: number, position: number) => {
        const { bytes, size } = file()
        const bytesRead =
          position < size ? bytes.copy(buffer, at, position, Math.min(size, position + length)) : 0
        this.read += bytesRead
        return { bytesRead, buffer }
      },
      write: async (buffer: Buffer, at: number, length: number, position: number) => ({
        bytesWritten: write(buffer.subarray(at, at + length), position),
      }),
      writev: async (buffers: readonly Buffer[], position: number) => ({
        bytesWritten: write(Buffer.concat(buffers), position),
      }),
      writeFile: async (bytes: Buffer) => void write(bytes, file().size),
      truncate: async (length: number) => {
        const held = file()
        held.size = Math.min(held.size, length)
      },
      sync: async () => {},
      datasync: async () => {},
      close: async () => {},
    }
    return handle as unknown as fs.FileHandle
  }
}

/** What the system says. */
function flaw(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code, path, syscall: 'held' })
}
