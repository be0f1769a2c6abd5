/** A connection of the attacker's own, as frames: what she says, and what comes back, in order. */

import type { Socket } from 'node:net'
import { type Frame, FrameDecoder, FrameType } from '../peers/protocol/frames'

/** TLS's number for alerts (RFC 5246 §6.2.1), which some stand-ins send in a frame of this type. */
const ALERT = 21

/** What may come from somebody whose handshake is not done; largest payloads in bytes. */
const limits = { [FrameType.REPLY]: 2048, [FrameType.CONFIRM]: 512, [ALERT]: 16 }

export class FrameLine {
  readonly #socket: Socket
  readonly #decoder = new FrameDecoder(limits)
  readonly #waiting: ((frame: Frame | null) => void)[] = []
  readonly #come: Frame[] = []
  #over = false

  /** @param socket a connected socket; it is this line's from here on. */
  constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#received(chunk))
    socket.on('end', () => this.close())
    socket.on('close', () => this.close())
    if (socket.destroyed) this.close()
  }

  get over(): boolean {
    return this.#over
  }

  send(bytes: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes)
  }

  /** @returns the next frame; null when the other side has hung up, or sent what is no frame. */
  next(): Promise<Frame | null> {
    const come = this.#come.shift()
    if (come) return Promise.resolve(come)
    if (this.#over) return Promise.resolve(null)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  close(): void {
    this.#over = true
    this.#socket.destroy()
    for (const resolve of this.#waiting.splice(0)) resolve(null)
  }

  #received(chunk: Buffer): void {
    try {
      for (const frame of this.#decoder.push(chunk)) {
        const resolve = this.#waiting.shift()
        // Copied: the decoder may use its room again.
        const kept = { ...frame, payload: Buffer.from(frame.payload), bytes: Buffer.from(frame.bytes) }
        if (resolve) resolve(kept)
        else this.#come.push(kept)
      }
    } catch {
      this.close()
    }
  }
}
