/**
 * @returns `text` without line ends at its end: pastes and files often have one that nobody meant, and in a secret nobody
 * would see it.
 */
export function withoutLineEnds(text: string): string {
  let end = text.length
  // From the end: an expression would try each run of line ends anywhere from each of its places.
  while (end > 0 && LINE_ENDS.has(text[end - 1]!)) end -= 1
  return text.slice(0, end)
}

const LINE_ENDS: ReadonlySet<string> = new Set(['\n', '\r', '\u2028', '\u2029', '\u0085'])
