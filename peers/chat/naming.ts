/** How somebody is shown who has a name, and perhaps a nickname of the user's. */

import { type Nicknames, same } from '../contacts/nickname'
import { shownName } from './entry'

/** @returns how this one is shown: `bob`, or `Bobby (bob)`. */
export type Naming = (name: string) => string

/** Whoever has the name by which somebody else is called is shown with it twice: `dad (dad)` is not `dad (bob)`. */
export function namingOf(nicknames: Nicknames): Naming {
  return (name) => {
    const shown = shownName(name)
    const nickname = nicknames.get(name) ?? [...nicknames.values()].find((one) => same(one, name))
    if (nickname === undefined) return shown
    return `${nicknames.has(name) ? nickname : shown} (${shown})`
  }
}
