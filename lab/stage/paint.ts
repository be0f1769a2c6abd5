/** What styles look like on a terminal: the eight colours that every one with colours has. */

import type { Style } from './cells'

export interface Paint {
  readonly bold?: true
  /** Its colours are exchanged. */
  readonly reverse?: true
  /** Its number, from red (1) to blue (4); none is the terminal's own. */
  readonly colour?: number
}

export const paints: Readonly<Record<Style, Paint>> = {
  plain: {},
  faint: {},
  bold: { bold: true },
  good: { bold: true, colour: 2 },
  bad: { bold: true, colour: 1 },
  warn: { bold: true, colour: 3 },
  first: { bold: true, colour: 4 },
  second: { bold: true, colour: 2 },
  chosen: { reverse: true },
  line: {},
}
