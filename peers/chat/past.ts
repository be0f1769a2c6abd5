/** The commands about what was said: the last of it, of a day, with some words; and to clear it. */

import { t } from '../language/sentence'
import { type ChatCommand, type CommandContext, isFriend, unknownFriend, usageOf } from './command-context'
import { manual, quiet, shownName } from './entry'
import { count } from './figures'
import { words } from './line'
import { foundEntries, historyEntries } from './lists'
import { period } from './period'

/** Most items of a day or month that are shown: more scroll by unread. */
const MOST_SHOWN = 1_000
/** Most items that a search shows. */
const MOST_FOUND = 20

export const history: ChatCommand = {
  places: [['friend']],
  run({ messenger, open, show, past }, rest) {
    const given = words(rest).map(({ value }) => value)
    // A friend may be called whole.
    const isWhole = given.at(-1) === 'whole' && (given.length > 1 || !isFriend(messenger, 'whole'))
    const [first, second, ...more] = isWhole ? given.slice(0, -1) : given
    // A friend may be called 2000.
    const isAlone =
      first !== undefined && second === undefined && /^[\d-]+$/.test(first) && !isFriend(messenger, first)
    const [friend, which] = isAlone ? [open(), first] : [first ?? open(), second ?? '20']
    const time = which.includes('-') ? period(which) : null
    const number = Number(which)
    if (friend === null || more.length > 0 || (!time && (!Number.isSafeInteger(number) || number < 1)))
      throw usageOf('history')
    const items = time
      ? messenger.historyBetween(friend, time.from, time.to)
      : messenger.history(friend, number)
    // Of a friend who was removed the history stays; of a name that was mistyped there is none.
    if (items.length === 0) requireKnown(messenger, friend)
    const shown = time ? items.slice(-MOST_SHOWN) : items
    if (shown.length < items.length)
      show(manual(t`Earlier, of that time: ${count(items.length - shown.length, 'item')}. Name a day.`))
    show(...historyEntries(shown, past(), isWhole))
  },
}

export const search: ChatCommand = {
  places: [['friend']],
  async run({ messenger, show, past }, rest) {
    const [first, ...more] = words(rest)
    if (!first) throw usageOf('search')
    const friend = more.length > 0 && isFriend(messenger, first.value) ? first.value : null
    const wanted = (friend === null ? rest : rest.slice(first.end)).trim()
    const items = await messenger.search(friend, wanted, MOST_FOUND + 1)
    if (items.length === 0) {
      show(manual(t`Nothing that was said has these words.`))
      return
    }
    show(...foundEntries(items.slice(-MOST_FOUND), past()))
    if (items.length > MOST_FOUND) show(manual(t`The newest ${MOST_FOUND}: there are older ones.`))
  },
}

export const forget: ChatCommand = {
  places: [['friend']],
  slow: true,
  async run({ messenger, show, now }, rest) {
    const [friend, which = '', howMany, ...more] = words(rest).map(({ value }) => value)
    const time = period(which)
    const isNumber = howMany === undefined || /^[1-9]\d{0,14}$/.test(howMany)
    if (friend === undefined || !time || !isNumber || more.length > 0) throw usageOf('forget')
    const name = shownName(friend)
    if (howMany === undefined) {
      const there = messenger.forgettable(friend, time.from, time.to)
      if (there === 0) requireKnown(messenger, friend)
      show(
        manual(
          there === 0
            ? t`Nothing of ${which} with ${name} can be cleared: what waits, or was not seen yet, stays.`
            : there === 1
              ? t`${count(there, 'item')} of ${which} with ${name}. /forget ${name} ${which} 1 clears it from this disk, for good; ${name} keeps what is there.`
              : t`${count(there, 'item')} of ${which} with ${name}. /forget ${name} ${which} ${String(there)} clears them from this disk, for good; ${name} keeps what is there.`,
        ),
      )
      return
    }
    await messenger.forget(friend, time.from, time.to, Number(howMany))
    show(quiet(now(), t`cleared: ${count(Number(howMany), 'item')} of ${which} with ${name}`))
  },
}

/** @throws PeerError UNKNOWN_PEER: a name that was mistyped. */
function requireKnown(messenger: CommandContext['messenger'], friend: string): void {
  if (!isFriend(messenger, friend) && messenger.history(friend, 1).length === 0)
    throw unknownFriend(messenger, friend)
}
