/**
 * Alarms, and whether to believe them. A peer's alarm counts only when the attacker's own report bears it
 * out: a peer that has seen no key can't name the one that the attacker showed.
 */

import { type EventOf, type Events, eventsOf } from '../history/selectors'

export interface Alarm {
  readonly code: string
  /** Who raised it: a peer, or the users who compared what their programs displayed. */
  readonly by: string
  /** True when what the alarm rests on is what the attacker did. */
  readonly corroborated: boolean
  /** In a session that the attacker opened herself: a stranger was refused, and no conversation was disturbed. */
  readonly ofStranger: boolean
}

/** @returns the alarms of one phase, in order. */
export function alarms(phase: Events, act: Events): Alarm[] {
  const strangers = sessionsOfStrangers(phase)
  return phase.flatMap((event): Alarm[] => {
    if (event.event === 'alarm') {
      const ofStranger = strangers.has(`${event.node} ${event.session}`)
      return [
        { code: event.code, by: event.node, corroborated: isCorroborated(event, phase, act), ofStranger },
      ]
    }
    if (event.event === 'compared' && !event.match) {
      const corroborated = displaysPresentedKey(phase)
      return [{ code: 'FINGERPRINT_MISMATCH', by: 'users', corroborated: corroborated, ofStranger: false }]
    }
    return []
  })
}

/**
 * Sessions of calls that the attacker made herself: she and the peer name the same two ends of the connection. A peer
 * that does not know where she calls from can't excuse an alarm with it.
 */
export function sessionsOfStrangers(phase: Events): ReadonlySet<string> {
  const ends = new Set(eventsOf(phase, 'called').map(({ local }) => local))
  const opened = eventsOf(phase, 'opened').filter(({ remote }) => remote !== undefined && ends.has(remote))
  return new Set(opened.map(({ node, session }) => `${node} ${session}`))
}

/**
 * The attacker did something to the node that raised it; an alarm about a key names the key that was shown, and
 * the one that belongs to another peer.
 */
function isCorroborated(alarm: EventOf<'alarm'>, phase: Events, act: Events): boolean {
  const acted = eventsOf(phase, 'acted').filter(({ to }) => to === alarm.node)
  if (alarm.code !== 'FINGERPRINT_MISMATCH') return acted.length > 0
  const { expected, seen } = alarm.evidence
  const known = eventsOf(act, 'ready').some(
    (ready) => ready.node !== alarm.node && 'fingerprint' in ready && ready.fingerprint === expected,
  )
  return known && acted.some(({ presented }) => presented === seen)
}

/**
 * What a program displayed as the other side's fingerprint is what the attacker says it showed there. A safety number
 * is made of both sides' keys and displayed as one: then it is the key that the same session is connected with.
 */
function displaysPresentedKey(phase: Events): boolean {
  const displays = eventsOf(phase, 'displayed').map(({ node, session, own, peer }) => {
    const isSafetyNumber = own === peer
    const connected = eventsOf(phase, 'connected').find(
      (event) => event.node === node && event.session === session,
    )
    return { node, key: isSafetyNumber ? connected?.fingerprint : peer }
  })
  return eventsOf(phase, 'acted').some(
    ({ to, presented }) =>
      presented !== null && displays.some(({ node, key }) => node === to && key === presented),
  )
}
