/** The text of a --help, for the width of a terminal as it is opened: what is written in lines of any length is broken anew. */

/** As every terminal has them. */
const COLUMNS = 80
/** Where it stands in each text what a flag is for. */
const PURPOSE = 24

/** @returns it in rows of at most 80 columns: a paragraph as one, a flag's purpose below itself. */
export function inColumns(text: string): string {
  return text.split('\n\n').map(inRows).join('\n\n')
}

function inRows(block: string): string {
  const lines: string[] = []
  for (const line of block.split('\n')) {
    const goesOn = /^\S/.test(line) || line.startsWith(' '.repeat(PURPOSE))
    if (goesOn && lines.length > 0) lines.push(`${lines.pop()} ${line.trimStart()}`)
    else lines.push(line)
  }
  return lines.map(broken).join('\n')
}

/** What is in brackets stays together. */
function broken(line: string): string {
  if (line.length <= COLUMNS) return line
  const hang = hangOf(line)
  const start = line.slice(0, hang)
  const rows = [start.trimEnd() === '' ? ' '.repeat(hang) : start]
  for (const word of line.slice(hang).match(/\[[^\]]*\]|[^ ]+/g) ?? []) {
    const row = rows.at(-1)!
    const longer = row.trim() === '' || row === start ? row + word : `${row} ${word}`
    if (longer.length <= COLUMNS) rows[rows.length - 1] = longer
    else rows.push(' '.repeat(hang) + word)
  }
  return rows.join('\n')
}

/** Where what goes on below begins. */
function hangOf(line: string): number {
  if (/^\S/.test(line) && !/^Usage/.test(line)) return 0
  if (line.startsWith('  --')) return PURPOSE
  const gap = /\S {2,}(?=\S)/.exec(line)
  return gap ? gap.index + gap[0].length : (/^(?:Usage\s?: )? */.exec(line)?.[0].length ?? 0)
}
