/** What each command does, for all front ends that are driven by JSON lines. */

import type { MessengerApi } from '../messenger/messenger-api'
import { withoutLineEnds } from '../text/line-ends'
import { obey } from './json-command'
import { type MessengerCommand, parseMessengerCommand } from './messenger-commands'

/** Obeys one line of AGENT.md. @param tell is told the answer. @throws whatever is no PeerError. */
export function obeyMessengerCommand(
  line: string,
  api: MessengerApi,
  tell: (answer: object) => void | Promise<void>,
): Promise<void> {
  return obey(line, parseMessengerCommand, (command) => perform(api, command), tell)
}

/** @returns what the answer carries besides `done`. */
async function perform(api: MessengerApi, command: MessengerCommand): Promise<object | undefined> {
  switch (command.do) {
    case 'status':
      return api.status()
    case 'friends':
      return {
        friends: api.friends(),
        ...api.requests(),
        blocked: api.blocked(),
        muted: api.muted(),
        nicknames: Object.fromEntries(api.nicknames()),
      }
    case 'refresh':
      await api.refresh()
      return
    case 'add':
      return { status: await api.add(command.name) }
    case 'remove':
      await api.remove(command.name)
      return
    case 'block':
      await api.block(command.name)
      return
    case 'unblock':
      await api.unblock(command.name)
      return
    case 'mute':
      await api.mute(command.name, command.on)
      return
    case 'rename':
      await api.rename(command.name, command.nickname)
      return
    case 'send':
      return { id: await api.send(command.to, command.text) }
    case 'history':
      return { items: api.history(command.with, command.count) }
    case 'history-between':
      return { items: api.historyBetween(command.with, command.from, command.to) }
    case 'search':
      return { items: await api.search(command.with ?? null, command.words, command.count) }
    case 'forget': {
      const { with: friend, from, to, count } = command
      if (count === undefined) return { count: api.forgettable(friend, from, to) }
      await api.forget(friend, from, to, count)
      return { count }
    }
    case 'unsent':
      return { items: api.unsent(command.with) }
    case 'delete': {
      const { with: friend, direction, item, at } = command
      return { sent: await api.delete({ friend, direction, id: item, at }) }
    }
    case 'edit':
      await api.edit(command.with, command.item, command.text)
      return
    case 'compare':
      return api.compare(command.with)
    case 'verify':
      return { result: await api.verify(command.with, command.number) }
    case 'trust':
      await api.trust(command.with, command.key)
      return
    case 'resend':
      return command.count === undefined
        ? api.resendable(command.to)
        : await api.resend(command.to, command.count)
    case 'drop-held':
      return { dropped: await api.dropHeld(command.with) }
    case 'send-file':
      return api.offer(command.to, command.path)
    case 'accept-file':
      return api.acceptFile(command.file)
    case 'cancel-file':
      return api.cancelFile(command.file)
    case 'change-passphrase':
      await api.changePassphrase(withoutLineEnds(command.before), withoutLineEnds(command.chosen))
      return
    case 'change-password':
      await api.changePassword(command.password)
      return
    case 'log-out-elsewhere':
      await api.logOutElsewhere()
      return
    case 'register':
      return { asked: await api.registerAgain(command.password) }
    case 'take-name-back':
      await api.takeNameBack(command.password, command.code)
      return
    case 'enrol-totp':
      return api.enrolTotp()
    case 'confirm-totp':
      return { codes: await api.confirmTotp(command.code) }
    case 'remove-totp':
      await api.removeTotp(command.code)
      return
    case 'export':
      await api.exportTo(command.path, withoutLineEnds(command.passphrase))
      return
    case 'import-contacts':
      return { added: await api.importContacts(command.path, withoutLineEnds(command.passphrase)) }
    case 'files':
      return { files: api.transfers() }
  }
}
