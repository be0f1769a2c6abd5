/** What is drawn: rows of spans, each with a style that has a meaning. The screen decides what a style looks like. */

export type Style =
  | 'plain'
  | 'faint'
  | 'bold'
  /** Held, as it should. */
  | 'good'
  /** The attacker, and what fell to her. */
  | 'bad'
  /** Of the first of the two peers, and of the second: what is theirs. */
  | 'first'
  | 'second'
  /** An alarm. */
  | 'warn'
  /** The pane that keys go to, and what is chosen in it. */
  | 'chosen'
  /** The border of a pane. */
  | 'line'

export interface Span {
  readonly text: string
  readonly style: Style
}

export type Row = readonly Span[]

export interface Size {
  readonly columns: number
  readonly rows: number
}
