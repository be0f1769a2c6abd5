/**
 * How much of files may be on its way to a friend: so little that what is said meanwhile does not wait behind it in the
 * sockets of both sides, and so much that the line is never idle. A PING goes out among the chunks, one at a time; its
 * PONG tells that what was sent before has been read, and how long that took. Pure; delivery.ts sends and hears.
 *
 * The window is four times what the line delivers in its shortest answer time (the bandwidth-delay product, as in BBR,
 * Cardwell et al., ACM Queue 2016): one for what is on its way, one for what was read and is told by the next answer only,
 * and as much again, so that it grows until the line is full.
 */

const PRODUCTS = 4
/** The least of a window that is left of it after an answer. */
const KEPT = 0.9
/** Bytes between two PINGs at least: with less, answers would cost more than they tell. */
const STEP = 128 * 1024
/** Bytes that are on their way at least: what both event loops take in a few milliseconds on a fast line. */
const LEAST = 1024 * 1024
/** At most: a second and more of the fastest lines of today. */
const MOST = 64 * 1024 * 1024

export class SendWindow {
  #limit = LEAST
  #sent = 0
  #read = 0
  /** The PING that is not answered: after how many bytes it went out, and when. */
  #probe: { readonly bytes: number; readonly at: number } | null = null
  /** The same of the last answer. */
  #answer: { readonly bytes: number; readonly at: number } | null = null
  #shortest = Number.POSITIVE_INFINITY

  /** Whether more may be sent now. */
  get isOpen(): boolean {
    return this.#sent - this.#read < this.#limit
  }

  sent(bytes: number): void {
    this.#sent += bytes
  }

  /** @param now in milliseconds. @returns whether a PING is to go out now; it is taken for sent. */
  probes(now: number): boolean {
    if (this.#probe || this.#sent - this.#read < STEP) return false
    this.#probe = { bytes: this.#sent, at: now }
    return true
  }

  /** A PONG came. @returns whether it was asked for here. */
  answered(now: number): boolean {
    const probe = this.#probe
    if (!probe) return false
    this.#probe = null
    this.#read = probe.bytes
    // A clock that is put back says nothing.
    this.#shortest = Math.min(this.#shortest, Math.max(0, now - probe.at))
    const elapsed = now - (this.#answer?.at ?? now)
    const rate = elapsed > 0 ? (probe.bytes - this.#answer!.bytes) / elapsed : 0
    // One answer may tell of a moment in which there was nothing to send: it takes little away.
    const wanted = Math.max(PRODUCTS * rate * this.#shortest, KEPT * this.#limit)
    this.#limit = Math.min(MOST, Math.max(LEAST, wanted))
    this.#answer = { bytes: probe.bytes, at: now }
    return true
  }
}
