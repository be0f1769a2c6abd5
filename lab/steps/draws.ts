/** What a run draws: all of it follows from its seed, so that whoever is told the seed afterwards can draw it again. */
export interface Draws {
  /** Makes up a message text; a label never comes twice in a run. */
  readonly canary: (label: string) => string
  /** Draws one of several things. */
  readonly choose: <T>(label: string, things: readonly T[]) => T
  /** Makes up a word of so many bytes, at most 32, as hexadecimal digits. */
  readonly word: (label: string, bytes: number) => string
  /** Draws a whole number: 0, or more, and below the limit. */
  readonly below: (label: string, limit: number) => number
}
