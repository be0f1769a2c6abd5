/** A stage without a terminal: what was allowed before a verdict does not lead past it. */

import test, { type ExecutionContext } from 'ava'
import { broken, someShow } from './dashboard-state-testing'
import { Stage } from './stage'
import { newUi, type Ui } from './ui'

function darkStage(t: ExecutionContext, mode: Ui['mode']): Stage {
  const screen = { size: () => ({ columns: 80, rows: 24 }), render: () => {}, close: () => {} }
  const stage = new Stage({ state: someShow, ui: newUi('live', 'en', mode), look: { unicode: true }, screen })
  t.teardown(() => stage.close())
  return stage
}

test('a verdict drops the step that was allowed before it came; another event does not', (t) => {
  const stage = darkStage(t, 'steps')
  stage.press('space')
  stage.feed({ input: 'tick', elapsed: 100 })
  t.is(stage.ui.permits, 1)
  stage.feed({ input: 'verdict', act: 'prototype', verdict: broken })
  t.deepEqual([stage.ui.permits, stage.ui.mode], [0, 'steps'])
  t.is(stage.state.verdicts[0], broken)
  stage.press('space')
  t.is(stage.ui.permits, 1)
})

test('a run that goes on by itself goes on after a verdict', (t) => {
  const stage = darkStage(t, 'runs')
  const { ui } = stage
  stage.feed({ input: 'verdict', act: 'prototype', verdict: broken })
  t.is(stage.ui, ui)
})
