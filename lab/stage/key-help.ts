/** The keys of the dashboard and what they do, for the line at the bottom and for the help. */

import { literal, type Sentence, t } from '../../peers/language/sentence'
import type { Ui } from './ui'

export interface KeyHelp {
  /** As it stands on the keyboard; a sentence where languages call it differently. */
  readonly key: Sentence | string
  /** A word for the line. */
  readonly word: Sentence
  readonly help: Sentence
}

const always: readonly KeyHelp[] = [
  { key: 'a', word: t`run`, help: t`goes on by itself` },
  { key: 'p', word: t`pause`, help: t`holds, and goes on again` },
  { key: '+/-', word: t`speed`, help: t`faster, slower` },
]

const help: KeyHelp = { key: '?', word: t`help`, help: t`these keys, and away again` }

const zoom: KeyHelp = {
  key: 'z',
  word: t`zoom`,
  help: t`the pane in focus in place of the picture, and back`,
}

const panes: readonly KeyHelp[] = [
  { key: t`Tab`, word: t`pane`, help: t`the next pane; Shift-Tab is the one before` },
  {
    key: t`Enter`,
    word: t`frame`,
    help: t`the chosen frame, field by field; then left and right are its neighbours`,
  },
  { key: '↑ ↓', word: t`choose`, help: t`choose a frame in Mallory’s pane, scroll in the others` },
  { key: t`Esc`, word: t`close`, help: t`closes what lies over the panes; follows the newest frame again` },
]

const live = (other: KeyHelp): readonly KeyHelp[] => [
  { key: t`Space`, word: t`step`, help: t`the next step; a run that goes on by itself holds from now on` },
  help,
  { key: 'q', word: t`quit`, help: t`ends the run, and removes everything that was started` },
  zoom,
  other,
  ...always,
  ...panes,
]

/** Of a recorded run, which also goes backwards. */
const recorded = (other: KeyHelp): readonly KeyHelp[] => [
  { key: t`Space`, word: t`step`, help: t`plays the next step` },
  { key: '← →', word: t`jump`, help: t`the step before, the next step` },
  help,
  { key: 'q', word: t`quit`, help: t`ends the replay` },
  zoom,
  other,
  ...always,
  {
    key: '1-9',
    word: t`act`,
    help: t`the act with this number; [ and ] are the act before and the next one`,
  },
  { key: 'b', word: t`backwards`, help: t`goes backwards by itself` },
  { key: t`Home/End`, word: t`ends`, help: t`the beginning, the end` },
  ...panes,
]

/** In the order in which they are given up where there is no room for all: the last ones first. */
export function keysOf({ kind, language }: Ui): readonly KeyHelp[] {
  // By its name in itself, for whoever reads no other.
  const word = literal(language === 'en' ? 'français' : 'English')
  const other: KeyHelp = { key: 'l', word, help: t`the other language` }
  return kind === 'live' ? live(other) : recorded(other)
}
