/** The words of a beat: as they were written, known to the attacker, sealed by her, and read. Pure. */

import type { HistoryEvent } from '../history/events'
import { ATTACKER } from '../scenario/scenario'

/** The words of the newest letter. */
export interface LetterWords {
  readonly by: string
  readonly to: string
  readonly wrote: string | null
  readonly known: string | null
  readonly sealed: string | null
  readonly got: string | null
}

/** Words that somebody said to somebody. */
interface Spoken {
  readonly by: string
  readonly to: string
  readonly text: string
}

export interface BeatWords {
  readonly words: LetterWords | null
  /** Those before the newest were said: they are the newest again if it could not be sent. */
  readonly wordsBefore: LetterWords | null
  /** All words of this beat, in the order in which they were said, and in that in which they were read. */
  readonly said: readonly Spoken[]
  readonly read: readonly Spoken[]
}

/** Words of a beat that are remembered. */
const MOST_SPOKEN = 8

export const noWords: BeatWords = { words: null, wordsBefore: null, said: [], read: [] }

const unknown = { wrote: null, known: null, sealed: null, got: null } as const

/** @returns what changes when a user writes something. */
export function afterSaying({ words, said }: BeatWords, spoken: Spoken): Omit<BeatWords, 'read'> {
  const { by, to, text } = spoken
  return {
    said: [...said, spoken].slice(-MOST_SPOKEN),
    wordsBefore: words,
    words: { ...unknown, by, to, wrote: text },
  }
}

/** @returns what changes when that could not be sent: it is not on its way. */
export function unsaid({ words, wordsBefore, said }: BeatWords): Partial<BeatWords> {
  return words && words.known === null && words.got === null
    ? { words: wordsBefore, said: said.slice(0, -1) }
    : {}
}

/** @returns the newest words when the attacker has read or forged some. */
export function afterLoot(
  { words }: BeatWords,
  { how, text, from, to }: Extract<HistoryEvent, { event: 'loot' }>,
): LetterWords {
  if (from === null) return { ...unknown, by: ATTACKER, to: '', known: text }
  const about = words?.by === from ? words : { ...unknown, by: from, to: to ?? '' }
  return how === 'forged' ? { ...about, sealed: text } : { ...about, known: text }
}

/** @returns what changes when somebody reads something. @param wasSaid whether somebody said it to the one who reads it. */
export function afterReading(
  { words, read }: BeatWords,
  spoken: Spoken,
  wasSaid: boolean,
): Pick<BeatWords, 'words' | 'read'> {
  const { by, to, text } = spoken
  const here = words?.to === to && words.by === by ? words : null
  const isOther = here === null || (wasSaid && here.wrote !== null && here.wrote !== text)
  const about = isOther ? { ...unknown, by, to } : here
  return {
    // What was said is never shown as made up: it may have been said in an earlier beat.
    words: { ...about, wrote: wasSaid ? text : about.wrote, got: text },
    read: [...read, spoken].slice(-MOST_SPOKEN),
  }
}

/** @returns whether this is not what is to be read next of what was said to the one who reads it, in this beat. */
export function isOutOfOrder({ said, read }: BeatWords, { to, text }: Spoken): boolean {
  const forThem = said.filter((one) => one.to === to)
  const isOfThem = (words: string): boolean => forThem.some((one) => one.text === words)
  const before = read.filter((one) => one.to === to && isOfThem(one.text))
  return isOfThem(text) && forThem[before.length]?.text !== text
}
