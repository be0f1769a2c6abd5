/**
 * One node's container: what it may do, and its stdin and stdout.
 *
 * It may do very little, because an attacker's program runs in it: a plain user, no capabilities, a read-only
 * root, limits on memory and processes, no published port, no name server but the networks' own. It is attached
 * before it starts, so no line is lost; when the lab dies, its stdin ends, it ends, and the engine removes it.
 */
import type { Duplex } from 'node:stream'
import type { StartedTestContainer, WaitStrategy } from 'testcontainers'
import { t } from '../../peers/language/sentence'
import { LabError } from '../language/lab-error'
import { type FoundFile, LISTING, parseListing } from './file-list'
import type { NodeImage } from './image'
import { lineReader, OutputTail } from './node-output'
import type { NodeSpec } from './runtime'
import { peakOf, processorTimeOf, STAT, STATUS } from './usage'

type Testcontainers = typeof import('testcontainers')
type Dockerode = Awaited<ReturnType<Testcontainers['getContainerRuntimeClient']>>['container']['dockerode']

const MEMORY_BYTES = 256 * 2 ** 20
const MAX_PROCESSES = 64
const NOBODY = '65534:65534'
export const DATA_FOLDER = '/tmp/data'

/**
 * A name that no network knows is asked of nobody outside: nobody listens at this address, no search domain of the
 * host's is tried with it, and with ndots set Docker does not even ask for a name without dots. Nor is a program that
 * asks held up for 10 s. Who shares another container's network has all of that from there.
 */
const NO_NAMES = {
  Dns: ['127.0.0.1'],
  DnsSearch: ['.'],
  DnsOptions: ['ndots:0', 'timeout:1', 'attempts:1'],
}

/** What the act gives a node's container. */
export interface ContainerSettings {
  readonly image: NodeImage
  /** The container's name, which must be free. */
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** The name of the container whose network it shares, loopback and all, instead of having its own. */
  readonly besides?: string
  /** The engine's name of one of the act's networks. */
  networkName(network: string): string
}

/** A node's container from before it exists until it is gone. */
export interface NodeContainer {
  readonly name: string
  /** Creates, attaches and starts it. A node that ends at once has been started all the same. */
  start(): Promise<void>
  readonly started: boolean
  write(line: string): void
  endStdin(): void
  /** Lets go of its streams, for a container that was removed and whose engine does not end them. */
  detach(): void
  /** Its IP address there; empty when it is not in that network, or ended before anyone looked. */
  address(network: string): string
  /** As {@link RunningNode.files}: another program in the same container looks. */
  files(): Promise<FoundFile[]>
  /** As {@link RunningNode.peakMemory}: another program in the same container looks. */
  peakMemory(): Promise<number>
  /** As {@link RunningNode.processorTime}, likewise. */
  processorTime(): Promise<number>
  /** Settles when the container was removed and all it wrote was read; at once when it was never created. */
  ended(): Promise<{ readonly status: number | null; readonly stderr: string }>
}

