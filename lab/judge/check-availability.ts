/**
 * Whether honest users are served while somebody floods a program: how many of their calls and messages arrive, and
 * what the program uses: memory, the processor, the disk. Judged in acts that measure; what was wanted is the lab's own
 * record, what arrived is what the other side printed, and what was used is what the system says.
 */

import { decimal, type Sentence, t } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import { type EventOf, type Events, eventsOf, sayStepsOf } from '../history/selectors'
import { type Measured, measures } from '../history/step'
import { whoIs } from '../text/format-names'
import { refer } from './event-reference'
import type { Check } from './finding'

/** The share of calls and messages that has to arrive. */
export const SERVED = 0.95
/**
 * Bytes that a program may take more during the attack. Honest calls need a few MiB, and garbage that is not collected
 * yet some more; the protocol lets strangers occupy 64 times 2 KiB. A node's container has 256 MiB in all.
 */
export const MOST_GROWTH = 48 * 2 ** 20
/**
 * Milliseconds for which a program may keep a processor busy. The honest conversation beside an attack takes a tenth of a
 * second, two hundred questions of a friend another half; this is between that and the five seconds that a won attack
 * takes, as far from the one as from the other, for machines differ. How busy the machine is with other things hardly counts.
 */
const MOST_WORK = 2_000
/** Bytes that a program may keep on its disk besides: words of a long day of talk have a hundred kilobytes. */
export const MOST_KEPT = 2 * 2 ** 20

/** What may be used of each. */
const MOST: Readonly<Record<Measured, number>> = {
  memory: MOST_GROWTH,
  processor: MOST_WORK,
  storage: MOST_KEPT,
}

/** Milliseconds that people wait for a call or a message; what comes later did not arrive. */
const PATIENCE = 20_000

export const availability: Check = (phase) => {
  const measured = eventsOf(phase, 'measured')
  if (measured.length === 0)
    return { property: 'availability', holds: true, why: t`it was not measured`, evidence: [] }
  // What comes after the last look is not beside the attack any more.
  const beside = phase.slice(
    0,
    phase.findLastIndex(({ event }) => event === 'measured'),
  )
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
  const percent = (100 * share).toFixed(0)
  const arrived = t`${answered} of ${calls.length} calls and ${delivered} of ${messages.length} messages arrived (${percent} %)`
  const used = measures.flatMap((what) => greediest(measured, what) ?? [])
  const why = used.reduce(
    (all, { who, what, amount }) => t`${all}, and ${spent[what](whoIs(who), amount)}`,
    arrived,
  )
  const missed = [...unanswered.map(({ step }) => step), ...lost]
  const evidence = [...used.flatMap(({ looks }) => looks), ...missed].map((event) => refer(event))
  const holds = share >= SERVED && used.every(({ what, amount }) => amount <= MOST[what])
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

const MIB = 2 ** 20

const spent: Readonly<Record<Measured, (who: Sentence, amount: number) => Sentence>> = {
  memory: (who, bytes) => t`${who} took ${decimal(bytes / MIB, 0)} MiB more memory`,
  processor: (who, milliseconds) => t`${who} kept a processor busy for ${decimal(milliseconds / 1000, 1)} s`,
  storage: (who, bytes) => t`${who} kept ${decimal(bytes / MIB, 1)} MiB more on the disk`,
}

interface Used {
  readonly who: string
  readonly what: Measured
  /** How much higher it was at the last look than at the first. */
  readonly amount: number
  /** These two looks. */
  readonly looks: readonly HistoryEvent[]
}

/** @returns who used most of it; undefined where it was not measured. */
function greediest(measured: readonly EventOf<'measured'>[], what: Measured): Used | undefined {
  const ofThis = measured.filter((look) => look.what === what)
  const nodes = [...new Set(ofThis.map(({ of }) => of))]
  const used = nodes.map((who): Used => {
    const looks = ofThis.filter(({ of }) => of === who)
    const [first, last] = [looks[0]!, looks.at(-1)!]
    return { who, what, amount: last.amount - first.amount, looks: [first, last] }
  })
  return used.sort((one, other) => other.amount - one.amount)[0]
}
