/** The head of the picture: which scenario, which act, and what it is about. */

import { t } from '../language/sentence'
import { bigLetters, bigWidth } from './big-letters'
import type { Row } from './cells'
import type { Show } from './dashboard-state'
import type { Pen } from './render-context'
import { atMost, block, ends, row, toWidth, wrapped } from './rows'

/** @param height of the whole picture: where there is little, it is one row; in large letters six. */
export function headingRows(show: Show, width: number, height: number, large: boolean, pen: Pen): Row[] {
  const { program } = show
  const { cut } = pen.signs
  const act = program.acts[show.act]
  const scenario = pen.text(program.scenario)
  const title = act ? pen.say(t`Act ${show.act + 1} of ${program.acts.length}: ${act.name}`) : scenario
  const about = act ? pen.say(act.title) : ''
  const side = act ? `${scenario}, ${pen.say(t`profile ${act.profile}`)}` : ''
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
    act ? pen.say(t`Act ${show.act + 1}/${program.acts.length} ${act.name}`) : scenario,
    act ? `${show.act + 1}/${program.acts.length} ${pen.text(act.name)}` : scenario,
    act ? `${show.act + 1}/${program.acts.length}` : '',
  ].find((words) => bigWidth(words) <= width)
  const letters = bigLetters(big ?? '', pen.look, 5).map((line) => row(line, 'bold'))
  return [
    ...block(letters, width, 5, cut),
    toWidth(ends(row(about || title), row(side || scenario), width, cut), width, cut),
  ]
}
