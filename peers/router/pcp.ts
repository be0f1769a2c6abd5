/** A port mapped by PCP, or by NAT-PMP where the router knows nothing newer (mapping-messages.ts). */

import { randomBytes } from 'node:crypto'
import { connected, question } from './datagrams'
import {
  pcpAnswer,
  pcpMap,
  pmpAddress,
  pmpAddressAnswer,
  pmpAnswer,
  pmpMap,
  ROUTER_PORT,
} from './mapping-messages'
import type { MappingWay } from './mapping-way'

/** @returns the way of one messenger: the router knows its mapping again by the same nonce. */
export function byPcp(nonce = randomBytes(12)): MappingWay {
  return async ({ router, port, lifetime, waits, routerPort = ROUTER_PORT }) => {
    const socket = await connected(router, routerPort)
    const asked = <Answer>(message: Uint8Array, read: (message: Uint8Array) => Answer | null) =>
      question(socket, router, () => socket.send(message), read, waits)
    try {
      const client = socket.address().address
      const mapping = await asked(pcpMap(nonce, client, port, lifetime), (message) =>
        pcpAnswer(message, nonce, port),
      )
      if (mapping && typeof mapping === 'object')
        return { mapping, release: () => tellOnce(router, routerPort, pcpMap(nonce, client, port, 0)) }
      if (mapping !== 'unknown version') return null
      const address = await asked(pmpAddress, pmpAddressAnswer)
      if (address === null) return null
      const older = await asked(pmpMap(port, lifetime), (message) => pmpAnswer(message, address, port))
      if (!older || typeof older !== 'object') return null
      return { mapping: older, release: () => tellOnce(router, routerPort, pmpMap(port, 0)) }
    } finally {
      socket.close()
    }
  }
}

async function tellOnce(router: string, port: number, message: Uint8Array): Promise<void> {
  const socket = await connected(router, port)
  await new Promise<void>((resolve) => socket.send(message, () => resolve()))
  socket.close()
}
