/** Text of a stranger, made safe to print. */

/**
 * @returns `text` with every character that does not print (controls, escape sequences, changes of writing
 * direction, line ends) as `\u{…}`, cut to at most `maximum` characters.
 */
export function printable(text: string, maximum: number): string {
  const visible = Array.from(text, (character) =>
    /[\p{C}\p{Zl}\p{Zp}]/u.test(character) ? `\\u{${character.codePointAt(0)!.toString(16)}}` : character,
  )
  const characters = Array.from(visible.join(''))
  return characters.length <= maximum ? characters.join('') : `${characters.slice(0, maximum - 1).join('')}…`
}
