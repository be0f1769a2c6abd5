/** What an attack is given to work with, apart from defences: where this is the same, one act can be held against another. */

import { createHash } from 'node:crypto'
import { type Act, programOf, type Scenario } from '../scenario/scenario'

/** @returns a hash over all of it. @param quick whether attacks that have a short form take it. */
export function settingsOf(scenario: Scenario, act: Act, quick: boolean): string {
  const { position, account, pseudonyms, hiddenHosts, callsAttacker, bystander, peers } = scenario
  const program = programOf(scenario, act)
  const { beforehand, steps, population } = act
  const place = { position, account, pseudonyms, hiddenHosts, program, callsAttacker, bystander, peers }
  const all = JSON.stringify({ place, beforehand, steps, population, quick })
  return createHash('sha256').update(all).digest('hex')
}
