/** The head of the picture: which scenario, which act, and what it is about. */

import { t } from '../language/sentence'
import { bigLetters, bigWidth } from './big-letters'
import type { Row } from './cells'
import type { DashboardState } from './dashboard-state'
import type { RenderContext } from './render-context'
import { atMost, block, ends, row, toWidth, wrapped } from './rows'

/** @param height of the whole picture: where there is little, it is one row; in large letters six. */
export function headingRows(
  state: DashboardState,
  width: number,
  height: number,
  large: boolean,
  context: RenderContext,
): Row[] {
  const { outline } = state
  const { cut } = context.signs
  const act = outline.acts[state.act]
  const scenario = context.text(outline.scenario)
  const title = act ? context.say(t`Act ${state.act + 1} of ${outline.acts.length}: ${act.name}`) : scenario
  const about = act ? context.say(act.title) : ''
  const side = act ? `${scenario}, ${context.say(t`profile ${act.profile}`)}` : ''
  if (!large) {
    const first =
      side.length + title.length + 2 <= width
        ? ends(row(title, 'bold'), row(side), width, cut)
        : row(title, 'bold')
    const most = height < 15 ? 0 : height < 20 ? 1 : 2
    const lines = atMost(wrapped(about, width), most, width, cut)
    return [first, ...lines.map((line) => row(line))].map((one) => toWidth(one, width, cut))
  }
  const big = [
    act ? context.say(t`Act ${state.act + 1}/${outline.acts.length} ${act.name}`) : scenario,
    act ? `${state.act + 1}/${outline.acts.length} ${context.text(act.name)}` : scenario,
    act ? `${state.act + 1}/${outline.acts.length}` : '',
  ].find((words) => bigWidth(words) <= width)
  const letters = bigLetters(big ?? '', context.look, 5).map((line) => row(line, 'bold'))
  return [
    ...block(letters, width, 5, cut),
    toWidth(ends(row(about || title), row(side || scenario), width, cut), width, cut),
  ]
}
