/** The nodes of an act as the lab talks to them: commands out, events in, nothing believed unparsed. */

import { randomBytes } from 'node:crypto'
import { type Sentence, t } from '../../peers/language/sentence'
import { type HistoryEvent, type NodeEvent, parseNodeLine } from '../history/events'
import type { Recorder } from '../history/recorder'
import { type EventOf, eventsOf } from '../history/selectors'
import type { Measured } from '../history/step'
import { reasonOf } from '../language/lab-error'
import { english } from '../language/typed'
import type { FoundFile } from './file-list'
import type { NodeSpec, RunningNode, Runtime } from './runtime'

/** Milliseconds to wait for what must happen, also on a slow machine. */
export const PATIENCE = 60_000

/** The act can't go on; its verdict will be INCONCLUSIVE. */
export class ActFailed extends Error {
  constructor(readonly words: Sentence) {
    super(english(words))
  }
}

/** A password that nobody guesses: 96 random bits. */
export function newPassword(): string {
  return randomBytes(12).toString('base64')
}

export type CommandResult = EventOf<'done'> | EventOf<'failed'>

export class Testbed {
  readonly #recorder: Recorder
  readonly #specs: readonly NodeSpec[]
  #nodes = new Map<string, RunningNode>()
  #stop: () => Promise<void> = async () => {}
  #stopping = false
  readonly #accounts: ReadonlyMap<string, string>
  readonly #hosts: ReadonlyMap<string, string>
  readonly #passwords = new Map<string, string>()
  readonly #commands = new Map<string, number>()

  /**
   * @param accounts names at the directory by the peers they are of, where they are others than the nodes'.
   * @param hosts likewise the host names that they publish.
   */
  constructor(
    specs: readonly NodeSpec[],
    recorder: Recorder,
    accounts: ReadonlyMap<string, string> = new Map(),
    hosts: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#hosts = hosts
    this.#specs = specs
    this.#recorder = recorder
    this.#accounts = accounts
  }

  /** The name that a peer has at the directory. */
  accountOf(peer: string): string {
    return this.#accounts.get(peer) ?? peer
  }

  /** The host name under which a peer says that it is reached. */
  hostOf(peer: string): string {
    return this.#hosts.get(peer) ?? peer
  }

  /** The password of a peer's account: made up when it is first asked for. */
  passwordOf(peer: string): string {
    const password = this.#passwords.get(peer) ?? newPassword()
    this.#passwords.set(peer, password)
    return password
  }

