/**
 * How much of its campaigns a suite plays: `npm run test:all` everything, `npm test` a sample, which is another one each
 * day. `ava.config.cjs` decides, and prints the number that brings a sample back.
 */

export const isWhole = process.env.LAB_SUITE_WHOLE === '1'

const SAMPLE = Number(process.env.LAB_SUITE_SAMPLE ?? 0)

/** @returns whether the sample has this one of the numbered steps of a campaign: each `every`-th is in one. */
export function isPlayed(step: number, every: number): boolean {
  return isWhole || step % every === SAMPLE % every
}

/** @returns the one of these that stands for all. */
export function oneOf<T>(all: readonly T[]): T {
  const one = all[SAMPLE % all.length]
  if (one === undefined) throw new Error('there is nothing to take one of')
  return one
}
