/** Addresses that people gave the directory, and those that it gives: told by what their own programs asked and were answered. Pure. */

import type { EventOf } from '../history/selectors'

/** An address that somebody has published; a later one has a greater place in the list of them. */
export interface Published {
  readonly of: string
  readonly counter: number
  readonly at: string
}

/** An address on its way to whoever asked for it. */
export interface GivenAddress {
  readonly of: string
  /** Which one it is of those that were published, from 1 on. */
  readonly number: number
  /** Whether it is the newest, and whether it leads where its owner said. */
  readonly isNewest: boolean
  readonly isTrue: boolean
}

/** @returns the address that somebody has just published. */
export function publishedBy({ method, path, body, status, node }: EventOf<'asked'>): Published | null {
  if (method !== 'PUT' || path !== '/address' || status >= 400) return null
  const own = recordIn(body)
  return own?.of === node ? own : null
}

/** @returns the address that somebody was given; null for one that was not published before their eyes. */
export function givenTo(
  { method, path, answer: said, status }: EventOf<'asked'>,
  all: readonly Published[],
): GivenAddress | null {
  if (method !== 'GET' || !path.startsWith('/get_ip') || status >= 400) return null
  const given = recordIn(said ?? null)
  if (!given) return null
  const { of, counter, at } = given
  const known = all.filter((one) => one.of === of)
  const place = known.findIndex((one) => one.counter === counter)
  if (place < 0) return null
  return { of, number: place + 1, isNewest: place === known.length - 1, isTrue: known[place]!.at === at }
}

/** @returns the address in a body, as it stands there or as a record; null where there is none. */
function recordIn(json: string | null): Published | null {
  try {
    const body = JSON.parse(json ?? '')
    const { name, host, port, counter } = body.record ?? body
    if (typeof name !== 'string' || typeof counter !== 'number') return null
    return { of: name, counter, at: `${host}:${port}` }
  } catch {
    return null
  }
}