  /** Starts the nodes and waits until each says that it is ready. */
  async start(runtime: Runtime): Promise<void> {
    const started = await runtime.start(this.#specs, (node, line) => this.#hear(node, line))
    this.#stop = () => started.stop()
    for (const node of started.nodes) {
      this.#nodes.set(node.name, node)
      const line = this.#specs.find(({ name }) => name === node.name)?.firstLine
      if (line) node.send(line)
      void node.exited.then(({ status, stderr }) => this.#gone(node.name, status, stderr))
    }
    const names = this.#specs.map(({ name }) => name)
    const ready = await this.#recorder.waitFor(
      (events) => names.every((name) => events.some(({ node, event }) => node === name && event === 'ready')),
      0,
      PATIENCE,
    )
    if (!ready) throw new ActFailed(t`not every node got ready`)
  }

  /** Ends the nodes. Safe to call at any time, and twice. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.#stop()
  }

  /**
   * @param patience milliseconds.
   * @returns the node's answer to a command, whatever it is. @throws ActFailed if none comes in time.
   */
  async tryCommand(node: string, command: object, patience = PATIENCE): Promise<CommandResult> {
    // Counted for each node by itself: how many commands others get tells of phases.
    const id = (this.#commands.get(node) ?? 0) + 1
    this.#commands.set(node, id)
    const { mark } = this.#recorder
    const isPeer = this.#specs.some(({ name, program }) => name === node && program !== 'attacker')
    this.#node(node).send({
      id,
      ...(isPeer ? this.#renamed(command, (name) => this.accountOf(name)) : command),
    })
    const find = (events: readonly HistoryEvent[]) => events.find((event) => isAnswer(event, node, id))
    await this.#recorder.waitFor((events) => find(events) !== undefined, mark, patience)
    const answer = find(this.#recorder.events.slice(mark)) as CommandResult | undefined
    if (!answer) throw new ActFailed(t`${node} did not answer to ${JSON.stringify(command)}`)
    return answer
  }

  /** Like {@link tryCommand}, for what must work. @throws ActFailed if the node refuses. */
  async command(
    node: string,
    command: object,
    patience = PATIENCE,
  ): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.tryCommand(node, command, patience)
    if (answer.event === 'failed') {
      throw new ActFailed(t`${node} refused ${JSON.stringify(command)}: ${answer.message}`)
    }
    return answer.data ?? {}
  }

  /** The nodes that run the messenger: those with files and a screen to look at. */
  get messengers(): string[] {
    return this.#specs.filter(({ program }) => program === 'messenger').map(({ name }) => name)
  }

  /** What is in a node's data folder, whatever its program says. @throws ActFailed if that can't be told. */
  async files(node: string): Promise<FoundFile[]> {
    try {
      return await this.#node(node).files()
    } catch (error) {
      throw new ActFailed(t`${reasonOf(error)}`)
    }
  }

  /** `ADDRESS:PORT` at which `node` says it listens as `service`, for the calls of `caller`, seen from `network`. */
  address(node: string, service: string, network: string, caller?: string): string {
    const listening = eventsOf(this.#recorder.events, 'listening').find(
      (event) =>
        event.node === node &&
        event.service === service &&
        (event.caller === undefined || event.caller === caller),
    )
    if (!listening) throw new ActFailed(t`${node} does not listen as ${service}`)
    return `${this.ip(node, network)}:${listening.port}`
  }

  /** The IP address of a node in a network. */
  ip(node: string, network: string): string {
    return this.#node(node).address(network)
  }

  /** @returns what a node has used so far, in the unit of {@link measures}. @throws ActFailed if that can't be told. */
  async measure(node: string, what: Measured): Promise<number> {
    if (what === 'storage') return (await this.files(node)).reduce((sum, { size }) => sum + size, 0)
    const running = this.#node(node)
    try {
      return await (what === 'memory' ? running.peakMemory() : running.processorTime())
    } catch (error) {
      throw new ActFailed(t`${reasonOf(error)}`)
    }
  }

  #node(name: string): RunningNode {
    const node = this.#nodes.get(name)
    if (!node) throw new ActFailed(t`there is no node ${name}`)
    return node
  }

  #hear(name: string, line: string): void {
    const spec = this.#specs.find((candidate) => candidate.name === name)
    if (!spec) return
    let event: NodeEvent
    try {
      event = parseNodeLine(spec.program, line)
    } catch (error) {
      const why = t`${reasonOf(error)}`
      this.#recorder.note('lab', { event: 'node-failed', failed: name, why })
      return
    }
    const peers = new Map([...this.#accounts].map(([peer, account]) => [account, peer]))
    this.#recorder.note(
      name,
      spec.program === 'attacker' ? event : this.#renamed(event, (account) => peers.get(account) ?? account),
    )
  }

  /** The same with other names for the people in it: the lab knows them by their nodes. */
  #renamed<T extends object>(message: T, rename: (name: string) => string): T {
    if (this.#accounts.size === 0) return message
    const people = ['name', 'to', 'from', 'with', 'peer', 'calls']
    return Object.fromEntries(
      Object.entries(message).map(([field, value]) => [
        field,
        people.includes(field) && typeof value === 'string' ? rename(value) : value,
      ]),
    ) as T
  }

  #gone(name: string, status: number | null, stderr: string): void {
    if (this.#stopping) return
    const last = stderr.trim().split('\n').at(-1) ?? ''
    this.#recorder.note('lab', { event: 'node-failed', failed: name, why: howItEnded(status, last) })
  }
}

function isAnswer(event: HistoryEvent, node: string, id: number): boolean {
  return (event.event === 'done' || event.event === 'failed') && event.node === node && event.id === id
}

/** @param last what it said last. */
function howItEnded(status: number | null, last: string): Sentence {
  if (status === null) return last ? t`it ended with a signal: ${last}` : t`it ended with a signal`
  return last ? t`it ended with status ${status}: ${last}` : t`it ended with status ${status}`
}
