/** The command about messages that go only if the user says so: what a friend lacks, and what waits for an earlier key. */

import { t } from '../language/sentence'
import type { Resendable } from '../messenger/messenger-api'
import { PeerError } from '../protocol/errors'
import { type ChatCommand, isFriend, unknownFriend, usageOf } from './command-context'
import { type ChatEntry, manual, quiet, shownName } from './entry'
import { count } from './figures'
import { words } from './line'
import { backlogWords } from './lists'

export const resend: ChatCommand = {
  places: [['friend'], ['drop']],
  async run({ messenger, show, now }, rest) {
    const [friend, answer, ...more] = words(rest).map(({ value }) => value)
    if (friend === undefined || more.length > 0) throw usageOf('resend')
    if (!isFriend(messenger, friend)) throw unknownFriend(messenger, friend)
    const name = shownName(friend)
    if (answer === undefined) show(question(name, messenger.resendable(friend)))
    else if (answer === 'drop') {
      const dropped = await messenger.dropHeld(friend)
      if (dropped === 0) throw new PeerError('BAD_COMMAND', t`Nothing waits for an earlier key of ${name}.`)
      show(quiet(now(), t`dropped: ${count(dropped, 'message')} that waited for an earlier key of ${name}`))
    } else if (/^[1-9]\d{0,14}$/.test(answer)) {
      const { lacks, held } = await messenger.resend(friend, Number(answer))
      if (lacks) show(quiet(now(), t`goes again to ${name}, and says so there: ${backlogWords(lacks)}`))
      if (held) show(quiet(now(), t`goes to the key of now of ${name}: ${backlogWords(held)}`))
    } else throw usageOf('resend')
  },
}

/** What would go, and how the user agrees to it. */
function question(name: string, { lacks, held }: Resendable): ChatEntry {
  if (!lacks && !held)
    return manual(t`Nothing is missing at ${name}, as far as is known, and nothing waits for an earlier key.`)
  const all = (lacks?.count ?? 0) + (held?.count ?? 0)
  return manual(
    ...(lacks ? [t`${name} had ${backlogWords(lacks)} and says that they are not there any more.`] : []),
    ...(held ? [t`${backlogWords(held)}: kept for a key that ${name} had before.`] : []),
    all === 1
      ? t`/resend ${name} 1 sends it to whoever has the key of ${name} now: ask ${name} first, not through this chat.`
      : t`/resend ${name} ${String(all)} sends these ${all} to whoever has the key of ${name} now: ask ${name} first, not through this chat.`,
    ...(held ? [t`/resend ${name} drop drops what was kept for the earlier key.`] : []),
  )
}
