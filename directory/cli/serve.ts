/**
 * Runs the directory: opens its data folder, listens, and serves until SIGINT, SIGTERM or, as a node of the lab,
 * until its stdin ends. Then it takes no new requests, finishes those that began, makes a snapshot and closes. It
 * may just as well be killed: every write it acknowledged is on disk (see store.ts).
 */

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { serverByCertificate } from '../../peers/protocol/statements'
import { createLog, type OperatorLog } from '../http/log'
import { createServer } from '../http/server'
import { certificateFingerprint, ownCertificate, readTlsFiles, type TlsIdentity } from '../http/tls'
import { TrustedProxies } from '../limits/client-address'
import { inWords, StartFailure } from '../refusal'
import { Relay } from '../relay/relay'
import { holdsSealedData, openDataFolder } from '../storage/data-folder'
import { findKey } from '../storage/master-key'
import { KEY_BYTES } from '../storage/sealed'
import type { DirectoryDefences } from '../users/defences'
import { ownNames } from '../users/own-names'
import { Passwords } from '../users/passwords'
import type { ServerOptions } from './options'

/** Milliseconds that requests which began get to finish when the directory stops. */
const GRACE = 5_000

/**
 * @param ownKey the file of the key that the directory makes where none is given.
 * @param keyVariable the value of DIRECTORY_KEY.
 * @throws StartFailure
 */
export async function serve(
  options: ServerOptions,
  ownKey: string,
  keyVariable: string | undefined,
  defences: DirectoryDefences,
  watch: (server: Server) => void = () => {},
  now: () => number = Date.now,
): Promise<void> {
  // While nothing keeps its event loop alive Node waits for all of V8's background work before it goes on, here
  // for the optimizing compilation of SQLite: the directory would be ready a tenth of a second later.
  const busy = setInterval(() => undefined, 60_000)
  // A log that nobody reads any more, or that its disk has no room for, ends nothing.
  process.stderr.on('error', () => undefined)
  const log = createLog(options.log, Date.now, (text) => process.stderr.write(text))
  const key = await dataKey(options, ownKey, keyVariable, log.say)
  const store = await openDataFolder(options.data, key, options.journalLimit, log.say)
  try {
    const tls = await certificate(options, log)
    const servers = new Set<string>()
    if (options.proxyCert !== undefined) {
      servers.add(serverByCertificate(certificateFingerprint(options.proxyCert)))
    }
    const relay = options.relay ? new Relay() : undefined
    const server = createServer(
      {
        store,
        defences,
        servers,
        passwords: new Passwords(options.scryptCost),
        proxies: new TrustedProxies(options.proxies),
        now,
        report: (error) => log.say(fault(error)),
        ...(relay && { relay }),
        ...(options.log !== 'none' && { log: log.request }),
      },
      tls,
    )
    watch(server)
    await listen(server, options)
    clearInterval(busy)
    const address = server.address() as AddressInfo
    const names = tls
      ? [serverByCertificate(tls.fingerprint)]
      : ownNames(address, networkInterfaces(), options.names)
    for (const name of names) servers.add(name)
    // Before anybody can know that it runs: whoever ends it then is heard.
    const stopped = stopRequest(options.node)
    announce(address, options, tls)
    await stopped
    relay?.stop()
    await finish(server)
  } finally {
    await store.close()
    log.flush()
  }
}

/** @returns an error of the directory's own, as its log has it. */
export function fault(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

async function dataKey(
  { key, data, node }: ServerOptions,
  own: string,
  variable: string | undefined,
  report: (sentence: string) => void,
): Promise<Uint8Array> {
  // A lab's data is thrown away, and its disk may be read-only.
  if (node && key === undefined && !variable) return randomBytes(KEY_BYTES)
  return findKey({ file: key, variable, own, mayMake: !holdsSealedData(data), report })
}

async function certificate(
  { tls, host, names, data }: ServerOptions,
  { say }: OperatorLog,
): Promise<TlsIdentity | undefined> {
  if (tls === false) return undefined
  if (tls !== 'own') return readTlsFiles(tls.cert, tls.key)
  const named = names.map((name) => new URL(`http://${name}`).hostname.replace(/^\[(.*)\]$/, '$1'))
  return ownCertificate(data, [...new Set([host, 'localhost', ...named])], say)
}

async function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const at = `${host}:${port}`
    if (code === 'EADDRINUSE') {
      throw new StartFailure(`Another program listens on ${at} already: choose another port with --listen.`)
    }
    throw new StartFailure(`The directory cannot listen on ${at} (${inWords(error)}): see --listen.`)
  }
}

function announce(
  { address, port }: AddressInfo,
  { node, data, names: [name] }: ServerOptions,
  tls?: TlsIdentity,
): void {
  if (node) {
    const event = { event: 'listening', service: 'directory', host: address, port }
    const certificate = tls && { certificate: tls.fingerprint }
    process.stdout.write(`${JSON.stringify({ ...event, ...certificate })}\n{"event":"ready"}\n`)
    return
  }
  const listening = `${isIPv6(address) ? `[${address}]` : address}:${port}`
  // Where users find it, if it was told; a wildcard address is no such place.
  const place = name === undefined ? listening : /:\d+$/.test(name) ? name : `${name}:${port}`
  const url = `${tls ? 'https' : 'http'}://${place}`
  process.stdout.write(`The directory is at ${url} and keeps its data in ${data}.\n`)
  // As the messenger shows it, for people to compare.
  const halves = tls ? [tls.fingerprint.slice(0, 32), tls.fingerprint.slice(32)] : []
  const rows = halves.map((half) => `  ${half.match(/.{4}/g)?.join(' ')}`)
  if (tls) process.stdout.write(`The SHA-256 fingerprint of its certificate is\n${rows.join('\n')}\n`)
}

/** Settles when somebody wants the directory to stop. A second signal then ends it at once. */
function stopRequest(node: boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => resolve()
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    // Whoever read our lines is gone.
    process.stdout.on('error', stop)
    if (!node) return
    process.stdin.on('error', stop)
    process.stdin.once('end', stop)
    process.stdin.resume()
  })
}

/** Takes no more connections and lets requests that began finish, for a while. */
async function finish(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  // A connection that is kept alive counts as idle only once its answer is out.
  server.prependListener('request', (_request, response) => {
    response.setHeader('Connection', 'close')
  })
  const idle = setInterval(() => server.closeIdleConnections(), 20)
  const deadline = setTimeout(() => server.closeAllConnections(), GRACE)
  await closed
  clearInterval(idle)
  clearTimeout(deadline)
}
