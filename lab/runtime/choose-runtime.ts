/** Which runtime a run gets. */

import { LabError, reasonOf } from '../language/lab-error'
import { type Sentence, t, type Words } from '../language/sentence'
import { containersRuntime } from './containers'
import { findEngine, whyNot } from './engine'
import { processesRuntime, type RuntimeOptions } from './processes'
import type { Nodes, Runtime } from './runtime'

/** A container is up in about a second, and in ten on a machine with far too much to do; acts would wait for minutes. */
const TRIAL_MS = 20_000

/**
 * @param which `auto` is containers where one node could be tried through and through, else processes
 * @param tell is told why there are no containers, where an engine is there and does not serve
 * @throws LabError when containers are asked for and no engine answers
 */
export async function chooseRuntime(
  which: 'auto' | Runtime['name'],
  options: RuntimeOptions,
  tell: (why: Sentence) => void = () => {},
): Promise<Runtime> {
  if (which === 'processes') return processesRuntime(options)
  if (which === 'containers') return containersRuntime(options)
  const { engine, reasons } = await findEngine()
  if (!engine) {
    if (reasons.length > 0) tell(t`Nodes run as processes: no container engine answers${whyNot(reasons)}.`)
    return processesRuntime(options)
  }
  try {
    const runtime = await containersRuntime(options)
    await tryOneNode(runtime)
    return runtime
  } catch (error) {
    options.signal?.throwIfAborted()
    tell(
      t`Nodes run as processes, for a node in a container could not be tried: ${withoutStop(reasonOf(error))}.`,
    )
    return processesRuntime(options)
  }
}

/**
 * Starts a node, sends a command, waits for the answer, and stops it.
 * @throws LabError when one of that fails, or takes longer than `patience` milliseconds
 */
export async function tryOneNode(runtime: Runtime, patience = TRIAL_MS): Promise<void> {
  // The attacker's program waits for orders and needs nothing to begin; an empty hosts table is one that changes nothing.
  const node = {
    name: 'trial',
    program: 'attacker',
    args: [],
    networks: [{ network: 'trial', aliases: [] }],
  } as const
  let heard = (_line: string): void => {}
  const answered = new Promise<void>((resolve) => {
    heard = (line) => line.includes('"event":"done"') && line.includes('"id":1') && resolve()
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LabError(t`no answer came within ${patience / 1000} s`)), patience)
  })
  const starting = runtime.start([node], (_, line) => heard(line))
  try {
    const nodes = await Promise.race([starting, late])
    const [{ send, exited }] = nodes.nodes as [Nodes['nodes'][number]]
    send({ id: 1, do: 'hosts', table: {} })
    const ended = exited.then(({ status }) => {
      throw new LabError(t`it ended with status ${status ?? 'null'}`)
    })
    await Promise.race([answered, ended, late])
    await Promise.race([nodes.stop(), late])
  } catch (error) {
    // What a stuck engine does not let go now, the next run's sweep takes away.
    starting.then(({ stop }) => stop()).catch(() => {})
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function withoutStop(words: Words): Words {
  return typeof words === 'string' ? words.replace(/\.$/, '') : words
}
