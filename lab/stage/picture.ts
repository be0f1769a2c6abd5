/** What stands on a screen, as a picture: SVG with the same rows of the same characters. Pure. */

import { xmlText } from '../text/xml'
import type { Row, Size, Style } from './cells'

/** Pixels of a cell. */
const CELL = { width: 9, height: 20 }
const MARGIN = 12
const COLOURS: Readonly<Record<Style, string>> = {
  plain: '#d8dee9',
  faint: '#8892a2',
  bold: '#ffffff',
  good: '#8fd694',
  bad: '#ff8b8b',
  warn: '#f2cc60',
  first: '#79b8ff',
  second: '#8fd694',
  chosen: '#0d1117',
  line: '#5c6675',
}
const PAPER = '#0d1117'
const BOLD: ReadonlySet<Style> = new Set(['bold', 'good', 'bad', 'warn', 'first', 'second'])

/** @param title what a reader is told who does not see the picture. */
export function picture(rows: readonly Row[], size: Size, title: string): string {
  return svgOf(
    rows.flatMap((row, y) => rowSvg(row, y)),
    size,
    title,
  )
}

/** @param head what stands before everything that is drawn. @returns the file. */
export function svgOf(
  body: readonly string[],
  { columns, rows }: Size,
  title: string,
  head: readonly string[] = [],
): string {
  const width = columns * CELL.width + 2 * MARGIN
  const height = rows * CELL.height + 2 * MARGIN
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${xmlText(title)}</title>`,
    ...head,
    `<rect width="${width}" height="${height}" rx="8" fill="${PAPER}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="15" xml:space="preserve">`,
    ...body,
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

/** Every word has a place of its own, so that columns stay true in whatever font. */
export function rowSvg(row: Row, y: number): string[] {
  const top = MARGIN + y * CELL.height
  const parts: string[] = []
  let column = 0
  for (const { text, style } of row) {
    const length = [...text].length
    const x = MARGIN + column * CELL.width
    if (style === 'chosen')
      parts.push(
        `<rect x="${x}" y="${top}" width="${length * CELL.width}" height="${CELL.height}" fill="${COLOURS.plain}"/>`,
      )
    for (const { index, 0: word } of text.matchAll(/\S+/gu)) {
      const before = [...text.slice(0, index)].length
      const cells = [...word].length
      const weight = BOLD.has(style) ? ' font-weight="bold"' : ''
      parts.push(
        `<text x="${x + before * CELL.width}" y="${top + 15}" fill="${COLOURS[style]}"${weight} textLength="${cells * CELL.width}" lengthAdjust="spacingAndGlyphs">${xmlText(word)}</text>`,
      )
    }
    column += length
  }
  return parts
}
