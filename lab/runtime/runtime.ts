/** What a runtime is: the place where the nodes of one act live and the network between them. */

import type { NodeProgram } from '../history/events'
import type { FoundFile } from './file-list'

/** One node to start. */
export interface NodeSpec {
  readonly name: string
  readonly program: NodeProgram
  readonly args: readonly string[]
  /** What it is told before its first command, and others may not see as they would its arguments. */
  readonly firstLine?: object
  /** Its data folder, as {@link Runtime.dataFolder} gave it; without one there are no files to look at. */
  readonly data?: string
  /** The node on whose computer it is, where that is not its own: the two share one loopback. */
  readonly besides?: string
  /** The networks it is in, with the names under which it answers there. Processes share one loopback. */
  readonly networks: readonly { readonly network: string; readonly aliases: readonly string[] }[]
}

/** A node that was started. It reads commands from stdin and writes events to stdout, a JSON object a line. */
export interface RunningNode {
  readonly name: string
  /** Writes one command. A node that is gone ignores it. */
  send(command: object): void
  /** The IP address under which others reach it in this network. */
  address(network: string): string
  /** What is in the node's data folder now, seen from outside of its program. @throws LabError if that can't be told. */
  files(): Promise<FoundFile[]>
  /**
   * The most bytes of memory that the node's program ever had in use, as the system counts them.
   * @throws LabError if that can't be told.
   */
  peakMemory(): Promise<number>
  /** Milliseconds for which the node's program has occupied a processor. @throws LabError if that can't be told. */
  processorTime(): Promise<number>
  /** Settles when the node has ended, with its exit status (null after a signal) and the tail of its stderr. */
  readonly exited: Promise<{ readonly status: number | null; readonly stderr: string }>
}

/** The nodes and networks of one act. */
export interface Nodes {
  readonly nodes: readonly RunningNode[]
  /** Ends every node (stdin first, then by force) and removes what was made. Safe to call twice. */
  stop(): Promise<void>
}

export interface Runtime {
  readonly name: 'processes' | 'containers'
  /** True where the network itself resolves names (Docker's), false where nodes need a hosts table. */
  readonly resolvesNames: boolean
  /** `HOST:PORT` for a node to listen on: the port as asked where it has an address of its own, else port 0. */
  listenOn(port: number): string
  /** A folder a node may write to, as the node sees it: for the directory's data. */
  dataFolder(node: string): string
  /**
   * Starts the nodes of one act side by side. `onLine` gets every line a node writes, in order, also those
   * written before this settles. When one fails to start, all are stopped and the reason is thrown.
   */
  start(nodes: readonly NodeSpec[], onLine: (node: string, line: string) => void): Promise<Nodes>
}
