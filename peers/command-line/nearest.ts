/** The known word that is nearest to a mistyped one, if one is near. */

/**
 * @returns a word that begins with what was typed (at least two letters of it); else the one with the smallest
 * distance, at most a third of the longer word; else undefined.
 */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const lower = typed.toLowerCase()
  const begun = lower.length > 1 ? known.find((word) => word.startsWith(lower)) : undefined
  const [best] = known
    // What is much longer or shorter is not near, and may be a paste: that is not compared letter by letter.
    .filter((word) => Math.abs(lower.length - word.length) <= most(lower, word))
    .map((word) => ({ word, distance: distance(lower, word) }))
    .filter(({ word, distance }) => distance <= most(lower, word))
    .sort((a, b) => a.distance - b.distance)
  return begun ?? best?.word
}

function most(typed: string, word: string): number {
  return Math.max(typed.length, word.length) / 3
}

/** Letters missing, too many, wrong, or two exchanged (Damerau 1964, each place edited once). */
function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++) {
      const swapped = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j]
      next.push(
        Math.min(
          next[j]! + 1,
          row[j + 1]! + 1,
          row[j]! + (a[i] === b[j] ? 0 : 1),
          swapped ? before[j - 1]! + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    before = row
    row = next
  }
  return row[b.length]!
}
