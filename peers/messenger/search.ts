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
  const turn = async () => {
    if (now() - began < TURN) return
    await pause()
    began = now()
  }
  for (const name of friend === null ? store.friends : [friend]) {
    let lines: StoredItem[] | null
    do lines = await searchOne(store, name, words.toLowerCase(), most, turn)
    while (!lines)
    for (const line of lines) found.push({ friend: name, line })
  }
  return found
}

/** @returns null where the lines were laid out anew meanwhile: the pages that were to come may be gone. */
async function searchOne(
  store: ReadableStore,
  friend: string,
  words: string,
  most: number,
  turn: () => Promise<void>,
): Promise<StoredItem[] | null> {
  const { lines } = store.of(friend)
  const hits = [...lines.tail].reverse().filter(has(words))
  for (const page of [...lines.pages].reverse()) {
    if (hits.length >= most) break
    for (const line of lines.linesWith(page, words).reverse()) if (has(words)(line)) hits.push(line)
    await turn()
    if (store.of(friend).lines !== lines) return null
  }
  return hits.slice(0, most)
}

function has(words: string): (line: StoredItem) => boolean {
  return ({ item }) =>
    (item.type === 'text' && item.text.toLowerCase().includes(words)) ||
    (item.type === 'offer' && item.name.toLowerCase().includes(words))
}
