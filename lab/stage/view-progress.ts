/** One line through the acts: those that are over with their verdicts, the one that runs, those to come. */

import type { Row, Span } from './cells'
import type { DashboardState } from './dashboard-state'
import type { RenderContext } from './render-context'
import { span, toWidth, widthOf } from './rows'
import { outcomeOf, styleOf } from './signs'

/** How much is said of an act, from everything to its sign alone. */
type Detail = 'all' | 'short' | 'number'

/** @returns one row; where there is no room for everything, the act that runs says most. */
export function progressRow(state: DashboardState, width: number, context: RenderContext): Row {
  const rows = (['all', 'short', 'number'] as const).map((detail) => line(state, detail, context))
  return toWidth(rows.find((one) => widthOf(one) <= width) ?? rows[2]!, width, context.signs.cut)
}

function line({ outline, act, verdicts }: DashboardState, detail: Detail, context: RenderContext): Row {
  const { signs } = context
  return outline.acts.flatMap(({ name }, place): Span[] => {
    const between = place === 0 ? [] : [span(detail === 'number' ? ' ' : `  `)]
    const verdict = verdicts[place]
    const called = detail === 'all' ? ` ${context.text(name)}` : ` ${place + 1}`
    if (verdict) {
      const word = detail === 'number' ? '' : ` ${verdict.verdict}`
      const doubt = verdict.asExpected
        ? ''
        : detail === 'number'
          ? '(!)'
          : ` (${context.look.unicode ? '≠' : '!='} ${verdict.expected})`
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
        span(`${signs.running} ${detail === 'number' ? place + 1 : context.text(name)}`, 'bold'),
      ]
    return [...between, span(`${signs.toCome}${called}`, 'faint')]
  })
}
