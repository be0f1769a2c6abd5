/**
 * What acts on the eye, or would act on a terminal, where it should be seen: on a screen nothing of it may stand as it is.
 * The lab's own list, for that of the messenger is what is judged (Unicode 15; UAX #9; UTS #51 for what holds an emoji
 * together).
 */

/** Controls, format characters, private use, unassigned, line ends, and what is blank or has no width. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu
/** More marks in a row than any living script puts on one letter: they climb over other rows. */
const PILE = /\p{M}{5,}/u
const JOINER = '\u200d'
const BEFORE_JOINER = /(\ufe0f|[\p{Extended_Pictographic}\p{Emoji_Modifier}])$/u
const SELECTOR = /[\ufe0e\ufe0f]/
const BEFORE_SELECTOR = /\p{Emoji}$/u

/** @returns the first such character of a text, as `U+202E`; null where all of it is to be seen. */
export function actingCharacter(text: string): string | null {
  for (const { 0: character, index } of text.matchAll(UNSEEN)) {
    const [before, behind] = [text.slice(0, index), text.slice(index + character.length)]
    const joins =
      character === JOINER && BEFORE_JOINER.test(before) && /^\p{Extended_Pictographic}/u.test(behind)
    if (joins || (SELECTOR.test(character) && BEFORE_SELECTOR.test(before))) continue
    return codeOf(character)
  }
  const [pile] = PILE.exec(text) ?? []
  return pile === undefined ? null : codeOf(pile)
}

/** Controls that a program writes to its own terminal: bell, backspace, tab, line ends, escape. */
const OWN_CONTROLS = '\u0007\b\t\n\r\u001b'

/** @returns the first other control in what was written to a terminal, as above: nothing of it is to be seen; null for none. */
export function swallowedControl(bytes: Uint8Array): string | null {
  for (const [control] of Buffer.from(bytes)
    .toString('utf8')
    .matchAll(/\p{Cc}/gu))
    if (!OWN_CONTROLS.includes(control)) return codeOf(control)
  return null
}

function codeOf(text: string): string {
  return `U+${text.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}
