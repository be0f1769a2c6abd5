/** A connection on which a probe is played, as frames: all that was said and heard is kept for the lab. */

import type { Socket } from 'node:net'
import { type Frame, FrameDecoder } from '../peers/protocol/frames'
import { endOf } from './dial'

/** Milliseconds that she waits for a frame, or for the other side to hang up. */
const PATIENCE = 4_000

/** Milliseconds after which whoever has not refused may have taken what was sent. */
const REFUSAL = 300

/** Of what was said so many bytes are kept at least: the programs of the lab tell no more of one session. */
const TOLD = 2 ** 19

export class ProbeLine {
  readonly local: string
  readonly remote: string
  readonly #socket: Socket
  readonly #decoder = new FrameDecoder()
  readonly #frames: Frame[] = []
  readonly #said: Buffer[] = []
  #kept = 0
  readonly #heard: Buffer[] = []
  #over = false
  #look: () => void = () => {}

  /** @param socket connected; it is this line's from here on. */
  constructor(socket: Socket) {
    this.#socket = socket
    this.local = endOf(socket, 'local')
    this.remote = endOf(socket, 'remote')
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.on('data', (chunk) => this.#received(chunk))
    socket.on('end', () => this.#ended())
    socket.on('close', () => this.#ended())
  }

  get said(): Buffer {
    return Buffer.concat(this.#said)
  }

  get heard(): Buffer {
    return Buffer.concat(this.#heard)
  }

  /** Whether the other side has hung up. */
  get over(): boolean {
    return this.#over
  }

  say(bytes: Uint8Array): void {
    if (this.#kept < TOLD) {
      this.#said.push(Buffer.from(bytes))
      this.#kept += bytes.length
    }
    if (this.#socket.writable) this.#socket.write(bytes)
  }

  /** Waits until there is room for more of what is said. @returns whether somebody is there to hear it. */
  async drained(): Promise<boolean> {
    while (this.#socket.writable && this.#socket.writableNeedDrain)
      await new Promise<void>((resolve) => {
        this.#socket.once('drain', resolve)
        this.#socket.once('close', resolve)
      })
    return this.#socket.writable
  }

  /** Says no more, and still listens. */
  hangUp(): void {
    this.#socket.end()
  }

  /** @returns the next frame; null when the other side has hung up, or says nothing for so many milliseconds. */
  async next(patience?: number): Promise<Frame | null> {
    await this.#until(() => this.#frames.length > 0 || this.#over, patience)
    return this.#frames.shift() ?? null
  }

  /** Waits for words, until the other side has hung up or her patience is at its end. */
  hears(seen: (words: string) => boolean): Promise<void> {
    return this.#until(() => seen(this.heard.toString('latin1')) || this.#over)
  }

  /** Waits for the other side to hang up, and ends the connection. @param leave how to say goodbye to one who has not. */
  async finish(leave: () => void): Promise<void> {
    await this.#until(() => this.#over, REFUSAL)
    if (!this.#over) leave()
    await this.#until(() => this.#over)
    this.#socket.destroy()
  }

  #until(seen: () => boolean, patience = PATIENCE): Promise<void> {
    return new Promise((resolve) => {
      const settle = () => {
        clearTimeout(timer)
        this.#look = () => {}
        resolve()
      }
      const timer = setTimeout(settle, patience)
      this.#look = () => {
        if (seen()) settle()
      }
      this.#look()
    })
  }

  #received(chunk: Buffer): void {
    this.#heard.push(chunk)
    try {
      for (const frame of this.#decoder.push(chunk)) this.#frames.push(copied(frame))
    } catch {
      // What is no frame is kept as it is, and waited for no longer.
    }
    this.#look()
  }

  #ended(): void {
    this.#over = true
    this.#look()
  }
}

/** The decoder may use its room again. */
function copied({ type, bytes }: Frame): Frame {
  const kept = Buffer.from(bytes)
  return { type, bytes: kept, payload: kept.subarray(5) }
}
