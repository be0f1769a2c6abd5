/**
 * What acts on the eye, or would act on a terminal, where it should be seen: on a screen nothing of it may stand as it is.
 * The lab's own list, for that of the messenger is what is judged (Unicode 15; UAX #9; UTS #51 for what holds an emoji
 * together, RFC 5892, appendix A, for what holds a word together).
 */

/* Node 26 (V8 14.6) does not find a character beyond U+FFFF by a class that ends a pattern (`[…]$`) with the flag u. */

/** Controls, format characters, private use, unassigned, line ends, and what is blank or has no width. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu
/** More marks in a row than any living script puts on one letter: they climb over other rows. */
const PILE = /\p{M}{5,}/u
const JOINER = '\u200d'
const BEFORE_JOINER = /(?:\ufe0f|\p{Extended_Pictographic}|\p{Emoji_Modifier})$/u
/** A non-joiner is between letters of a script whose letters join, or behind a virama, and so is a joiner. */
const NON_JOINER = '\u200c'
const JOINING =
  '[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Nko}\\p{Script=Mandaic}\\p{Script=Phags_Pa}\\p{Script=Adlam}\\p{Script=Manichaean}\\p{Script=Psalter_Pahlavi}\\p{Script=Hanifi_Rohingya}\\p{Script=Sogdian}\\p{Script=Old_Uyghur}\\p{Script=Chorasmian}]'
const BEFORE_NON_JOINER = new RegExp(`${JOINING}\\p{M}{0,4}$`, 'v')
const BEHIND_NON_JOINER = new RegExp(`^\\p{M}{0,4}${JOINING}`, 'u')
const VIRAMA =
  /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c\ua8c4\ua953\ua9c0\uaaf6\uabed\u{10a3f}\u{11046}\u{11070}\u{1107f}\u{110b9}\u{11133}\u{11134}\u{111c0}\u{11235}\u{112ea}\u{1134d}\u{11442}\u{114c2}\u{115bf}\u{1163f}\u{116b6}\u{1172b}\u{11839}\u{1193d}\u{1193e}\u{119e0}\u{11a34}\u{11a47}\u{11a99}\u{11c3f}\u{11d44}\u{11d45}\u{11d97}\u{11f41}\u{11f42}]/u
/** The flags of England, Scotland and Wales, which are made of tags. */
const TAGGED_FLAG =
  /\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}/gu
const SELECTOR = /[\ufe0e\ufe0f]/
const BEFORE_SELECTOR = /\p{Emoji}$/u

/** @returns the first such character of a text, as `U+202E`; null where all of it is to be seen. */
export function actingCharacter(text: string): string | null {
  const plain = text.replace(TAGGED_FLAG, '\u{1f3f4}')
  for (const { 0: character, index } of plain.matchAll(UNSEEN)) {
    const [before, behind] = [
      plain.slice(Math.max(0, index - 16), index),
      plain.slice(index + character.length, index + 16),
    ]
    const joins =
      character === JOINER && BEFORE_JOINER.test(before) && /^\p{Extended_Pictographic}/u.test(behind)
    const holds = (character === JOINER || character === NON_JOINER) && VIRAMA.test([...before].at(-1) ?? '')
    const parts = character === NON_JOINER && BEFORE_NON_JOINER.test(before) && BEHIND_NON_JOINER.test(behind)
    if (joins || holds || parts || (SELECTOR.test(character) && BEFORE_SELECTOR.test(before))) continue
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
