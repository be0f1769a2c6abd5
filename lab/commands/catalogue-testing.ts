/** For tests: the whole catalogue on real parts. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { scenarios } from '../../scenarios/catalogue'
import { doubtsOf } from '../attestation/doubts'
import { readHistory } from '../history/history-file'
import { claimRun, type RunOwner } from '../history/run-owner'
import { english } from '../language/typed'
import { ROOT } from '../place/place'
import { type Results, runAll } from '../run/run-all'
import { type Build, build, ENTRIES } from '../runtime/build'
import { chooseRuntime } from '../runtime/choose-runtime'
import { inProcessRuntime } from '../runtime/in-process-testing'
import { carriedBuild, keptContainers, removeImagesOf } from '../runtime/kept-containers-testing'
import { makingOf } from '../runtime/making'
import type { Runtime } from '../runtime/runtime'
import type { Act, Scenario } from '../scenario/scenario'
import { faultsOnStage } from '../stage/presses-testing'
import { isWhole, oneOf } from '../suite/extent-testing'
import { filesOfTestKeys, withTestKeys } from '../suite/programs-testing'

/** As many as there are acts at a time on two processors, and one. */
const KEPT = 4
const silence = { show: () => {}, keep: () => {}, end: () => {} }

/** Whether the memory of a node is measured in one of its acts: such a node needs a process, or a container, of its own. */
export const isMeasured = ({ acts }: Scenario): boolean =>
  acts.some(({ steps }) => steps.some((step) => step.do === 'measure'))

/** Steps after which it is measured, or she knows or holds more than what she hears. */
const told: readonly string[] = ['measure', 'leak', 'tell', 'steal']

/** What decides how an act is judged: where she stands, what peers run, what she has, and what is special in its steps. */
function kindOf({ position, program, account }: Scenario, { steps, population }: Act): string {
  const special = steps.flatMap((step) =>
    step.do === 'say' ? (step.oneOf ? ['oneOf'] : []) : told.includes(step.do) ? [step.do] : [],
  )
  const all = new Set([...special, ...(population > 0 ? ['population'] : [])])
  return [position, program, account, ...[...all].sort()].join(' ')
}

/** Scenarios that end with acts of one kind, by that kind. */
export const kinds = new Map<string, Scenario[]>()
for (const scenario of scenarios) {
  const kind = kindOf(scenario, scenario.acts.at(-1)!)
  kinds.set(kind, [...(kinds.get(kind) ?? []), scenario])
}

/** @returns for each of these lists the scenario that stands for its others today; measured ones stand for none. */
export function sampleOf(lists: Iterable<readonly Scenario[]>): Scenario[] {
  return [...lists]
    .map((list) => list.filter((one) => !isMeasured(one)))
    .flatMap((list) => (list.length > 0 ? [oneOf(list)] : []))
}

/** One scenario of each kind, and one of those that measure a node. */
export const ofKinds: readonly Scenario[] = [...sampleOf(kinds.values()), oneOf(scenarios.filter(isMeasured))]

/** Whether one of its acts takes as long as a scenario: hundreds of names are registered. */
const isLarge = ({ acts }: Scenario): boolean => acts.some(({ population }) => population > 0)

/** Scenarios that neither measure a node nor are large, by where she stands and what peers run. */
const places = new Map<string, Scenario[]>()
for (const scenario of scenarios.filter((one) => !isMeasured(one) && !isLarge(one))) {
  const place = `${scenario.position} ${scenario.program}`
  places.set(place, [...(places.get(place) ?? []), scenario])
}

/** @returns it in the last act in which the attack does not win, and in one in which it does: the one that this is held against, or the last. */
export function inBrief(scenario: Scenario): Scenario {
  const { attack, acts } = scenario
  if (attack === null) return scenario
  const held = acts.findLast(({ expected }) => expected !== 'BROKEN')
  const lost =
    acts.find(({ name }) => name === held?.counterpart) ??
    acts.findLast(({ expected }) => expected === 'BROKEN')
  return { ...scenario, acts: acts.filter((act) => act === held || act === lost) }
}

/** What `npm test` plays: for each such place the one whose turn it is, in brief. Those that take longest are not in it. */
export const sample: readonly Scenario[] = sampleOf(places.values()).map(inBrief)

/** Where nodes run: processes or containers as in users' runs, or in what tests have to save time. */
type Place = Runtime['name'] | 'this process' | 'kept containers'

