/**
 * Whether programs tell the lab what really went over the wire: against what the attacker's relay saw before she could change
 * it, and against each other where nobody was in between to change anything.
 */

import { t } from '../../peers/language/sentence'
import { type Events, eventsOf, wireBytes } from '../history/selectors'
import { BUDGET } from './check-end'
import { type Departure, untold } from './departure'
import type { SessionEnd } from './session-end'

/** @param ends of one act. */
export function untoldThings(act: Events, ends: readonly SessionEnd[]): Departure[] {
  return [...silent(ends), ...seenOtherwise(act, ends), ...heardOtherwise(ends)]
}

function departure({ node, session, opened, events }: SessionEnd, why: Departure['why']): Departure {
  return { rule: untold, node, session, why, event: events[0] ?? opened }
}

/** Whoever is connected has read and written; who stops telling has told as much as the budget is. */
function silent(ends: readonly SessionEnd[]): Departure[] {
  const costs = new Map<string, number>()
  return ends.flatMap((end) => {
    const wires = end.events.filter((event) => event.event === 'wire')
    const told = wires.filter(({ stopped }) => !stopped)
    const cost = told.reduce((sum, { bytes }) => sum + Buffer.byteLength(bytes, 'base64') + BUDGET.line, 0)
    const all = (costs.get(end.node) ?? 0) + cost
    costs.set(end.node, all)
    const isConnected = end.events.some(({ event }) => event === 'connected')
    if (isConnected && wires.length === 0)
      return [departure(end, t`it tells nothing of what it read and wrote`)]
    // The line that it stops at may be as large as one frame and what was read with it.
    const hasStopped = wires.some(({ stopped }) => stopped)
    const enough = cost > BUDGET.session / 2 || all > BUDGET.program / 2
    return hasStopped && !enough ? [departure(end, t`it stops telling what it reads and writes`)] : []
  })
}

function written(end: SessionEnd, way: 'in' | 'out'): { bytes: Buffer; isWhole: boolean } {
  const isWhole = !eventsOf(end.events, 'wire').some(({ stopped }) => stopped)
  return { bytes: wireBytes(end.events, way), isWhole }
}

/** What the relay has from a program is what this says it wrote, in one of its sessions. */
function seenOtherwise(act: Events, ends: readonly SessionEnd[]): Departure[] {
  const links = new Map<string, { node: string; parts: Buffer[] }>()
  for (const { link, from, bytes, to } of eventsOf(act, 'intercepted')) {
    if (to === 'directory' || !ends.some(({ node }) => node === from)) continue
    const known = links.get(`${link} ${from}`) ?? { node: from, parts: [] }
    known.parts.push(Buffer.from(bytes, 'base64'))
    links.set(`${link} ${from}`, known)
  }
  const outs = ends.map((end) => ({ end, ...written(end, 'out') }))
  return [...links.values()].flatMap(({ node, parts }) => {
    const seen = Buffer.concat(parts)
    const own = outs.filter(({ end }) => end.node === node)
    const isTold = own.some(
      ({ bytes, isWhole }) => isPrefix(seen, bytes) || (!isWhole && isPrefix(bytes, seen)),
    )
    return isTold
      ? []
      : own.slice(0, 1).map(({ end }) => departure(end, t`it tells other bytes than the relay has from it`))
  })
}

/** What one end read in a phase without an attack is what another one wrote. */
function heardOtherwise(ends: readonly SessionEnd[]): Departure[] {
  const calm = ends.filter(({ opened }) => opened.phase !== 'attack')
  const outs = calm.map((end) => ({ end, ...written(end, 'out') }))
  return calm.flatMap((end) => {
    const { bytes } = written(end, 'in')
    const isHeard = outs.some(
      (one) =>
        one.end.node !== end.node &&
        (isPrefix(bytes, one.bytes) || (!one.isWhole && isPrefix(one.bytes, bytes))),
    )
    return isHeard || bytes.length === 0
      ? []
      : [departure(end, t`it tells that it read what nobody tells to have written`)]
  })
}

function isPrefix(one: Buffer, other: Buffer): boolean {
  return one.length <= other.length && other.subarray(0, one.length).equals(one)
}
