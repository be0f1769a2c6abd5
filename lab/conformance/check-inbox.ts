/**
 * Whether files are where a messenger says that they are (PROTOCOL.md section 8.3): what it says to have taken stands in its
 * inbox, as often as it says so, and what stands there was offered to it. The lab looks at the disk itself.
 */

import { t } from '../../peers/language/sentence'
import { type EventOf, type Events, eventsOf } from '../history/selectors'
import type { CheckedEnd } from './check-end'
import type { Departure } from './departure'
import { BadMessage, readMessage } from './layer-messages'

const INBOX = 'files/inbox/'
const TAKEN = 0

/** @param checked every end of an act. */
export function misplacedFiles(act: Events, checked: readonly CheckedEnd[]): Departure[] {
  const looks = eventsOf(act, 'files')
  return [...new Set(looks.map(({ of }) => of))].flatMap((node) => {
    const look = looks.findLast(({ of }) => of === node)!
    const own = checked.filter(({ end, memory }) => end.node === node && !memory.isPartial)
    return own.length === 0 ? [] : misplaced(look, own)
  })
}

function misplaced(look: EventOf<'files'>, own: readonly CheckedEnd[]): Departure[] {
  const [first] = own
  const departs = (session: string, why: Departure['why']): Departure => ({
    ...{ rule: '8.3-13', node: look.of, session, why, event: look },
  })
  const offered = new Set([...first!.memory.offered.values()].map(({ sha256 }) => sha256.toString('hex')))
  const inbox = look.files.filter(({ path }) => path.startsWith(INBOX)).map(({ sha256 }) => sha256)
  const left = [...inbox]
  const taken = new Set<string>()
  // Of a folder its bytes came as one, so only the number of its files is known here.
  const unknown = inbox.filter((sha256) => !offered.has(sha256))
  let inFolders = 0
  const departures: Departure[] = []
  for (const { end, said, memory } of own)
    for (const id of said.flatMap(takenIn)) {
      const offer = memory.offered.get(id)
      if (!offer || taken.has(id)) continue
      taken.add(id)
      inFolders += offer.files ?? 0
      const place = left.indexOf(offer.sha256.toString('hex'))
      if (place >= 0) left.splice(place, 1)
      else if (offer.files === undefined || inFolders > unknown.length)
        departures.push(
          departs(end.session, t`it says to have taken a file that does not stand in its inbox`),
        )
    }
  if (unknown.length > inFolders)
    departures.push(departs(first!.end.session, t`a file stands in its inbox that nobody offered`))
  return departures
}

/** @returns the id of the transfer that this message ends well. */
function takenIn(bytes: Buffer): string[] {
  try {
    const message = readMessage(bytes)
    if (message.kind !== 'item' || message.item.type !== 'end') return []
    return message.item.outcome === TAKEN ? [message.item.id] : []
  } catch (error) {
    if (error instanceof BadMessage) return []
    throw error
  }
}
