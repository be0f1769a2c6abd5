/** A protocol by which a router is asked to map a port: tried one after the other (port-mapper.ts). */

import type { Mapping } from './mapping-messages'

export interface MappingRequest {
  /** The router's address, IPv4: nobody else is asked or heard. */
  readonly router: string
  /** The port that this messenger listens on. */
  readonly port: number
  /** Seconds for which it is to hold. */
  readonly lifetime: number
  /** Milliseconds after which a question by datagram is asked again, or given up. */
  readonly waits: readonly number[]
  /** Milliseconds for an answer over HTTP. */
  readonly patience: number
  /** Where routers hear such questions; their usual ports if not given. */
  readonly routerPort?: number
  readonly searchPort?: number
}

export interface Mapped {
  readonly mapping: Mapping
  /** Takes it back. */
  release(): Promise<void>
}

/** @returns null where the router does not do it, does not answer, or says what is no answer. */
export type MappingWay = (asked: MappingRequest) => Promise<Mapped | null>
