/** What a search has found, as a file that an attack plays against real programs (attacks/traced.ts). */

import { changesIn } from '../../attacks/terms/conversations'
import { hasPlace, heardIn, type Term } from '../../attacks/terms/term'
import {
  type FoundTrace,
  pairsOfEnds,
  partnersOfEnds,
  type Trace,
  type TraceStep,
} from '../../attacks/terms/trace'
import { alarmsIn, execute, type SearchSetting } from './execute'
import { executionRandom } from './random'
import type { FoundAttack } from './search'
import { violations } from './violations'

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
  const framesOf = async (trace: Trace) => (await outcomeOf(trace)).frames
  const trace = await withHonestNetwork(shortest, framesOf, isBroken)
  const frames = await framesOf(trace)
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
  }
}

/**
 * Real users talk when both are connected, and the shortest trace may do without: frames of handshakes come before what is
 * said, and what nobody passes on is passed on, wherever that changes nothing.
 */
async function withHonestNetwork(
  shortest: Trace,
  framesOf: (trace: Trace) => Promise<readonly number[]>,
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
    if (step.do !== 'say' && step.do !== 'close') continue
    const to = partners.get(step.at)
    const nth = (await framesOf(trace))[place]! - 1
    const isUsed = trace.steps.some(
      (one) =>
        (one.do === 'pass' && one.from === step.at && one.nth === nth) ||
        (one.do === 'deliver' &&
          heardIn(one.term).some((frame) => frame.heard === step.at && frame.nth === nth)),
    )
    if (to && !isUsed)
      await become(trace.steps.toSpliced(place + 1, 0, { do: 'pass', from: step.at, to, nth }))
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
