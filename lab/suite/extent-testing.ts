/**
 * How much of its campaigns a suite plays: `npm run test:all` everything, `npm test` a sample, which is another one each
 * day. `ava.config.cjs` decides, and prints the number that brings a sample back.
 */

export const isWhole = process.env.LAB_SUITE_WHOLE === '1'

/** Of a property's runs a sample has one in so many; they are drawn anew each time. */
const RUNS_SHARE = 5

const SAMPLE = Number(process.env.LAB_SUITE_SAMPLE ?? 0)

/** @returns whether the sample has this one of the numbered steps of a campaign: each `every`-th is in one. */
export function isPlayed(step: number, every: number): boolean {
  return isWhole || step % every === SAMPLE % every
}

/** What AVA has in place of a `test`; where that skips already, itself. */
type Skipped<Test> = Test extends { readonly skip: infer Skip } ? Skip : Test

/** @returns `test`, or what skips it, for this one of the numbered cases of a campaign: a sample has each `every`-th. */
export function playedIn<Test extends object>(test: Test, step: number, every: number): Test | Skipped<Test> {
  if (isPlayed(step, every) || !('skip' in test)) return test
  return test.skip as Skipped<Test>
}

/** @returns how often a property is tried that is tried so often in the whole suite. */
export function runsOf(whole: number): number {
  return isWhole ? whole : Math.ceil(whole / RUNS_SHARE)
}

/** @returns the one of these that stands for all. */
export function oneOf<T>(all: readonly T[]): T {
  const one = all[SAMPLE % all.length]
  if (one === undefined) throw new Error('there is nothing to take one of')
  return one
}
