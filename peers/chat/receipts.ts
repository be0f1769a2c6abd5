/**
 * Which receipts are worth a line. A message that arrives at once needs none; of those that had waited, or took
 * long, it is told when the last one has arrived, all together.
 */

/** A message is told as delivered if it needed longer than this: milliseconds. */
const SOON = 10_000

export class Receipts {
  /** When messages went into an open session, by friend and id, until they arrive or the session ends. */
  private readonly fresh = new Map<string, Map<string, number>>()
  /** How many messages are being kept, by friend: one may arrive before the outbox says its id. */
  private readonly keeping = new Map<string, number>()
  /** Receipts of messages that had waited, by friend, until the last one came. */
  private readonly arrived = new Map<string, number>()
  /** Friends of whom it was said that messages wait. */
  private readonly toldWaiting = new Set<string>()

  /** @param send puts a message into the outbox. @returns what it returns: the id. */
  async keep(friend: string, send: () => Promise<string>): Promise<string> {
    this.keeping.set(friend, (this.keeping.get(friend) ?? 0) + 1)
    try {
      return await send()
    } finally {
      this.keeping.set(friend, (this.keeping.get(friend) ?? 1) - 1)
    }
  }

  /** The message went into an open session. */
  went(friend: string, id: string, now: number): void {
    this.fresh.set(friend, (this.fresh.get(friend) ?? new Map()).set(id, now))
  }

  /**
   * The friend has gone, or something was kept for them while they are away.
   * @param waiting in the outbox. @returns whether it is to be said that so many wait: once while the friend is away.
   */
  away(friend: string, waiting: number): boolean {
    // Whatever is not delivered yet has waited when it is.
    this.fresh.delete(friend)
    if (waiting === 0 || this.toldWaiting.has(friend)) return false
    this.toldWaiting.add(friend)
    return true
  }

  /** The friend is there again. */
  back(friend: string): void {
    this.toldWaiting.delete(friend)
  }

  /** @param waiting messages that have not arrived yet. @returns how many messages to tell as arrived now, or 0. */
  delivered(friend: string, id: string, now: number, waiting: number): number {
    const fresh = this.fresh.get(friend)
    const went = fresh?.get(id) ?? (this.keeping.get(friend) ? now : undefined)
    fresh?.delete(id)
    if (went === undefined || now - went >= SOON)
      this.arrived.set(friend, (this.arrived.get(friend) ?? 0) + 1)
    const arrived = this.arrived.get(friend) ?? 0
    if (waiting > 0) return 0
    this.arrived.delete(friend)
    return arrived
  }
}
