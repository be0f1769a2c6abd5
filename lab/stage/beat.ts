/** Whether a step has shown those who watch anything: one press is one thing that changes. */

import type { Size } from './cells'
import type { DashboardState } from './dashboard-state'
import { settled, shownIn } from './scene'
import { newUi } from './ui'
import { draw } from './view'

/** The screen on which least is to be seen, of those that a talk is given on. */
const SMALL: Size = { columns: 80, rows: 24 }

/**
 * @param isFirst whether nobody has waited for a key yet: then it may be that there are only people who stand there.
 * @returns whether a small screen shows something else now, when all has come to where it goes.
 */
export function showsMore(before: DashboardState, now: DashboardState, isFirst = false): boolean {
  return before !== now && (isFirst || !isEmpty(now)) && shownBy(before) !== shownBy(now)
}

/** Whether there is nothing to look at: people who stand there, and that something begins. */
function isEmpty({ card, ended, act, phase, verdicts, now, scene, loot }: DashboardState): boolean {
  if (card || ended || act < 0 || now?.begins !== true) return false
  const isJudged = phase === null && verdicts[act] != null
  const isDrawn = scene.words !== null || scene.keys.length > 0 || shownIn(scene).length > 0
  return !isJudged && !isDrawn && loot.length === 0
}

/** What is held is drawn twice: when it is reached, and when it is left. */
const drawn = new WeakMap<DashboardState, string>()

function shownBy(state: DashboardState): string {
  const known = drawn.get(state)
  if (known !== undefined) return known
  const still = { ...state, scene: settled(state.scene) }
  const text = draw(still, newUi('replay', 'en'), SMALL, { unicode: true })
    .map((row) => row.map((span) => `${span.style} ${span.text}`).join(''))
    .join('\n')
  drawn.set(state, text)
  return text
}
