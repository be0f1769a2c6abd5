/** The keys: the line at the bottom, and the help over the panes. */

import { t } from '../../peers/language/sentence'
import { verdictWords as words } from '../judge/verdict-words'
import type { Row } from './cells'
import type { DashboardState } from './dashboard-state'
import { keysOf } from './key-help'
import type { RenderContext } from './render-context'
import { hanging, row, span, widthOf } from './rows'
import type { Ui } from './ui'

/** @returns one row: as many keys as there is room for, and at its end how the run goes on. */
export function keysRow(ui: Ui, state: DashboardState, width: number, context: RenderContext): Row {
  const mode = [span(modeOf(ui, state, context), 'bold')]
  const room = width - widthOf(mode) - 2
  const spans: ReturnType<typeof span>[] = []
  for (const { key, word } of keysOf(ui)) {
    const next = [
      ...(spans.length > 0 ? [span('  ')] : []),
      span(context.say(key), 'bold'),
      span(` ${context.say(word)}`),
    ]
    if (widthOf([...spans, ...next]) > room) break
    spans.push(...next)
  }
  const gap = Math.max(0, width - widthOf(spans) - widthOf(mode))
  return [...spans, span(' '.repeat(gap)), ...mode]
}

function modeOf(ui: Ui, state: DashboardState, context: RenderContext): string {
  const { signs, look } = context
  const speed = `${look.unicode ? '×' : 'x'}${ui.speed}`
  if (state.over && !state.card) return `${signs.good} ${context.say(t`the end`)}`
  const { vertical, running } = signs
  return ui.mode === 'steps'
    ? `${vertical}${vertical} ${context.say(t`step by step`)} ${speed}`
    : `${running} ${context.say(t`runs`)} ${speed}`
}

/** @returns what stands over the panes while help is open. */
export function keyHelpRows(ui: Ui, width: number, context: RenderContext): Row[] {
  const keys = keysOf(ui).map(({ key, help }) => [context.say(key), context.say(help)] as const)
  const first = Math.max(...keys.map(([key]) => key.length)) + 2
  const rows = keys.flatMap(([key, help]) => hanging(key.padEnd(first), help, width, 'plain'))
  const { signs } = context
  const meanings = [
    [signs.bad, t`${words.BROKEN}: ${t`Mallory read, forged or took something`}`],
    [signs.warn, t`${words.DETECTED}: ${t`an alarm came before anything was lost`}`],
    [signs.good, t`${words.RESISTED}, ${words.PASSED}: ${t`nothing was lost`}`],
    [signs.bad, t`${words.NONCONFORMING}: ${t`a program does not do what the protocol says`}`],
    [signs.unknown, t`${words.INCONCLUSIVE}: ${t`this run shows nothing`}`],
  ] as const
  const lines = [
    ...meanings.map(([sign, meaning]) => `${sign} ${context.say(meaning)}`),
    context.say(
      t`An open padlock is a public key: anybody closes a letter with it, and only its owner opens that. The initial on it says whose it is.`,
    ),
  ]
  return [...rows, row(''), ...lines.flatMap((line) => hanging('', line, width, 'plain'))]
}
