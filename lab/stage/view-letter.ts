/** The words of a letter: as they were written, as Mallory knows them, as she sealed them, and as they were read. */

import { type Sentence, t } from '../../peers/language/sentence'
import { ATTACKER } from '../scenario/scenario'
import { person } from '../text/format-names'
import { toldText } from '../text/told-text'
import type { LetterWords } from './beat-words'
import { bigLetters, bigLines } from './big-letters'
import type { Row, Span } from './cells'
import type { RenderContext } from './render-context'
import { atMost, hanging, row, span, toWidth, wrapped } from './rows'

/** Lines of large letters that one message may take. */
const MOST_LARGE = 2

/** Who says it, what it is, and whether it is Mallory who has it. */
interface Told {
  readonly who: string
  readonly spans: readonly Span[]
  readonly isHers: boolean
}

/**
 * @param most rows that there are for it.
 * @param isLarge whether what was told last, which is what was read where somebody has, stands in large letters.
 * @returns who wrote, knows, and reads what; below it, small, what proves in which run it was made up.
 */
export function letterRows(
  letter: LetterWords,
  width: number,
  most: number,
  isLarge: boolean,
  context: RenderContext,
): Row[] {
  const told = toldIn(letter, context)
  const indent = Math.max(0, ...told.map(({ who }) => who.length)) + 3
  const room = Math.max(8, width - indent)
  const small = told.map(({ spans }) => wrapSpans(spans, room))
  const last = isLarge ? largeSpans(told.at(-1)?.spans ?? [], room, context) : null
  const roomy = last ? [...small.slice(0, -1), last] : small
  // Where there is no room for all, each has its share.
  const share = Math.max(1, Math.floor(most / Math.max(1, told.length)))
  const blocks =
    [roomy, small].find((one) => one.flat().length <= most) ??
    told.map(({ spans }) => cutSpans(spans, room, share, context))
  const rows = blocks.flatMap((lines, place) =>
    lines.map((line, at) => {
      const { who, isHers } = told[place]!
      return [span((at === 0 ? who : '').padEnd(indent), isHers ? 'bad' : 'bold'), ...line]
    }),
  )
  const proof = proofRows(letter, indent, width, context)
  return rows.length + proof.length <= most ? [...rows, ...proof] : rows
}

function toldIn({ by, to, wrote, known, sealed, got }: LetterWords, context: RenderContext): Told[] {
  const lines: [Sentence, string | null, boolean][] = [
    [t`${person(by)} wrote`, wrote, false],
    [by === ATTACKER ? t`Mallory learns` : t`Mallory reads`, known, true],
    [t`Mallory sealed`, sealed, true],
    [t`${person(to)} reads`, got, false],
  ]
  const read = (said: string): string => context.say(toldText(said).story).replace(/ +/g, ' ').trim()
  const original = wrote === null ? null : read(wrote)
  return lines.flatMap(([label, said, isHers]): Told[] => {
    if (said === null) return []
    return [{ who: context.say(label), spans: marked(read(said), original), isHers }]
  })
}

function proofRows(
  { wrote, known, sealed, got }: LetterWords,
  indent: number,
  width: number,
  context: RenderContext,
): Row[] {
  const codes = [wrote, known, sealed, got].map((said) => (said === null ? null : toldText(said).proof))
  const code = codes.find((one) => one !== null)
  if (!code) return []
  const groups = (code.match(/.{1,4}/g) ?? []).slice(0, 4).join(' ')
  return hanging(' '.repeat(indent), context.say(t`proof of this run: ${groups}`), width, 'faint')
}

/** @returns the text in letters for the last row of the room; null where it takes too many lines of them. */
function largeSpans(spans: readonly Span[], width: number, { look }: RenderContext): Row[] | null {
  const text = spans.map((one) => one.text).join('')
  const lines = bigLines(text, width)
  if (!lines || lines.length === 0 || lines.length > MOST_LARGE) return null
  let at = 0
  return lines.flatMap((line) => {
    at = text.indexOf(line, at)
    const pieces = piecesFrom(spans, at, at + line.length).map(({ text: piece, style }, place) =>
      bigLetters(piece, look, 3).map((dots) => span(place === 0 ? dots : ` ${dots}`, style)),
    )
    at += line.length
    const height = pieces[0]?.length ?? 0
    return [...Array.from({ length: height }, (_, y) => pieces.map((piece) => piece[y]!)), row('')]
  })
}

function cutSpans(spans: readonly Span[], width: number, most: number, context: RenderContext): Row[] {
  const lines = wrapSpans(spans, width)
  if (lines.length <= most) return lines
  const { cut } = context.signs
  const [last = ''] = atMost(
    lines.slice(most - 1).map((line) => line.map(({ text }) => text).join('')),
    1,
    width,
    cut,
  )
  return [...lines.slice(0, most - 1), toWidth([...lines[most - 1]!, span(cut)], last.length, cut)]
}

/** @returns the text in pieces: what stands nowhere in the original is marked, and nothing else. */
function marked(text: string, original: string | null): Span[] {
  if (original === null) return [span(text, 'bad')]
  if (text === original) return [span(text)]
  let start = 0
  while (start < Math.min(text.length, original.length) && text[start] === original[start]) start += 1
  let end = 0
  while (end < Math.min(text.length, original.length) - start && text.at(-1 - end) === original.at(-1 - end))
    end += 1
  // Whole words are read.
  if (text[start] !== ' ') while (start > 0 && text[start - 1] !== ' ') start -= 1
  while (end > 0 && text[text.length - end] !== ' ' && text[text.length - end - 1] !== ' ') end -= 1
  const last = text.length - end
  return [span(text.slice(0, start)), span(text.slice(start, last), 'bad'), span(text.slice(last))].filter(
    ({ text: piece }) => piece !== '',
  )
}

/** The same in lines of at most `width` columns, broken between words. */
function wrapSpans(spans: readonly Span[], width: number): Row[] {
  const text = spans.map((one) => one.text).join('')
  let at = 0
  return wrapped(text, width).map((line) => {
    at = Math.max(at, text.indexOf(line, at))
    const cut = piecesFrom(spans, at, at + line.length)
    at += line.length
    return toWidth(cut, line.length, '')
  })
}

function piecesFrom(spans: readonly Span[], from: number, to: number): Span[] {
  let at = 0
  return spans.flatMap(({ text, style }) => {
    const [start, end] = [Math.max(0, from - at), Math.min(text.length, to - at)]
    at += text.length
    return start < end ? [span(text.slice(start, end), style)] : []
  })
}
