/** A line between two conversations with somebody on it who changes one thing. */

import { PeerError } from './errors'
import { events, Line, other, type Who } from './secure-testing'

/** What somebody on the line does with the `at`-th frame towards one side. */
export interface Attack {
  readonly toward: Who
  readonly at: number
  readonly kind: 'flip' | 'drop' | 'repeat' | 'cut' | 'end' | 'swap' | 'inject' | 'reflect' | 'grow'
  /** Where in the frame, or which bytes. */
  readonly place: number
  readonly bits: number
}

/** @returns what arrives instead of `frame`, and whether the transport ends then. */
function perform({ kind, place, bits }: Attack, frame: Buffer, next: Buffer | undefined, sent: Buffer) {
  const at = place % frame.length
  switch (kind) {
    case 'flip': {
      const bad = Buffer.from(frame)
      bad[at]! ^= bits
      return { bytes: [bad] }
    }
    case 'drop':
      return { bytes: [] }
    case 'repeat':
      return { bytes: [frame, frame] }
    case 'cut':
      return { bytes: [frame.subarray(0, at)] }
    case 'end':
      return { bytes: [frame.subarray(0, at)], ends: true }
    case 'swap':
      return next ? { bytes: [next, frame], tookNext: true } : { bytes: [] }
    case 'inject':
      return { bytes: [Buffer.from([0, 0, 0, 2, bits % 6, place % 256]), frame] }
    case 'reflect':
      return { bytes: [sent, frame] }
    case 'grow':
      return { bytes: [frame.subarray(0, at), Buffer.of(frame[at]! ^ bits), frame.subarray(at)] }
  }
}

export class HostileLine extends Line {
  readonly said: Record<Who, string[]> = { alice: [], bob: [] }
  /** Who hung up before the handshake was done. */
  gaveUp: Who | null = null
  readonly #arrived: Record<Who, number> = { alice: 0, bob: 0 }
  readonly #ended = new Set<Who>()
  #lastTo: Record<Who, Buffer> = { alice: Buffer.from([0, 0, 0, 1, 5]), bob: Buffer.from([0, 0, 0, 1, 5]) }
  /** Whether the attack met a side that was still listening. */
  acted = false

  constructor(
    sides: Line['sides'],
    readonly attack: Attack | null,
  ) {
    super(sides)
  }

  override bring(to: Who): boolean {
    const frame = this.toward[to].shift()
    if (!frame) return false
    if (this.#ended.has(to)) return true
    const number = this.#arrived[to]++
    const { attack } = this
    if (attack?.toward !== to || attack.at !== number) {
      this.#lastTo[to] = frame
      this.take(to, this.sides[to].receive(frame))
      return true
    }
    this.acted = !this.closed(to)
    const [next] = this.toward[to]
    const { bytes, ends, tookNext } = perform(attack, frame, next, this.#lastTo[other(to)])
    if (tookNext) this.toward[to].shift()
    for (const each of bytes) {
      // A goodbye that comes twice: there is nobody to hear the second one.
      if (attack.kind === 'repeat') this.acted = !this.closed(to)
      this.take(to, this.sides[to].receive(each))
    }
    if (ends) this.#endFor(to)
    return true
  }

  closed(side: Who): boolean {
    return events(this.outputs[side]).some(({ event }) => event === 'closed')
  }

  tryToSay(by: Who): void {
    const words = `${by} ${this.said[by].length} ☕`
    try {
      this.say(by, words)
      this.said[by].push(words)
    } catch (error) {
      // Not connected yet, or no more, or too much is on its way: the text is not sent, and the user knows.
      if (!(error instanceof PeerError)) throw error
    }
  }

  close(by: Who): void {
    if (!events(this.outputs[by]).some(({ event }) => event === 'connected') && !this.closed(by))
      this.gaveUp = by
    this.take(by, this.sides[by].close())
  }

  endAll(): void {
    this.#endFor('alice')
    this.#endFor('bob')
  }

  #endFor(side: Who): void {
    this.#ended.add(side)
    this.take(side, this.sides[side].transportEnded())
  }
}
