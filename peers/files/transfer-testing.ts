/**
 * Two friends who transfer files, in one process and with real folders: between them a line that can be cut, under
 * each of them a disk that can fail, and a program that can be killed at any step and started again.
 */

import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { decodeMessage, encodeMessage, type FileMessage, type Item } from '../protocol/application'
import { PeerError } from '../protocol/errors'
import { Told } from '../session/peer-testing'
import type { Files } from './transfer-context'
import type { Notice, TransferEvent, TransferView } from './transfer-view'
import { type KeptItem, type TransferEntry, Transfers } from './transfers'

type Name = 'alice' | 'bob'
const other = { alice: 'bob', bob: 'alice' } as const
const never = new Promise<never>(() => {})

/** A program's steps on its disk. Once it was killed none is taken any more, and none returns. */
export class Disk {
  dead = false
  steps = 0
  /** Looks at each step before it is taken; it may throw what the system would, or kill. */
  before: (step: string) => void = () => {}
  readonly #open = new Set<fs.FileHandle>()

  async step<T>(name: string, take: () => Promise<T>): Promise<T> {
    if (this.dead) return never
    this.steps++
    this.before(name)
    if (this.dead) return never
    const result = await take()
    return this.dead ? never : result
  }

  readonly files: Files = new Proxy(fs as Files, {
    get: (real, name: keyof Files) => {
      const call = real[name] as (...given: unknown[]) => Promise<unknown>
      return (...given: unknown[]) =>
        this.step(name, async () => {
          const result = await call.call(real, ...given)
          return name === 'open' ? this.#watch(result as fs.FileHandle) : result
        })
    },
  })

  /** What the system does with a program that ends. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.#open].map((handle) => handle.close().catch(() => {})))
  }

  #watch(handle: fs.FileHandle): fs.FileHandle {
    this.#open.add(handle)
    return new Proxy(handle, {
      get: (real, name) => {
        const value = Reflect.get(real, name, real) as unknown
        if (typeof value !== 'function') return value
        return (...given: unknown[]) =>
          this.step(`handle.${String(name)}`, () => {
            if (name === 'close') this.#open.delete(real)
            return value.apply(real, given) as Promise<unknown>
          })
      },
    })
  }
}

/** One friend: what is on disk stays when the program is started again. */
export class Side extends Told<TransferEvent | Notice> {
  readonly entries: TransferEntry[] = []
  readonly items: KeptItem[] = []
  /** How many of this side's own items the friend has. */
  delivered = 0
  /** Who caused each piece of hashing that was not this user's own wish. */
  readonly hashedFor: string[] = []
  /** What it says in place of an item; a friend who does not keep to the protocol. */
  says: (item: Item) => Item = (item) => item
  disk = new Disk()
  transfers!: Transfers

  constructor(
    readonly name: Name,
    readonly folder: string,
    readonly line: Line,
  ) {
    super()
  }

  get downloads(): string {
    return join(this.folder, 'downloads')
  }

  get partials(): string {
    return join(this.folder, 'partials')
  }

  async start(now: () => number = Date.now): Promise<void> {
    const disk = this.disk
    this.transfers = new Transfers({
      downloads: this.downloads,
      partials: this.partials,
      send: (_friend, message) => {
        if (disk.dead) return false
        return this.line.send(this.name, message)
      },
      post: (friend, item) =>
        disk
          .step('post', async () => {
            this.items.push({ friend, direction: 'out', item: this.says(item) })
          })
          .then(() => this.line.deliver(this.name)),
      keep: (entry) => disk.step('keep', async () => void this.entries.push(entry)),
      onEvent: (event) => {
        if (!disk.dead) this.tell(event)
      },
      entropy: { bytes: randomBytes },
      now,
      rest: { isOn: false, onceOver: () => {} },
      hash: (friend, piece) => {
        this.hashedFor.push(friend)
        piece()
      },
      files: disk.files,
    })
    await this.transfers.restore(this.entries, this.items)
  }

  /** kill -9, but for the disk: nothing of this program happens any more. */
  kill(): void {
    this.disk.dead = true
    this.line.cut()
  }

  async restart(): Promise<void> {
    await this.disk.closeAll()
    this.disk = new Disk()
    await this.start()
  }

  /** @returns the path of a new file with this content. */
  async file(name: string, content: Uint8Array): Promise<string> {
    const path = join(this.folder, name)
    await fs.writeFile(path, content)
    return path
  }

