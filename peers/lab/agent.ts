/**
 * The agent of the lab: a peer driven by JSON lines, session by session. It reads one command a line and answers each with `done` or
 * `failed`; what happens in between comes as events. It ends when its input ends.
 */

import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { obey } from '../cli/json-command'
import { lines } from '../cli/lines'
import { DirectoryClient } from '../directory/client'
import { DirectoryAccount, type DirectoryAccountOptions } from '../directory/directory-account'
import type { Endpoint } from '../directory/endpoint'
import { alarm } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import { fingerprint, type PrivateIdentity, publicIdentity } from '../protocol/identity'
import { Peer, type PeerOptions } from '../session/peer'
import { type PeerCommand, parseCommand } from './agent-commands'
import { labEvent } from './peer-events'

export interface AgentOptions
  extends Omit<PeerOptions, 'onEvent' | 'resolve' | 'account'>,
    Omit<DirectoryAccountOptions, 'onKeyChanged' | 'resolve'> {
  /** What others call this peer where it is announced; only the directory's word counts for users. */
  readonly service: string
  readonly listen: Endpoint
  readonly input: Readable
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
  const account = new DirectoryAccount({
    ...options,
    resolve,
    onKeyChanged: (refusal) => tell({ ...alarm(refusal), session: null }),
  })
  const peer = new Peer({ ...options, account, resolve, onEvent: (event) => tell(labEvent(event)) })
  const server = await peer.listen(options.listen.host, options.listen.port)
  const address = server.address()
  if (address && typeof address === 'object') {
    tell({ event: 'listening', service: options.service, host: address.address, port: address.port })
  }
  tell({ event: 'ready', fingerprint: fingerprint(publicIdentity(options.identity)) })

  const registerOther = (directory: string, name: string): Promise<number> =>
    new DirectoryClient(directory, { resolve }).register(name, randomUUID(), options.identity)

  /** An address that the friend did not sign is an alarm, as it is in the messenger. */
  const connect = (name: string): Promise<void> =>
    peer.connect(name).catch((error: unknown) => {
      if (error instanceof PeerError && error.code === 'BAD_ADDRESS_RECORD') {
        tell({ ...alarm(error), session: null })
      }
      throw error
    })

  /** @returns what the answer carries besides `done`. */
  const perform = async (command: PeerCommand): Promise<object | undefined> => {
    switch (command.do) {
      case 'hosts':
        hosts = command.table
        return
      case 'register':
        return account.register(command.directory, command.name, command.password).then(() => undefined)
      case 'login':
        return account
          .login(command.directory, command.name, command.password, command.code)
          .then(() => undefined)
      case 'register-others':
        for (const name of command.names) await registerOther(command.directory, name)
        return
      case 'enrol':
        return { secret: (await account.directory.enrolTotp()).secret }
      case 'confirm-enrolment':
        return { recovery: await account.directory.confirmTotp(command.code) }
      case 'unenrol':
        return account.directory.removeTotp(command.code).then(() => undefined)
      case 'publish':
        return { observed: await account.publish(command.host, command.port) }
      case 'add-friend':
        return { status: await account.addFriend(command.name) }
      case 'friends': {
        const { friends, incoming, outgoing } = await account.friends()
        return { friends: friends.map(({ name }) => name), incoming, outgoing }
      }
      case 'forget':
        return account.forget(command.name).then(() => undefined)
      case 'surrender':
        return command.what === 'token' ? { token: account.directory.token } : inDer(options.identity)
      case 'keep':
        return account.keep(command.name).then(() => undefined)
      case 'connect':
        return connect(command.to).then(() => undefined)
      case 'send':
        peer.send(command.to, command.text)
        return
      case 'compare': {
        const shown = peer.compare(command.with)
        tell({ event: 'displayed', ...shown })
        if (command.match) await account.verified(command.with)
        return
      }
      case 'close':
        peer.close(command.to)
        return
      case 'ping':
        return
      case 'send-file':
        throw new PeerError('UNSUPPORTED')
    }
  }

  // Commands run side by side, so that a slow connection holds up nothing else.
  for await (const line of lines(options.input)) void obey(line, parseCommand, perform, tell)
  await peer.stop()
}

/** Both private keys as PKCS #8 DER (RFC 5958) in base64. */
function inDer({ signing, wrapping }: PrivateIdentity): { signing: string; wrapping: string } {
  const encoded = [signing, wrapping].map((key) =>
    key.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  )
  return { signing: encoded[0]!, wrapping: encoded[1]! }
}
