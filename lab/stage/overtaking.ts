/** Which letters came before others that had left earlier. Pure. */

import type { Cargo } from './cargo'

/** The number of a letter among those that went the same way: as they left, and as they came. */
export interface Overtaking {
  readonly left: number
  readonly came: number
}

/** What of a passage its way is known by. */
interface OnItsWay {
  readonly from: string
  readonly to: string
  readonly left: Cargo | null
  readonly came: Cargo | null
}

/** A passage, and when what it brought came among all that was told; null while it has not come, or came from elsewhere. */
interface Told<P> {
  readonly passage: P
  readonly cameAt: number | null
}

/** @param told in the order in which they left. @returns the same; those of a way on which the order changed have numbers. */
export function withOvertaking<P extends OnItsWay>(
  told: readonly Told<P>[],
): (P & { readonly overtaking?: Overtaking })[] {
  const numbers = new Map<P, Overtaking>()
  for (const way of new Set(told.map(wayOf))) {
    const left = told.filter((one) => one.cameAt !== null && isLetter(one.passage) && wayOf(one) === way)
    const came = [...left].sort((one, other) => one.cameAt! - other.cameAt!)
    if (left.every((one, place) => one === came[place])) continue
    for (const [place, one] of left.entries())
      numbers.set(one.passage, { left: place + 1, came: came.indexOf(one) + 1 })
  }
  return told.map(({ passage }) => {
    const overtaking = numbers.get(passage)
    return overtaking ? { ...passage, overtaking } : passage
  })
}

function wayOf({ passage }: Told<OnItsWay>): string {
  return JSON.stringify([passage.from, passage.to])
}

function isLetter({ left, came }: OnItsWay): boolean {
  return left?.is === 'letter' && came?.is === 'letter'
}