  /** @returns the names in the downloads, hidden ones too. */
  async received(): Promise<string[]> {
    return (await fs.readdir(this.downloads).catch(() => [])).sort()
  }

  async leftovers(): Promise<string[]> {
    return fs.readdir(this.partials).catch(() => [])
  }

  view(which = 'f1'): TransferView {
    const found = this.transfers.list().find(({ label, id }) => label === which || id === which)
    if (!found) throw new RangeError(`no transfer ${which}`)
    return found
  }
}

/** What goes from one to the other, in order, as bytes. */
export class Line {
  readonly sides = new Map<Name, Side>()
  connected = false
  /** So many messages may wait before `send` says false. */
  capacity = 4
  /** Looks at each message when it arrives; it may cut the line. */
  onArrival: (from: Name, message: FileMessage) => void = () => {}
  /** Chunks that have arrived. */
  chunks = 0
  #queues = { alice: [] as Buffer[], bob: [] as Buffer[] }
  #working = { alice: false, bob: false }
  #full = { alice: false, bob: false }

  send(from: Name, message: FileMessage): boolean {
    if (!this.connected) throw new PeerError('NOT_CONNECTED')
    const queue = this.#queues[from]
    queue.push(encodeMessage(message))
    if (!this.#working[from]) void this.#carry(from, queue)
    this.#full[from] = queue.length >= this.capacity
    return !this.#full[from]
  }

  connect(): void {
    if (this.connected) this.cut()
    this.connected = true
    for (const side of this.sides.values()) side.transfers.online(other[side.name])
    for (const name of this.sides.keys()) this.deliver(name)
  }

  cut(): void {
    if (!this.connected) return
    this.connected = false
    this.#queues = { alice: [], bob: [] }
    this.#working = { alice: false, bob: false }
    this.#full = { alice: false, bob: false }
    for (const side of this.sides.values()) if (!side.disk.dead) side.transfers.offline(other[side.name])
  }

  /** Carries the items that wait in the outbox of `from`: each once, after it is on the other one's disk. */
  deliver(from: Name): void {
    const sender = this.sides.get(from)!
    const receiver = this.sides.get(other[from])!
    const own = sender.items.filter(({ direction }) => direction === 'out')
    while (this.connected && !receiver.disk.dead && sender.delivered < own.length) {
      const { item } = own[sender.delivered++]!
      receiver.items.push({ friend: from, direction: 'in', item })
      void receiver.transfers.took(from, item)
    }
  }

  async #carry(from: Name, queue: Buffer[]): Promise<void> {
    this.#working[from] = true
    const receiver = this.sides.get(other[from])!
    while (queue === this.#queues[from]) {
      // As a network does: not within the same turn.
      await new Promise(setImmediate)
      const bytes = queue.shift()
      if (!bytes || queue !== this.#queues[from]) break
      const message = decodeMessage(bytes) as FileMessage
      if (message.kind === 'chunk') this.chunks++
      this.onArrival(from, message)
      if (queue !== this.#queues[from]) break
      await receiver.transfers.receive(from, message)
      if (queue === this.#queues[from] && this.#full[from] && queue.length === 0) {
        this.#full[from] = false
        this.sides.get(from)!.transfers.drained(other[from])
      }
    }
    if (queue === this.#queues[from]) {
      this.#working[from] = false
      if (queue.length > 0) void this.#carry(from, queue)
    }
  }
}

/** @returns Alice and Bob, connected. */
export async function twoFriends(t: ExecutionContext, now?: () => number) {
  const folder = await fs.mkdtemp(join(tmpdir(), 'transfers-'))
  const line = new Line()
  const [alice, bob] = (['alice', 'bob'] as const).map((name) => new Side(name, join(folder, name), line))
  for (const side of [alice!, bob!]) {
    await fs.mkdir(side.folder)
    line.sides.set(side.name, side)
    await side.start(now)
  }
  t.teardown(async () => {
    line.cut()
    for (const side of line.sides.values()) {
      if (!side.disk.dead) await side.transfers.close()
      await side.disk.closeAll()
    }
    await fs.rm(folder, { recursive: true })
  })
  line.connect()
  return { alice: alice!, bob: bob!, line }
}

/** @returns bytes without a pattern that a transfer could mix up unnoticed, the same for the same size. */
export function content(size: number, seed = 1): Buffer {
  const block = createHash('shake256', { outputLength: Math.max(size, 1) })
    .update(String(seed))
    .digest()
  return block.subarray(0, size)
}
