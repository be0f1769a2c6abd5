/** Many scenarios in one go. That whole catalogues come out as expected is tested on real parts, in catalogue.test.ts. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { literal } from '../../peers/language/sentence'
import { LabError } from '../language/lab-error'
import type { NodeSpec, Runtime } from '../runtime/runtime'
import { ActFailed } from '../runtime/testbed'
import { scenario } from '../scenario/scenario'
import { runAll } from './run-all'

/** A runtime in which no act ever starts. */
function failing(start: (name: string) => Promise<never>): Runtime {
  let acts = 0
  return {
    name: 'processes',
    resolvesNames: false,
    listenOn: () => '127.0.0.1:0',
    dataFolder: (node) => `/nowhere/${node}`,
    start: () => start(`act ${++acts}`),
  }
}

function setting(t: ExecutionContext, runtime: Runtime) {
  const runs = mkdtempSync(join(tmpdir(), 'run-all-test-'))
  t.teardown(() => rmSync(runs, { recursive: true }))
  const kept: string[] = []
  const progress = {
    show: () => {},
    keep: (line: string) => void kept.push(line),
    end: () => kept.push('end'),
  }
  const aborting = new AbortController()
  return { runs, kept, aborting, options: { runtime, runs, progress, aborted: aborting.signal } }
}

const three = ['one', 'two', 'three'].map((name) => scenario({ name, acts: [{ name: 'hardened' }] }))

test('a scenario that fails does not stop the others, and each says why', async (t) => {
  const no = (act: string) => Promise.reject(new LabError(literal(`no room for ${act}`)))
  const { options, kept, runs } = setting(t, failing(no))
  const results = await runAll(three, { ...options, seed: '00112233445566778899aabbccddeeff' })
  t.false(results.ok)
  t.is(results.seed, '00112233445566778899aabbccddeeff')
  t.deepEqual(
    results.scenarios.map((result) => [result.scenario, 'failure' in result && result.failure]),
    [
      ['one', 'no room for act 1'],
      ['two', 'no room for act 2'],
      ['three', 'no room for act 3'],
    ],
  )
  t.is(kept.filter((line) => /FAILED: no room for act \d/.test(line)).length, 3)
  t.is(kept.at(-1), 'end')
  t.is(readdirSync(runs).length, 3)
})

test('what has most to do begins first, and the results stay in the order of the scenarios', async (t) => {
  const no = (act: string) => Promise.reject(new LabError(literal(`no room for ${act}`)))
  const { options } = setting(t, failing(no))
  const long = scenario({ name: 'long', acts: [{ name: 'hardened', steps: [{ do: 'await' }] }] })
  const results = await runAll([...three, long], options)
  t.deepEqual(
    results.scenarios.map((result) => [result.scenario, 'failure' in result && result.failure]).slice(2),
    [
      ['three', 'no room for act 4'],
      ['long', 'no room for act 1'],
    ],
  )
})

test('peers make their keys in the first act of each scenario, and have the same in all others', async (t) => {
  const started: (readonly NodeSpec[])[] = []
  const runtime: Runtime = {
    ...failing(() => Promise.reject(new Error())),
    start(specs) {
      started.push(specs)
      return Promise.reject(new ActFailed(literal('enough')))
    },
  }
  const two = ['one', 'two'].map((name) => {
    const acts = ['hardened', 'plaintext', 'rsa-only'].map((profile) => ({ name: profile, profile }))
    return scenario({ name, attack: 'tamper', acts })
  })
  await runAll(two, setting(t, runtime).options)
  t.is(started.length, 6)
  const nodesWith = (profile: string) => started.flat().filter(({ args }) => args.includes(profile))
  t.deepEqual(
    nodesWith('hardened').map(({ firstLine, args }) => [firstLine, args.includes('--kept-identity')]),
    Array(4).fill([undefined, false]),
  )
  const kept = [...nodesWith('plaintext'), ...nodesWith('rsa-only')]
  t.true(kept.every(({ args }) => args.includes('--kept-identity')))
  for (const peer of ['alice', 'bob'])
    t.is(new Set(kept.filter(({ name }) => name === peer).map(({ firstLine }) => firstLine)).size, 1)
  t.is(new Set(kept.map(({ firstLine }) => firstLine)).size, 2)
  t.true(
    started
      .flat()
      .every(({ name, firstLine }) => firstLine === undefined || kept.some((one) => one.name === name)),
  )
})

test('an interruption ends all of them, and begins none', async (t) => {
  const { options, aborting } = setting(
    t,
    failing(() => {
      aborting.abort('SIGINT')
      return Promise.reject(new LabError(literal('the engine is gone')))
    }),
  )
  const reason = await runAll(three, options).then(
    () => 'none',
    (error) => error,
  )
  t.is(reason instanceof Error ? reason.message : reason, 'the engine is gone')
})
