/**
 * One act, as a story: the nodes start, the peers get to know each other, the same conversation is held before,
 * during and after the attack, everything stops. What the act means is not decided here (verdict.ts).
 */

import { createHmac } from 'node:crypto'
import { t } from '../../peers/language/sentence'
import type { Phase } from '../history/events'
import { eventsOf } from '../history/selectors'
import type { NodeSpec, Runtime } from '../runtime/runtime'
import { ActFailed, PATIENCE, Testbed } from '../runtime/testbed'
import type { Scenario } from '../scenario/scenario'
import {
  ATTACKER,
  BYSTANDER,
  DIRECTORY,
  DIRECTORY_PORT,
  DIRECTORY_URL,
  PEER_PORT,
} from '../scenario/scenario'
import { type PhaseSetting, playBeforehand, playConversation } from './conversation'
import { declarationOf } from './declaration'
import { accountNames, hostNames, populationOf } from './draw'
import type { KeptIdentities } from './identities'
import { registerPopulation } from './population'
import {
  attackersPlaces,
  attackersWayToDirectory,
  networkFor,
  nodesOf,
  placeOfPeer,
  standsInFor,
} from './topology'

export interface ActSetting extends PhaseSetting {
  readonly scenario: Scenario
  readonly runtime: Runtime
  /** How many conversations a control has, which no node can foresee. */
  readonly conversations: (phase: 'before' | 'after') => number
  /** What is drawn by lot is made from this, and texts that nobody can guess. */
  readonly seed: string
  /** Whether attacks that have a short form take it. */
  readonly quick: boolean
  /** With which keys peers go on; where there are none, they make their own. */
  readonly identities?: KeptIdentities
}

/** Runs an act and records it. Nodes are stopped whatever happens; `aborted` ends the act early. */
export async function runAct(setting: ActSetting, aborted: AbortSignal): Promise<void> {
  const { scenario, act, attack, runtime, recorder, quick } = setting
  recorder.note('lab', declarationOf(scenario, act, attack, quick))
  const accounts = new Map(scenario.pseudonyms ? accountNames(scenario, act, setting) : [])
  const hosts = new Map(scenario.hiddenHosts ? hostNames(scenario, act, setting) : [])
  const specs = await keepingIdentities(nodesOf(scenario, act, runtime, hosts), setting)
  aborted.throwIfAborted()
  const testbed = new Testbed(specs, recorder, accounts, hosts)
  const abort = () => {
    // Whatever is waited for will not come any more.
    recorder.note('lab', { event: 'node-failed', failed: 'act', why: t`the run was interrupted` })
    void testbed.stop()
  }
  aborted.addEventListener('abort', abort)
  try {
    await testbed.start(runtime)
    for (const account of accounts.values())
      recorder.note('lab', { event: 'secret', what: 'name', text: account })
    for (const host of hosts.values()) recorder.note('lab', { event: 'secret', what: 'address', text: host })
    await introduce(testbed, setting)
    await playBeforehand(testbed, setting)
    const phases: readonly Phase[] = attack ? ['before', 'attack', 'after'] : ['honest']
    for (const phase of phases) {
      await setting.pace({ what: 'phase', act: act.name, phase })
      recorder.phase = phase
      recorder.note('lab', { event: 'phase-started' })
      if (attack)
        await testbed.command(ATTACKER, { do: 'attack', name: phase === 'attack' ? attack : 'noop' })
      const conversations = phase === 'attack' || phase === 'honest' ? 1 : setting.conversations(phase)
      for (let number = 1; number <= conversations; number += 1)
        await playConversation(testbed, setting, phase, number)
      recorder.note('lab', { event: 'phase-ended' })
      recorder.phase = null
    }
    recorder.note('lab', { event: 'act-ended' })
  } catch (error) {
    if (!(error instanceof ActFailed)) throw error
    // Without its end the act proves nothing; why is part of its history.
    if (!recorder.failed) recorder.note('lab', { event: 'node-failed', failed: 'act', why: error.words })
  } finally {
    recorder.phase = null
    aborted.removeEventListener('abort', abort)
    await testbed.stop()
  }
}

/** The peers among the nodes are given the keys that they had before. */
function keepingIdentities(
  specs: readonly NodeSpec[],
  { scenario, identities }: ActSetting,
): Promise<NodeSpec[]> {
  return Promise.all(
    specs.map(async (spec) => {
      if (!identities || !scenario.peers.some((peer) => peer === spec.name)) return spec
      return { ...spec, args: [...spec.args, '--kept-identity'], firstLine: await identities(spec.name) }
    }),
  )
}

