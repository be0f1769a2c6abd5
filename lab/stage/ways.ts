/** Which way a passage goes, past the attacker or by her, and what is to be seen of it on the way. Pure. */

import { ATTACKER, isOnPath } from '../scenario/scenario'
import { type Cargo, goodbye, isOpen, isSomeLetter, someLetter } from './cargo'
import type { DashboardState } from './dashboard-state'
import type { Passage } from './passages'

export interface Ways {
  /** What left, closed as far as anybody can say that it is; null for what the attacker made up. */
  readonly left: Cargo | null
  /** Whether it goes by the attacker. */
  readonly byHer: boolean
  /** What goes on from there, or all the way; null where nothing does. */
  readonly onward: Cargo | null
}

/** What the way of a passage is seen by. */
export type SeenBy = Pick<DashboardState, 'conversation' | 'scene' | 'outline' | 'progress'>

export function waysOf(passage: Passage, state: SeenBy): Ways {
  const ways = closedWays(passage, state)
  // What goes when they part, and has no words that anybody reads, is no letter.
  if (!passage.parting || passage.read || passage.opened) return ways
  const plain = (cargo: Cargo | null): Cargo | null => (cargo && isSomeLetter(cargo) ? goodbye : cargo)
  return { ...ways, left: plain(ways.left), onward: plain(ways.onward) }
}

function closedWays(passage: Passage, state: SeenBy): Ways {
  const { taken, came, changed, late, again, opened } = passage
  // What she has read without its key is sealed for nobody, open though it never was.
  const isBroken = opened && !changed && passage.left !== null && !isOpen(passage.left)
  const left = isBroken ? someLetter : unsealed(passage.left, passage, state)
  const { position } = state.outline
  // Whatever goes between the peers goes by her where she stands between them.
  const isBetween = (isOnPath(position) && position !== 'directory') || changed || late || again
  const byHer = position !== 'nowhere' && (taken || left === null || isBetween)
  if (!byHer) return { left, byHer, onward: came ?? left }
  // What she sends herself begins where she is.
  if (passage.from === ATTACKER && left !== null) return { left: null, byHer, onward: came ?? left }
  // What she repeats or has held back is closed as far as it was before.
  const repeated =
    left === null && (again || late) ? unsealed(came, { ...passage, changed: false }, state) : came
  return { left, byHer, onward: came && (isOpen(left) || left === someLetter ? left : repeated) }
}

/**
 * @returns a letter without its seal where nobody can say that it holds: in a control, in which she does not try,
 * while she works on it, and of somebody whose letters she has opened.
 */
function unsealed(
  cargo: Cargo | null,
  { changed, from }: Passage,
  { conversation, scene, progress }: SeenBy,
): Cargo | null {
  const isTried = conversation === 'attack' && progress === null && !scene.opens.includes(from)
  return cargo?.is === 'letter' && cargo.for !== ATTACKER && !changed && !isTried ? someLetter : cargo
}
