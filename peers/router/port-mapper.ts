/**
 * Has the router map a port to this messenger, and keeps it so. The default gateway alone is asked, a few times in two
 * seconds, and then once in half a mapping's life: a router that does not answer, refuses or says odd things costs nothing else.
 */

import { randomBytes } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { isIPv4 } from 'node:net'
import { rangeOf } from '../directory/address-range'
import { defaultGateway } from './gateway'
import {
  type Mapping,
  pcpAnswer,
  pcpMap,
  pmpAddress,
  pmpAddressAnswer,
  pmpAnswer,
  pmpMap,
  ROUTER_PORT,
} from './mapping-messages'

/** Seconds that are asked for. */
const LIFETIME = 3_600
/** Whatever a router says, it is asked again after half of this at the earliest and the latest, in seconds. */
const LIFETIMES = { least: 240, most: 7_200 }
/** Milliseconds after which a question is asked again, or given up: it is answered from the next room. */
const WAITS = [250, 500, 1_250]
/** Milliseconds after which a router that did not do it is asked once more: it may have been set up, or be another one. */
const LATER = 30 * 60_000

export interface PortMapperOptions {
  /** The port that this messenger listens on. */
  readonly port: number
  /** The port that friends are told to dial; null when it is not mapped any more. */
  readonly onMapped: (port: number | null) => void
  readonly gateway?: () => Promise<string | null>
  /** Where routers listen; their usual port if not given. */
  readonly routerPort?: number
  readonly waits?: readonly number[]
  /** Whether an address is one that everybody can dial. */
  readonly isPublic?: (address: string) => boolean
}

export class PortMapper {
  readonly #options: PortMapperOptions
  readonly #nonce = randomBytes(12)
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

  /** Asks now, and again before the mapping ends. Settles after the first time. */
  async start(): Promise<void> {
    const { isPublic = (address) => rangeOf(address) === null } = this.#options
    const mapping = await this.#ask().catch(() => null)
    if (this.#stopped) return
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
    const { port, gateway = defaultGateway, routerPort = ROUTER_PORT } = this.#options
    const router = await gateway()
    // Nobody else's: a computer that is in the open has no router to ask.
    if (router === null || !isIPv4(router)) return null
    const socket = await connected(router, routerPort)
    try {
      const client = socket.address().address
      const nonce = this.#nonce
      const byPcp = await this.#question(socket, pcpMap(nonce, client, port, LIFETIME), (message) =>
        pcpAnswer(message, nonce, port),
      )
      if (byPcp && typeof byPcp === 'object') {
        this.#release = () => tellOnce(router, routerPort, pcpMap(nonce, client, port, 0))
        return byPcp
      }
      if (byPcp !== 'unknown version') return null
      const address = await this.#question(socket, pmpAddress, pmpAddressAnswer)
      if (address === null) return null
      const byPmp = await this.#question(socket, pmpMap(port, LIFETIME), (message) =>
        pmpAnswer(message, address, port),
      )
      if (!byPmp || typeof byPmp !== 'object') return null
      this.#release = () => tellOnce(router, routerPort, pmpMap(port, 0))
      return byPmp
    } finally {
      socket.close()
    }
  }

  /** @returns the first answer that is one; null where none comes. */
  async #question<Answer>(
    socket: Socket,
    message: Uint8Array,
    read: (message: Uint8Array) => Answer | null,
  ): Promise<Answer | null> {
    const { waits = WAITS } = this.#options
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout
      const settle = (answer: Answer | null) => {
        clearTimeout(timer)
        socket.off('message', hear)
        resolve(answer)
      }
      const hear = (heard: Uint8Array) => {
        const answer = read(heard)
        if (answer !== null) settle(answer)
      }
      const say = (time: number) => {
        const wait = waits[time]
        if (wait === undefined) {
          settle(null)
          return
        }
        socket.send(message)
        timer = setTimeout(() => say(time + 1), wait)
      }
      socket.on('message', hear)
      say(0)
    })
  }
}

/** @returns a socket that hears nobody but this router. */
async function connected(router: string, port: number): Promise<Socket> {
  const socket = createSocket('udp4')
  // That nobody listens there shows as an error of the next question: it is not answered, then.
  socket.on('error', () => {})
  await new Promise<void>((resolve) => socket.connect(port, router, resolve))
  return socket
}

async function tellOnce(router: string, port: number, message: Uint8Array): Promise<void> {
  const socket = await connected(router, port)
  await new Promise<void>((resolve) => socket.send(message, () => resolve()))
  socket.close()
}
