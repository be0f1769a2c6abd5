/** Who is in an act, on which network, and under which name each of them reaches the others. */

import type { NodeSpec, Runtime } from './runtime'
import type { Scenario } from './scenario'

/** The port of the prototype, and of every peer that has an address of its own. */
export const PEER_PORT = 25000
export const DIRECTORY_PORT = 8440
export const ATTACKER = 'mallory'
export const DIRECTORY = 'directory'

/** Passwords are not under attack here, so they are hashed at a low cost: 2^14. */
const DIRECTORY_ARGS = ['--node', '--plain-http', '--scrypt-cost', '14']

/** @returns the nodes of an act: the directory, the peers, and the attacker where there is one. */
export function nodesOf(scenario: Scenario, profile: string, runtime: Runtime): NodeSpec[] {
  const [first, second] = scenario.peers
  const onPath = scenario.position === 'path'
  const peer = (name: string): NodeSpec => ({
    name,
    program: 'peer',
    args: ['--name', name, '--profile', profile, '--listen', runtime.listenOn(PEER_PORT)],
    networks: [{ network: networkOf(scenario, name), aliases: [name] }],
  })
  const networks = onPath ? [sideOf(first), sideOf(second)] : [COMMON]
  const directory: NodeSpec = {
    name: DIRECTORY,
    program: 'directory',
    args: [
      ...DIRECTORY_ARGS,
      '--listen',
      runtime.listenOn(DIRECTORY_PORT),
      '--data',
      runtime.dataFolder(DIRECTORY),
    ],
    networks: networks.map((network) => ({ network, aliases: [DIRECTORY] })),
  }
  // On each side the attacker answers to the other side's name: that is how the network puts her in the middle.
  const attacker: NodeSpec = {
    name: ATTACKER,
    program: 'attacker',
    args: [],
    networks: [
      { network: sideOf(first), aliases: [second] },
      { network: sideOf(second), aliases: [first] },
    ],
  }
  return [directory, peer(first), peer(second), ...(onPath ? [attacker] : [])]
}

const COMMON = 'common'

function sideOf(peer: string): string {
  return `${peer}-side`
}

/** The network that a peer is in. */
export function networkOf(scenario: Scenario, peer: string): string {
  return scenario.position === 'path' ? sideOf(peer) : COMMON
}
