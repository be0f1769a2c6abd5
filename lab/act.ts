/**
 * One act, as a story: the nodes start, the peers get to know each other, the same conversation is held before,
 * during and after the attack, everything stops. What the act means is not decided here (verdict.ts).
 */

import { randomBytes } from 'node:crypto'
import { ActFailed, Cast, PATIENCE } from './cast'
import type { Phase } from './events'
import { conduct, type PhaseSetting } from './phase'
import type { Runtime } from './runtime'
import type { Scenario } from './scenario'
import { ATTACKER, DIRECTORY, DIRECTORY_PORT, networkOf, nodesOf, PEER_PORT } from './topology'

export interface ActSetting extends PhaseSetting {
  readonly scenario: Scenario
  readonly runtime: Runtime
  /** Draws a number from 1 to `most`, which no node can foresee. */
  readonly draw: (most: number) => number
}

/** Runs an act and records it. Nodes are stopped whatever happens; `aborted` ends the act early. */
export async function runAct(setting: ActSetting, aborted: AbortSignal): Promise<void> {
  const { scenario, act, attack, runtime, recorder } = setting
  const { profile, expected, breaks, alarms } = act
  recorder.note('lab', {
    event: 'act-started',
    profile,
    attack,
    expected,
    breaks: [...breaks],
    alarms: [...alarms],
  })
  const cast = new Cast(nodesOf(scenario, profile, runtime), recorder)
  const abort = () => {
    // Whatever is waited for will not come any more.
    recorder.note('lab', { event: 'node-failed', failed: 'act', why: 'the run was interrupted' })
    void cast.stop()
  }
  aborted.addEventListener('abort', abort)
  try {
    await cast.start(runtime)
    await introduce(cast, setting)
    const phases: readonly Phase[] = attack ? ['before', 'attack', 'after'] : ['honest']
    for (const phase of phases) {
      recorder.phase = phase
      recorder.note('lab', { event: 'phase-started' })
      if (attack) await cast.demand(ATTACKER, { do: 'attack', name: phase === 'attack' ? attack : 'noop' })
      const conversations = phase === 'attack' || phase === 'honest' ? 1 : setting.draw(act.controls)
      for (let number = 1; number <= conversations; number += 1) await conduct(cast, setting, phase, number)
      recorder.note('lab', { event: 'phase-ended' })
      recorder.phase = null
    }
    recorder.note('lab', { event: 'act-ended' })
  } catch (error) {
    if (!(error instanceof ActFailed)) throw error
    // Without its end the act proves nothing; why is part of its history.
    if (!recorder.failed) recorder.note('lab', { event: 'node-failed', failed: 'act', why: error.message })
  } finally {
    recorder.phase = null
    aborted.removeEventListener('abort', abort)
    await cast.stop()
  }
}

/** Names are resolved, the peers register, publish where they are, and become friends. */
async function introduce(cast: Cast, { scenario, attack, runtime, recorder }: ActSetting): Promise<void> {
  const [first, second] = scenario.peers
  if (attack) {
    await cast.demand(ATTACKER, { do: 'prepare', name: attack })
    await Promise.all([
      standIn(cast, scenario, runtime, second, first),
      standIn(cast, scenario, runtime, first, second),
    ])
    await recorder.waitFor(
      (events) => events.filter((e) => e.node === ATTACKER && e.event === 'listening').length === 2,
      0,
      PATIENCE,
    )
    await cast.demand(ATTACKER, {
      do: 'hosts',
      table: Object.fromEntries(
        scenario.peers.map((peer) => [
          `${peer}:${PEER_PORT}`,
          cast.address(peer, peer, networkOf(scenario, peer)),
        ]),
      ),
    })
  }
  await Promise.all(
    scenario.peers.map(async (peer) => {
      if (!runtime.resolvesNames)
        await cast.demand(peer, { do: 'hosts', table: hostsTable(cast, scenario, peer, attack) })
      const password = randomBytes(12).toString('base64')
      const directory = `http://${DIRECTORY}:${DIRECTORY_PORT}`
      await cast.demand(peer, { do: 'register', directory, name: peer, password })
      await cast.demand(peer, { do: 'publish', host: peer, port: PEER_PORT })
    }),
  )
  await cast.demand(first, { do: 'add-friend', name: second })
  await cast.demand(second, { do: 'add-friend', name: first })
  await Promise.all(scenario.peers.map((peer) => cast.demand(peer, { do: 'friends' })))
}

/** Has the attacker listen on `caller`'s side under the name of `callee`. */
function standIn(
  cast: Cast,
  scenario: Scenario,
  runtime: Runtime,
  callee: string,
  caller: string,
): Promise<void> {
  const port = runtime.listenOn(PEER_PORT).split(':').at(-1)
  const on = `${cast.ip(ATTACKER, networkOf(scenario, caller))}:${port}`
  return cast.demand(ATTACKER, { do: 'stand-in', for: callee, from: caller, on })
}

/** What a peer's network would tell it: the others' names, and on an attacked path the attacker under them. */
function hostsTable(cast: Cast, scenario: Scenario, peer: string, attack: string | null) {
  const network = networkOf(scenario, peer)
  const other = scenario.peers.find((name) => name !== peer)!
  return {
    [`${DIRECTORY}:${DIRECTORY_PORT}`]: cast.address(DIRECTORY, DIRECTORY, network),
    [`${other}:${PEER_PORT}`]: cast.address(attack ? ATTACKER : other, other, network),
  }
}
