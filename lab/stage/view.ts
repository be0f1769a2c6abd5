/** The view: draws a show as rows. Pure; what it returns is as large as the screen, to the column. */

import type { Row, Size } from './cells'
import type { Show } from './show'
import type { Ui } from './ui'

/** What the terminal can show. */
export interface Look {
  /** Whether lines may be drawn with box characters, and texts keep their accents. */
  readonly unicode: boolean
}

/** @returns exactly `size.rows` rows of exactly `size.columns` columns. */
export function draw(show: Show, ui: Ui, size: Size, look: Look): Row[] {
  void show
  void ui
  void look
  return Array.from({ length: size.rows }, () => [
    { text: ' '.repeat(size.columns), style: 'plain' as const },
  ])
}
