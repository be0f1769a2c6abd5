/** The commands that change one message: to delete it from this disk, and to say something else before it goes. */

import { type Sentence, t } from '../language/sentence'
import type { HistoryItem } from '../messenger/messenger-api'
import { PeerError } from '../protocol/errors'
import { type ChatCommand, type CommandContext, isFriend, usageOf } from './command-context'
import { deleted } from './deleted'
import { manual, quiet, shownName } from './entry'
import { words } from './line'
import { numberedEntries } from './lists'

/** Messages that are listed to choose one. */
const MOST_LISTED = 10

export const deleteMessage: ChatCommand = {
  places: [['friend']],
  async run(context, rest) {
    const { messenger, show, now } = context
    if (/^[1-9]\d*$/.test(rest)) {
      const item = listedAs(context, Number(rest), 'delete')
      const name = shownName(item.friend)
      const isThere = await messenger.delete(item)
      show(quiet(now(), deleted(isThere, name)))
      return
    }
    const { friend, others } = ofWhom(context, rest, 'delete')
    const items =
      others === ''
        ? messenger.history(friend, MOST_LISTED)
        : await messenger.search(friend, others, MOST_LISTED)
    const which = t`/delete NUMBER deletes one of these from this disk, for good.`
    list(
      context,
      items,
      which,
      others === '' ? t`Nothing was said.` : t`Nothing that was said has these words.`,
    )
  },
}

export const edit: ChatCommand = {
  places: [['friend']],
  async run(context, rest) {
    const { messenger, show, now } = context
    const [, number, text] = /^([1-9]\d*)\s+(.+)$/s.exec(rest) ?? []
    if (number !== undefined && text !== undefined) {
      const { friend, id } = listedAs(context, Number(number), 'edit')
      await messenger.edit(friend, id, text)
      show(quiet(now(), t`changed: ${shownName(friend)} gets it so`))
      return
    }
    const { friend, others } = ofWhom(context, rest, 'edit')
    if (others !== '') throw usageOf('edit')
    const items = messenger.unsent(friend).slice(-MOST_LISTED)
    const none = t`Nothing waits for ${shownName(friend)} that was never sent: the rest is not changed from here.`
    list(context, items, t`/edit NUMBER TEXT says something else in place of one of these.`, none)
  },
}

/** The newest is number 1. The numbers count until the next list. */
function list(
  { show, past, listed }: CommandContext,
  items: readonly HistoryItem[],
  which: Sentence,
  none: Sentence,
): void {
  listed.items = items
  if (items.length === 0) show(manual(none))
  else show(...numberedEntries(items, past()), manual(which))
}

/** @throws PeerError BAD_COMMAND: a number that was not shown must not stand for anything. */
function listedAs({ listed }: CommandContext, number: number, command: 'delete' | 'edit'): HistoryItem {
  const item = listed.items.at(-number)
  if (item) return item
  throw new PeerError('BAD_COMMAND', t`No message was listed as ${String(number)}: /${command} lists them.`)
}

/** A friend who was removed has a history still. */
function ofWhom({ messenger, open }: CommandContext, rest: string, command: 'delete' | 'edit') {
  const [first] = words(rest)
  const isNamed =
    first !== undefined && (isFriend(messenger, first.value) || messenger.history(first.value, 1).length > 0)
  const friend = isNamed ? first.value : open()
  if (friend === null) throw usageOf(command)
  return { friend, others: isNamed ? rest.slice(first.end).trim() : rest }
}
