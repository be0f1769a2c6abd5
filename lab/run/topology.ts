/** Who is in an act, on which network, and under which name each of them reaches the others. */

import type { NodeSpec, Runtime } from '../runtime/runtime'
import {
  type Act,
  ATTACKER,
  ATTACKER_PORT,
  BYSTANDER,
  DIRECTORY,
  DIRECTORY_PORT,
  DIRECTORY_URL,
  isInPlaceOfDirectory,
  isOnPath,
  PEER_PORT,
  programOf,
  type Scenario,
} from '../scenario/scenario'

/** Cheap, for hundreds are hashed in a run; still far longer than an answer takes that hashes none: 2^12. */
const DIRECTORY_ARGS = [
  '--node',
  '--plain-http',
  '--scrypt-cost',
  '12',
  '--name',
  `${DIRECTORY}:${DIRECTORY_PORT}`,
]

/** One call may be luck, or somebody else's. */
const BYSTANDERS_PORTS = 3

/** Where everybody is whom nobody stands between. */
const COMMON = 'common'
/** Where the peers of a relay publish that they are: nobody listens at it, as nobody is let in by a router. */
const NOBODY = '127.0.0.1:1'

/** Where the directory is when only the attacker can reach it. */
const BEHIND = 'behind'

/**
 * @param hosts names under which peers are reached besides their own.
 * @returns the nodes of an act: the directory, the peers, and the attacker where there is one.
 */
export function nodesOf(
  scenario: Scenario,
  act: Act,
  runtime: Pick<Runtime, 'listenOn' | 'dataFolder'>,
  hosts: ReadonlyMap<string, string> = new Map(),
): NodeSpec[] {
  const [first, second] = scenario.peers
  const isRelayed = scenario.position === 'relay'
  const relay = isRelayed ? ['--relay'] : []
  const peer = (name: string): NodeSpec => {
    const args = [
      ...['--name', name, '--profile', act.profile],
      ...['--listen', runtime.listenOn(PEER_PORT), ...relay],
    ]
    const hidden = hosts.get(name)
    const networks = [{ network: networkFor(scenario, name), aliases: [name, ...(hidden ? [hidden] : [])] }]
    if (programOf(scenario, act) === 'peer') return { name, program: 'peer', args, networks }
    const data = runtime.dataFolder(name)
    const own = ['--directory', DIRECTORY_URL, '--data', data]
    if (scenario.callsAttacker) own.push('--calls', ATTACKER)
    return { name, program: 'messenger', args: [...args, ...own], networks, data }
  }
  const directory: NodeSpec = {
    name: DIRECTORY,
    program: 'directory',
    args: [
      ...DIRECTORY_ARGS,
      ...(act.directory === 'hardened' ? [] : ['--profile', act.directory]),
      ...(isProbed(act) ? ['--tell-answers'] : []),
      ...(isRelayed || isProbed(act) ? ['--relay'] : []),
      '--listen',
      runtime.listenOn(DIRECTORY_PORT),
      '--data',
      runtime.dataFolder(DIRECTORY),
    ],
    networks: directoryNetworks(scenario).map((network) => ({ network, aliases: [DIRECTORY] })),
  }
  const attacker: NodeSpec = {
    name: ATTACKER,
    program: 'attacker',
    args: [],
    networks: attackerNetworks(scenario),
  }
  const bystander: NodeSpec = {
    name: BYSTANDER,
    program: 'bystander',
    args: ['--of', first, '--ports', `${BYSTANDERS_PORTS}`],
    networks: [],
    besides: first,
  }
  const attacked = scenario.position !== 'nowhere'
  return [
    directory,
    peer(first),
    peer(second),
    ...(attacked ? [attacker] : []),
    ...(scenario.bystander ? [bystander] : []),
  ]
}

/** Whether the attacker sends the directory what it has to refuse. */
function isProbed({ steps }: Act): boolean {
  return steps.some((step) => step.do === 'probe' && step.as === 'client')
}

/** The network that a peer is in. */
export function networkFor(scenario: Scenario, peer: string): string {
  return isOnPath(scenario.position) ? sideOf(peer) : COMMON
}

/** The network in which the attacker reaches the directory. */
export function attackersWayToDirectory(scenario: Scenario): string {
  return directoryNetworks(scenario)[0]!
}

/** @returns the names under which the attacker answers to a peer, each with the port. */
export function standsInFor(scenario: Scenario, peer: string): { name: string; port: number }[] {
  const { position } = scenario
  if (!isOnPath(position)) return []
  const other = scenario.peers.find((name) => name !== peer)!
  return [
    // To a relay both dial out, and nobody stands where the other one would be.
    ...(position === 'relay' ? [] : [{ name: other, port: PEER_PORT }]),
    ...(isInPlaceOfDirectory(position) ? [{ name: DIRECTORY, port: DIRECTORY_PORT }] : []),
  ]
}

/** @returns where a peer is on a machine that all share, as `ADDRESS:PORT`; null where the network decides it. */
export function placeOfPeer({ position }: Scenario): string | null {
  return position === 'relay' ? NOBODY : null
}

/** @returns where the attacker listens, for whose calls for whom: an outsider under no name but her own. */
export function attackersPlaces(scenario: Scenario): { from: string; name: string; port: number }[] {
  const [first, second] = scenario.peers
  const own = scenario.takesCalls ? [{ from: first, name: ATTACKER, port: ATTACKER_PORT }] : []
  if (scenario.position === 'outsider') return [{ from: first, name: second, port: PEER_PORT }, ...own]
  const places = scenario.peers.flatMap((from) =>
    standsInFor(scenario, from).map((place) => ({ from, ...place })),
  )
  return [...places, ...own]
}

function directoryNetworks(scenario: Scenario): string[] {
  if (isInPlaceOfDirectory(scenario.position)) return [BEHIND]
  return isOnPath(scenario.position) ? scenario.peers.map(sideOf) : [COMMON]
}

/** On each side the attacker answers to others' names: that is how the network puts her in the middle. */
function attackerNetworks(scenario: Scenario): NodeSpec['networks'] {
  if (!isOnPath(scenario.position)) return [{ network: COMMON, aliases: [ATTACKER] }]
  const sides = scenario.peers.map((peer) => ({
    network: sideOf(peer),
    aliases: standsInFor(scenario, peer).map(({ name }) => name),
  }))
  return isInPlaceOfDirectory(scenario.position) ? [...sides, { network: BEHIND, aliases: [] }] : sides
}

function sideOf(peer: string): string {
  return `${peer}-side`
}
