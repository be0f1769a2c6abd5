/**
 * A population at the directory: of a list of names that the attacker has, each is registered or not by the toss of a coin
 * (draw.ts). Which ones are is the lab's secret.
 */

import type { Recorder } from '../history/recorder'
import type { Testbed } from '../runtime/testbed'
import { ATTACKER, DIRECTORY_URL } from '../scenario/scenario'
import type { populationOf } from './draw'

/** Milliseconds that their registration may take: each name costs the directory a slow hash. */
const PATIENCE = 300_000

/** Has `by` register the population. @throws ActFailed */
export async function registerPopulation(
  testbed: Testbed,
  recorder: Recorder,
  by: string,
  { names, registered }: ReturnType<typeof populationOf>,
): Promise<void> {
  recorder.note('lab', { event: 'population', names, registered })
  await testbed.command(by, { do: 'register-others', directory: DIRECTORY_URL, names: registered }, PATIENCE)
  await testbed.command(ATTACKER, { do: 'tell', topic: 'candidates', facts: names })
}
