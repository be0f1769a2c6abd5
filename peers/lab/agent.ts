/**
 * The agent of the lab: a peer driven by JSON lines, session by session. It reads one command a line and answers each with `done` or
 * `failed`; what happens in between comes as events. It ends when its input ends.
 */

import { obey } from '../commands/json-command'
import { DirectoryAccount, type DirectoryAccountOptions } from '../directory/directory-account'
import type { Endpoint } from '../directory/endpoint'
import { RelayLine } from '../directory/relay-line'
import { alarm } from '../protocol/conversation'
import { fingerprint, publicIdentity } from '../protocol/identity'
import { Peer, type PeerOptions } from '../session/peer'
import { parseCommand, performAsPeer } from './agent-commands'
import { askingTold } from './directory-log'
import { labEvent } from './peer-events'
import { WireLog } from './wire-log'

export interface AgentOptions
  extends Omit<PeerOptions, 'onEvent' | 'resolve' | 'account'>,
    Omit<DirectoryAccountOptions, 'onKeyChanged' | 'resolve'> {
  /** What others call this peer where it is announced; only the directory's word counts for users. */
  readonly service: string
  readonly listen: Endpoint
  /** Whether friends who do not reach each other are joined by the directory's relay. */
  readonly relay?: boolean
  /** Lines, each a command. */
  readonly input: AsyncIterable<string>
  readonly write: (line: string) => void
}

/** Runs until the input ends, and says goodbye then. @throws PeerError PORT_TAKEN, CONNECTION_FAILED */
export async function runAgent(options: AgentOptions): Promise<void> {
  const tell = (event: object): void => options.write(`${JSON.stringify(event)}\n`)
  let hosts: Readonly<Record<string, Endpoint>> = {}
  const resolve = (host: string, port: number): Endpoint => {
    const name = `${host}:${port}`
    return Object.hasOwn(hosts, name) ? hosts[name]! : { host, port }
  }
  let ahead = 0
  const now = (): number => options.now() + ahead
  const passTime = (milliseconds: number): void => {
    ahead += milliseconds
  }
  const account = new DirectoryAccount({
    ...options,
    now,
    resolve,
    ask: askingTold(tell),
    onKeyChanged: (refusal) => tell({ ...alarm(refusal), session: null }),
  })
  const log = new WireLog(tell)
  const peer = new Peer({
    ...options,
    now,
    profile: log.watched(options.profile),
    account,
    resolve,
    onEvent(event) {
      if (event.event === 'opened') log.opened(event.session)
      tell(labEvent(event))
    },
  })
  const server = await peer.listen(options.listen.host, options.listen.port)
  const address = server.address()
  if (address && typeof address === 'object') {
    tell({ event: 'listening', service: options.service, host: address.address, port: address.port })
  }
  log.identity(options.identity)
  tell({ event: 'ready', fingerprint: fingerprint(publicIdentity(options.identity)) })

  let onUp = () => {}
  const isUp = new Promise<void>((resolve) => {
    onUp = resolve
    if (!options.relay) resolve()
  })
  const relayLine = options.relay
    ? new RelayLine({
        dialIn: (query) => account.directory.relay(query),
        wanted: (friend) => options.contacts.contacts.has(friend),
        onCall: (_friend, socket) => peer.answerThrough(socket),
        random: Math.random,
        onUp,
      })
    : null
  const { identity } = options
  const useHosts = (table: typeof hosts): void => {
    hosts = table
  }
  const node = {
    ...{ peer, account, relayLine, isUp },
    ...{ identity, tell, resolve, useHosts, passTime },
  }

  // Commands run side by side, so that a slow connection holds up nothing else.
  for await (const line of options.input)
    void obey(line, parseCommand, (command) => performAsPeer(node, command), tell)
  relayLine?.stop()
  await peer.stop()
}
