/** The commands about files: offering, taking, ending, listing. */

import { sizeOf } from '../files/sentences'
import { t } from '../language/sentence'
import { printable } from '../text/printable'
import { argument, type ChatCommand, type CommandContext, isFriend, usageOf } from './command-context'
import { isListed } from './complete'
import { plain, quiet, shownName } from './entry'
import { readPaths, words } from './line'
import { transferRows } from './lists'

export const sendFile: ChatCommand = { places: [['friend', 'path'], ['path']], slow: true, run: send }

export const acceptFile: ChatCommand = {
  places: [['transfer']],
  async run({ messenger, show, now }, rest) {
    const transfer = await messenger.acceptFile(argument('accept-file', rest))
    const place = transfer.path === null ? printable(transfer.name, 80) : printable(transfer.path, 400)
    show(quiet(now(), t`${transfer.label} of ${shownName(transfer.friend)} is accepted: ${place}`))
  },
}

export const cancelFile: ChatCommand = { places: [['transfer']], run: cancel }

export const files: ChatCommand = {
  places: [],
  run: ({ messenger, show, past, speak }) =>
    show(plain(...transferRows(messenger.transfers(), past().who, speak))),
}

async function send(context: CommandContext, rest: string): Promise<void> {
  const { messenger, open, show, now } = context
  if (rest === '') throw usageOf('send')
  const [first, second] = words(rest)
  const named = second !== undefined && isFriend(messenger, first?.value)
  const friend = named ? first!.value : open()
  if (friend === null) throw usageOf('send')
  const isThere = (path: string) => isListed(path, context.listFolder)
  const paths = readPaths(named ? rest.slice(second.start) : rest, context.homeFolder, isThere)
  const path = paths.join(' ')
  try {
    const transfer = await messenger.offer(friend, paths, (bytes) => context.hashing(path, bytes))
    const { label } = transfer
    show(
      quiet(
        now(),
        t`${label} of ${sizeOf(transfer)} is offered to ${shownName(friend)}: ${printable(transfer.name, 80)}`,
        t`It goes when ${shownName(friend)} accepts; /cancel ${label} takes it back.`,
      ),
    )
  } finally {
    context.hashing(path, null)
  }
}

async function cancel({ messenger, show, now, expectEnd }: CommandContext, rest: string): Promise<void> {
  const which = argument('cancel', rest)
  const forget = expectEnd(which)
  try {
    const transfer = await messenger.cancelFile(which)
    show(quiet(now(), t`${transfer.label} is ended: ${printable(transfer.name, 80)}`))
  } catch (error) {
    forget()
    throw error
  }
}
