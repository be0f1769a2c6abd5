/** Which notices a messenger has given its user in a phase: the lab reads them off the screen that it has drawn itself. */

import { type NoticeCode, noticeCodes } from '../history/events'
import { type Events, eventsOf } from '../history/selectors'
import { noticeKinds } from '../scenario/notices'
import { type EventReference, refer } from './event-reference'
import { ownWords, utterancesOf } from './screen-words'

export interface ToldNotice {
  readonly code: NoticeCode
  /** On whose screen. */
  readonly on: string
  /** The look at the screen. */
  readonly evidence: readonly EventReference[]
}

/** @returns each notice once for each screen. */
export function toldNotices(phase: Events, act: Events): ToldNotice[] {
  const attackers = eventsOf(act, 'account').map(({ name }) => name)
  const told = eventsOf(phase, 'shown').flatMap((shown) => {
    const words = utterancesOf(shown.rows).flatMap(({ by, text }) =>
      by === null ? [ownWords(text, attackers)] : [],
    )
    return noticeCodes
      .filter((code) => words.some((text) => noticeKinds[code].words.test(text)))
      .map((code) => ({ code, on: shown.on, evidence: [refer(shown)] }))
  })
  return told.filter(
    ({ code, on }, place) => told.findIndex((one) => one.code === code && one.on === on) === place,
  )
}
