/** One line through the acts: those that are over with their verdicts, the one that runs, those to come. */

import type { Row, Span } from './cells'
import type { Show } from './dashboard-state'
import type { Pen } from './render-context'
import { span, toWidth, widthOf } from './rows'
import { outcomeOf, styleOf } from './signs'

/** How much is said of an act, from everything to its sign alone. */
type Detail = 'all' | 'short' | 'number'

/** @returns one row; where there is no room for everything, the act that runs says most. */
export function progressRow(show: Show, width: number, pen: Pen): Row {
  const rows = (['all', 'short', 'number'] as const).map((detail) => line(show, detail, pen))
  return toWidth(rows.find((one) => widthOf(one) <= width) ?? rows[2]!, width, pen.signs.cut)
}

function line({ program, act, verdicts }: Show, detail: Detail, pen: Pen): Row {
  const { signs } = pen
  return program.acts.flatMap(({ name }, place): Span[] => {
    const between = place === 0 ? [] : [span(detail === 'number' ? ' ' : `  `)]
    const verdict = verdicts[place]
    const called = detail === 'all' ? ` ${pen.text(name)}` : ` ${place + 1}`
    if (verdict) {
      const word = detail === 'number' ? '' : ` ${verdict.verdict}`
      const doubt = verdict.asExpected
        ? ''
        : detail === 'number'
          ? '(!)'
          : ` (${pen.look.unicode ? '≠' : '!='} ${verdict.expected})`
      const sign = signs[outcomeOf(verdict.verdict)]
      return [
        ...between,
        span(`${sign}${called}${word}`, styleOf(verdict.verdict)),
        ...(doubt ? [span(doubt, 'bad')] : []),
      ]
    }
    if (place === act)
      return [
        ...between,
        span(`${signs.running} ${detail === 'number' ? place + 1 : pen.text(name)}`, 'bold'),
      ]
    return [...between, span(`${signs.toCome}${called}`, 'faint')]
  })
}
