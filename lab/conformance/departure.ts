/** What an honest user's program did and PROTOCOL.md does not say, or left out. */

import { type Sentence, t } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import { whoIs } from '../text/format-names'

export interface Departure {
  /** The id of the rule in PROTOCOL.md, {@link untold}, {@link api} or {@link disk}. */
  readonly rule: string
  readonly node: string
  readonly session: string
  readonly why: Sentence
  /** The event at which it shows. */
  readonly event: HistoryEvent
}

/** Stands for a rule where a program does not tell the lab what it has to: then nothing of it can be computed. */
export const untold = 'untold'

/** Stands for a rule where it is the directory's own description, or what is said of a route, that is not kept. */
export const api = 'api'

/** Stands for a rule where it is the files that a program keeps for itself that are not sealed as they have to be. */
export const disk = 'disk'

/** Notes a departure from a rule. */
export type Departs = (rule: string, why: Sentence) => void

/** Why what came must be refused: the rule, and the codes of which one is the alarm that is due. */
export interface DueRefusal {
  readonly rule: string
  readonly codes: readonly string[]
  readonly why: Sentence
}

/** @returns who departs from what, and how. */
export function departureSentence({ rule, node, session, why }: Departure): Sentence {
  if (rule === untold) return t`${whoIs(node)} does not tell all of ${session}: ${why}`
  if (rule === disk) return t`${whoIs(node)} does not seal ${session} as its files have to be: ${why}`
  return rule === api
    ? t`${whoIs(node)} does not do in ${session} what it says of its routes: ${why}`
    : t`${whoIs(node)} departs from [${rule}] of PROTOCOL.md in ${session}: ${why}`
}
