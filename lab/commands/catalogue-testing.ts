/** For tests: the whole catalogue on real parts. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { scenarios } from '../../scenarios/catalogue'
import { claimRun } from '../history/run-owner'
import { type Results, runAll } from '../run/run-all'
import { type Build, build } from '../runtime/build'
import { chooseRuntime } from '../runtime/choose-runtime'
import { inProcessRuntime } from '../runtime/in-process-testing'
import type { Runtime } from '../runtime/runtime'
import type { Scenario } from '../scenario/scenario'
import { withTestKeys } from '../suite/programs-testing'

const silence = { show: () => {}, keep: () => {}, end: () => {} }

/**
 * Runs scenarios in their short forms, and keeps nothing. That programs cannot count on how many conversations a control
 * has is tested in end-to-end.test.ts.
 * @param attack instead of theirs. @param conversations of each control, where its act allows so many.
 */
export async function play(
  name: Runtime['name'] | 'this process',
  played: readonly Scenario[],
  { attack, conversations = 1 }: { readonly attack?: string; readonly conversations?: number } = {},
): Promise<Results> {
  const owner = claimRun()
  const runs = mkdtempSync(join(tmpdir(), 'catalogue-test-'))
  try {
    const built = await build()
    const keyed = () => withKeysOfTests(built, mkdtempSync(join(runs, 'build-')))
    const runtime =
      name === 'this process'
        ? inProcessRuntime(keyed(), owner)
        : await chooseRuntime(name, { build: name === 'processes' ? keyed() : built, owner })
    const aborted = new AbortController().signal
    return await runAll(played, {
      runtime,
      quick: true,
      draw: (most) => Math.min(conversations, most),
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

/** @returns the same programs, in another folder, with RSA keys of the suite's. */
export function withKeysOfTests(built: Build, folder: string): Build {
  cpSync(built.folder, folder, { recursive: true })
  const files = Object.entries(built.files).map(([program, path]) => {
    const beside = join(folder, basename(path))
    writeFileSync(beside, withTestKeys + readFileSync(path, 'utf8'))
    return [program, beside]
  })
  return { ...built, folder, files: Object.fromEntries(files) }
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
