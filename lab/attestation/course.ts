/** Whether the events of a run are those of one run, in the order in which one goes: whatever they say. */

import { type Sentence, t } from '../../peers/language/sentence'
import { type HistoryEvent, type NodeProgram, sayings } from '../history/events'
import { type Events, eventsOf } from '../history/selectors'
import { commitmentTo } from '../run/draw'
import { nodesOf } from '../run/topology'
import { type Act, type Scenario, scenarioOf } from '../scenario/scenario'
import { printable } from '../text/printable'

/** @returns one sentence for each thing that no run of this scenario leaves. */
export function courseOf(events: Events, scenario: Scenario): Sentence[] {
  const complaints = [
    ...framed(events),
    ...forwards(events),
    ...promised(events),
    ...listed(events, scenario),
  ]
  for (const act of scenario.acts) {
    const own = events.filter((event) => event.act === act.name)
    complaints.push(...phased(own), ...spoken(own, act, scenario), ...answered(own, act))
  }
  return complaints
}

/** One beginning, one end, and nothing outside of them. */
function framed(events: Events): Sentence[] {
  const [first, last] = [events[0], events.at(-1)]
  const others = events.slice(1, -1).filter((event) => event.act === '')
  return [
    ...(first?.event === 'run-started' && first.act === ''
      ? []
      : [t`The history does not begin with a run.`]),
    ...(last?.event === 'run-ended' && last.act === ''
      ? []
      : [t`The history does not end with the end of a run: it was cut off, or the run was.`]),
    ...others
      .slice(0, 1)
      .map(
        ({ number, event }) =>
          t`Line ${number}: ${event} belongs to no act, in the middle of a run; two runs were mixed, or lines moved.`,
      ),
  ]
}

/** The clock of a run does not go back. */
function forwards(events: Events): Sentence[] {
  let before = 0
  for (const { number, at } of events) {
    if (!(at >= before))
      return [
        t`Line ${number}: the time ${at} is before that of the line above it, ${before}: lines or times were moved.`,
      ]
    before = at
  }
  return []
}

/** The seed that is told at the end is that which was settled at the beginning. */
function promised(events: Events): Sentence[] {
  const [started] = eventsOf(events, 'run-started')
  const [ended] = eventsOf(events, 'run-ended')
  if (started === undefined || ended === undefined) return []
  if (started.made === undefined)
    return [t`The history does not say with what it was made: an older version of the lab recorded it.`]
  return started.made.commitment === commitmentTo(ended.seed)
    ? []
    : [t`The seed at the end is not the one that was promised at the beginning.`]
}

/** The acts are the catalogue's, all of them. */
function listed(events: Events, { name, acts }: Scenario): Sentence[] {
  const names = new Set(acts.map((act) => act.name))
  const [started] = eventsOf(events, 'run-started')
  const told = new Set(started?.acts ?? [])
  const begun = new Set(eventsOf(events, 'act-started').map(({ act }) => act))
  const foreign = new Set(
    [...told, ...events.map(({ act }) => act)].filter((act) => act !== '' && !names.has(act)),
  )
  const missing = [...names].filter((act) => !told.has(act) || !begun.has(act))
  const ordered = started?.acts.join('\n') === acts.map((act) => act.name).join('\n')
  return [
    ...[...foreign].map((act) => t`${name} has no act ${printable(act)} in the catalogue of this version.`),
    ...missing.map((act) => t`The act ${act} of ${name} is missing: it was taken out, or never played.`),
    ...(foreign.size + missing.length === 0 && !ordered
      ? [t`The acts that the run announces are not those of ${name} in their order.`]
      : []),
  ]
}

/** Each event says the phase that the lab had begun by then. */
function phased(act: Events): Sentence[] {
  let current: HistoryEvent['phase'] = null
  let failed = false
  for (const event of act) {
    if (event.event === 'phase-started') current = event.phase
    if (event.event === 'node-failed') failed = true
    // An act that fails leaves its phase without an end, and nodes may yet say something until they are stopped.
    if (failed && event.phase === null) current = null
    if (event.phase !== current)
      return [
        t`Line ${event.number}: ${event.event} of ${printable(event.node)} says another phase than the one that had begun.`,
      ]
    if (event.event === 'phase-ended') current = null
  }
  return []
}

/** Nobody says what only others can. */
function spoken(act: Events, { name, ...about }: Act, scenario: Scenario): Sentence[] {
  const specs = nodesOf(
    scenarioOf(scenario, { name, ...about }),
    { name, ...about },
    { listenOn: () => '', dataFolder: () => '' },
  )
  const programs = new Map<string, NodeProgram | 'lab'>(
    specs.map(({ name: node, program }) => [node, program]),
  )
  programs.set('lab', 'lab')
  for (const { number, node, event } of act) {
    const program = programs.get(node)
    if (program === undefined) return [t`Line ${number}: there is no ${printable(node)} in the act ${name}.`]
    if (!sayings[program].has(event)) return [t`Line ${number}: ${printable(node)} cannot say ${event}.`]
  }
  return []
}

/** Each node answers each command once: answers are counted from one on. */
function answered(act: Events, { name }: Act): Sentence[] {
  if (eventsOf(act, 'node-failed').length > 0) return []
  const answers = new Map<string, number[]>()
  for (const event of act)
    if (event.event === 'done' || event.event === 'failed') {
      const ids = answers.get(event.node) ?? []
      ids.push(event.id)
      answers.set(event.node, ids)
    }
  return [...answers].flatMap(([node, ids]) => {
    const inOrder = ids.toSorted((one, other) => one - other)
    return inOrder.every((id, place) => id === place + 1)
      ? []
      : [t`In the act ${name} answers of ${printable(node)} are missing, or stand there twice.`]
  })
}
