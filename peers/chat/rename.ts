/** The command that gives a friend a nickname of the user's own. */

import { t } from '../language/sentence'
import { type ChatCommand, isFriend, unknownFriend, usageOf } from './command-context'
import { quiet, shownName } from './entry'
import { words } from './line'

export const rename: ChatCommand = {
  places: [['friend']],
  async run({ messenger, past, show, now }, rest) {
    const [first, ...others] = words(rest)
    if (!first) throw usageOf('rename')
    const friend = first.value
    if (!isFriend(messenger, friend)) throw unknownFriend(messenger, friend)
    const nickname = others.map(({ value }) => value).join(' ')
    await messenger.rename(friend, nickname === '' ? null : nickname)
    const name = shownName(friend)
    show(
      nickname === ''
        ? quiet(now(), t`${name} has no nickname`)
        : quiet(
            now(),
            t`${name} is ${past().who(friend)} from now on, for you alone: /rename ${name} ends it`,
          ),
    )
  },
}