/** @param onLine gets each line that the node writes to stdout */
export function nodeContainer(
  testcontainers: Testcontainers,
  spec: NodeSpec,
  place: ContainerSettings,
  onLine: (line: string) => void,
): NodeContainer {
  const [first, ...others] = spec.networks
  const stderr = new OutputTail()
  let streams: Duplex | undefined
  let ended: Promise<number | null> | undefined
  let container: StartedTestContainer | undefined
  let started = false

  class Container extends testcontainers.GenericContainer {
    constructor() {
      super(place.image.image)
      this.createOpts = {
        ...this.createOpts,
        name: place.name,
        ...(place.besides === undefined && { Hostname: spec.name }),
        Labels: { ...place.labels },
        Entrypoint: [place.image.node, `/lab/${spec.program}.cjs`],
        Cmd: [...spec.args],
        WorkingDir: '/tmp',
        User: NOBODY,
        AttachStdin: true,
        AttachStdout: true,
        AttachStderr: true,
        OpenStdin: true,
        StdinOnce: true,
        // testcontainers would put a container with aliases into the engine's default network as well.
        NetworkingConfig: first && {
          EndpointsConfig: { [place.networkName(first.network)]: { Aliases: [...first.aliases] } },
        },
      }
      this.hostConfig = {
        AutoRemove: true,
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges'],
        ReadonlyRootfs: true,
        Tmpfs: {
          '/tmp': 'rw,noexec,nosuid,nodev,size=16m,mode=1777',
          [DATA_FOLDER]: 'rw,noexec,nosuid,nodev,size=64m,mode=1777',
        },
        IpcMode: 'none',
        Memory: MEMORY_BYTES,
        MemorySwap: MEMORY_BYTES,
        PidsLimit: MAX_PROCESSES,
        LogConfig: { Type: 'none', Config: {} },
        ...(place.besides === undefined && NO_NAMES),
      }
      const shared = place.besides && `container:${place.besides}`
      this.withNetworkMode(shared ?? (first ? place.networkName(first.network) : 'none'))
      this.withWaitStrategy(NO_WAIT)
      // Its clean-up is a container whose image would have to be pulled.
      this.withAutoCleanup(false)
    }

    protected override async containerCreated(id: string): Promise<void> {
      const { dockerode } = (await testcontainers.getContainerRuntimeClient()).container
      const created = dockerode.getContainer(id)
      for (const { network, aliases } of others) {
        const endpoint = { Container: id, EndpointConfig: { Aliases: [...aliases] } }
        await dockerode.getNetwork(place.networkName(network)).connect(endpoint)
      }
      // Asked before the start: afterwards it might be gone already.
      const status = created.wait({ condition: 'removed' }).then(
        ({ StatusCode }: { StatusCode: number }) => (StatusCode > 128 ? null : StatusCode),
        () => null,
      )
      const attached = attach(dockerode, id)
      ended = attached.then(
        async (attachedStreams) => {
          streams = attachedStreams
          const closed = new Promise((resolve) => attachedStreams.once('close', resolve))
          streams.on('error', () => {}) // then it closes, which is what counts
          dockerode.modem.demuxStream(streams, lineReader(onLine), stderr)
          await closed
          return status
        },
        () => status,
      )
      await attached
    }
  }

  /** @returns what another program in the same container writes; nothing, where it cannot run. */
  const written = async (program: string): Promise<string> => {
    const looked = await container?.exec([place.image.node, '-e', program])
    return looked?.exitCode === 0 ? looked.stdout : ''
  }

  return {
    name: spec.name,
    async start() {
      try {
        container = await new Container().start()
      } catch (error) {
        // testcontainers looks at the container after its start, when it may have ended and be gone.
        const gone = ended !== undefined && (error as { statusCode?: number }).statusCode === 404
        if (!gone) throw error
      }
      started = true
    },
    get started() {
      return started
    },
    write: (line) => void (streams?.writable && streams.write(line)),
    endStdin: () => void (streams?.writable && streams.end()),
    detach: () => void streams?.destroy(),
    address: (network) =>
      container?.getNetworkNames().includes(place.networkName(network))
        ? container.getIpAddress(place.networkName(network))
        : '',
    files: async () => {
      if (spec.data === undefined) return []
      // The folder is in memory, where the engine's archive does not reach.
      const looked = await container?.exec([place.image.node, '-e', LISTING, spec.data])
      if (looked?.exitCode !== 0)
        throw new LabError(
          t`The files of ${spec.name} cannot be told: ${looked?.stderr ?? 'it did not start'}.`,
        )
      return parseListing(looked.stdout)
    },
    peakMemory: async () => peakOf(await written(STATUS)),
    processorTime: async () => processorTimeOf(await written(STAT)),
    ended: async () => ({ status: (await ended) ?? null, stderr: stderr.text() }),
  }
}

/**
 * Attaches to a container's stdin, stdout and stderr. dockerode's own `attach` sends its options twice, in the address
 * and as the body of the request; Podman takes every byte behind the request's head for the container's stdin, so the
 * body stood in front of the first command. Hence the same request with an empty file for a body: no byte at all.
 */
function attach({ modem }: Dockerode, id: string): Promise<Duplex> {
  const request = {
    path: `/containers/${id}/attach?`,
    method: 'POST',
    options: { stream: true, stdin: true, stdout: true, stderr: true },
    file: Buffer.alloc(0),
    isStream: true,
    hijack: true,
    statusCodes: { 200: true, 404: 'no such container', 500: 'server error' },
  }
  return new Promise((resolve, reject) => {
    modem.dial(request, (error: unknown, stream: unknown) =>
      error ? reject(error) : resolve(stream as Duplex),
    )
  })
}

/** Nodes tell by a line when they are ready; there is nothing that testcontainers could wait for. */
const NO_WAIT: WaitStrategy = {
  waitUntilReady: async () => {},
  withStartupTimeout: () => NO_WAIT,
  isStartupTimeoutSet: () => true,
  getStartupTimeout: () => 0,
}
