/** What stands before the line being typed: whom one talks to, how far they are trusted, how they are reached. */

import { english, type Say, t } from '../language/sentence'
import type { FriendView } from '../messenger/messenger-api'
import { ink } from './entry'
import { trustWords, wayWords } from './lists'
import type { Naming } from './naming'

const colours = { verified: ink.good, changed: ink.alert, pinned: String, unknown: String }

/**
 * @param open the friend whose chat is open. @param view undefined where they are no friend any more.
 * @param hidden messages that came and were not shown.
 * @returns `bob [verified, direct] > `; without an open chat `> `; before both `(3 unread) `, if there are any.
 */
export function promptFor(
  open: string | null,
  view: FriendView | undefined,
  colour: boolean,
  who: Naming,
  hidden = 0,
  say: Say = english,
): string {
  const unread = hidden > 0 ? `${say(t`(${hidden} unread)`)} ` : ''
  if (open === null) return `${unread}> `
  const trust = view?.trust ?? 'unknown'
  const word = say(trustWords[trust])
  const way = say(view?.way ? wayWords[view.way] : t`away`)
  return `${unread}${who(open)} [${colour ? colours[trust](word) : word}, ${way}] > `
}
