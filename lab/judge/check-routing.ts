/**
 * Calls reach whom their owner says. Where a call ended is told by two programs that know nothing of each other: the
 * caller's names the ends of the connection that it opened, and the attacker's the end that called her. Of the calls that
 * reach a program beside the messenger, which is nobody's friend, that program alone tells.
 */

import { t } from '../../peers/language/sentence'
import { type EventOf, type Events, eventsOf } from '../history/selectors'
import { isOnPath } from '../scenario/scenario'
import { person } from '../text/format-names'
import { type Check, type Reason, reason } from './finding'

export const routing: Check = (phase, act) => {
  const visits = eventsOf(phase, 'visited')
  if (visits.length > 0) return { property: 'routing', holds: false, ...callsToOneself(visits, phase) }
  const onPath = eventsOf(act, 'act-started').some(({ position }) => isOnPath(position))
  // There every call runs through her by her place in the network: nothing has to be won for that.
  if (onPath)
    return { property: 'routing', holds: true, ...reason(t`all calls run through Mallory, where she stands`) }
  const calls = eventsOf(phase, 'opened').filter(({ role }) => role === 'initiator')
  const linked = eventsOf(phase, 'linked')
  const callers = new Set(linked.map(({ remote }) => remote))
  const astray = calls.find(({ local }) => local !== undefined && callers.has(local))
  const why = astray
    ? t`the call of ${person(astray.node)} for ${person(`${astray.calls}`)} reached Mallory (from ${`${astray.local}`})`
    : t`none of ${calls.length} calls reached Mallory`
  const ends = astray ? [astray, ...linked.filter(({ remote }) => remote === astray.local)] : []
  return { property: 'routing', holds: astray === undefined, ...reason(why, ...ends) }
}

/** @param visits of one computer. */
function callsToOneself(visits: readonly EventOf<'visited'>[], phase: Events): Reason {
  const [{ of }] = visits as [EventOf<'visited'>]
  const ports = new Set(visits.map(({ port }) => port)).size
  const calls = visits.flatMap(({ remote }) =>
    eventsOf(phase, 'opened').filter(({ node, local }) => node === of && local === remote),
  )
  const why = t`${visits.length} calls came to ${ports} ports of the own computer of ${person(of)}, where no friend is; the messenger of ${person(of)} made ${calls.length} of them`
  return reason(why, ...visits, ...calls)
}
