/** Delta debugging (Zeller, Hildebrandt, IEEE TSE 2002): leaves out what a violation does not need. */

import { changesIn } from '../../attacks/terms/conversations'
import { heardIn } from '../../attacks/terms/term'
import { isMallorys, partnersOfEnds, type Trace, type TraceStep } from '../../attacks/terms/trace'

/**
 * @param original what the search began with: changes of terms that do not matter are taken back.
 * @param fails whether a trace still shows what is looked for.
 * @returns a trace of which no step, and no changed term, can be left out.
 */
export async function shrunk(
  trace: Trace,
  original: Trace['definitions'],
  fails: (trace: Trace) => Promise<boolean>,
): Promise<Trace> {
  let smallest = trace
  for (let before = Number.POSITIVE_INFINITY; size(smallest, original) < before; ) {
    before = size(smallest, original)
    // Half of the steps, a quarter, … and one by one: from the end, for what comes last rests on what came before.
    for (
      let length = Math.ceil(smallest.steps.length / 2);
      length >= 1;
      length = length === 1 ? 0 : Math.ceil(length / 2)
    )
      for (let at = smallest.steps.length - length; at >= 0; at -= length) {
        const shorter = { ...smallest, steps: smallest.steps.toSpliced(at, length) }
        if (await fails(shorter)) smallest = shorter
      }
    for (const [place, step] of smallest.steps.entries())
      for (const pass of honestPasses(step, smallest)) {
        const honester = { ...smallest, steps: smallest.steps.with(place, pass) }
        if (await fails(honester)) smallest = honester
      }
    // Who calls her could as well be called by her: then nobody has to do anything for it.
    for (const [place, step] of smallest.steps.entries()) {
      if (step.do !== 'open' || step.calls !== 'mallory') continue
      const uncalled = { ...smallest, steps: smallest.steps.with(place, { ...step, calls: null }) }
      if (await fails(uncalled)) smallest = uncalled
    }
    for (const name of Object.keys(smallest.definitions)) {
      const kept = original[name]
      if (kept === smallest.definitions[name]) continue
      const { [name]: _, ...without } = smallest.definitions
      const simpler = { ...smallest, definitions: kept ? { ...without, [name]: kept } : without }
      if (await fails(simpler)) smallest = simpler
    }
  }
  return used(smallest)
}

/** @returns what the network would do in place of a step of hers: a frame that she has made something of, passed on once. */
function honestPasses(step: TraceStep, { steps }: Trace): TraceStep[] {
  if (step.do !== 'deliver') return []
  const partners = partnersOfEnds(steps)
  return heardIn(step.term)
    .map(({ heard: from, nth }): TraceStep & { do: 'pass' } => ({ do: 'pass', from, to: step.to, nth }))
    .filter(
      ({ from, to, nth }) =>
        partners.get(from) === to &&
        !steps.some((one) => one.do === 'pass' && one.from === from && one.nth === nth),
    )
}

function size({ steps, definitions }: Trace, original: Trace['definitions']): number {
  const hers = steps.filter(isMallorys).length
  return hers + steps.length + Object.keys(changesIn(definitions, original)).length
}

/** @returns the trace without definitions that no step needs; those of sessions stay, for keys are judged by them. */
function used(trace: Trace): Trace {
  const needed = new Set<string>()
  const visit = (term: Trace['definitions'][string]): void => {
    if ('ref' in term) need(term.ref)
    else if ('fn' in term) for (const arg of term.args ?? []) visit(arg)
  }
  const need = (name: string): void => {
    const term = trace.definitions[name]
    if (!term || needed.has(name)) return
    needed.add(name)
    visit(term)
  }
  for (const step of trace.steps) if (step.do === 'deliver') visit(step.term)
  const ends = new Set(trace.steps.flatMap((step) => (step.do === 'open' ? [step.end] : [])))
  for (const name of Object.keys(trace.definitions))
    if (/\.(root|session)$/.test(name) && [...ends].some((end) => name.startsWith(end))) need(name)
  return {
    ...trace,
    definitions: Object.fromEntries([...needed].map((name) => [name, trace.definitions[name]!])),
  }
}
