/** Text in lines and columns, for terminals of any width. Pure; widths are in characters. */

/**
 * @param fits whether a line is short enough.
 * @returns the words in lines, with one space between them; a word that does not fit stands alone. At least one line.
 */
export function linesOf(words: readonly string[], fits: (line: string) => boolean): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && !fits(longer)) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line !== '' || lines.length === 0 ? [...lines, line] : lines
}

/** @returns a word in pieces that fit; none is shorter than a character. */
export function piecesOf(word: string, fits: (piece: string) => boolean): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && !fits(piece + character)) {
      pieces.push(piece)
      piece = character
    } else piece += character
  }
  return [...pieces, piece]
}

/** @returns the words of a text in lines of at most `width`, each after `indent`; a longer word has its own line. */
export function wrapText(text: string, width: number, indent = ''): string[] {
  if (text.trim() === '') return []
  const lines = linesOf(text.split(' '), (line) => indent.length + line.length <= width)
  return lines.map((line) => indent + line)
}

/** @returns a line of code in pieces of at most `width`: cut at a space where there is one, and moved in below. */
export function fold(line: string, width: number): string[] {
  const margin = line.length - line.trimStart().length
  // What is moved in must still have room.
  const moved = ' '.repeat(Math.min(margin + 4, Math.max(0, width - 12)))
  const pieces: string[] = []
  let [indent, at] = ['', 0]
  while (indent.length + line.length - at > width) {
    // No more than can be in the piece: to copy the rest for each would take quadratic time.
    const start = indent + line.slice(at, at + width + 1 - indent.length)
    const space = start.lastIndexOf(' ', width)
    const cut = space > (at === 0 ? margin : indent.length) ? space : width
    pieces.push(start.slice(0, cut).trimEnd())
    at = afterSpaces(line, at + cut - indent.length)
    indent = moved
  }
  return [...pieces, indent + line.slice(at)]
}

function afterSpaces(line: string, from: number): number {
  const spaces = /\s*/y
  spaces.lastIndex = from
  return from + spaces.exec(line)![0].length
}

/**
 * @param cells the lines of each column, none longer than its width.
 * @returns the columns side by side, as many lines as the longest has.
 */
export function beside(
  cells: readonly (readonly string[])[],
  widths: readonly number[],
  gap = '  ',
): string[] {
  const height = Math.max(...cells.map(({ length }) => length))
  return Array.from({ length: height }, (_, row) =>
    cells
      .map((lines, column) => (lines[row] ?? '').padEnd(widths[column] ?? 0))
      .join(gap)
      .trimEnd(),
  )
}

/** @returns how many characters a line of this stream has. */
export function widthOf(stream: { readonly columns?: number }, env: NodeJS.ProcessEnv): number {
  const width = stream.columns ?? Number(env.COLUMNS)
  return Number.isInteger(width) && width > 0 ? Math.min(Math.max(width, 40), 240) : 80
}
