/**
 * Alarms, and whether to believe them. A peer's alarm counts only when the attacker's own report bears it
 * out: a peer that has seen no key can't name the one that the attacker showed.
 */

import { type EventOf, type Events, eventsOf } from '../history/selectors'
import { ATTACKER } from '../scenario/scenario'
import { type EventReference, refer } from './event-reference'

export interface Alarm {
  readonly code: string
  /** Who raised it: a peer, or the users who compared what their programs displayed. */
  readonly by: string
  /** True when what the alarm rests on is what the attacker did. */
  readonly corroborated: boolean
  /** In a session that the attacker opened herself: a stranger was refused, and no conversation was disturbed. */
  readonly ofStranger: boolean
  /** The event that raised it, then what was displayed, then what the attacker says that she did to whoever raised it. */
  readonly evidence: readonly EventReference[]
}

/** @returns the alarms of one phase, in order. */
export function alarms(phase: Events, act: Events): Alarm[] {
  const strangers = sessionsOfStrangers(phase)
  const acted = eventsOf(phase, 'acted')
  return phase.flatMap((event): Alarm[] => {
    if (event.event === 'alarm') {
      const ofStranger = strangers.has(`${event.node} ${event.session}`)
      return [{ code: event.code, by: event.node, ofStranger, ...corroborate(event, acted, act) }]
    }
    if (event.event === 'compared' && !event.match)
      return [{ code: 'FINGERPRINT_MISMATCH', by: 'users', ofStranger: false, ...compare(event, phase) }]
    return []
  })
}

/** @returns the numbers of the alarms with which strangers were refused. */
export function refusalsOfStrangers(raised: readonly Alarm[]): ReadonlySet<number> {
  return new Set(raised.flatMap(({ ofStranger, evidence }) => (ofStranger ? evidence[0]!.number : [])))
}

/**
 * Sessions of calls that the attacker made herself: she and the peer name the same two ends of the connection. A peer
 * that does not know where she calls from can't excuse an alarm with it.
 */
export function sessionsOfStrangers(phase: Events): ReadonlySet<string> {
  const ends = new Set(eventsOf(phase, 'called').map(({ local }) => local))
  const probed = eventsOf(phase, 'probed').map(({ local, remote }) => `${local} ${remote}`)
  const opened = eventsOf(phase, 'opened').filter(
    ({ local, remote, calls }) =>
      (remote !== undefined && ends.has(remote)) ||
      // Whom it called itself it knows: her, and not a friend in whose place she stands.
      (calls === ATTACKER && probed.includes(`${remote} ${local}`)),
  )
  return new Set(opened.map(({ node, session }) => `${node} ${session}`))
}

/**
 * The attacker did something to the node that raised it; an alarm about a key names the key that was shown, and
 * the one that belongs to another peer.
 */
function corroborate(
  alarm: EventOf<'alarm'>,
  acted: readonly EventOf<'acted'>[],
  act: Events,
): Pick<Alarm, 'corroborated' | 'evidence'> {
  const { expected, seen } = alarm.evidence
  const deeds = acted.filter(({ to }) => to === alarm.node)
  const shown = deeds.filter(({ presented }) => presented === seen)
  // Of deeds without a key, any one will do.
  const evidence = [alarm, ...(seen === undefined ? deeds.slice(0, 1) : shown)].map((event) => refer(event))
  if (alarm.code !== 'FINGERPRINT_MISMATCH') return { corroborated: deeds.length > 0, evidence }
  const known = eventsOf(act, 'ready').some(
    (ready) => ready.node !== alarm.node && 'fingerprint' in ready && ready.fingerprint === expected,
  )
  return { corroborated: known && shown.length > 0, evidence }
}

/**
 * What a program displayed as the other side's fingerprint is what the attacker says it showed there. A safety number
 * is made of both sides' keys and displayed as one: then it is the key that the same session is connected with.
 */
function compare(compared: EventOf<'compared'>, phase: Events): Pick<Alarm, 'corroborated' | 'evidence'> {
  const displayed = eventsOf(phase, 'displayed')
  const displays = displayed.map(({ node, session, own, peer }) => {
    const isSafetyNumber = own === peer
    const connected = eventsOf(phase, 'connected').find(
      (event) => event.node === node && event.session === session,
    )
    return isSafetyNumber ? { node, key: connected?.fingerprint, connected } : { node, key: peer }
  })
  const deeds = eventsOf(phase, 'acted').filter(({ to, presented }) =>
    displays.some(({ node, key }) => node === to && key === presented),
  )
  const evidence = [
    compared,
    ...displayed,
    ...displays.flatMap(({ connected }) => connected ?? []),
    ...deeds,
  ].map((event) => refer(event))
  return { corroborated: deeds.length > 0, evidence }
}
