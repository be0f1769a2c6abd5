/** What the lab's commands end with. */

import type { ActVerdict } from '../judge/verdict'

/** The last two are those of sysexits.h. */
export const exitStatus = { asExpected: 0, differs: 1, inconclusive: 2, usage: 64, labFailed: 70 } as const

/** @returns the status of a run: a verdict that differs weighs more than one that could not be reached. */
export function statusOf(acts: readonly ActVerdict[]): number {
  const surprises = acts.filter(({ asExpected }) => !asExpected)
  if (surprises.length === 0) return exitStatus.asExpected
  const conclusive = surprises.some(({ verdict }) => verdict !== 'INCONCLUSIVE')
  return conclusive ? exitStatus.differs : exitStatus.inconclusive
}
