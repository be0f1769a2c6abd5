/** A line that is typed where nothing shows it, and no line editor is at hand. Pure. */

import { boundaryBefore } from './graphemes'

export class SecretLine {
  #typed = ''

  /**
   * @param keys as the terminal sends them; Backspace and Ctrl-U work, Ctrl-C and Ctrl-D give up.
   * @returns the answer (undefined: given up; null: not yet) and the keys behind it.
   */
  type(keys: string): { answer: string | undefined | null; rest: string } {
    const characters = Array.from(keys)
    for (const [index, character] of characters.entries()) {
      const rest = characters.slice(index + 1).join('')
      if (character === '\r' || character === '\n') return { answer: this.#typed, rest }
      if (character === '\x03' || (character === '\x04' && this.#typed.length === 0)) {
        return { answer: undefined, rest }
      }
      if (character === '\x7f' || character === '\b')
        this.#typed = this.#typed.slice(0, boundaryBefore(this.#typed, this.#typed.length))
      else if (character === '\x15') this.#typed = ''
      else if (!/\p{Cc}/u.test(character)) this.#typed += character
    }
    return { answer: null, rest: '' }
  }
}
