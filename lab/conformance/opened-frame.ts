/**
 * What those see of a frame who have its keys. Everybody on its way sees its bytes, and what the lab shows of it has to say
 * who sees which. Pure.
 */

import type { HistoryEvent } from '../history/events'
import { checkEnds } from './check-end'
import { Knowledge } from './knowledge'
import type { Opening } from './opening'
import { type SessionEnd, sessionEnds } from './session-end'

export interface OpenedFrame extends Opening {
  /** The programs that opened it: who sent it, and who read it with the same key. Mallory is none of them. */
  readonly by: readonly string[]
}

/**
 * @param act its events, or as many of them as there are by now.
 * @returns the frame with these bytes that `from` wrote; null where nothing in it is encrypted, or the lab has no keys of it.
 */
export function openedFrame(act: readonly HistoryEvent[], from: string, bytes: Buffer): OpenedFrame | null {
  const holding = sessionEnds(act).filter((end) => tells(end, bytes))
  const openings = checkEnds(holding, new Knowledge(act)).flatMap(({ end, openings }) => {
    const opening = openings.find(({ frame }) => frame.equals(bytes))
    return opening ? [{ node: end.node, opening }] : []
  })
  const sent = openings.find(({ node }) => node === from)
  if (!sent) return null
  const by = openings.filter(({ opening }) => opening.key.equals(sent.opening.key)).map(({ node }) => node)
  return { ...sent.opening, by: [from, ...new Set(by.filter((node) => node !== from))] }
}

/** Whether these bytes went through this end, in one piece or in several. */
function tells({ events }: SessionEnd, bytes: Buffer): boolean {
  return (['in', 'out'] as const).some((way) =>
    Buffer.concat(
      events.flatMap((event) =>
        event.event === 'wire' && event.way === way ? [Buffer.from(event.bytes, 'base64')] : [],
      ),
    ).includes(bytes),
  )
}
