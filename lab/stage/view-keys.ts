/** The keys: the line at the bottom, and the help over the panes. */

import { t } from '../language/sentence'
import type { Row } from './cells'
import type { Show } from './dashboard-state'
import { keysOf } from './key-help'
import type { Pen } from './render-context'
import { hanging, row, span, widthOf } from './rows'
import type { Ui } from './ui'

/** @returns one row: as many keys as there is room for, and at its end how the run goes on. */
export function keysRow(ui: Ui, show: Show, width: number, pen: Pen): Row {
  const mode = [span(modeOf(ui, show, pen), 'bold')]
  const room = width - widthOf(mode) - 2
  const spans: ReturnType<typeof span>[] = []
  for (const { key, word } of keysOf(ui)) {
    const next = [
      ...(spans.length > 0 ? [span('  ')] : []),
      span(pen.say(key), 'bold'),
      span(` ${pen.say(word)}`),
    ]
    if (widthOf([...spans, ...next]) > room) break
    spans.push(...next)
  }
  const gap = Math.max(0, width - widthOf(spans) - widthOf(mode))
  return [...spans, span(' '.repeat(gap)), ...mode]
}

function modeOf(ui: Ui, show: Show, pen: Pen): string {
  const { signs, look } = pen
  const speed = `${look.unicode ? '×' : 'x'}${ui.speed}`
  if (show.over && !show.card) return `${signs.good} ${pen.say(t`the end`)}`
  const { vertical, running } = signs
  return ui.mode === 'steps'
    ? `${vertical}${vertical} ${pen.say(t`step by step`)} ${speed}`
    : `${running} ${pen.say(t`runs`)} ${speed}`
}

/** @returns what stands over the panes while help is open. */
export function helpRows(ui: Ui, width: number, pen: Pen): Row[] {
  const keys = keysOf(ui).map(({ key, help }) => [pen.say(key), pen.say(help)] as const)
  const first = Math.max(...keys.map(([key]) => key.length)) + 2
  const rows = keys.flatMap(([key, help]) => hanging(key.padEnd(first), help, width, 'plain'))
  const { signs } = pen
  const meanings = [
    `${signs.bad} BROKEN: ${pen.say(t`the attacker read, forged or took something`)}`,
    `${signs.warn} DETECTED: ${pen.say(t`an alarm came before anything was lost`)}`,
    `${signs.good} RESISTED, PASSED: ${pen.say(t`nothing was lost`)}`,
    `${signs.unknown} INCONCLUSIVE: ${pen.say(t`this run shows nothing`)}`,
  ]
  return [...rows, row(''), ...meanings.flatMap((line) => hanging('', line, width, 'plain'))]
}
