/**
 * Nicknames: what the user calls others, for this user's eyes alone. Nobody is found, called or trusted by one, and
 * wherever it is shown the account's name stands beside it. Who registers a name cannot pass for whom the user calls so.
 */

import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { printable } from '../text/printable'
import { widthOf } from '../text/text-width'

/** By name. */
export type Nicknames = ReadonlyMap<string, string>

/** Columns: as many as the longest name has. */
const WIDEST = 32
/** A letter may have marks on it, and a picture be made of several. */
const MOST_BYTES = 200

/**
 * Letters, digits and pictures, with single spaces and . ' ’ _ - between them: nothing of what the program's own lines are
 * made. What joins letters and pictures passes where it does so: printable.ts decides.
 */
const NICKNAME =
  /^(?=[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}])(?:[\p{L}\p{M}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}'.’_-]|\u200c|\u200d|\ufe0e|\ufe0f| (?! |$))+$/u

/**
 * @param given as typed. @param names of everybody who is known here by name, the user as well.
 * @returns the nickname as it is kept.
 * @throws PeerError BAD_COMMAND where it cannot be shown safely, or somebody else is called so.
 */
export function checkedNickname(
  name: string,
  given: string,
  names: Iterable<string>,
  nicknames: Nicknames,
): string {
  const nickname = given.trim().normalize('NFC')
  const isFit = widthOf(nickname) <= WIDEST && Buffer.byteLength(nickname) <= MOST_BYTES
  if (!isFit || !NICKNAME.test(nickname) || printable(nickname, WIDEST) !== nickname)
    throw new PeerError(
      'BAD_COMMAND',
      t`A nickname has at most ${WIDEST} letters, digits or pictures, with single spaces and . ' _ - between them.`,
    )
  const taken = [...names].find((one) => one !== name && same(one, nickname))
  if (taken) throw new PeerError('BAD_COMMAND', t`That is the name of ${taken}: choose another nickname.`)
  const [other] = [...nicknames].find(([one, theirs]) => one !== name && same(theirs, nickname)) ?? []
  if (other) throw new PeerError('BAD_COMMAND', t`You call ${other} so: choose another nickname.`)
  return nickname
}

/** Whether two names look the same to who does not mind small and capital letters, or forms of one letter. */
export function same(one: string, other: string): boolean {
  return folded(one) === folded(other)
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}
