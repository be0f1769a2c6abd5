/**
 * Tells what is pasted from what is typed: bracketed paste, as in xterm's control sequences ("Bracketed Paste Mode").
 *
 * A terminal in that mode puts ESC [ 200 ~ before what is pasted and ESC [ 201 ~ behind it. The marks may be cut
 * anywhere by the way bytes arrive. Pure: the caller tells when nothing follows for a while.
 */

export const PASTE_ON = '\x1b[?2004h'
export const PASTE_OFF = '\x1b[?2004l'

const START = '\x1b[200~'
const END = '\x1b[201~'

/** Pressed keys as the terminal sends them, or (a part of) a pasted text. */
export interface TerminalInput {
  readonly kind: 'keys' | 'paste'
  readonly text: string
}

export class PasteDecoder {
  #held = ''
  #pasting = false

  /** Nothing followed for a while. */
  #paused = false

  /** Whether the end of a paste is still to come. */
  get pasting(): boolean {
    return this.#pasting
  }

  /** @returns what `text` says, in order, as far as it is certain; no empty parts. */
  feed(text: string): TerminalInput[] {
    // A paste whose end was lost would swallow everything for ever: Ctrl-C ends it, when it was typed and not
    // pasted, so alone and after a pause.
    const typed = this.#paused && text === '\x03'
    this.#paused = false
    if (this.#pasting && typed) {
      this.#pasting = false
      return this.#take(this.#drop(), 'paste')
    }
    let rest = this.#held + text
    this.#held = ''
    const parts: TerminalInput[] = []
    for (;;) {
      const kind = this.#pasting ? 'paste' : 'keys'
      const mark = this.#pasting ? END : START
      const at = rest.indexOf(mark)
      if (at === -1) {
        // The two halves of one line end must not become two.
        this.#held = this.#pasting && rest.endsWith('\r') ? '\r' : startOf(mark, rest)
        parts.push(...this.#take(rest.slice(0, rest.length - this.#held.length), kind))
        return parts
      }
      parts.push(...this.#take(rest.slice(0, at), kind))
      rest = rest.slice(at + mark.length)
      this.#pasting = !this.#pasting
    }
  }

  /** Nothing follows for now. @returns the keys that were held back: they are no mark. A paste goes on. */
  pause(): TerminalInput[] {
    this.#paused = true
    return this.#pasting ? [] : this.#take(this.#drop(), 'keys')
  }

  #drop(): string {
    const held = this.#held
    this.#held = ''
    return held
  }

  #take(text: string, kind: TerminalInput['kind']): TerminalInput[] {
    return text === '' ? [] : [{ kind, text }]
  }
}

/** @returns the longest end of `text` that `mark` begins with. */
function startOf(mark: string, text: string): string {
  for (let length = Math.min(mark.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(mark.slice(0, length))) return mark.slice(0, length)
  }
  return ''
}
