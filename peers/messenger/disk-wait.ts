/**
 * Waiting for a disk that does not take what has to be kept. Sessions stay as they are meanwhile: to cut them would bring
 * the same items again at once, to the same full disk. The user is told once, however many friends wait for the disk.
 */

import { type Backoff, waitBefore } from '../directory/backoff'
import { spoken } from '../files/transfer-view'
import { t } from '../language/sentence'
import { alarm } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import type { MessengerEvent } from './messenger-api'

/** Room comes by somebody's hand: there is no hurry, and nobody should wait much longer than a minute for it. */
export const diskBackoff: Backoff = { first: 1_000, most: 60_000 }

export interface DiskWaitOptions {
  readonly random: () => number
  readonly onEvent: (event: MessengerEvent) => void
  readonly diskBackoff?: Backoff
}

export class DiskWait {
  readonly #options: DiskWaitOptions
  /** What ends each wait before its time. */
  readonly #waiting = new Set<() => void>()
  #refused = 0
  #stopped = false

  constructor(options: DiskWaitOptions) {
    this.#options = options
  }

  /**
   * Does it again until the disk takes it.
   * @param keep keeps something; it must be able to begin anew. @param onRefused is told of each time that it could not.
   * @throws the last refusal where the messenger ends before, and at once what is no PeerError.
   */
  async until<Kept>(keep: () => Promise<Kept>, onRefused: () => void = () => {}): Promise<Kept> {
    for (let failures = 1; ; failures++) {
      try {
        const kept = await keep()
        if (failures > 1) this.#taken()
        return kept
      } catch (error) {
        if (!(error instanceof PeerError)) throw error
        if (failures === 1) this.#refuse(error)
        onRefused()
        if (this.#stopped) throw error
        await this.#pause(failures)
      }
    }
  }

  /** Whatever waits is tried once more, and then given up. */
  stop(): void {
    this.#stopped = true
    for (const wake of [...this.#waiting]) wake()
  }

  #refuse(error: PeerError): void {
    // One disk, whoever's messages it is too full for.
    if (this.#refused++ === 0) this.#options.onEvent({ ...alarm(error), friend: null })
  }

  #taken(): void {
    if (--this.#refused > 0) return
    this.#options.onEvent({
      event: 'notice',
      code: 'DISK_BACK',
      ...spoken(t`The disk takes messages again: what had to wait comes now.`),
    })
  }

  #pause(failures: number): Promise<void> {
    const { random, diskBackoff: backoff = diskBackoff } = this.#options
    return new Promise((resolve) => {
      const timer = setTimeout(() => wake(), waitBefore(backoff, failures, random()))
      const wake = () => {
        clearTimeout(timer)
        this.#waiting.delete(wake)
        resolve()
      }
      this.#waiting.add(wake)
    })
  }
}
