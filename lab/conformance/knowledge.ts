/** What the lab knows of an act's honest programs, by which their sessions are computed. */

import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { HistoryEvent } from '../history/events'
import { type Events, eventsOf } from '../history/selectors'

export class Knowledge {
  readonly #fingerprints = new Map<string, string>()
  readonly #ownKeys = new Map<string, Buffer>()
  readonly #keys = new Map<string, Buffer>()
  readonly #names: ReadonlySet<string>
  readonly #nameOf = new Map<string, string>()
  readonly #layered: ReadonlySet<string>
  readonly #passed: readonly Passing[]
  readonly #partlyTold: ReadonlySet<string>

  constructor(act: Events) {
    for (const event of eventsOf(act, 'ready'))
      if ('fingerprint' in event) this.#fingerprints.set(event.node, event.fingerprint)
    for (const { node, privateKey } of eventsOf(act, 'identity')) {
      const pkcs8 = Buffer.from(privateKey, 'base64')
      this.#ownKeys.set(node, pkcs8)
      const spki = spkiOf(pkcs8)
      if (spki) this.#keys.set(spki, pkcs8)
    }
    const made = eventsOf(act, 'secret').filter(({ what }) => what === 'name')
    this.#names = new Set(made.map(({ text }) => text))
    this.#passed = passings(act)
    this.#partlyTold = new Set(eventsOf(act, 'wire').flatMap(({ node, stopped }) => (stopped ? [node] : [])))
    this.#layered = new Set(eventsOf(act, 'screen').map(({ node }) => node))
  }

  /** The key with which this program unwraps. */
  unwrappingKey(node: string): Buffer | undefined {
    return this.#ownKeys.get(node)
  }

  /** The private key to a public one, if it is an honest program's. */
  privateKeyOf(spki: Uint8Array): Buffer | undefined {
    return this.#keys.get(Buffer.from(spki).toString('hex'))
  }

  fingerprintOf(node: string): string | undefined {
    return this.#fingerprints.get(node)
  }

  /** Whether the program has the layer above (section 8), or speaks texts alone. */
  hasLayerAbove(node: string): boolean {
    return this.#layered.has(node)
  }

  /** Whether a program has told less than went over the wire, for there was too much. */
  isPartlyTold(node: string): boolean {
    return this.#partlyTold.has(node)
  }

  /** The time of a program at an event, in milliseconds: its clock may have been put forward. */
  clockAt({ node, number, at }: HistoryEvent): number {
    const minutes = this.#passed
      .filter((passing) => passing.of === node && passing.since <= number)
      .reduce((sum, passing) => sum + passing.minutes, 0)
    return at + minutes * 60_000
  }

  /** Whether this node goes by this name; where names were made up, it is the one that it went by first. */
  isNameOf(node: string, name: string): boolean {
    if (this.#names.size === 0 || node === name) return node === name
    const known = this.#nameOf.get(node)
    if (known !== undefined) return known === name
    if (!this.#names.has(name)) return false
    this.#nameOf.set(node, name)
    return true
  }
}

/** That a program's clock was put forward, and the number of the event by which it is. */
interface Passing {
  readonly of: string
  readonly since: number
  readonly minutes: number
}

/** What a program has told before it answers was before: the lab notes the step when it begins. */
function passings(act: Events): Passing[] {
  return eventsOf(act, 'step').flatMap((step): Passing[] => {
    if (step.do !== 'pass-time') return []
    const { number, minutes } = step
    return step.for.map((of) => {
      const answer = act.find((event) => event.event === 'done' && event.node === of && event.number > number)
      return { of, since: answer?.number ?? number, minutes }
    })
  })
}

function spkiOf(pkcs8: Buffer): string | null {
  try {
    const key = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }))
    return key.export({ format: 'der', type: 'spki' }).toString('hex')
  } catch {
    return null
  }
}
