/** The keys: the line at the bottom, and the help over the panes. */

import { type Sentence, t } from '../language/sentence'
import type { Row } from './cells'
import type { Pen } from './pen'
import { hanging, row, span, widthOf } from './rows'
import type { Show } from './show'
import type { Ui } from './ui'

interface KeyHelp {
  /** As it stands on the keyboard; a sentence where languages call it differently. */
  readonly key: Sentence | string
  /** One word for the line. */
  readonly word: Sentence
  readonly help: Sentence
}

const space = t`Space`
const arrows = t`Arrows`

/** In the order in which they are given up where the line has no room for all: the last ones first. */
const live: readonly KeyHelp[] = [
  {
    key: space,
    word: t`step`,
    help: t`the next step; where the run goes on by itself, it holds from now on`,
  },
  { key: '?', word: t`help`, help: t`these keys, and away again` },
  { key: 'q', word: t`quit`, help: t`ends, and removes everything that was started` },
  { key: 'a', word: t`run`, help: t`goes on by itself` },
  { key: 'p', word: t`pause`, help: t`holds, and goes on again` },
  { key: '+/-', word: t`speed`, help: t`faster, slower` },
  {
    key: t`Tab`,
    word: t`pane`,
    help: t`the next pane; Shift-Tab the one before; left and right do the same`,
  },
  {
    key: t`Enter`,
    word: t`frame`,
    help: t`the chosen frame, field by field; left and right go to its neighbours`,
  },
  {
    key: arrows,
    word: t`choose`,
    help: t`choose a frame in Mallory’s pane, and scroll in the others; Page Up and Page Down by ten lines`,
  },
  { key: 'l', word: t`language`, help: t`the other language` },
  { key: t`Esc`, word: t`back`, help: t`closes what lies over the panes; the newest frame again` },
]

/** @returns one row: as many keys as there is room for, and at its end how the run goes on. */
export function keysRow(ui: Ui, show: Show, width: number, pen: Pen): Row {
  const mode = [span(modeOf(ui, show, pen), 'bold')]
  const room = width - widthOf(mode) - 2
  const spans: ReturnType<typeof span>[] = []
  for (const { key, word } of keysFor(ui)) {
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

function keysFor(_ui: Ui): readonly KeyHelp[] {
  return live
}

function modeOf(ui: Ui, show: Show, pen: Pen): string {
  const { signs, look } = pen
  const speed = `${look.unicode ? '×' : 'x'}${ui.speed}`
  if (show.over) return `${signs.good} ${pen.say(t`the end`)}`
  return ui.mode === 'steps'
    ? `${signs.vertical}${signs.vertical} ${pen.say(t`step by step`)}`
    : `${signs.running} ${pen.say(t`runs`)} ${speed}`
}

/** @returns what stands over the panes while help is open. */
export function helpRows(ui: Ui, width: number, pen: Pen): Row[] {
  const keys = keysFor(ui).map(({ key, help }) => [pen.say(key), pen.say(help)] as const)
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
