/** The nodes of an act as the lab talks to them: commands out, events in, nothing believed unparsed. */

import type { EventOf } from './checks'
import { type HistoryEvent, type NodeEvent, parseNodeLine } from './events'
import type { Recorder } from './recorder'
import type { NodeSpec, RunningNode, Runtime } from './runtime'

/** Milliseconds to wait for what must happen, also on a slow machine. */
export const PATIENCE = 30_000

/** The act can't go on; its verdict will be INCONCLUSIVE. */
export class ActFailed extends Error {}

export type Answer = EventOf<'done'> | EventOf<'failed'>

export class Cast {
  readonly #recorder: Recorder
  readonly #specs: readonly NodeSpec[]
  #nodes = new Map<string, RunningNode>()
  #stop: () => Promise<void> = async () => {}
  #stopping = false
  #commands = 0

  constructor(specs: readonly NodeSpec[], recorder: Recorder) {
    this.#specs = specs
    this.#recorder = recorder
  }

  /** Starts the nodes and waits until each says that it is ready. */
  async start(runtime: Runtime): Promise<void> {
    const started = await runtime.start(this.#specs, (node, line) => this.#hear(node, line))
    this.#stop = () => started.stop()
    for (const node of started.nodes) {
      this.#nodes.set(node.name, node)
      void node.exited.then(({ status, stderr }) => this.#gone(node.name, status, stderr))
    }
    const names = this.#specs.map(({ name }) => name)
    const ready = await this.#recorder.waitFor(
      (events) => names.every((name) => events.some(({ node, event }) => node === name && event === 'ready')),
      0,
      PATIENCE,
    )
    if (!ready) throw new ActFailed('not every node got ready')
  }

  /** Ends the nodes. Safe to call at any time, and twice. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.#stop()
  }

  /** @returns the node's answer to a command, whatever it is. @throws ActFailed if none comes in time. */
  async ask(node: string, command: object): Promise<Answer> {
    const id = ++this.#commands
    const { mark } = this.#recorder
    this.#node(node).send({ id, ...command })
    const find = (events: readonly HistoryEvent[]) => events.find((event) => isAnswer(event, node, id))
    await this.#recorder.waitFor((events) => find(events) !== undefined, mark, PATIENCE)
    const answer = find(this.#recorder.events.slice(mark)) as Answer | undefined
    if (!answer) throw new ActFailed(`${node} did not answer to ${JSON.stringify(command)}`)
    return answer
  }

  /** Like `ask`, for what must work. @throws ActFailed if the node refuses. */
  async demand(node: string, command: object): Promise<void> {
    const answer = await this.ask(node, command)
    if (answer.event === 'failed') {
      throw new ActFailed(`${node} refused ${JSON.stringify(command)}: ${answer.message}`)
    }
  }

  /** `ADDRESS:PORT` at which `node` says it listens as `service`, seen from `network`. */
  address(node: string, service: string, network: string): string {
    const listening = this.#recorder.events.find(
      (event) => event.node === node && event.event === 'listening' && event.service === service,
    )
    if (listening?.event !== 'listening') throw new ActFailed(`${node} does not listen as ${service}`)
    return `${this.ip(node, network)}:${listening.port}`
  }

  /** The IP address of a node in a network. */
  ip(node: string, network: string): string {
    return this.#node(node).address(network)
  }

  #node(name: string): RunningNode {
    const node = this.#nodes.get(name)
    if (!node) throw new ActFailed(`there is no node ${name}`)
    return node
  }

  #hear(name: string, line: string): void {
    const spec = this.#specs.find((candidate) => candidate.name === name)
    if (!spec) return
    let event: NodeEvent
    try {
      event = parseNodeLine(spec.program, line)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      this.#recorder.note('lab', { event: 'node-failed', failed: name, why })
      return
    }
    this.#recorder.note(name, event)
  }

  #gone(name: string, status: number | null, stderr: string): void {
    if (this.#stopping) return
    const last = stderr.trim().split('\n').at(-1) ?? ''
    const why = `it ended with ${status === null ? 'a signal' : `status ${status}`}${last && `: ${last}`}`
    this.#recorder.note('lab', { event: 'node-failed', failed: name, why })
  }
}

function isAnswer(event: HistoryEvent, node: string, id: number): boolean {
  return (event.event === 'done' || event.event === 'failed') && event.node === node && event.id === id
}
