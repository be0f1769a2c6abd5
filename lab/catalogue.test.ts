/** Every scenario of the catalogue on real parts, in both runtimes; and with an attacker that does nothing. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { profiles as directoryProfiles } from '../directory/weakened/catalogue'
import { profiles } from '../peers/weakened/catalogue'
import { scenarios } from '../scenarios/catalogue'
import { build } from './build'
import { chooseRuntime } from './choose-runtime'
import { type Results, runAll } from './run-all'
import { claimRun } from './run-owner'
import type { Runtime } from './runtime'
import type { Scenario } from './scenario'

const silence = { show: () => {}, keep: () => {}, end: () => {} }

/** Runs scenarios in their short forms, and keeps nothing. */
async function play(name: Runtime['name'], played: readonly Scenario[], attack?: string): Promise<Results> {
  const owner = claimRun()
  const runs = mkdtempSync(join(tmpdir(), 'catalogue-test-'))
  try {
    const runtime = await chooseRuntime(name, { build: await build(), owner })
    const aborted = new AbortController().signal
    return await runAll(played, {
      runtime,
      quick: true,
      aborted,
      runs,
      progress: silence,
      ...(attack !== undefined && { attack }),
    })
  } finally {
    await owner.release()
    rmSync(runs, { recursive: true })
  }
}

function allAsExpected(t: ExecutionContext, { scenarios: results }: Results): void {
  t.is(results.length, scenarios.length)
  for (const result of results) {
    t.false('failure' in result, `${result.scenario}: ${'failure' in result && result.failure}`)
    for (const { name, asExpected, verdict, why } of result.acts)
      t.true(asExpected, `${result.scenario}, ${name}: ${verdict}, ${why}`)
  }
}

for (const runtime of process.env.LAB_CONTAINERS === '1'
  ? (['processes', 'containers'] as const)
  : (['processes'] as const)) {
  test.serial(`every scenario in ${runtime} is as expected`, async (t) => {
    t.timeout(20 * 60_000)
    allAsExpected(t, await play(runtime, scenarios))
  })
}

test.serial(
  'an attacker that does nothing makes the hardened act of each scenario INCONCLUSIVE',
  async (t) => {
    t.timeout(10 * 60_000)
    const attacked = scenarios
      .filter(({ attack }) => attack !== null)
      .map((scenario) => ({ ...scenario, acts: scenario.acts.slice(-1) }))
    const { scenarios: results } = await play('processes', attacked, 'noop')
    t.is(results.length, attacked.length)
    for (const { scenario, acts } of results)
      t.deepEqual(
        acts.map(({ verdict }) => verdict),
        ['INCONCLUSIVE'],
        `${scenario}: ${acts[0]?.why}`,
      )
  },
)

test('every attack of the issue has both sides: an act that is BROKEN, and one that holds', (t) => {
  for (const { name, attack, acts } of scenarios) {
    if (attack === null) continue
    t.true(
      acts.some(({ expected }) => expected === 'BROKEN'),
      name,
    )
    t.true(
      acts.some(({ expected }) => expected === 'DETECTED' || expected === 'RESISTED'),
      name,
    )
  }
})

test('acts name profiles that exist, and no name comes twice', (t) => {
  const peers = new Set(profiles.map(({ name }) => name))
  for (const { name, acts } of scenarios) {
    t.is(new Set(acts.map((act) => act.name)).size, acts.length, name)
    for (const act of acts) {
      t.true(peers.has(act.profile), `${name}: ${act.profile}`)
      t.true(directoryProfiles.has(act.directory), `${name}: ${act.directory}`)
    }
  }
  t.is(new Set(scenarios.map(({ name }) => name)).size, scenarios.length)
})
