/**
 * What is said to a router to have a port mapped: PCP (RFC 6887), and NAT-PMP (RFC 6886) for those that know nothing newer.
 * Pure: bytes in, bytes out. A router is an other side like any: what it answers is checked, and anything else is nothing.
 */

/** Both are asked on this port. */
export const ROUTER_PORT = 5351

/** What a router does for this computer. */
export interface Mapping {
  readonly port: number
  /** The address under which the router is seen outside. */
  readonly address: string
  /** Seconds for which it holds. */
  readonly lifetime: number
}

/** @returns `unknown version`: the router speaks NAT-PMP only. Null: this is no answer to the question. */
export type RouterAnswer = Mapping | 'unknown version' | 'refused' | null

const TCP = 6
const PCP = 2
const MAP = 1
const ANSWER = 0x80
const UNSUPPORTED_VERSION = 1

/** @param nonce 12 bytes that come back in the answer. @param client this computer's address, IPv4. */
export function pcpMap(nonce: Uint8Array, client: string, port: number, lifetime: number): Buffer {
  const message = Buffer.alloc(60)
  message[0] = PCP
  message[1] = MAP
  message.writeUInt32BE(lifetime, 4)
  message.set(mapped(client), 8)
  message.set(nonce, 24)
  message[36] = TCP
  message.writeUInt16BE(port, 40)
  message.writeUInt16BE(port, 42)
  message.set(mapped('0.0.0.0'), 44)
  return message
}

/** @returns what the router says to {@link pcpMap}. */
export function pcpAnswer(message: Uint8Array, nonce: Uint8Array, port: number): RouterAnswer {
  const bytes = Buffer.from(message)
  const [version, kind, , result] = bytes
  if (bytes.length < 4 || kind === undefined || kind < ANSWER) return null
  // A router that knows NAT-PMP only says so in its own form (RFC 6886 section 3.5), with a result of two bytes.
  if (version === 0) return bytes.readUInt16BE(2) === UNSUPPORTED_VERSION ? 'unknown version' : null
  if (version !== PCP || kind !== ANSWER + MAP || bytes.length < 60) return null
  if (!bytes.subarray(24, 36).equals(nonce) || bytes[36] !== TCP || bytes.readUInt16BE(40) !== port)
    return null
  if (result === UNSUPPORTED_VERSION) return 'unknown version'
  if (result !== 0) return 'refused'
  const outside = bytes.subarray(44, 60)
  if (!outside.subarray(0, 12).equals(mapped('0.0.0.0').subarray(0, 12))) return 'refused'
  return checked(bytes.readUInt16BE(42), outside.subarray(12), bytes.readUInt32BE(4))
}

/** Asks under which address the router is seen. */
export const pmpAddress: Buffer = Buffer.from([0, 0])

/** @returns the address; null for anything else. */
export function pmpAddressAnswer(message: Uint8Array): string | null {
  const bytes = Buffer.from(message)
  const isAnswer = bytes.length === 12 && bytes[0] === 0 && bytes[1] === ANSWER && bytes.readUInt16BE(2) === 0
  return isAnswer ? bytes.subarray(8).join('.') : null
}

export function pmpMap(port: number, lifetime: number): Buffer {
  const message = Buffer.alloc(12)
  message[1] = 2
  message.writeUInt16BE(port, 4)
  message.writeUInt16BE(lifetime === 0 ? 0 : port, 6)
  message.writeUInt32BE(lifetime, 8)
  return message
}

/** @param address what {@link pmpAddressAnswer} gave. */
export function pmpAnswer(message: Uint8Array, address: string, port: number): RouterAnswer {
  const bytes = Buffer.from(message)
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== ANSWER + 2) return null
  if (bytes.readUInt16BE(2) !== 0) return 'refused'
  if (bytes.length !== 16 || bytes.readUInt16BE(8) !== port) return null
  return checked(bytes.readUInt16BE(10), Buffer.from(address.split('.').map(Number)), bytes.readUInt32BE(12))
}

function checked(port: number, address: Uint8Array, lifetime: number): Mapping | 'refused' {
  return port > 0 && lifetime > 0 ? { port, address: address.join('.'), lifetime } : 'refused'
}

/** An IPv4 address as an IPv6 one (RFC 4291 section 2.5.5.2). */
function mapped(address: string): Buffer {
  return Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...address.split('.').map(Number)])
}
