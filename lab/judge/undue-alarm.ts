/**
 * Why an alarm shows nothing: it is not the one that the act declares, or nothing that the attacker reports bears it out.
 * Whoever wrote the act reads what it declares, what happened instead, and what to write where that is meant.
 */

import { and, joined, or } from '../../peers/language/joining'
import { type Sentence, t } from '../../peers/language/sentence'
import { type Events, eventsOf } from '../history/selectors'
import { person } from '../text/format-names'
import { quoted } from '../text/told-text'
import { missingMessages } from './check-messages'
import type { Alarm } from './detection'

/**
 * @param raised all alarms of the attack, among them this one.
 * @param due the codes that the act declares.
 * @returns one sentence of several parts.
 */
export function undueAlarm(
  alarm: Alarm,
  raised: readonly Alarm[],
  due: readonly string[],
  attack: Events,
): Sentence {
  const by = raiser(alarm)
  const others = new Set(raised.filter((other) => other.code !== alarm.code || other.by !== alarm.by))
  const [first, ...parts] = alarm.corroborated
    ? [notDue(alarm, due), t`if that is what should happen, write ${alarm.code} into the act’s alarms`]
    : [notBorneOut(alarm, attack), t`an attack that strikes ${by} reports it: acted(what, { to })`]
  return joined([
    first!,
    ...[...others].map((other) => t`an alarm of ${raiser(other)} came as well (${other.code})`),
    ...whatNeverArrived(attack),
    ...parts,
  ])
}

/** Who raised an alarm: a program, by its user's name, or people. */
function raiser({ by }: Alarm): Sentence {
  return by === 'users' ? t`both users` : t`${person(by)}`
}

function notDue(alarm: Alarm, due: readonly string[]): Sentence {
  const [code, by] = [alarm.code, raiser(alarm)]
  return due.length > 0
    ? t`the alarm of ${by} is not the one that is due: ${code}, where the act declares ${or(due)}, so another defence than the declared one caught the attack`
    : t`the alarm of ${by} is not due: ${code}, where the act declares none, so a defence caught the attack that it does not name`
}

function notBorneOut(alarm: Alarm, attack: Events): Sentence {
  const [code, by] = [alarm.code, raiser(alarm)]
  if (code === 'FINGERPRINT_MISMATCH')
    return t`the alarm of ${by} (${code}) is not borne out by what Mallory did: she reports to have shown no key that is the one seen there`
  const struck = new Set(eventsOf(attack, 'acted').flatMap(({ to }) => to ?? []))
  return struck.size > 0
    ? t`the alarm of ${by} (${code}) is not borne out by what Mallory did: she reports what she did to ${and([...struck].map(person))}, and nothing to ${by}`
    : t`the alarm of ${by} (${code}) is not borne out by what Mallory did: she reports nothing that she did to anybody`
}

function whatNeverArrived(attack: Events): Sentence[] {
  const lost = missingMessages(attack)
  const receivers = [...new Set(lost.map(({ said }) => said.to))]
  return receivers.map((to) => {
    const texts = lost.filter(({ said }) => said.to === to).map(({ said }) => quoted(said.text))
    return t`${person(to)} never received ${and(texts)}`
  })
}
