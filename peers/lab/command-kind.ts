/** What the two programs of the lab do with a command, and with what. */

import type { DirectoryClient } from '../directory/client'
import type { DirectoryAccount } from '../directory/directory-account'
import type { Endpoint } from '../directory/endpoint'
import type { RelayLine } from '../directory/relay-line'
import type { Messenger } from '../messenger/messenger'
import type { PrivateIdentity } from '../protocol/identity'
import type { Peer } from '../session/peer'
import type { OpenMessenger } from './home'
import type { LabScreen } from './screen'
import type { LabSessions } from './sessions'

interface LabNode {
  readonly identity: PrivateIdentity
  readonly tell: (event: object) => void
  readonly resolve: (host: string, port: number) => Endpoint
  /** From now on these names are resolved here and not by the network. */
  readonly useHosts: (table: Readonly<Record<string, Endpoint>>) => void
  /** Settles when the relay can tell of calls; at once where none is used. */
  readonly isUp: Promise<void>
}

/** The peer that speaks the protocol and no more. */
export interface PeerNode extends LabNode {
  readonly peer: Peer
  readonly account: DirectoryAccount
  /** Null where none is used. */
  readonly relayLine: RelayLine | null
  /** Puts the program's clock forward by so many milliseconds. */
  passTime(milliseconds: number): void
}

/** The user's messenger, on a screen that somebody types at. */
export interface MessengerNode extends LabNode {
  readonly messenger: Messenger
  readonly rehearseStart: OpenMessenger['rehearseStart']
  readonly client: DirectoryClient
  readonly sessions: LabSessions
  readonly screen: LabScreen
  /** The folder of this node. */
  readonly data: string
}

/** @returns what the answer carries besides `done`, if anything. @throws PeerError when the command is refused. */
export type Does<Node, Command> = (node: Node, command: Command) => Promise<object | undefined>

/** Both programs say what they do with a command; null is for a program that has no such thing. */
export interface CommandKind<Command> {
  readonly peer: Does<PeerNode, Command>
  readonly messenger: Does<MessengerNode, Command> | null
}
