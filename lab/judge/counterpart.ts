/**
 * Nobody resists an attack that wins nowhere. What is said to resist has to be held against its counterpart: an act of the
 * same run, without the defence, in which the same attack with the same settings has won.
 */

import { t } from '../../peers/language/sentence'
import type { Verdict } from '../history/events'
import type { EventOf } from '../history/selectors'
import { type Finding, type Reason, reason } from './finding'

/** What is known of an act that was judged before. */
interface JudgedAct {
  readonly name: string
  readonly attack: string | null
  readonly verdict: Verdict
  readonly grounds: {
    readonly settings: string | undefined
    readonly findings: readonly Finding[]
    readonly lost: readonly number[]
  }
}

/** @returns what fell by the attacker's doing; not what stood in the clear for everybody. */
export function wonBy(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ holds, unaided }) => !holds && !unaided)
}

/** @returns why nothing shows that this attack can win; undefined where an earlier act does. */
export function neverWon(
  { attack, counterpart, settings }: EventOf<'act-started'>,
  earlier: readonly JudgedAct[],
): Reason | undefined {
  if (counterpart === undefined)
    return reason(
      t`nothing was read, forged or lost, but no act is named in which this attack wins: name an earlier one as its counterpart`,
    )
  const other = earlier.find(({ name }) => name === counterpart)
  if (!other)
    return reason(
      t`nothing was read, forged or lost, but the act ${counterpart}, in which this attack has to win, was not played before`,
    )
  if (other.attack !== attack || settings === undefined || other.grounds.settings !== settings)
    return reason(
      t`nothing was read, forged or lost, but the act ${counterpart} is no counterpart: it has another attack or other steps`,
    )
  if (other.grounds.lost.length > 0)
    return reason(
      t`nothing was read, forged or lost, but the recording of the act ${counterpart}, in which this attack has to win, is damaged`,
    )
  if (other.verdict !== 'BROKEN' || wonBy(other.grounds.findings).length === 0)
    return reason(
      t`nothing was read, forged or lost, but the attack did not win in the act ${counterpart} either, where it should`,
    )
  return undefined
}
