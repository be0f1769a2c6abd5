/**
 * Whether honest users' programs spoke the protocol: every session of an act computed once more from what they told of its bytes
 * and secrets. Shares no line with the program that is judged; both were written from PROTOCOL.md.
 */

import { wholeProtocol } from '../history/events'
import { type Events, eventsOf } from '../history/selectors'
import { DIRECTORY } from '../scenario/scenario'
import { comeAgain, type UsedOnce, usedIn } from './across'
import { unsealedFiles } from './check-home'
import { misplacedFiles } from './check-inbox'
import { checkedAct } from './checked-act'
import type { Departure } from './departure'
import { directoryDepartures } from './directory-check'
import { wrongNumbers } from './safety-number'
import { untoldThings } from './told'
import { userDepartures } from './user-check'

/** The messenger's own profile. */
const HARDENED = 'hardened'

/** What programs did in an act that PROTOCOL.md does not say, and what they used that must not come again in the run. */
export interface Conduct {
  readonly departed: readonly Departure[]
  readonly used: UsedOnce
}

/**
 * @param act the events of one act. @param earlier what was used in the acts before it.
 * @returns what its profiles do not declare.
 */
export function undeclaredDepartures(act: Events, earlier: readonly UsedOnce[] = []): Conduct {
  // Nothing that a history declares excuses the messenger's own profile, or the directory's.
  const declared = eventsOf(act, 'act-started').flatMap(({ profile, departs = [] }) =>
    profile === HARDENED ? [] : departs,
  )
  const ofDirectory = eventsOf(act, 'act-started').flatMap(({ directory }) =>
    directory && directory.profile !== HARDENED ? directory.departs : [],
  )
  const { departed, used } = conductIn(act, earlier)
  const undeclared = departed.filter(({ rule, node }) =>
    node === DIRECTORY
      ? !ofDirectory.includes(rule)
      : !declared.includes(rule) && !declared.includes(wholeProtocol),
  )
  return { departed: undeclared, used }
}

/** @returns all departures of an act, in the order of its sessions. */
export function departures(act: Events): Departure[] {
  return [...conductIn(act, []).departed]
}

function conductIn(act: Events, earlier: readonly UsedOnce[]): Conduct {
  const { knowledge, ends, checked } = checkedAct(act)
  const departed = [
    ...checked.flatMap((one) => one.departures),
    ...comeAgain(checked, earlier),
    ...misplacedFiles(act, checked),
    ...unsealedFiles(act),
    ...wrongNumbers(act, checked),
    ...untoldThings(act, ends),
    ...userDepartures(act, knowledge),
    ...directoryDepartures(act, knowledge),
  ]
  return { departed, used: usedIn(checked) }
}
