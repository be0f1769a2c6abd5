/** Keepalive: a session in which nothing was heard for a while is asked whether it is alive, and given up if it is not. */

/** Milliseconds of silence after which a session is asked whether it is alive, and after which it is given up. */
export interface KeepaliveSchedule {
  readonly ask: number
  readonly giveUp: number
}

export const keepaliveSchedule: KeepaliveSchedule = { ask: 30_000, giveUp: 50_000 }

export interface KeepaliveOptions {
  readonly now: () => number
  readonly ask: (session: string) => void
  readonly giveUp: (session: string) => void
  readonly schedule?: KeepaliveSchedule
}

export class Keepalive {
  readonly #options: KeepaliveOptions
  readonly #schedule: KeepaliveSchedule
  /** When each session was heard last, and whether it was asked since. */
  readonly #silent = new Map<string, { since: number; asked: boolean }>()
  readonly #timer: NodeJS.Timeout

  constructor(options: KeepaliveOptions) {
    this.#options = options
    this.#schedule = options.schedule ?? keepaliveSchedule
    this.#timer = setInterval(() => this.beat(), this.#schedule.ask / 3)
    this.#timer.unref()
  }

  /** The session has begun, or something came in it. */
  heard(session: string): void {
    this.#silent.set(session, { since: this.#options.now(), asked: false })
  }

  ended(session: string): void {
    this.#silent.delete(session)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Looks at every session. */
  beat(): void {
    const { now, ask, giveUp } = this.#options
    for (const [session, silent] of [...this.#silent]) {
      // A clock that was put back would never call anybody silent.
      const silence = Math.abs(now() - silent.since)
      if (silence > this.#schedule.giveUp) giveUp(session)
      else if (silence > this.#schedule.ask && !silent.asked) {
        silent.asked = true
        ask(session)
      }
    }
  }
}
