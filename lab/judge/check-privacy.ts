/**
 * What only friends may know, besides their words: names, addresses, whoever is asked to be a friend. Where it is to
 * be judged, the lab has made it up for this act, so nobody can guess it.
 */

import { and } from '../../peers/language/joining'
import { type Sentence, t } from '../../peers/language/sentence'
import type { SecretKind } from '../history/events'
import { eventsOf } from '../history/selectors'
import { inLoot, inUnits, unitsOf } from './canary-search'
import { refer } from './event-reference'
import type { Check } from './finding'

const kinds: Readonly<Record<SecretKind, Sentence>> = {
  name: t`name`,
  address: t`address`,
  'open request': t`open request`,
}

/** No secret of the lab stands in the attacker's loot, or in the clear on the wire. */
export const privacy: Check = (phase, act) => {
  const secrets = eventsOf(act, 'secret')
  const units = unitsOf(phase)
  const found = secrets.map((secret) => ({
    secret,
    loot: inLoot(secret, phase),
    wire: inUnits(secret, units),
  }))
  const known = found.filter(({ loot, wire }) => loot.length + wire.length > 0)
  const holds = known.length === 0
  const what = [...new Set(known.map(({ secret }) => secret.what))].map((kind) => kinds[kind])
  const why = holds
    ? t`none of ${secrets.length} secrets became known`
    : t`Mallory learned ${known.length} of ${secrets.length} secrets: ${and(what)}`
  // What became known comes first: whoever shows only some of the events shows those.
  const evidence = [...new Set([...known, ...found])].flatMap(({ secret, loot, wire }) => [
    refer(secret),
    ...loot,
    ...wire,
  ])
  const unaided = !holds && known.every(({ loot }) => loot.length === 0)
  return { property: 'privacy', holds, why, evidence, ...(unaided && { unaided }) }
}