interface PlayOptions {
  readonly attack?: string
  readonly conversations?: number
  readonly attacker?: string
}

/**
 * Runs scenarios in their short forms, and keeps nothing. That programs cannot count on how many conversations a control
 * has is tested in end-to-end.test.ts.
 * @param attack instead of theirs. @param conversations of each control, where its act allows so many.
 * @param attacker the source of another attacker's program.
 */
export async function play(
  place: Place,
  played: readonly Scenario[],
  { attack, conversations = 1, attacker }: PlayOptions = {},
): Promise<Results> {
  const owner = claimRun()
  const runs = mkdtempSync(join(tmpdir(), 'catalogue-test-'))
  try {
    const { runtime, close } = await runtimeIn(place, mkdtempSync(join(runs, 'build-')), owner, attacker)
    const options = { runtime, quick: true, runs, progress: silence, ...(attack !== undefined && { attack }) }
    const draw = (most: number) => Math.min(conversations, most)
    try {
      const results = await runAll(played, {
        ...options,
        draw,
        made: makingOf(await build()),
        aborted: new AbortController().signal,
      })
      if (attack === undefined && attacker === undefined) allAttestable(results, played, draw)
      return results
    } finally {
      await close()
    }
  } finally {
    await owner.release()
    rmSync(runs, { recursive: true })
  }
}

/**
 * Each run is one that could be signed: what the lab noted of it can be told again from catalogue and seed alone. And each
 * can be shown: no press without a change, and no verdict but the judge's.
 */
function allAttestable(
  { scenarios: results }: Results,
  played: readonly Scenario[],
  draw: (most: number) => number,
): void {
  const found = results.flatMap((result) => {
    if ('failure' in result) return []
    const events = readHistory(join(ROOT, result.run, 'history.jsonl'))
    const doubts = doubtsOf(events, played, ({ controls }) => draw(controls)).map(english)
    const faults = [...faultsOnStage(events, played), ...doubts]
    return faults.length > 0 ? [`${result.scenario}: ${faults.join(' ')}`] : []
  })
  if (found.length > 0) throw new Error(found.join('\n'))
}

/** @param folder for a build of its own. */
async function runtimeIn(
  place: Place,
  folder: string,
  owner: RunOwner,
  attacker: string | undefined,
): Promise<{ readonly runtime: Runtime; close(): Promise<void> }> {
  const built = await build(attacker === undefined ? ENTRIES : { ...ENTRIES, attacker })
  const close = async () => {}
  switch (place) {
    case 'this process':
      return { runtime: inProcessRuntime(withKeysOfTests(built, folder), owner), close }
    case 'processes':
      return { runtime: await chooseRuntime(place, { build: withKeysOfTests(built, folder), owner }), close }
    case 'containers':
      return { runtime: await chooseRuntime(place, { build: built, owner }), close }
    case 'kept containers': {
      const carried = carriedBuild(built, folder)
      const kept = keptContainers(await chooseRuntime('containers', { build: carried, owner }), KEPT)
      return {
        runtime: kept.runtime,
        close: async () => {
          await kept.close()
          await removeImagesOf(carried)
          // Of one scenario the nodes may stand elsewhere in each act.
          if (isWhole && kept.count.again === 0) throw new Error('no container served a second time')
        },
      }
    }
  }
}

/** @returns the same programs, in another folder, with RSA keys of the suite's. */
export function withKeysOfTests(built: Build, folder: string): Build {
  const keys = filesOfTestKeys()
  cpSync(built.folder, folder, { recursive: true })
  const files = Object.entries(built.files).map(([program, path]) => {
    const beside = join(folder, basename(path))
    writeFileSync(beside, withTestKeys + readFileSync(path, 'utf8'))
    return [program, beside]
  })
  const beside = { reads: [join(folder, 'sql-wasm.wasm'), ...keys.reads], writes: keys.writes }
  return { ...built, folder, files: Object.fromEntries(files), beside }
}

export function allAsExpected(
  t: ExecutionContext,
  { scenarios: results }: Results,
  played: readonly Scenario[] = scenarios,
): void {
  t.is(results.length, played.length)
  for (const result of results) {
    t.false('failure' in result, `${result.scenario}: ${'failure' in result && result.failure}`)
    for (const { name, asExpected, verdict, why } of result.acts)
      t.true(asExpected, `${result.scenario}, ${name}: ${verdict}, ${why}`)
  }
}
