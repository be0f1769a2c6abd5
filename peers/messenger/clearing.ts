/** What the user may clear of the past: what has come to its end. What waits, or was not seen yet, stays. Pure. */

import type { Correspondence } from './correspondence'
import type { Past } from './past'
import type { SentItem, StoredItem, StreamPlace } from './stored-item'

/** Times are milliseconds since 1970 by this computer's clock; `to` is not part of it. */
export interface Clearing {
  readonly friend: string
  readonly from: number
  readonly to: number
  /** This item alone. */
  readonly only?: Pick<StoredItem, 'direction' | 'id'>
}

/** @returns what can go of a friend's past, and how the rest lies. */
export function clearingOf(
  { lines, arrived, seen }: Pick<Correspondence, 'lines' | 'arrived' | 'seen'>,
  { from, to, only }: Omit<Clearing, 'friend'>,
): ReturnType<Past['without']> {
  const isMeant = ({ direction, id }: StoredItem) => !only || (direction === only.direction && id === only.id)
  return lines.without(from, to, arrived - seen, isMeant)
}

/** @returns up to which number of each stream of this side's something is cleared. */
export function placesOf(cleared: readonly StoredItem[]): StreamPlace[] {
  const last = new Map<string, number>()
  const said = cleared.filter((line): line is SentItem => line.direction === 'out')
  for (const { stream, number } of said) last.set(stream, Math.max(last.get(stream) ?? 0, number))
  return [...last].map(([stream, number]) => ({ stream, number }))
}
