/**
 * Whom a peer lets begin a handshake. A HELLO costs its sender nothing and the one who is called an X25519 exchange
 * and an RSA signature, and a connection on which nothing is said costs memory for as long as it is waited for.
 * So each address has a budget, and when too many are unfinished it is the greediest address that has to give way.
 *
 * Nothing is computed for a caller who is refused. TCP has shown by then that the address is not made up: there is no
 * need for cookies as DTLS (RFC 9147 §5.1) and WireGuard (Donenfeld, NDSS 2017, §5.4.7) have them over UDP.
 */

import { networkOf } from '../system/ip-address'

/** Decides about connections that come in, before anything else is done about them. */
export interface Admission {
  /** Milliseconds for which a caller is waited for; without it, as long as the peer waits in any handshake. */
  readonly patience?: number
  /**
   * @param address where it comes from, as sockets name it. @param now milliseconds since 1970.
   * @param giveWay ends this connection; called at most once, when it has to go so that another gets in.
   * @returns null if the connection is refused, else what to call when its handshake is done, or it is over.
   */
  admit(address: string, now: number, giveWay: () => void): (() => void) | null
}

/** How many handshakes may be unfinished at once. */
export const MOST_UNFINISHED = 64
/**
 * Handshakes that an address may begin at once: a class of thirty behind one address may call twice over, and it takes
 * the processor an eighth of a second.
 */
export const BURST = 60
/** Milliseconds after which it gets one back: whoever calls without end takes 1 % of the processor. */
export const INTERVAL = 200
/** Addresses that are remembered: some hundred kilobytes. The one that called longest ago is forgotten first. */
const MOST_ADDRESSES = 5_000

interface PendingHandshake {
  readonly from: string
  readonly giveWay: () => void
}

/** The hardened one: a budget for each address, and a fair end for those who keep others waiting. */
export class FairAdmission implements Admission {
  /** When an address has paid its debt back: the virtual scheduling of the GCRA (ITU-T I.371). */
  readonly #paid = new Map<string, number>()
  /** The oldest first. */
  readonly #unfinished = new Set<PendingHandshake>()

  admit(address: string, now: number, giveWay: () => void): (() => void) | null {
    const from = networkOf(address)
    if (!this.#spend(from, now)) return null
    const visit = { from, giveWay }
    this.#unfinished.add(visit)
    if (this.#unfinished.size > MOST_UNFINISHED) {
      const last = this.#greediest()
      this.#unfinished.delete(last)
      last.giveWay()
    }
    return () => this.#unfinished.delete(visit)
  }

  #spend(from: string, now: number): boolean {
    const tolerance = BURST * INTERVAL
    // Where the clock was set back meanwhile no more is owed than can be.
    const debt = Math.min(tolerance, Math.max(0, (this.#paid.get(from) ?? 0) - now))
    const affordable = debt + INTERVAL <= tolerance
    this.#paid.delete(from)
    this.#paid.set(from, now + debt + (affordable ? INTERVAL : 0))
    const [forgotten] = this.#paid.keys()
    if (forgotten !== undefined && this.#paid.size > MOST_ADDRESSES) this.#paid.delete(forgotten)
    return affordable
  }

  /**
   * The oldest visit of the address that has most of them: an honest caller finishes long before its own later
   * calls push it out, and no number of another's calls does.
   */
  #greediest(): PendingHandshake {
    const counts = new Map<string, number>()
    for (const { from } of this.#unfinished) counts.set(from, (counts.get(from) ?? 0) + 1)
    const most = Math.max(...counts.values())
    return [...this.#unfinished].find(({ from }) => counts.get(from) === most)!
  }
}
