/**
 * The containers runtime: each node is a container of its own, in networks without a way out.
 *
 * Networks are internal, and the host itself has no address in them: a node reaches the nodes it shares a network
 * with, and nobody else. Names are the networks' affair; that is how an attacker answers to another's name.
 */

import { t } from '../../peers/language/sentence'
import { LabError, reasonOf } from '../language/lab-error'
import { type Engine, isPodman, needEngine } from './engine'
import { removeLabelled } from './engine-objects'
import { nodeImage } from './image'
import { DATA_FOLDER, type NodeContainer, nodeContainer } from './node-container'
import { GRACE_MS, onlyOnce, type RuntimeOptions } from './processes'
import type { NodeSpec, Nodes, RunningNode, Runtime } from './runtime'

type Testcontainers = typeof import('testcontainers')

const ACT_LABEL = 'secure-p2p-lab.act'

/**
 * Looks for the engine, and makes the image that is needed where it is not there.
 * @throws LabError when no container engine answers, or the image cannot be made
 */
export async function containersRuntime(options: RuntimeOptions): Promise<Runtime> {
  const engine = await needEngine()
  const [testcontainers, image, podman] = await Promise.all([
    loadTestcontainers(engine),
    nodeImage(engine, options.build, options.owner),
    isPodman(engine),
  ])
  let acts = 0
  return {
    name: 'containers',
    // Podman's name server is the host's and asks outside for names that no network knows. Nodes do not get it; they get
    // the hosts table that processes get.
    resolvesNames: !podman,
    listenOn: (port) => `0.0.0.0:${port}`,
    dataFolder: () => DATA_FOLDER,
    async start(specs, onLine) {
      acts += 1
      const act = `${options.owner.run}-${acts}`
      const networkName = (network: string) => `secure-p2p-lab-${act}-${network}`
      const labels = { ...options.owner.labels, [ACT_LABEL]: act }
      const containers = specs.map((spec) => {
        const name = (node: string) => `secure-p2p-lab-${act}-${node}`
        const besides = spec.besides === undefined ? {} : { besides: name(spec.besides) }
        const place = { image, networkName, labels, name: name(spec.name), ...besides }
        return nodeContainer(testcontainers, spec, place, (line) => onLine(spec.name, line))
      })
      const stop = onlyOnce(() => stopAct(engine, act, containers, options.graceMs ?? GRACE_MS))
      try {
        options.signal?.throwIfAborted()
        await settled(
          networksOf(specs).map((network) => createNetwork(testcontainers, networkName(network), labels)),
        )
        options.signal?.throwIfAborted()
        // Whoever shares another one's computer comes when that one is there.
        for (const isShared of [false, true])
          await settled(
            containers.flatMap((container, place) =>
              (specs[place]?.besides !== undefined) === isShared ? [container.start()] : [],
            ),
          )
        options.signal?.throwIfAborted()
      } catch (error) {
        await stop()
        if (options.signal?.aborted) throw error
        throw new LabError(t`The containers cannot be started: ${reasonOf(error)}.`)
      }
      return { nodes: containers.map(runningNode), stop } satisfies Nodes
    },
  }
}

/** Loaded when first needed: it takes a third of a second. */
async function loadTestcontainers(engine: Engine): Promise<Testcontainers> {
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true'
  // The engine that we found, be it where testcontainers would not look.
  if (engine.url.startsWith('unix:')) process.env.DOCKER_HOST = engine.url
  const testcontainers = await import('testcontainers')
  await testcontainers.getContainerRuntimeClient()
  return testcontainers
}

async function createNetwork(testcontainers: Testcontainers, name: string, labels: Record<string, string>) {
  const client = await testcontainers.getContainerRuntimeClient()
  await client.network.create({
    Name: name,
    Labels: labels,
    CheckDuplicate: true,
    Internal: true,
    // An internal network still gives the host an address in it, and so a way to what the host offers on all
    // its addresses. Docker leaves that address out with this option; Podman does not know it.
    Options: { 'com.docker.network.bridge.inhibit_ipv4': 'true' },
  })
}

async function stopAct(
  engine: Engine,
  act: string,
  containers: NodeContainer[],
  graceMs: number,
): Promise<void> {
  const allEnded = (those: NodeContainer[]) => within(graceMs, Promise.all(those.map((one) => one.ended())))
  for (const container of containers) container.endStdin()
  await allEnded(containers.filter(({ started }) => started))
  // What has not ended by itself, what was created and never started, and the networks.
  await removeLabelled(engine, `${ACT_LABEL}=${act}`)
  for (const container of containers) if (!container.started) container.detach()
  await allEnded(containers)
  for (const container of containers) container.detach()
}

function runningNode(container: NodeContainer): RunningNode {
  return {
    name: container.name,
    send: (command) => container.write(`${JSON.stringify(command)}\n`),
    address: container.address,
    files: container.files,
    peakMemory: container.peakMemory,
    processorTime: container.processorTime,
    exited: container.ended(),
  }
}

function networksOf(specs: readonly NodeSpec[]): string[] {
  return [...new Set(specs.flatMap(({ networks }) => networks.map(({ network }) => network)))]
}

/** Waits for all, also when one has failed: what is under way can only be removed when it is done. */
async function settled(work: Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}

/** Waits for `work`, but no longer than `ms`. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
