/** Under the picture: what is held against each other, keys or numbers, or else the words of the newest letter. */

import { type Sentence, t } from '../../peers/language/sentence'
import { person } from '../text/format-names'
import { bigLetters } from './big-letters'
import type { Owner } from './cargo'
import type { Row, Style } from './cells'
import type { DashboardState } from './dashboard-state'
import type { KeyPair, NumberPair } from './held-against'
import { LARGE_REACH, largeCargo } from './large-cargo'
import type { RenderContext } from './render-context'
import { centred, row, span } from './rows'
import { shownIn } from './scene'
import { seal, styleOfOwner } from './seals'
import { isBeginning, stakeRows } from './view-cast'
import { digitsRows } from './view-digits'
import { letterRows } from './view-letter'
import { orderRows } from './view-order'

/** Longer lines are hard to read. */
const WIDEST = 100
/** From so many rows on, what is held against each other is drawn. */
const ROOMY = 12

/**
 * @param most rows that there are for it.
 * @param isLarge whether what was read stands in letters for the last row of the room.
 */
export function wordsRows(
  state: DashboardState,
  width: number,
  most: number,
  isLarge: boolean,
  context: RenderContext,
): Row[] {
  const { keys, numbers, words, digits } = state.scene
  if (isBeginning(state)) return stakeRows(state, Math.min(width, WIDEST), most, context)
  const held = (isTall: boolean): Row[] => {
    const pairs = [
      ...keys.map((pair) => keyRows(pair, state, width, isTall, context)),
      ...(numbers ? [numberRows(numbers, width, isTall, context)] : []),
    ]
    return pairs.flatMap((rows, place) => (isTall && place > 0 ? [row(''), ...rows] : rows))
  }
  const tall = most >= ROOMY ? held(true) : []
  const compared = tall.length > 0 && tall.length <= most ? tall : held(false)
  // What is counted at the end is about no letter alone.
  if (keys.length > 0 || numbers?.of === 'count') return compared.slice(0, most)
  if (digits && !words) return digitsRows(digits, width, most, context)
  const room = most - compared.length
  const isAttack = state.conversation === 'attack'
  const order = isAttack ? orderRows(state.scene, width, room, context, shownIn(state.scene)) : null
  if (order || !words) return [...compared, ...(order ?? [])].slice(0, most)
  const letter = letterRows(words, isLarge ? width : Math.min(width, WIDEST), room, isLarge, context)
  return [...compared, ...letter].slice(0, most)
}

/** Alice's own key, or the one that Bob's program knew as hers; whether it is the one that Bob was shown; and that one. */
function keyRows(
  { whose, own, to, shown, wasKnown }: KeyPair,
  { outline }: DashboardState,
  width: number,
  isTall: boolean,
  context: RenderContext,
): Row[] {
  const large = [own, shown].flatMap((of) => {
    const lines = isTall ? largeCargo({ is: 'key', of }, of, LARGE_REACH, context.look.unicode) : null
    return lines ? [lines] : []
  })
  const drawn = (of: Owner, place: 0 | 1): Drawn => ({
    // A key of nobody knows whom has no large picture: then neither has.
    lines: large.length === 2 ? large[place]! : [seal(of, outline.peers)],
    style: styleOfOwner(of, outline.peers),
  })
  const first = wasKnown ? t`the key that ${person(to)} knew` : t`${person(whose)}’s own key`
  const labels = [first, t`what ${person(to)} was shown`] as const
  return heldAgainst(labels, [drawn(own, 0), drawn(shown, 1)], own === shown, width, context)
}

const numberLabels = {
  letter: [t`the number that was due`, t`the number that came`],
  count: [t`letters that were sent`, t`letters that came`],
  address: [t`the newest address`, t`the address that was given`],
} as const satisfies Readonly<Record<NumberPair['of'], readonly [Sentence, Sentence]>>

/** The number that was due, whether it is the one that came, and that one. */
function numberRows(
  { of, due, came }: NumberPair,
  width: number,
  isTall: boolean,
  context: RenderContext,
): Row[] {
  const labels = numberLabels[of]
  const lines = (number: string): readonly string[] =>
    isTall && context.look.unicode ? bigLetters(number, context.look, 5) : [number]
  const pair = [
    { lines: lines(due), style: 'bold' },
    { lines: lines(came), style: 'bad' },
  ] as const
  return heldAgainst(labels, pair, due === came, width, context)
}

/** In one row, or in five. */
interface Drawn {
  readonly lines: readonly string[]
  readonly style: Style
}

const tallSigns = {
  same: ['      ', '━━━━━━', '      ', '━━━━━━', '      '],
  other: ['    ╱ ', '━━━╱━━', '  ╱   ', '━╱━━━━', '╱     '],
} as const

/** Both have as many rows. */
function heldAgainst(
  labels: readonly [Sentence, Sentence],
  [one, other]: readonly [Drawn, Drawn],
  isSame: boolean,
  width: number,
  { look, say, signs }: RenderContext,
): Row[] {
  const short = isSame ? '=' : look.unicode ? '≠' : '!='
  const sign = one.lines.length === 1 ? [short.padStart(2)] : tallSigns[isSame ? 'same' : 'other']
  const middle = Math.floor(one.lines.length / 2)
  const around = sign[0]!.length + 8 + one.lines[0]!.length + other.lines[0]!.length
  const side = Math.max(0, Math.floor((width - around) / 2))
  return one.lines.map((line, y) => {
    const [left, right] = labels.map((words) => (y === middle ? say(words).slice(0, side) : ''))
    return centred(
      [
        span(`${left!.padStart(side)}  `),
        span(line, one.style),
        span(`  ${sign[y] ?? ''}  `, isSame ? 'good' : 'bad'),
        span(other.lines[y] ?? '', other.style),
        span(`  ${right!.padEnd(side)}`),
      ],
      width,
      signs.cut,
    )
  })
}
