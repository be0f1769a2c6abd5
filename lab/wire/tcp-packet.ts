/** IPv4 packets with a TCP segment (RFC 791, RFC 9293), as bytes, for captures: nothing here goes to a network. */

export interface End {
  /** IPv4, four bytes. */
  readonly address: Uint8Array
  readonly port: number
}

export interface Segment {
  readonly from: End
  readonly to: End
  /** The number of its first byte, and the number of the byte that is expected from the other side. */
  readonly sequence: number
  readonly acknowledged: number
  readonly flags: number
  readonly payload: Uint8Array
}

export const Flag = { FIN: 1, SYN: 2, PSH: 8, ACK: 16 } as const

/** The most bytes that a segment carries over Ethernet. */
export const MAX_SEGMENT = 1460

const IP_BYTES = 20
const TCP_BYTES = 20
const TCP = 6
/** Said in a SYN: the longest segment, and a window of 2^14 times what stands in the header (RFC 7323). */
const SYN_OPTIONS = Buffer.of(2, 4, MAX_SEGMENT >> 8, MAX_SEGMENT & 255, 1, 3, 3, 14)

export function tcpPacket({ from, to, sequence, acknowledged, flags, payload }: Segment): Buffer {
  const extra = flags & Flag.SYN ? SYN_OPTIONS : Buffer.alloc(0)
  const headerBytes = TCP_BYTES + extra.length
  const tcp = Buffer.concat([Buffer.alloc(TCP_BYTES), extra, payload])
  tcp.writeUInt16BE(from.port, 0)
  tcp.writeUInt16BE(to.port, 2)
  tcp.writeUInt32BE(sequence >>> 0, 4)
  tcp.writeUInt32BE(flags & Flag.ACK ? acknowledged >>> 0 : 0, 8)
  tcp[12] = (headerBytes / 4) << 4
  tcp[13] = flags
  tcp.writeUInt16BE(0xffff, 14)
  const pseudo = Buffer.concat([
    from.address,
    to.address,
    Buffer.of(0, TCP, tcp.length >> 8, tcp.length & 255),
  ])
  tcp.writeUInt16BE(checksum(Buffer.concat([pseudo, tcp])), 16)

  const ip = Buffer.alloc(IP_BYTES)
  ip[0] = 0x45
  ip.writeUInt16BE(IP_BYTES + tcp.length, 2)
  // Not to be cut further.
  ip.writeUInt16BE(0x4000, 6)
  ip[8] = 64
  ip[9] = TCP
  ip.set(from.address, 12)
  ip.set(to.address, 16)
  ip.writeUInt16BE(checksum(ip), 10)
  return Buffer.concat([ip, tcp])
}

/** The Internet checksum (RFC 1071). */
function checksum(bytes: Buffer): number {
  let sum = 0
  for (let at = 0; at + 1 < bytes.length; at += 2) sum += bytes.readUInt16BE(at)
  if (bytes.length % 2 === 1) sum += bytes[bytes.length - 1]! << 8
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return ~sum & 0xffff
}