/** Names are resolved, everybody registers, publishes where they are, and becomes friends with the others. */
async function introduce(testbed: Testbed, setting: ActSetting): Promise<void> {
  const { scenario, attack, runtime } = setting
  const [first, second] = scenario.peers
  if (attack) await prepareAttacker(testbed, setting, attack)
  await Promise.all(
    scenario.peers.map(async (peer) => {
      if (!runtime.resolvesNames)
        await testbed.command(peer, { do: 'hosts', table: hostsTable(testbed, scenario, peer, attack) })
      const password = testbed.passwordOf(peer)
      await testbed.command(peer, { do: 'register', directory: DIRECTORY_URL, name: peer, password })
      await testbed.command(peer, { do: 'publish', host: testbed.hostOf(peer), port: PEER_PORT })
    }),
  )
  await testbed.command(first, { do: 'add-friend', name: second })
  await testbed.command(second, { do: 'add-friend', name: first })
  if (attack && scenario.account !== 'none')
    await testbed.command(ATTACKER, { do: 'register', name: ATTACKER })
  if (attack && scenario.account === 'friend') {
    for (const peer of scenario.peers) {
      await testbed.command(peer, { do: 'add-friend', name: ATTACKER })
      await testbed.command(ATTACKER, { do: 'befriend', name: testbed.accountOf(peer) })
    }
  }
  await Promise.all(scenario.peers.map((peer) => testbed.command(peer, { do: 'friends' })))
  if (attack && scenario.bystander) {
    const ports = eventsOf(setting.recorder.events, 'listening').filter(({ node }) => node === BYSTANDER)
    const facts = ports.map(({ port }) => `${port}`)
    await testbed.command(ATTACKER, { do: 'tell', topic: 'ports', facts })
  }
  if (attack && setting.act.population > 0)
    await registerPopulation(testbed, setting.recorder, first, populationOf(setting.act, setting))
}

/** Mallory takes her place in the network, learns whom she may dial, and makes her attack ready. */
async function prepareAttacker(
  testbed: Testbed,
  { scenario, runtime, recorder, seed, quick }: ActSetting,
  attack: string,
): Promise<void> {
  // Made from the run's seed by a way that does not lead back: with that she could compute every canary.
  const own = createHmac('sha256', seed).update('for the attacker').digest('hex')
  await testbed.command(ATTACKER, { do: 'setup', seed: own, quick })
  await testbed.command(ATTACKER, { do: 'prepare', name: attack })
  const places = attackersPlaces(scenario)
  await Promise.all(
    places.map(({ from, name, port }) => {
      const listen = runtime.listenOn(port).split(':').at(-1)
      const on = `${testbed.ip(ATTACKER, networkFor(scenario, from))}:${listen}`
      return testbed.command(ATTACKER, { do: 'stand-in', for: name, from, on })
    }),
  )
  await recorder.waitFor(
    (events) => events.filter((e) => e.node === ATTACKER && e.event === 'listening').length === places.length,
    0,
    PATIENCE,
  )
  const peers = scenario.peers.map((peer) => [
    `${peer}:${PEER_PORT}`,
    testbed.address(peer, peer, networkFor(scenario, peer)),
  ])
  const directory = testbed.address(DIRECTORY, DIRECTORY, attackersWayToDirectory(scenario))
  const table = Object.fromEntries([...peers, [`${DIRECTORY}:${DIRECTORY_PORT}`, directory]])
  await testbed.command(ATTACKER, { do: 'hosts', table })
}

/** What a peer's network would tell it: the others' names, and the attacker where she stands in for them. */
function hostsTable(testbed: Testbed, scenario: Scenario, peer: string, attack: string | null) {
  const network = networkFor(scenario, peer)
  const other = scenario.peers.find((name) => name !== peer)!
  const taken = attack ? standsInFor(scenario, peer).map(({ name }) => name) : []
  const at = (name: string) => testbed.address(taken.includes(name) ? ATTACKER : name, name, network, peer)
  const place = placeOfPeer(scenario) ?? at(other)
  return {
    [`${DIRECTORY}:${DIRECTORY_PORT}`]: at(DIRECTORY),
    [`${other}:${PEER_PORT}`]: place,
    [`${testbed.hostOf(other)}:${PEER_PORT}`]: place,
  }
}
