/**
 * The directory server: `npm run directory`.
 *
 * It opens its data folder, listens, and serves until SIGINT, SIGTERM or, as a node of the lab, until its
 * stdin ends. Then it takes no new requests, finishes those that began, makes a snapshot and closes. It may
 * just as well be killed: every write it acknowledged is on disk (see store.ts).
 *
 * Beyond loopback it wants --tls, or --plain-http by name.
 */

import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, isIPv6 } from 'node:net'
import { homedir, networkInterfaces } from 'node:os'
import { serverByCertificate } from '../peers/protocol/statements'
import { openDataFolder } from './data-folder'
import { defaultDataFolder, help, type Options, parseOptions } from './options'
import { ownNames } from './own-names'
import { Passwords } from './passwords'
import { inWords, StartFailure } from './refusal'
import { createServer } from './server'
import { ownCertificate, readTlsFiles, type TlsIdentity } from './tls'

/** Milliseconds that requests which began get to finish when the directory stops. */
const GRACE = 5_000

async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args, defaultDataFolder(process.platform, process.env, homedir()))
  if (options === 'help') {
    process.stdout.write(help)
    return
  }
  await serve(options)
}

async function serve(options: Options): Promise<void> {
  // While nothing keeps its event loop alive Node waits for all of V8's background work before it goes on, here
  // for the optimizing compilation of SQLite: the directory would be ready a tenth of a second later.
  const busy = setInterval(() => undefined, 60_000)
  const store = await openDataFolder(options.data, options.journalLimit, complain)
  try {
    const tls = await certificate(options)
    const servers = new Set<string>()
    const passwords = new Passwords(options.scryptCost)
    const server = createServer({ store, passwords, servers, now: Date.now, report: reportFault }, tls)
    await listen(server, options)
    clearInterval(busy)
    const address = server.address() as AddressInfo
    const names = tls
      ? [serverByCertificate(tls.fingerprint)]
      : ownNames(address, networkInterfaces(), options.names)
    for (const name of names) servers.add(name)
    announce(address, options, tls)
    await stopRequest(options.node)
    await finish(server)
  } finally {
    await store.close()
  }
}

async function certificate({ tls, host, names, data }: Options): Promise<TlsIdentity | undefined> {
  if (tls === false) return undefined
  if (tls !== 'own') return readTlsFiles(tls.cert, tls.key)
  const named = names.map((name) => new URL(`http://${name}`).hostname.replace(/^\[(.*)\]$/, '$1'))
  return ownCertificate(data, [...new Set([host, 'localhost', ...named])], complain)
}

async function listen(server: Server, { host, port }: Options): Promise<void> {
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

function announce({ address, port }: AddressInfo, { node, data }: Options, tls?: TlsIdentity): void {
  if (node) {
    const listening = { event: 'listening', service: 'directory', host: address, port }
    const certificate = tls && { certificate: tls.fingerprint }
    process.stdout.write(`${JSON.stringify({ ...listening, ...certificate })}\n{"event":"ready"}\n`)
    return
  }
  const url = `${tls ? 'https' : 'http'}://${isIPv6(address) ? `[${address}]` : address}:${port}`
  process.stdout.write(`The directory is at ${url} and keeps its data in ${data}.\n`)
  if (tls) process.stdout.write(`The SHA-256 fingerprint of its certificate is ${tls.fingerprint}.\n`)
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

function complain(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

function reportFault(error: unknown): void {
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error))
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    if (error instanceof StartFailure) complain(error.message)
    else reportFault(error)
    process.exit(error instanceof StartFailure ? error.exitStatus : 70)
  },
)
