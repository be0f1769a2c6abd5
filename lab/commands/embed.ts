/** A piece of a page that a command writes, between two marks that stay. */

/** The marks around the matrix in README.md. */
export const MATRIX = { begin: '<!-- matrix -->', end: '<!-- end of matrix -->' } as const

/** @returns what stands between the marks, or null where the page does not have them, once each and in order. */
export function embedded(page: string, { begin, end } = MATRIX): string | null {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  const once = from >= 0 && from === page.lastIndexOf(begin) && to === page.lastIndexOf(end)
  return once && from < to ? page.slice(from + begin.length, to).trim() : null
}

/** @returns the page with `content` between the marks, or null as above. */
export function embed(page: string, content: string, marks = MATRIX): string | null {
  if (embedded(page, marks) === null) return null
  const before = page.slice(0, page.indexOf(marks.begin) + marks.begin.length)
  return `${before}\n\n${content.trim()}\n\n${page.slice(page.indexOf(marks.end))}`
}
