/**
 * Whether honest users are served while somebody floods a program: how many of their calls and messages arrive, and
 * how much memory the program takes. Judged in acts that measure; what was wanted is the lab's own record, what
 * arrived is what the other side printed, and the memory is what the system says.
 */

import type { HistoryEvent } from '../history/events'
import { type Events, eventsOf, sayStepsOf } from '../history/selectors'
import { t } from '../language/sentence'
import { refer } from './event-reference'
import type { Check } from './finding'

/** The share of calls and messages that has to arrive. */
export const SERVED = 0.95
/**
 * Bytes that a program may take more during the attack. Honest calls need a few MiB, and garbage that is not collected
 * yet some more; the protocol lets strangers occupy 64 times 2 KiB. A node's container has 256 MiB in all.
 */
export const MOST_GROWTH = 48 * 2 ** 20

/** Milliseconds that people wait for a call or a message; what comes later did not arrive. */
const PATIENCE = 20_000

export const availability: Check = (phase) => {
  const measured = eventsOf(phase, 'measured')
  if (measured.length === 0)
    return { property: 'availability', holds: true, why: t`it was not measured`, evidence: [] }
  // What comes after the last look is not beside the attack any more.
  const beside = phase.slice(0, phase.lastIndexOf(measured.at(-1)!))
  const calls = callsOf(beside)
  const unanswered = calls.filter((call) => !isAnswered(call))
  const answered = calls.length - unanswered.length
  const messages = sayStepsOf(beside)
  const lost = messages.filter(
    ({ at, to, text }) =>
      !eventsOf(phase, 'delivered').some(
        (event) => event.node === to && event.text === text && event.at <= at + PATIENCE,
      ),
  )
  const delivered = messages.length - lost.length
  const wanted = calls.length + messages.length
  const share = wanted === 0 ? 0 : (answered + delivered) / wanted
  const grown = growth(phase)
  const most = Math.max(...grown.values())
  const [greedy] = [...grown].find(([, bytes]) => bytes === most)!
  const percent = (100 * share).toFixed(0)
  const arrived = t`${answered} of ${calls.length} calls and ${delivered} of ${messages.length} messages arrived (${percent} %)`
  const why = t`${arrived}, and ${greedy} took ${(most / 2 ** 20).toFixed(0)} MiB more memory`
  const looks = measured.filter(({ of }) => of === greedy)
  const missed = [...unanswered.map(({ step }) => step), ...lost]
  const evidence = [looks[0]!, looks.at(-1)!, ...missed].map((event) => refer(event))
  const holds = share >= SERVED && most <= MOST_GROWTH
  return { property: 'availability', holds, why, evidence, measured: true }
}

interface Call {
  readonly step: HistoryEvent
  readonly from: string
  readonly to: string
  /** All that happened from this call to the next one, as long as people wait. */
  readonly events: Events
}

function callsOf(phase: Events): Call[] {
  const places = phase.flatMap((event, place) =>
    event.event === 'step' && event.do === 'connect'
      ? [{ step: event, from: event.from, to: event.to, place }]
      : [],
  )
  return places.map(({ step, from, to, place }, number) => ({
    step,
    from,
    to,
    events: phase
      .slice(place, places[number + 1]?.place)
      .filter(({ at }) => at <= phase[place]!.at + PATIENCE),
  }))
}

/** Both have said that they are connected to each other. */
function isAnswered({ from, to, events }: Call): boolean {
  const connected = eventsOf(events, 'connected')
  const knows = (one: string, other: string) =>
    connected.some(({ node, peer }) => node === one && (peer === null || peer === other))
  return knows(from, to) && knows(to, from)
}

/** How much higher the peak of each node was at the end than at the beginning. */
function growth(phase: Events): Map<string, number> {
  const peaks = new Map<string, number[]>()
  for (const { of, peak } of eventsOf(phase, 'measured')) peaks.set(of, [...(peaks.get(of) ?? []), peak])
  return new Map([...peaks].map(([node, values]) => [node, values.at(-1)! - values[0]!]))
}
