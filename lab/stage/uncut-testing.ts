/** For tests: what is to be read stands on the screen to its last word, in every size that a talk is given on and both languages. */

import { languages, type Words } from '../../peers/language/sentence'
import { plainOutcome } from '../narration/plain-outcome'
import { toldText } from '../text/told-text'
import { bigLetters, bigLines } from './big-letters'
import { captionOf } from './caption'
import type { Size } from './cells'
import type { DashboardState } from './dashboard-state'
import { renderContext } from './render-context'
import { newUi } from './ui'
import { draw } from './view'
import { isBeginning } from './view-cast'
import { orderRows } from './view-order'

const sizes: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 36 },
  { columns: 200, rows: 60 },
]
const look = { unicode: true }
/** Longer letters are pages of a book, and may be cut: what they are is seen from their beginning. */
const LONGEST_LETTER = 240

/** Acts of which it is told what became of the users. */
const MOST_OUTCOMES = 5

/** @returns the sentences that are not there as a whole, each with where it is not. */
export function cutOnStage(state: DashboardState): string[] {
  return languages.flatMap((language) => {
    const { say } = renderContext(language, look)
    const said = toRead(state).map(say)
    const texts = [...said, ...lettersOf(state).map((words) => say(toldText(words).story))]
    return sizes.flatMap((size) => {
      const rows = draw(state, newUi('replay', language), size, look).map((row) =>
        plain(row.map((span) => span.text).join('')),
      )
      const running = runningText(rows)
      const titles = state.ended && !isLarge(size) ? titlesOf(state).map(say) : []
      const missing = [...texts, ...titles].filter((one) => !standsOn(rows, running, one, size))
      return missing.map((one) => `${size.columns}x${size.rows} ${language} cuts: ${plain(one)}`)
    })
  })
}

/** The sentences of what is on the stage. */
function toRead(state: DashboardState): Words[] {
  const { card, ended, outline, act, phase, verdicts, now } = state
  if (card) return [card.title, card.text]
  if (ended) return [outline.title, outline.lesson, ...outcomesOf(state)]
  const verdict = phase === null ? verdicts[act] : null
  const about = verdict ? plainOutcome(verdict) : (captionOf(state) ?? now)?.words
  const stake = isBeginning(state) ? [outline.title] : []
  return [outline.acts[act]?.title ?? outline.title, ...stake, ...(about ? [about] : [])]
}

/** What became of the users in each act: of very many acts there is room for their names alone. */
function outcomesOf({ verdicts }: DashboardState): Words[] {
  return verdicts.length > MOST_OUTCOMES ? [] : verdicts.flatMap((one) => (one ? [plainOutcome(one)] : []))
}

/** What each act is. */
function titlesOf({ outline }: DashboardState): Words[] {
  return outline.acts.length > MOST_OUTCOMES ? [] : outline.acts.map(({ title }) => title)
}

/** Whether acts stand beside large letters: there they have room, and are no running text. */
function isLarge({ columns }: Size): boolean {
  return columns >= 150
}

/** The words of the newest letter, where nothing else takes their place. */
function lettersOf(state: DashboardState): string[] {
  const { card, ended, act, phase, verdicts, scene, conversation } = state
  const isThere = !card && !ended && act >= 0 && !(phase === null && verdicts[act]) && scene.keys.length === 0
  // What is counted at the end is about no letter alone.
  if (!isThere || !scene.words || scene.numbers?.of === 'count') return []
  // Where letters came in another order, those that moved are what is to be seen.
  const { columns, rows } = sizes.at(-1)!
  if (conversation === 'attack' && orderRows(scene, columns, rows, renderContext('en', look))) return []
  const { wrote, known, sealed, got } = scene.words
  const all = [wrote, known, sealed, got]
  return all.flatMap((words) => (words !== null && words.length <= LONGEST_LETTER ? [words] : []))
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ').replace(/ +/g, ' ').trim()
}

/** @returns the screen as one text, with the end of its rows and without. */
function runningText(rows: readonly string[]): string[] {
  // The name of the scenario and the number of the act stand at the end of the first row, or how many were as expected.
  const counted = / (\S+ \d+\/\d+|\d+ \S+ \d+ \D+)$/
  // Words may look like these: 14 680 064 octets.
  return [rows, rows.map((row) => row.replace(counted, ''))].map((of) =>
    plain(of.map((row) => row.replace(/^[█ ]+/, '')).join(' ')),
  )
}

/** In small letters or in large ones; what stands beside large ones is read for itself. */
function standsOn(
  rows: readonly string[],
  running: readonly string[],
  words: string,
  { columns }: Size,
): boolean {
  if (running.some((text) => text.includes(plain(words)))) return true
  for (let width = columns; width >= columns / 2; width -= 1) {
    const lines = bigLines(words, width)?.map((line) => plain(bigLetters(line, look, 3)[0]!))
    if (lines?.every((line) => rows.some((row) => row.includes(line)))) return true
  }
  return false
}
