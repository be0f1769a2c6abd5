/** Whose key it is, in the owner's colour, letter and shape, as on the stage: nobody has to see a colour. Pure. */

import { ATTACKER } from '../scenario/scenario'
import type { Owner } from '../stage/cargo'
import { person } from '../text/format-names'
import { type Html, html } from './html'

/** How somebody is drawn: Alice a blue circle, Bob a green square, Mallory a red diamond. */
export type Look = 'first' | 'second' | 'hers' | 'other'

export function lookOf(owner: Owner, [first, second]: readonly string[]): Look {
  if (owner === ATTACKER) return 'hers'
  if (owner !== null && owner === first) return 'first'
  return owner !== null && owner === second ? 'second' : 'other'
}

/** @param on what it is, where that is a letter. @returns the first letter of the owner, in a shape. */
export function seal(owner: Owner, peers: readonly string[], on: 'key' | 'letter' = 'key'): Html {
  const kind = on === 'letter' ? ' letter' : ''
  return html`<b class="seal ${lookOf(owner, peers)}${kind}">${initial(owner)}</b>`
}

/** @returns the letter that stands in a seal. */
export function initial(owner: Owner): string {
  return owner === null ? '?' : ([...person(owner)][0] ?? '?')
}
