/** What a search has found, as a file that an attack plays against real programs (attacks/traced.ts). */

import { changesIn } from '../../attacks/terms/conversations'
import { longFrameBytes, SIZES } from '../../attacks/terms/functions'
import { pages } from '../../attacks/terms/pages'
import { hasPlace, heardIn, type Term } from '../../attacks/terms/term'
import {
  endOfStep,
  type FoundTrace,
  pairsOfEnds,
  partnersOfEnds,
  type Trace,
  type TraceStep,
} from '../../attacks/terms/trace'
import { alarmsIn, execute, FIRST_PAGE, type SearchSetting, type TraceOutcome } from './execute'
import { executionRandom } from './random'
import type { FoundAttack } from './search'
import { sizesOfPages, violations } from './violations'

/** @param hardened what the same steps are held against. */
export async function keptTrace(
  { trace: shortest, property, what, executions }: FoundAttack,
  setting: SearchSetting,
  hardened: SearchSetting,
  seed: number,
): Promise<FoundTrace> {
  const outcomeOf = (trace: Trace, against = setting) => execute(trace, against, executionRandom(seed))
  const isBroken = async (trace: Trace) =>
    violations(await outcomeOf(trace), trace.definitions, setting).some((one) => one.property === property)
  const much: Trace = {
    definitions: Object.fromEntries(
      Object.entries(shortest.definitions).map(([name, term]) => [name, longest(term)]),
    ),
    steps: shortest.steps.map((step) =>
      step.do === 'deliver' ? { ...step, term: longest(step.term) } : step,
    ),
  }
  const shown = property === 'bounded' && (await isBroken(much)) ? much : shortest
  const trace = await withHonestNetwork(shown, outcomeOf, isBroken)
  const { frames } = await outcomeOf(trace)
  const refused = await outcomeOf(trace, hardened)
  const changed = Object.entries(changesIn(trace.definitions)).map(([name, term]) => [name, plain(term)])
  return {
    name: `${setting.profile.name}-${property.replaceAll(' ', '-')}`,
    ...{ profile: setting.profile.name, property, what, seed, executions },
    steps: trace.steps.map((step, place) => ({
      ...(step.do === 'deliver' ? { ...step, term: plain(step.term) } : step),
      frames: frames[place]!,
    })),
    changed: Object.fromEntries(changed),
    hardened: alarmsIn(refused),
    ...(property === 'hidden size' && { sizes: await sizesInTrace(trace, setting, seed) }),
  }
}

/** @returns how large the record of each page is where both are connected as in the trace. */
export async function sizesInTrace(trace: Trace, setting: SearchSetting, seed: number): Promise<number[]> {
  const [speaker] = [...pairsOfEnds(trace.steps).values()]
  const says = Array.from(
    { length: FIRST_PAGE + pages.length },
    (): TraceStep => ({ do: 'say', at: speaker! }),
  )
  const steps = [...trace.steps.filter((step) => step.do === 'open' || step.do === 'pass'), ...says]
  const { ends } = await execute({ ...trace, steps }, setting, executionRandom(seed))
  return sizesOfPages(ends.find(({ name }) => name === speaker)!)
}

/** What is without bound is shown by much: each long frame becomes the longest, of which all but the end is said. */
function longest(term: Term): Term {
  if (!('fn' in term)) return term
  if (term.fn === 'long frame') return { ...term, at: SIZES - 1 }
  const args = term.args?.map(longest) ?? []
  const cutsLong = term.fn === 'cut' && args.some((arg) => 'fn' in arg && arg.fn === 'long frame')
  return { ...term, args, ...(cutsLong && { at: longFrameBytes(SIZES - 1) }) }
}

/**
 * Real users talk when both are connected, and the shortest trace may do without: frames of handshakes come before what is
 * said, and what nobody passes on is passed on, wherever that changes nothing.
 */
async function withHonestNetwork(
  shortest: Trace,
  outcomeOf: (trace: Trace) => Promise<TraceOutcome>,
  isBroken: (trace: Trace) => Promise<boolean>,
): Promise<Trace> {
  let trace = shortest
  const become = async (steps: readonly TraceStep[]): Promise<boolean> => {
    const other = { ...trace, steps }
    if (!(await isBroken(other))) return false
    trace = other
    return true
  }
  const partners = partnersOfEnds(shortest.steps)
  for (const [called, caller] of pairsOfEnds(shortest.steps)) {
    let at =
      Math.max(...[called, caller].map((end) => trace.steps.findIndex((step) => isOpening(step, end)))) + 1
    for (const [from, nth] of [
      [caller, 0],
      [called, 0],
      [caller, 1],
      [called, 1],
    ] as const) {
      const pass: TraceStep = { do: 'pass', from, to: partners.get(from)!, nth }
      const { ends } = await outcomeOf(trace)
      if (!ends.some(({ name, wrote }) => name === from && wrote.length > nth)) continue
      const there = trace.steps.findIndex(
        (step) => step.do === 'pass' && step.from === from && step.nth === nth,
      )
      const without = there < 0 ? trace.steps : trace.steps.toSpliced(there, 1)
      if (there === at || (await become(without.toSpliced(at, 0, pass)))) at += 1
      else if (there > at) at = there + 1
    }
  }
  for (let place = 0; place < trace.steps.length; place += 1) {
    const step = trace.steps[place]!
    if (step.do === 'open') continue
    const from = endOfStep(step)
    const to = partners.get(from)
    const { frames } = await outcomeOf(trace)
    const before = trace.steps.slice(0, place).findLastIndex((one) => endOfStep(one) === from)
    const nth = frames[place]! - 1
    const isUsed = trace.steps.some(
      (one) =>
        (one.do === 'pass' && one.from === from && one.nth === nth) ||
        (one.do === 'deliver' &&
          heardIn(one.term).some((frame) => frame.heard === from && frame.nth === nth)),
    )
    if (to && !isUsed && nth >= (frames[before] ?? 0))
      await become(trace.steps.toSpliced(place + 1, 0, { do: 'pass', from, to, nth }))
  }
  return trace
}

const isOpening = (step: TraceStep, end: string) => step.do === 'open' && step.end === end

/** @returns the term without what says nothing. */
function plain(term: Term): Term {
  if (!('fn' in term)) return term
  const args = term.args?.map(plain) ?? []
  return {
    fn: term.fn,
    ...(args.length > 0 && { args }),
    ...(hasPlace(term.fn) && { at: term.at ?? 0 }),
  }
}

/** @returns the text of its file: a line for each step. */
export function fileOf({ steps, changed, ...found }: FoundTrace): string {
  const line = (value: unknown) =>
    JSON.stringify(value, null, 1)
      .replace(/\n */g, ' ')
      .replace(/\[ (.*?) \]/g, '[$1]')
  const members = Object.entries(found).map(([name, value]) => `  "${name}": ${line(value)}`)
  const changes = Object.entries(changed).map(([name, term]) => `    "${name}": ${line(term)}`)
  return `{
${members.join(',\n')},
  "steps": [
${steps.map((step) => `    ${line(step)}`).join(',\n')}
  ],
  "changed": ${changes.length > 0 ? `{\n${changes.join(',\n')}\n  }` : '{}'}
}
`
}
