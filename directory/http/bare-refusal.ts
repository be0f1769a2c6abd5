/** A refusal on a connection that is no request of the router's: one that is to change its protocol, or is no HTTP at all. */

import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Refusal } from '../refusal'

/**
 * Says it in the form of every other answer, and ends this side of the connection. Whoever is gone is told nothing.
 * @param then is called when it is out.
 */
export function refuseBare(socket: Duplex, { status, body, retryAfter }: Refusal, then?: () => void): void {
  if (!socket.writable) return
  const json = JSON.stringify(body)
  const retry = retryAfter === undefined ? '' : `Retry-After: ${retryAfter}\r\n`
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(json)}\r\n` +
      `${retry}Cache-Control: no-store\r\nConnection: close\r\n\r\n${json}`,
    then,
  )
}
