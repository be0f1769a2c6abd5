/** For the tests of this folder: a directory in this process, and people who use it. */

import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answers } from '../peers/protocol/directory-api'
import { type PrivateIdentity, publicIdentity } from '../peers/protocol/identity'
import {
  type AddressRecord,
  serverByAddress,
  signAddress,
  signRegistration,
} from '../peers/protocol/statements'
import { testKey } from '../peers/protocol/test-keys-testing'
import { createServer } from './http/server'
import { TrustedProxies } from './limits/client-address'
import { Relay, type RelayBounds } from './relay/relay'
import { openDataFolder } from './storage/data-folder'
import { hardenedDirectory } from './users/defences'
import { Passwords } from './users/passwords'

export const password = 'correct horse'

/** Under which the data of tests is encrypted. */
export const dataKey = Buffer.alloc(32, 7)

/** @returns a new folder and what removes it. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'directory-test-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** @returns two RSA keys that no other one has. */
export function newIdentity(): PrivateIdentity {
  return { signing: testKey(), wrapping: testKey() }
}

/** The body of a registration as a peer would send it. */
export function registration(name: string, own: PrivateIdentity) {
  const identity = publicIdentity(own)
  const [signing, wrapping] = [identity.signing, identity.wrapping].map((der) =>
    Buffer.from(der).toString('base64'),
  )
  return {
    name,
    password,
    identity: { signing: signing!, wrapping: wrapping! },
    proof: signRegistration(own.signing, name, identity),
  }
}

/** A signed address record; whatever is not given is as it should be. */
export function address(own: PrivateIdentity, record: Partial<AddressRecord> & { name: string }) {
  const usual = { host: 'bob', port: 25000, counter: 1, expires: Date.now() + 60_000 }
  return signAddress(own.signing, { ...usual, ...record })
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/** The status and code of a refusal, which must have the shape of one. */
export function refusal({ status, body }: Answer): [number, string] {
  return [status, answers.error.parse(body).error.code]
}

/** Sends one request; a `body` that is no string is sent as JSON. */
export async function send(
  base: string,
  method: string,
  path: string,
  options: { token?: string; body?: unknown; type?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { token, body, type = 'application/json', headers } = options
  const response = await fetch(base + path, {
    method,
    headers: {
      ...headers,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': type }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: JSON.parse(text) }
}

/** Registers a user. @returns the token. */
export async function enter(base: string, name: string, own: PrivateIdentity): Promise<string> {
  const { status, body } = await send(base, 'POST', '/register', { body: registration(name, own) })
  if (status !== 201) throw new Error(`registration answered ${status} ${JSON.stringify(body)}`)
  return (body as { token: string }).token
}

/**
 * A directory in this process, on a port and in a folder of its own, with a clock that can be moved, or
 * stopped at a time.
 * @param proxies whose word counts on where a request came from.
 * @param relayBounds with it, there is a relay.
 */
export async function startDirectory(
  proxies = new TrustedProxies([]),
  defences = hardenedDirectory,
  relayBounds: RelayBounds | null = null,
) {
  const { folder, remove } = temporaryFolder()
  const faults: unknown[] = []
  const clock: { ahead: number; stopped: number | null } = { ahead: 0, stopped: null }
  const run = async () => {
    const servers = new Set<string>()
    const relay = relayBounds ? new Relay(relayBounds) : undefined
    const store = await openDataFolder(folder, dataKey, 1 << 20, (sentence) => faults.push(sentence))
    const server = createServer({
      store,
      defences,
      passwords: new Passwords(10),
      servers,
      proxies,
      now: () => (clock.stopped ?? Date.now()) + clock.ahead,
      report: (error) => faults.push(error),
      ...(relay && { relay }),
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    servers.add(serverByAddress('127.0.0.1', port))
    const end = async () => {
      server.close()
      relay?.stop()
      server.closeAllConnections()
      await store.close()
    }
    return { base: `http://127.0.0.1:${port}`, port, store, servers, relay, end }
  }
  let { end, store, ...listening } = await run()
  return {
    ...listening,
    clock,
    store: () => store,
    /** What went wrong inside. */
    faults,
    /** @returns where it listens then. */
    restart: async () => {
      await end()
      ;({ end, store, ...listening } = await run())
      return listening
    },
    stop: async () => {
      await end()
      remove()
    },
  }
}
