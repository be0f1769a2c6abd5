/** A grid of characters to draw lines and boxes on. What lies outside of it is not drawn. */

import type { Row, Span, Style } from './cells'

export class Canvas {
  readonly #cells: { character: string; style: Style }[][]

  constructor(columns: number, rows: number) {
    this.#cells = Array.from({ length: Math.max(0, rows) }, () =>
      Array.from({ length: Math.max(0, columns) }, () => ({ character: ' ', style: 'plain' as const })),
    )
  }

  get columns(): number {
    return this.#cells[0]?.length ?? 0
  }

  /** @param text one line, each character one column wide. */
  put(x: number, y: number, text: string, style: Style = 'plain'): void {
    const line = this.#cells[y]
    if (!line) return
    for (let place = 0; place < text.length; place++)
      if (line[x + place]) line[x + place] = { character: text.charAt(place), style }
  }

  rows(): Row[] {
    return this.#cells.map((line) => {
      const spans: Span[] = []
      for (const { character, style } of line) {
        const last = spans.at(-1)
        if (last?.style === style) spans[spans.length - 1] = { text: last.text + character, style }
        else spans.push({ text: character, style })
      }
      return spans
    })
  }
}
