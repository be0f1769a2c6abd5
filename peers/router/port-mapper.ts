/**
 * Has the router map a port to this messenger, and keeps it so. The default gateway alone is asked, a few times in two
 * seconds by each protocol, and then once in half a mapping's life: a router that does not answer, refuses or says odd things costs nothing else.
 */

import { isIPv4 } from 'node:net'
import { rangeOf } from '../directory/address-range'
import { plainAddress } from '../system/ip-address'
import { defaultGateway } from './gateway'
import { byIgd } from './igd'
import type { Mapping } from './mapping-messages'
import type { MappingRequest, MappingWay } from './mapping-way'
import { byPcp } from './pcp'

/** Seconds that are asked for. */
const LIFETIME = 3_600
/** Whatever a router says, it is asked again after half of this at the earliest and the latest, in seconds. */
const LIFETIMES = { least: 240, most: 7_200 }
/** Milliseconds after which a question is asked again, or given up: it is answered from the next room. */
const WAITS = [250, 500, 1_250]
/** Milliseconds for an answer over HTTP. */
const PATIENCE = 2_000
/** Milliseconds after which a router that did not do it is asked once more: it may have been set up, or be another one. */
const LATER = 30 * 60_000

export interface PortMapperOptions
  extends Partial<Pick<MappingRequest, 'waits' | 'patience' | 'routerPort' | 'searchPort'>> {
  /** The port that this messenger listens on. */
  readonly port: number
  /** The port that friends are told to dial; null when it is not mapped any more. */
  readonly onMapped: (port: number | null) => void
  readonly gateway?: () => Promise<string | null>
  /** Whether an address is one that everybody can dial. */
  readonly isPublic?: (address: string) => boolean
}

export class PortMapper {
  readonly #options: PortMapperOptions
  readonly #ways: readonly MappingWay[] = [byPcp(), byIgd]
  #timer: NodeJS.Timeout | null = null
  #port: number | null = null
  #stopped = false
  /** Takes the mapping back. */
  #release: (() => Promise<void>) | null = null

  constructor(options: PortMapperOptions) {
    this.#options = options
  }

  /** The port of the router's that leads here; null where none does. */
  get port(): number | null {
    return this.#port
  }

  /** Whether who calls from this address comes by that port, as far as it shows: the port is one of IPv4. */
  leads(from: string): boolean {
    const address = plainAddress(from)
    return this.#port !== null && isIPv4(address) && rangeOf(address) === null
  }

  /** Asks now, and again before the mapping ends. Settles after the first time. */
  async start(): Promise<void> {
    const { isPublic = (address) => rangeOf(address) === null } = this.#options
    const mapping = await this.#ask().catch(() => null)
    if (this.#stopped) {
      await this.#release?.().catch(() => {})
      return
    }
    // Behind one router there may be another one: then this mapping leads nobody here.
    const port = mapping && isPublic(mapping.address) ? mapping.port : null
    if (port !== this.#port) {
      this.#port = port
      this.#options.onMapped(port)
    }
    const { least, most } = LIFETIMES
    const wait = mapping ? (Math.min(most, Math.max(least, mapping.lifetime)) / 2) * 1_000 : LATER
    this.#timer = setTimeout(() => void this.start(), wait)
    this.#timer.unref()
  }

  /** Takes the mapping back, as far as the router hears it. */
  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#release?.().catch(() => {})
  }

  async #ask(): Promise<Mapping | null> {
    const {
      port,
      gateway = defaultGateway,
      waits = WAITS,
      patience = PATIENCE,
      routerPort,
      searchPort,
    } = this.#options
    const router = await gateway()
    if (router === null || !isIPv4(router)) return null
    const asked = { router, port, lifetime: LIFETIME, waits, patience, routerPort, searchPort }
    for (const way of this.#ways) {
      // What one protocol fails at, another may do.
      const mapped = await way(asked).catch(() => null)
      if (!mapped) continue
      this.#release = mapped.release
      return mapped.mapping
    }
    return null
  }
}
