/**
 * The control: the same conversation with an attacker that passes everything on. It passes only if honest
 * peers are served: otherwise neither a silence nor an alarm in the attack says anything.
 */

import { type Sentence, t } from '../../peers/language/sentence'
import { type Events, eventsOf, sayStepsOf } from '../history/selectors'
import { deedSentence } from '../language/deeds'
import { noticeKinds } from '../scenario/notices'
import { person } from '../text/format-names'
import { quoted } from '../text/told-text'
import { containment, unreceived } from './check-containment'
import { display } from './check-display'
import { authenticity, completeness, identity, order, sayTheSame } from './check-messages'
import { type Check, type Reason, reason } from './finding'
import { toldNotices } from './told-notices'

export interface Control extends Reason {
  readonly passed: boolean
}

/** What is demanded of honest peers. */
export const held: readonly Check[] = [authenticity, order, completeness, identity, containment, display]

/** @param onPath whether an attacker's relay stands between the peers and must have seen the bytes. */
export function control(phase: Events, act: Events, onPath: boolean): Control {
  const spoken = sayStepsOf(phase)
  const findings = held.map((check) => check(phase, act))
  const failures: (Reason | false)[] = [
    spoken.length === 0 && reason(t`nothing was said`),
    ...findings.map((finding) => !finding.holds && finding),
    unserved(phase, onPath),
    ...eventsOf(phase, 'alarm').map((alarm) =>
      reason(t`false alarm of ${person(alarm.node)} (${alarm.code})`, alarm),
    ),
    ...toldNotices(phase, act).map(({ code, on, evidence }) => ({
      why: t`false notice: the screen of ${person(on)} tells ${noticeKinds[code].about}`,
      evidence,
    })),
    ...eventsOf(phase, 'compared').map(
      (compared) => !compared.match && reason(t`false alarm: the fingerprints did not match`, compared),
    ),
    ...eventsOf(phase, 'opened').map((opened) => {
      const end = eventsOf(phase, 'closed').find(
        (closed) => closed.node === opened.node && closed.session === opened.session,
      )
      const ends = end ? [opened, end] : [opened]
      return (
        !end?.clean && reason(t`a conversation of ${person(opened.node)} did not end with a goodbye`, ...ends)
      )
    }),
    ...eventsOf(phase, 'acted').map((acted) =>
      reason(t`Mallory was to do nothing, and ${deedSentence(acted.what)}`, acted),
    ),
    ...eventsOf(phase, 'loot').map((loot) =>
      reason(t`Mallory was to do nothing, and read ${quoted(loot.text)}`, loot),
    ),
  ]
  const failure = failures.find((one) => one !== false)
  if (failure) return { passed: false, why: failure.why, evidence: failure.evidence }
  const evidence = findings.flatMap((finding) =>
    finding.property === 'completeness' ? finding.evidence : [],
  )
  return { passed: true, why: t`all ${spoken.length} messages arrived, and nobody was alarmed`, evidence }
}

/**
 * Whether everything that was said was sent and arrived as often as it was said, and, where a relay stands between, through it.
 * @returns why it was not, else false.
 */
export function unserved(phase: Events, onPath: boolean): Reason | false {
  const spoken = sayStepsOf(phase)
  for (const said of spoken) {
    const { from, to, text } = said
    // The same words may be said in several conversations of a phase.
    const times = spoken.filter((say) => sayTheSame(say, said)).length
    const sent = eventsOf(phase, 'sent').filter((event) => event.node === from && event.text === text)
    if (sent.length !== times)
      return reason(
        notOnce(
          sent.length,
          t`${person(from)} did not send ${quoted(text)}`,
          t`${person(from)} sent ${quoted(text)}`,
        ),
        said,
        ...sent,
      )
    const arrived = eventsOf(phase, 'delivered').filter((event) => event.node === to && event.text === text)
    if (arrived.length !== times)
      return reason(
        notOnce(
          arrived.length,
          t`${quoted(text)} did not reach ${person(to)}`,
          t`${quoted(text)} reached ${person(to)}`,
        ),
        said,
        ...arrived,
      )
  }
  return (
    unreceived(phase) ||
    (onPath && !crossedTheWire(phase) && reason(t`what was read never went over the wire`))
  )
}

function notOnce(times: number, never: Sentence, often: Sentence): Sentence {
  return times === 0 ? never : t`${often}: ${times} times`
}

/**
 * The relay saw at least as many bytes each way as the texts have. Texts that everybody knows do not count: to say
 * which one it is takes less, but it does take a unit.
 */
function crossedTheWire(phase: Events): boolean {
  const spoken = sayStepsOf(phase)
  return spoken.every(({ from, to }) => {
    const words = spoken.filter((say) => say.from === from && say.to === to)
    const unknown = words.filter(({ among }) => among === undefined).map(({ text }) => text)
    const units = eventsOf(phase, 'intercepted').filter((unit) => unit.from === from && unit.to === to)
    const bytes = units.reduce((sum, unit) => sum + Buffer.from(unit.bytes, 'base64').length, 0)
    return units.length > words.length && bytes >= Buffer.byteLength(unknown.join(''))
  })
}
