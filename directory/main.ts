/**
 * The directory server: `npm run directory`.
 *
 * It opens its data folder, listens, and serves until SIGINT, SIGTERM or, as a node of the lab, until its
 * stdin ends. Then it takes no new requests, finishes those that began, makes a snapshot and closes. It may
 * just as well be killed: every write it acknowledged is on disk (see store.ts).
 *
 * It does not encrypt its connections yet: beyond loopback it wants --plain-http by name.
 */

import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, isIPv6 } from 'node:net'
import { homedir, networkInterfaces } from 'node:os'
import { openDataFolder } from './data-folder'
import { defaultDataFolder, help, type Options, parseOptions } from './options'
import { ownNames } from './own-names'
import { Passwords } from './passwords'
import { inWords, StartFailure } from './refusal'
import { createServer } from './server'

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
  const passwords = new Passwords(options.scryptCost)
  const servers = new Set<string>()
  const server = createServer({ store, passwords, servers, now: Date.now, report: reportFault })
  try {
    await listen(server, options)
  } catch (error) {
    await store.close()
    throw error
  }
  clearInterval(busy)
  for (const name of ownNames(server.address() as AddressInfo, networkInterfaces(), [])) servers.add(name)
  announce(server.address() as AddressInfo, options)
  await stopRequest(options.node)
  await finish(server)
  await store.close()
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

function announce({ address, port }: AddressInfo, { node, data }: Options): void {
  if (node) {
    const listening = { event: 'listening', service: 'directory', host: address, port }
    process.stdout.write(`${JSON.stringify(listening)}\n${JSON.stringify({ event: 'ready' })}\n`)
  } else {
    const host = isIPv6(address) ? `[${address}]` : address
    process.stdout.write(`The directory is at http://${host}:${port} and keeps its data in ${data}.\n`)
  }
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
