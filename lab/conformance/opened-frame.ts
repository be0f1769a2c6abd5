/**
 * What those see of a frame who have its keys. Everybody on its way sees its bytes, and what the lab shows of it has to say
 * who sees which. Pure.
 */

import { type Events, wireBytes } from '../history/selectors'
import { checkEnds } from './check-end'
import { Knowledge } from './knowledge'
import type { Opening } from './opening'
import { type SessionEnd, sessionEnds } from './session-end'

export interface OpenedFrame extends Opening {
  /** The programs that opened it: who sent it, and who read it with the same key. Mallory is none of them. */
  readonly by: readonly string[]
}

/**
 * @param from who wrote the frame. @param bytes the whole of it.
 * @returns null where nothing in it is encrypted, or the lab has no keys of it.
 */
export type FrameOpener = (from: string, bytes: Buffer) => OpenedFrame | null

/**
 * A flood has thousands of sessions, and people look at a few frames: each end is computed when the first of its frames is
 * looked at, and once.
 *
 * @param act its events, or as many of them as there are by now.
 */
export function frameOpener(act: Events): FrameOpener {
  const knowledge = new Knowledge(act)
  const ends = sessionEnds(act).map((end) => ({
    end,
    bytes: bytesOf(end),
    openings: openingsOf(end, knowledge),
  }))
  return (from, bytes) => {
    const opened = ends.flatMap((one) => {
      const opening = one.bytes.some((told) => told.includes(bytes))
        ? one.openings().find(({ frame }) => frame.equals(bytes))
        : undefined
      return opening ? [{ node: one.end.node, opening }] : []
    })
    const sent = opened.find(({ node }) => node === from)
    if (!sent) return null
    const by = opened.filter(({ opening }) => opening.key.equals(sent.opening.key)).map(({ node }) => node)
    return { ...sent.opening, by: [from, ...new Set(by.filter((node) => node !== from))] }
  }
}

/** A frame may have gone through an end in one piece or in several. */
function bytesOf({ events }: SessionEnd): Buffer[] {
  return [wireBytes(events, 'in'), wireBytes(events, 'out')]
}

function openingsOf(end: SessionEnd, knowledge: Knowledge): () => readonly Opening[] {
  let known: readonly Opening[] | null = null
  return () => {
    known ??= checkEnds([end], knowledge).flatMap(({ openings }) => openings)
    return known
  }
}
