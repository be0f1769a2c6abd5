/**
 * The keys of an act's sessions, in the manner of SSLKEYLOGFILE (draft-ietf-tls-keylogfile): a line for each, of which the
 * share that its sender showed says where it is used. `lab/wire/secure-p2p.lua` reads it.
 *
 *   HANDSHAKE <share> <key>     what the sender says in the handshake
 *   TRAFFIC_n <share> <key>     its records after n rekeys
 *
 * Share and key are 32 bytes each, in hexadecimal.
 */

import type { Events } from '../history/selectors'
import { checkEnds } from './check-end'
import { Knowledge } from './knowledge'
import { sessionEnds } from './session-end'

const HEAD =
  '# Keys of the sessions of a run in the lab, for secure-p2p.lua: kind, share of the sender, key.\n'

/** @param history of a run. @returns the file; only its first line where no session is known. */
export function keyLog(history: Events): string {
  const lines = new Set<string>()
  for (const act of new Set(history.map((event) => event.act))) {
    const events = history.filter((event) => event.act === act)
    for (const { openings, shares } of checkEnds(sessionEnds(events), new Knowledge(events))) {
      for (const { rekeys, sender, key } of openings) {
        const kind = rekeys === null ? 'HANDSHAKE' : `TRAFFIC_${rekeys}`
        lines.add(`${kind} ${shares[sender].toString('hex')} ${key.toString('hex')}\n`)
      }
    }
  }
  return HEAD + [...lines].join('')
}
