/** Words in what was said, the newest first, through pages that are read for it and dropped. */

import type { ReadableStore } from './message-store'
import type { StoredItem } from './stored-item'

/** Milliseconds that a search occupies the program at once. */
const TURN = 20

export interface Found {
  readonly friend: string
  readonly line: StoredItem
}

/**
 * @param friend whose chat is searched; null for all. @param words what a text or a file's name has to hold, in
 * whatever case.
 * @param most of each friend's that are looked for. @param pause settles when everybody else had their turn.
 * @returns the newest, each friend's the newest first.
 */
export async function search(
  store: ReadableStore,
  friend: string | null,
  words: string,
  most: number,
  now: () => number,
  pause: () => Promise<void>,
): Promise<Found[]> {
  const found: Found[] = []
  let began = now()
  for (const name of friend === null ? store.friends : [friend]) {
    for (let isWhole = false; !isWhole; ) {
      const { lines } = store.of(name)
      const hits: StoredItem[] = []
      isWhole = true
      for (const hit of hitsIn(lines, words.toLowerCase())) {
        if (hit) hits.push(hit)
        if (hits.length >= most) break
        if (now() - began < TURN) continue
        await pause()
        began = now()
        // Laid out anew meanwhile: the pages that were to come may be gone.
        isWhole = store.of(name).lines === lines
        if (!isWhole) break
      }
      if (isWhole) for (const line of hits) found.push({ friend: name, line })
    }
  }
  return found
}

/** @returns line by line what has the words, and null where a page ends. */
function* hitsIn(
  lines: ReturnType<ReadableStore['of']>['lines'],
  words: string,
): Generator<StoredItem | null> {
  const has = ({ item }: StoredItem) =>
    (item.type === 'text' && item.text.toLowerCase().includes(words)) ||
    (item.type === 'offer' && item.name.toLowerCase().includes(words))
  yield* [...lines.tail].reverse().filter(has)
  for (const page of [...lines.pages].reverse()) {
    yield* lines.linesWith(page, words).reverse().filter(has)
    yield null
  }
}
