/** For tests: a runtime in memory. Its nodes are functions that answer commands; nothing is started. */

import { Recorder, type Timer } from '../history/recorder'
import type { NodeSpec, Runtime } from './runtime'

export type Command = { readonly id: number; readonly do: string } & Readonly<Record<string, unknown>>

/** What a node does with a command. `say` writes a line of this node, or of another one that hears of it. */
export type Script = (command: Command, say: (event: object | string, node?: string) => void) => void

export interface ScriptedRuntime extends Runtime {
  /** `NODE COMMAND`, in the order in which they came. */
  readonly commands: string[]
  /** Ends a node, as a crash does. */
  end(node: string, status: number | null, stderr: string): void
  stopped: number
}

/**
 * @param scripts by name of the node; one without a script does all that it is told, and nothing of its own.
 * @param opening what a node says when it starts, by its name; else that it listens and is ready.
 */
export function scriptedRuntime(
  scripts: Readonly<Record<string, Script>>,
  opening: Readonly<Record<string, readonly (object | string)[]>> = {},
): ScriptedRuntime {
  const ends = new Map<string, (end: { status: number | null; stderr: string }) => void>()
  const runtime: ScriptedRuntime = {
    name: 'processes',
    resolvesNames: false,
    listenOn: () => '127.0.0.1:0',
    dataFolder: () => '/data',
    commands: [],
    stopped: 0,
    end: (node, status, stderr) => ends.get(node)?.({ status, stderr }),
    async start(specs, onLine) {
      // A line arrives later, never while the command is still being written.
      const hear = (node: string, event: object | string) =>
        queueMicrotask(() => onLine(node, typeof event === 'string' ? event : JSON.stringify(event)))
      for (const spec of specs) for (const event of opening[spec.name] ?? usual(spec)) hear(spec.name, event)
      const nodes = specs.map(({ name, firstLine }) => ({
        name,
        send: (command: object) => {
          if (command === firstLine) return
          runtime.commands.push(`${name} ${(command as Command).do}`)
          const script = scripts[name] ?? ((order, say) => say({ event: 'done', id: order.id }))
          script(command as Command, (event, node = name) => hear(node, event))
        },
        address: () => '127.0.0.1',
        files: async () => [],
        peakMemory: async () => 0,
        processorTime: async () => 0,
        exited: new Promise<{ status: number | null; stderr: string }>((end) => ends.set(name, end)),
      }))
      const stop = async () => {
        runtime.stopped += 1
        for (const { name } of specs) runtime.end(name, 0, '')
      }
      return { nodes, stop }
    },
  }
  return runtime
}

/** What a node of this program says when it starts. */
function usual({ name, program }: NodeSpec): object[] {
  const listening = (service: string, port: number) => ({
    event: 'listening',
    service,
    host: '127.0.0.1',
    port,
  })
  if (program === 'peer' || program === 'messenger')
    return [listening(name, 1000), { event: 'ready', fingerprint: `${name}-key` }]
  if (program === 'directory') return [listening(name, 1001), { event: 'ready' }]
  return [{ event: 'ready' }, listening('alice', 1002), listening('bob', 1003)]
}

/** Time passes as soon as nothing else is left to happen: scripted nodes answer in microtasks. */
export const impatient: Timer = (_milliseconds, ring) => {
  const soon = setImmediate(ring)
  return () => clearImmediate(soon)
}

/** @returns a recorder for scripted nodes. */
export function impatientRecorder(act = 'act'): Recorder {
  let [now, number] = [0, 0]
  return new Recorder(
    act,
    () => ++now,
    (event) => ({ number: ++number, ...event }),
    impatient,
  )
}
