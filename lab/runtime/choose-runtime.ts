/** Which runtime a run gets. */

import { type Sentence, t, type Words } from '../../peers/language/sentence'
import { LabError, reasonOf } from '../language/lab-error'
import { containersRuntime } from './containers'
import { type Deadline, deadline } from './deadline'
import { type Engine, findEngine, whyNot } from './engine'
import { IMAGE_MS, nodeImage } from './image'
import { processesRuntime, type RuntimeOptions } from './processes'
import type { Nodes, Runtime } from './runtime'

/** A container is up in about a second, and in ten on a machine with far too much to do; acts would wait for minutes. */
const TRIAL_MS = 20_000
/** So long one waits, after a trial that came to nothing, for the engine to take away what was started. */
const LET_GO_MS = 5000

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
    return await triedContainers(engine, options)
  } catch (error) {
    options.signal?.throwIfAborted()
    tell(
      t`Nodes run as processes, for a node in a container could not be tried: ${withoutStop(reasonOf(error))}.`,
    )
    return processesRuntime(options)
  }
}

/** The runtime, which has run a node. The image counts by itself: the first run of all makes it, which takes longer. */
async function triedContainers(engine: Engine, options: RuntimeOptions): Promise<Runtime> {
  const made = deadline(IMAGE_MS, options.signal)
  const making = nodeImage(engine, options.build, options.owner)
  try {
    await Promise.race([making, made.passed])
  } catch (error) {
    await settledSoon(making)
    throw error
  } finally {
    made.clear()
  }
  const tried = deadline(TRIAL_MS, options.signal)
  try {
    const runtime = await Promise.race([containersRuntime(options), tried.passed])
    await tryOneNode(runtime, tried)
    return runtime
  } finally {
    tried.clear()
  }
}

/**
 * Starts a node, sends a command, waits for the answer, and stops it.
 * @throws LabError when one of that fails, or as `late` does
 */
export async function tryOneNode(runtime: Runtime, late: Deadline): Promise<void> {
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
  const starting = runtime.start([node], (_, line) => heard(line))
  try {
    const nodes = await Promise.race([starting, late.passed])
    const [{ send, exited }] = nodes.nodes as [Nodes['nodes'][number]]
    send({ id: 1, do: 'hosts', table: {} })
    const ended = exited.then(({ status }) => {
      throw new LabError(t`it ended with status ${status ?? 'null'}`)
    })
    await Promise.race([answered, ended, late.passed])
    await Promise.race([nodes.stop(), late.passed])
  } catch (error) {
    // What a stuck engine does not let go now, the next run's sweep takes away.
    await settledSoon(starting.then(({ stop }) => stop()))
    throw error
  }
}

/** Waits until this has come to an end of whatever kind, but not for long. */
async function settledSoon(work: Promise<unknown>): Promise<void> {
  const late = deadline(LET_GO_MS)
  await Promise.race([work, late.passed]).catch(() => {})
  late.clear()
}

function withoutStop(words: Words): Words {
  return typeof words === 'string' ? words.replace(/\.$/, '') : words
}
