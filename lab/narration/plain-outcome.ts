/** What became of the users, in sentences for somebody who knows nothing of keys; the words of the trade come after. */

import { type Sentence, t, together } from '../../peers/language/sentence'
import type { Property } from '../history/events'
import type { ActVerdict } from '../judge/verdict'
import { alarmSentences } from '../language/alarms'
import { aboutOf } from '../scenario/alarms'

/** What it means that a property did not hold. */
const fallen: Readonly<Record<Property, Sentence>> = {
  secrecy: t`Mallory read what was secret.`,
  authenticity: t`Made-up words passed for a friend’s.`,
  order: t`True words came twice, or in another order.`,
  completeness: t`True words got lost, unnoticed.`,
  identity: t`Somebody took Mallory for a friend.`,
  privacy: t`Mallory learned what only friends may know.`,
  routing: t`Calls went to somebody else.`,
  containment: t`Mallory wrote where nobody may write.`,
  display: t`The screen said what is not so.`,
  availability: t`Honest people were not served any more.`,
  conformance: t`A program took what the protocol forbids.`,
}

/** @returns one sentence or several. */
export function plainOutcome({ verdict, broken, alarms }: ActVerdict): Sentence {
  switch (verdict) {
    case 'BROKEN':
      return together(
        broken.map((property) => fallen[property]),
        ' ',
      )
    case 'DETECTED': {
      // That a call ended so is what comes of the alarm.
      const code = alarms.find((one) => aboutOf(one) !== 'call') ?? alarms[0] ?? ''
      const known = Object.entries(alarmSentences).find(([name]) => name === code)?.[1]
      return known ? t`Noticed in time. ${known}` : t`Noticed in time: ${code}.`
    }
    case 'RESISTED':
      return t`Mallory tried, and got nothing.`
    case 'PASSED':
      return t`Everything worked.`
    case 'NONCONFORMING':
      return t`A program does not do what the protocol says.`
    case 'INCONCLUSIVE':
      return t`This run shows nothing.`
  }
}
