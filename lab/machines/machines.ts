/** Learns the machine of one side of a profile's conversations. */

import type { Role } from '../../peers/protocol/conversation'
import { randomFrom } from '../search/random'
import { inputsFor, type LearnedProfile } from './inputs'
import { learned } from './learn'
import type { Machine } from './mealy'
import { type MachinePeople, talk } from './talk'
import { counterexample } from './test-words'

export interface Thoroughness {
  /** How many states more than the learned machine a profile may have, without one being missed. */
  readonly depth: number
  readonly seed: number
}

/** The thoroughness that is meant where none is named. */
export const USUAL: Thoroughness = { depth: 1, seed: 1 }

export async function machineOf(
  profile: LearnedProfile,
  role: Role,
  people: MachinePeople,
  { depth, seed }: Thoroughness = USUAL,
): Promise<{ readonly machine: Machine; readonly words: number }> {
  const { ask, said } = talk(profile, role, people)
  const random = randomFrom(seed)
  const machine = await learned(inputsFor(profile, role), ask, (each) =>
    counterexample(each, ask, depth, random),
  )
  return { machine, words: said() }
}
