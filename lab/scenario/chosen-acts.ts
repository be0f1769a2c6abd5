/** Which acts of a scenario are played where not all of them are. */

import type { Act } from './scenario'

/** @returns the acts with this profile, and those against which they are held: without them nothing would be RESISTED. */
export function actsWith(profile: string, acts: readonly Act[]): readonly Act[] {
  const chosen = acts.filter((act) => act.profile === profile)
  const needed = new Set(chosen.map(({ counterpart }) => counterpart))
  return acts.filter((act) => chosen.includes(act) || needed.has(act.name))
}
