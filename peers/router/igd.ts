/**
 * A port mapped by UPnP (igd-messages.ts). The default gateway alone is asked, and nobody else is heard. It is searched in the
 * group that all routers hear, and at its own address, from which a firewall on this computer lets the answer in.
 */

import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { request } from 'node:http'
import { isIPv4 } from 'node:net'
import { question } from './datagrams'
import {
  type Action,
  addressIn,
  controlIn,
  type MappingService,
  mappingOf,
  namedMapping,
  refusalIn,
  SEARCH,
  searchAnswer,
  searchMessage,
  soapCall,
} from './igd-messages'
import type { MappingRequest, MappingWay } from './mapping-way'

/** Bytes of a description or an answer: those of routers that one buys have ten thousand or so. */
export const MOST_BYTES = 64 * 1024
/** So many other ports are asked for where somebody has the one that is wanted. */
const OTHER_PORTS = 2
/** ConflictInMappingEntry. */
const TAKEN = 718

export const byIgd: MappingWay = async (asked) => {
  const { port, lifetime, patience } = asked
  const at = await search(asked)
  const description = at && (await ask(at, patience, { method: 'GET' }))
  const control = description && controlIn(description.body, at)
  if (!control) return null
  const call = (action: Action, values: Readonly<Record<string, string | number>> = {}) =>
    soap(at, patience, control, action, values)

  const outside = await call('GetExternalIPAddress')
  const address = outside.ok ? addressIn(outside.body) : null
  if (address === null || !isIPv4(address)) return null
  const others = Array.from({ length: OTHER_PORTS }, () => randomInt(49_152, 65_536))
  for (const wanted of [port, ...others]) {
    const answer = await call('AddPortMapping', mappingOf(wanted, port, outside.from, lifetime))
    if (answer.ok)
      return {
        mapping: { port: wanted, address, lifetime },
        release: async () => void (await call('DeletePortMapping', namedMapping(wanted))),
      }
    // Also a router that maps for ever or not at all: nothing would take that back after a computer was switched off.
    if (refusalIn(answer.body) !== TAKEN) return null
  }
  return null
}

/** @returns where the router has its description. */
async function search({ router, waits, searchPort = SEARCH.port }: MappingRequest): Promise<URL | null> {
  const socket = createSocket('udp4')
  socket.on('error', () => {})
  const everywhere = [SEARCH.group, router]
  const say = (): void => {
    // Without a way for multicasts the router itself is asked all the same.
    for (const host of everywhere)
      socket.send(searchMessage(`${host}:${searchPort}`), searchPort, host, () => {})
  }
  try {
    return await question(socket, router, say, (message) => searchAnswer(message.toString(), router), waits)
  } finally {
    socket.close()
  }
}

function soap(
  at: URL,
  patience: number,
  control: MappingService,
  action: Action,
  values: Readonly<Record<string, string | number>>,
) {
  const url = new URL(control.path, at)
  const headers = {
    'Content-Type': 'text/xml; charset="utf-8"',
    SOAPAction: `"${control.service}#${action}"`,
  }
  return ask(url, patience, { method: 'POST', headers }, soapCall(control.service, action, values))
}

interface Answered {
  readonly ok: boolean
  readonly body: string
  /** This computer's address, as the router sees it. */
  readonly from: string
}

/** Nothing is followed anywhere else. @throws Error where no whole answer comes in time. */
function ask(
  url: URL,
  patience: number,
  options: { method: string; headers?: Record<string, string> },
  body = '',
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asking = request(
      url,
      { ...options, agent: false, signal: AbortSignal.timeout(patience) },
      (answer) => {
        const [chunks, from] = [[] as Buffer[], answer.socket.localAddress ?? '']
        let bytes = 0
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes > MOST_BYTES) answer.destroy(new Error('too long an answer'))
          else chunks.push(chunk)
        })
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({ ok: answer.statusCode === 200, body: Buffer.concat(chunks).toString(), from }),
        )
      },
    )
    asking.on('error', reject)
    asking.end(body)
  })
}
