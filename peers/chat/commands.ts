/** All commands of the chat, and what those about friends and messages do. Failures go up to chat.ts. */

import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { isName } from '../protocol/names'
import {
  exportIdentity,
  importContacts,
  logOutEverywhere,
  passphrase,
  password,
  register,
  totp,
} from './account'
import {
  argument,
  type ChatCommand,
  type CommandContext,
  calledSo,
  isFriend,
  unknownFriend,
  usageOf,
} from './command-context'
import { manual, plain, quiet, shownName } from './entry'
import { acceptFile, cancelFile, files, sendFile } from './files'
import { type CommandName, helpRows } from './help'
import { friendRows, historyEntries, statusRows } from './lists'
import { forget, history, search } from './past'
import { rename } from './rename'
import { resend } from './resend'
import { trust, verify } from './trust'
import { deleteMessage, edit } from './unsay'

export const commands: Readonly<Record<CommandName, ChatCommand>> = {
  help: { places: [['topic']], run: ({ show, speak }, rest) => show(manual(...helpRows(rest, speak))) },
  friends: {
    places: [],
    async run({ messenger, show, speak, attention }) {
      // What is known is shown also when the directory does not answer.
      const failure = await messenger.refresh().then(() => null, known)
      show(plain(...friendRows(messenger.friends(), messenger.requests(), attention(), speak)))
      if (failure) throw failure
    },
  },
  add: { places: [['asker']], slow: true, run: (context, rest) => add(context, argument('add', rest)) },
  accept: {
    places: [['asker']],
    slow: true,
    run: (context, rest) => accept(context, argument('accept', rest)),
  },
  remove: {
    places: [['friend', 'asker']],
    slow: true,
    async run(context, rest) {
      const name = argument('remove', rest)
      await context.messenger.remove(name)
      if (context.open() === name) context.setOpen(null)
      context.show(quiet(context.now(), t`${shownName(name)} is no friend of yours and no request is open`))
    },
  },
  block: {
    places: [['friend', 'asker']],
    async run(context, rest) {
      const name = argument('block', rest)
      await context.messenger.block(name)
      if (context.open() === name) context.setOpen(null)
      context.show(
        quiet(context.now(), t`you hear nothing more of ${shownName(name)}: /unblock takes it back`),
      )
    },
  },
  unblock: {
    places: [['blocked']],
    async run(context, rest) {
      const name = argument('unblock', rest)
      await context.messenger.unblock(name)
      context.show(quiet(context.now(), t`${shownName(name)} is not blocked`))
    },
  },
  mute: {
    places: [['friend']],
    async run(context, rest) {
      const name = argument('mute', rest)
      if (!isFriend(context.messenger, name)) throw unknownFriend(context.messenger, name)
      await context.messenger.mute(name, true)
      const shown = shownName(name)
      context.show(
        quiet(context.now(), t`${shown} is muted: /chat ${shown} shows what came, /unmute ends it`),
      )
    },
  },
  unmute: {
    places: [['friend']],
    async run(context, rest) {
      const name = argument('unmute', rest)
      await context.messenger.mute(name, false)
      context.show(quiet(context.now(), t`${shownName(name)} is not muted`))
    },
  },
  rename,
  chat: { places: [['friend']], run: chat },
  msg: {
    places: [['friend']],
    async run(context, rest) {
      const [, friend, text] = /^(\S+)\s(.+)$/s.exec(rest) ?? []
      if (!friend || !text?.trim()) throw usageOf('msg')
      if (!isFriend(context.messenger, friend) && calledSo(context.messenger, friend))
        throw unknownFriend(context.messenger, friend)
      await context.say(friend, text)
    },
  },
  send: sendFile,
  'accept-file': acceptFile,
  cancel: cancelFile,
  'refuse-file': cancelFile,
  files,
  verify,
  trust,
  resend,
  history,
  search,
  delete: deleteMessage,
  edit,
  forget,
  status: {
    places: [],
    run: ({ messenger, show, speak }) => show(plain(...statusRows(messenger.status(), speak))),
  },
  totp,
  passphrase,
  password,
  'logout-everywhere': logOutEverywhere,
  register,
  export: exportIdentity,
  import: importContacts,
  quit: { places: [], run: ({ quit }) => quit() },
}

/** Items that opening a chat shows at most; /history shows more. */
const MOST_SHOWN = 200

async function add({ messenger, show, now }: CommandContext, name: string): Promise<void> {
  const shown = shownName(name)
  if (!isName(name))
    throw new PeerError(
      'BAD_COMMAND',
      t`“${shown}” is no name: it has 1 to 32 of a-z 0-9 . _ - and begins with a letter or a digit.`,
    )
  const hadAsked = messenger.requests().incoming.includes(name)
  const status = await messenger.add(name)
  if (status === 'requested')
    show(quiet(now(), t`${shown} is asked, if there is such a user, and can accept`))
  // A request that was accepted is told by its event.
  else if (!hadAsked) show(quiet(now(), t`${shown} is your friend: /chat ${shown} opens the chat`))
}

/** A mistyped name must not become a request to somebody else. */
async function accept(context: CommandContext, name: string): Promise<void> {
  const { messenger } = context
  const hasAsked = () => messenger.requests().incoming.includes(name)
  if (!hasAsked()) await messenger.refresh()
  if (hasAsked() || isFriend(messenger, name)) return add(context, name)
  const shown = shownName(name)
  throw new PeerError('UNKNOWN_PEER', t`${shown} has not asked to be your friend: /add ${shown} asks.`)
}

function chat(context: CommandContext, rest: string): void {
  const { messenger, show, now } = context
  if (rest === '') {
    context.setOpen(null)
    return
  }
  const given = argument('chat', rest)
  // The prompt shows whom a nickname has opened.
  const name = isFriend(messenger, given) ? given : (calledSo(messenger, given) ?? given)
  const friend = messenger.friends().find((one) => one.name === name)
  if (!friend) throw unknownFriend(messenger, name)
  // What was not shown when it came is shown now.
  const came = context.attention().unread.get(name) ?? 0
  const items = messenger.history(name, Math.max(10, Math.min(came, MOST_SHOWN)))
  if (items.length > 0) show(...historyEntries(items, context.past()))
  context.setOpen(name)
  show(
    quiet(
      now(),
      friend.online
        ? t`chat with ${context.past().who(name)}, who is there`
        : t`chat with ${context.past().who(name)}, who is away: what you send waits`,
    ),
  )
}

function known(error: unknown): PeerError {
  if (error instanceof PeerError) return error
  throw error
}
