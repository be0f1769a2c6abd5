/** What the attacker did to what went by, in a word or two. Pure. */

import { type Sentence, t } from '../../peers/language/sentence'
import { ATTACKER, DIRECTORY } from '../scenario/scenario'
import { type Cargo, isSomeLetter, isStolen, isWeak } from './cargo'
import type { Style } from './cells'
import type { DashboardState } from './dashboard-state'
import { changedPart } from './frame-parts'
import { MANY, type Passage } from './passages'

interface Deed {
  readonly words: Sentence
  readonly style: Style
}

/** Whether what goes by closed is copied for her, and whether she says how far she is with opening it. */
export type Copies = 'none' | 'taken' | 'kept' | 'worked on'

/** @returns what becomes of closed letters that go by her. */
export function copiesOf({
  outline,
  progress,
  scene,
}: Pick<DashboardState, 'outline' | 'progress' | 'scene'>): Copies {
  if (progress !== null || scene.moves.some(({ kept }) => kept)) return 'worked on'
  return outline.position === 'tap' ? 'taken' : scene.copies ? 'kept' : 'none'
}

/** @param elsewhere where it goes if that is nowhere in the picture. */
export function deedOf(passage: Passage, elsewhere: string | null, copies: Copies): Deed | null {
  const { left, came, changed, again, late, opened, taken, progress, overtaking, kept } = passage
  if (kept) return { words: t`opens her copy`, style: 'bad' }
  if (isStolen(left)) return { words: t`steals it`, style: 'bad' }
  const isHers = left?.is === 'letter' && left.for === ATTACKER
  if (passage.from === ATTACKER && came?.is === 'letter') return { words: t`writes`, style: 'bad' }
  if (came?.is === 'address') return { words: addressDeed(came), style: isRight(came) ? 'faint' : 'bad' }
  if (passage.from === ATTACKER && came?.is !== 'key')
    return { words: passage.times >= MANY ? t`asks` : t`calls`, style: 'bad' }
  if (again) return { words: t`once more`, style: 'bad' }
  if (overtaking && overtaking.came > overtaking.left) return { words: t`holds it back`, style: 'bad' }
  if (overtaking && overtaking.came < overtaking.left) return { words: t`lets it overtake`, style: 'bad' }
  if (late) return { words: t`now, not before`, style: 'bad' }
  if (left === null) return { words: came?.is === 'key' ? t`shows her own` : t`makes it up`, style: 'bad' }
  if (changed && came?.is === 'key') return { words: t`swaps`, style: 'bad' }
  if (passage.rewritten) return { words: t`opens, alters`, style: 'bad' }
  if (changed && opened) return { words: t`opens, reseals`, style: 'bad' }
  if (changed && isHers && came?.is === 'letter') return { words: t`seals anew`, style: 'bad' }
  if (changed)
    return {
      words: isWeak(came)
        ? t`weakens the offer`
        : ((came?.is === 'other' ? changedPart(passage.sent, passage.got) : null) ?? t`alters it`),
      style: 'bad',
    }
  if (elsewhere !== null)
    return elsewhere === DIRECTORY ? { words: t`to the directory`, style: 'plain' } : null
  if (came === null) return taken && progress >= 1 ? { words: t`keeps it`, style: 'bad' } : null
  if (opened) return { words: t`reads it`, style: 'bad' }
  if (copies === 'worked on' && isSomeLetter(left)) return { words: t`tries a copy`, style: 'bad' }
  if (left.is !== 'letter') return { words: t`lets it pass`, style: 'faint' }
  if (copies === 'taken') return { words: t`gets a copy`, style: 'plain' }
  if (copies === 'kept') return { words: t`keeps a copy`, style: 'plain' }
  return { words: t`it stays shut`, style: 'faint' }
}

function isRight({ isNewest, isTrue }: Extract<Cargo, { is: 'address' }>): boolean {
  return isNewest && isTrue
}

function addressDeed({ isNewest, isTrue }: Extract<Cargo, { is: 'address' }>): Sentence {
  if (!isTrue) return t`alters the port`
  return isNewest ? t`gives the newest` : t`gives an old one`
}
