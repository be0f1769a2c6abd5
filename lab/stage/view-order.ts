/** Under the picture: several letters of one beat, numbered as they were written, where they were not read in that order. */

import { type Sentence, t } from '../../peers/language/sentence'
import { person } from '../text/format-names'
import { toldText } from '../text/told-text'
import { isWritten } from './cargo'
import type { Row } from './cells'
import { labelOf, numberIn } from './frame-parts'
import type { Passage } from './passages'
import type { RenderContext } from './render-context'
import { span } from './rows'
import type { BeatScene } from './scene'

/** A letter by its place among those that were written, from 1 on, and what it is told apart by. */
interface Numbered {
  readonly number: number
  readonly label: string
  readonly text: string
  readonly isOff: boolean
}

/** @returns who wrote which letters and who read which; null where they were read as they were written, as far as anybody did. */
export function orderRows(
  { said, read, numbers }: Pick<BeatScene, 'said' | 'read' | 'numbers'>,
  width: number,
  most: number,
  context: RenderContext,
  passages: readonly Passage[] = [],
): Row[] | null {
  // What goes one way has no order beside what goes another.
  for (const { by, to } of said) {
    const goesThere = (one: (typeof said)[number]): boolean => one.by === by && one.to === to
    const labels = [t`${person(by)} wrote`, t`${person(to)} reads`] as const
    const way = { said: said.filter(goesThere), read: read.filter(goesThere), numbers }
    const letters = passages.filter(({ left, parting, ...one }) => {
      return isWritten(left) && !parting && one.from === by && one.to === to
    })
    const numbered = labelsOf(way.said.length, letters)
    const rows = orderOfOneWay(way, labels, numbered, width, most, context)
    if (rows) return rows
  }
  return null
}

/** @returns what so many letters are told apart by: their numbers where each is known to have one; one alone by nothing. */
function labelsOf(count: number, letters: readonly Passage[]): string[] {
  if (count === 1) return ['']
  const frames = letters.length === count ? letters.map(({ sent, got }) => sent || got) : []
  const numbers = frames.flatMap((frame) => numberIn(frame) ?? [])
  const isNumbered = numbers.length === count
  return Array.from({ length: count }, (_, place) => (isNumbered ? numbers[place]! : labelOf('', place)))
}

function orderOfOneWay(
  { said, read, numbers }: Pick<BeatScene, 'said' | 'read' | 'numbers'>,
  who: readonly [Sentence, Sentence],
  names: readonly string[],
  width: number,
  most: number,
  context: RenderContext,
): Row[] | null {
  const wrote = said.map(({ text }, place): Numbered => {
    return { number: place + 1, label: names[place]!, text, isOff: false }
  })
  const came = read.map(({ text }, place): Numbered => {
    const number = said.findIndex((one) => one.text === text) + 1
    return { number, label: names[number - 1] ?? '', text, isOff: number !== place + 1 }
  })
  const off = came.filter(({ isOff }) => isOff)
  const isStopped = came.length === 0 && numbers !== null && said.length > 1
  if (off.some(({ number }) => number === 0) || (off.length === 0 && !isStopped)) return null
  // Where there is no room for all, those that kept their place are left out.
  const isWhole = wrote.length + came.length <= most
  const kept = ({ number }: Numbered): boolean =>
    isWhole || isStopped || off.some((one) => one.number === number)
  const labels = who.map((words) => context.say(words))
  const indent = Math.max(...labels.map(({ length }) => length)) + 3
  const rows = [wrote, came].flatMap((letters, which) =>
    letters
      .filter(kept)
      .map((one, place) => letterRow(one, place === 0 ? labels[which]! : '', indent, context)),
  )
  return rows.length <= most && rows.every((one) => widthOf(one) <= width) ? rows : null
}

function letterRow(
  { label, text, isOff }: Numbered,
  who: string,
  indent: number,
  { say }: RenderContext,
): Row {
  const story = say(toldText(text).story).replace(/ +/g, ' ').trim()
  return [
    span(who.padEnd(indent), 'bold'),
    span(label === '' ? story : `${label}  ${story}`, isOff ? 'bad' : 'plain'),
  ]
}

function widthOf(one: Row): number {
  return one.reduce((sum, { text }) => sum + text.length, 0)
}
