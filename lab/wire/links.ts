/** Who is at the two ends of each link of a run: the attacker’s program tells it only with what comes in. */

import type { HistoryEvent } from '../history/events'

export interface Ends {
  readonly caller: string
  readonly callee: string
}

/** @returns the ends of links, by act and link as in `ACT LINK`; a link of which nobody is known is not there. */
export function endpointsOfLink(history: readonly HistoryEvent[]): Map<string, Ends> {
  const callers = new Map<string, string>()
  /** By where the connection came from: whose program says that it called from there, and whom. */
  const calls = new Map<string, Ends>()
  const ends = new Map<string, Ends>()
  for (const event of history) {
    if (event.event === 'opened' && event.calls !== null && event.local !== undefined)
      calls.set(`${event.act} ${event.local}`, { caller: event.node, callee: event.calls })
    if (event.event === 'linked' && event.remote !== undefined)
      callers.set(`${event.act} ${event.link}`, `${event.act} ${event.remote}`)
  }
  for (const [link, remote] of callers) {
    const call = calls.get(remote)
    if (call) ends.set(link, call)
  }
  for (const event of history) {
    if (event.event !== 'intercepted') continue
    const link = `${event.act} ${event.link}`
    const known = ends.get(link)
    const pair = [event.from, event.to]
    // Where no program said that it called, or under another name, the one who speaks first is taken for the caller.
    if (known && pair.includes(known.caller) && pair.includes(known.callee)) continue
    ends.set(link, { caller: event.from, callee: event.to })
  }
  return ends
}
