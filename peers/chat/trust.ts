/** The commands about keys: comparing safety numbers, and settling a key that has changed. */

import { t } from '../language/sentence'
import { type ChatCommand, type CommandContext, isFriend, unknownFriend, usageOf } from './command-context'
import { alert, quiet, shownName } from './entry'
import { words } from './line'
import { comparisonEntries } from './lists'
import { digitsOf, SAFETY_WORDS } from './safety-words'

export const verify: ChatCommand = { places: [['friend']], run: compare }

export const trust: ChatCommand = {
  places: [['friend'], ['which']],
  async run({ messenger, show, now }, rest) {
    const [friend, which, ...more] = words(rest).map(({ value }) => value)
    if (!friend || (which !== 'new' && which !== 'old') || more.length > 0) throw usageOf('trust')
    await messenger.trust(friend, which)
    const name = shownName(friend)
    show(
      quiet(
        now(),
        which === 'new'
          ? t`the new key of ${name} is pinned, not verified: /verify ${name} when you can`
          : t`the key of ${name} that you knew is kept`,
      ),
    )
  },
}

async function compare(context: CommandContext, rest: string): Promise<void> {
  const { messenger, terminal, style, show, now } = context
  const [first, second] = words(rest)
  const named = isFriend(messenger, first?.value)
  const number = named ? rest.slice(second?.start ?? rest.length) : rest
  // A name that nobody has must not pass for a number.
  const forOpen = /^[\d\s]*$/.test(number) || words(number).length === SAFETY_WORDS
  const friend = named ? first!.value : forOpen ? context.open() : null
  if (friend === null) throw first ? unknownFriend(messenger, first.value) : usageOf('verify')
  const name = shownName(friend)
  if (number === '') {
    show(...comparisonEntries(friend, messenger.compare(friend), { ...style, columns: terminal.columns }))
    return
  }
  const digits = /^[\d\s]*$/.test(number) ? number.replace(/\s/g, '') : digitsOf(number)
  if ((await messenger.verify(friend, digits)) === 'match') {
    show(quiet(now(), t`match: ${name} is verified now`))
    return
  }
  show(
    alert(
      now(),
      t`MISMATCH: this is not the safety number of you and ${name}; nothing was changed. Read it again, digit by digit. If it stays so, somebody stands between you and may read and change what you write.`,
    ),
  )
}
