/**
 * Mutations of traces: skip, repeat, swap, send elsewhere or in another's place, replace a term by another of its sort,
 * another connection, flip, cut, end the transport. Nothing here knows an attack.
 */

import { type Honest, honest, names } from '../../attacks/terms/people'
import {
  type Definitions,
  type Functions,
  fits,
  type Sort,
  sortOf,
  type Term,
} from '../../attacks/terms/term'
import type { Trace, TraceStep } from '../../attacks/terms/trace'
import type { Random } from './random'

/** Longer ones are rarely about more, and take longer. */
const MOST_STEPS = 60

/** @returns the trace with one to four changes. */
export function mutated(trace: Trace, functions: Functions, random: Random, others: readonly Trace[]): Trace {
  let changed = trace
  do changed = random.of(mutations)(changed, functions, random, others)
  while (!random.once(2) && changed.steps.length > 0 && changed.steps.length <= MOST_STEPS)
  return changed.steps.length > MOST_STEPS
    ? { ...changed, steps: changed.steps.slice(0, MOST_STEPS) }
    : changed
}

type Mutation = (trace: Trace, functions: Functions, random: Random, others: readonly Trace[]) => Trace

const steps = (trace: Trace, changed: readonly TraceStep[]): Trace => ({ ...trace, steps: changed })
const endsIn = (trace: Trace) => trace.steps.flatMap((step) => (step.do === 'open' ? [step.end] : []))

/** What the network would pass on, in another place than where it does so: then Mallory delivers it. */
const asHers = (step: TraceStep): TraceStep =>
  step.do === 'pass' ? { do: 'deliver', to: step.to, term: { heard: step.from, nth: step.nth } } : step

const skip: Mutation = (trace, _functions, random) =>
  steps(trace, trace.steps.toSpliced(random.below(trace.steps.length), 1))

const insertedAt = (trace: Trace, random: Random, step: TraceStep): Trace =>
  steps(trace, trace.steps.toSpliced(random.below(trace.steps.length + 1), 0, step))

const repeat: Mutation = (trace, _functions, random) =>
  insertedAt(trace, random, asHers(random.of(trace.steps)))

const move: Mutation = (trace, _functions, random) => {
  const from = random.below(trace.steps.length)
  const step = asHers(trace.steps[from]!)
  return insertedAt(steps(trace, trace.steps.toSpliced(from, 1)), random, step)
}

/** Mallory delivers a frame that she has heard, whosever it is, as it is or changed as bytes. */
const deliverHeard: Mutation = (trace, _functions, random) => {
  const ends = endsIn(trace)
  if (ends.length === 0) return trace
  const heard: Term = { heard: random.of(ends), nth: random.below(6) }
  return insertedAt(trace, random, { do: 'deliver', to: random.of(ends), term: asBytes(heard, random) })
}

const asBytes = (term: Term, random: Random): Term => (random.once(2) ? term : changedAsBytes(term, random))

const changedAsBytes = (term: Term, random: Random): Term => ({
  fn: random.of(['flip', 'flip', 'cut']),
  args: [term],
  at: random.below(1 << 24),
})

/** What she delivers, with a bit flipped, or cut short. */
const nest: Mutation = (trace, _functions, random) => {
  const places = trace.steps.flatMap((step, place) => (step.do === 'deliver' ? [place] : []))
  if (places.length === 0) return trace
  const place = random.of(places)
  const step = trace.steps[place] as Extract<TraceStep, { do: 'deliver' }>
  return steps(trace, trace.steps.with(place, { ...step, term: changedAsBytes(step.term, random) }))
}

/** A frame of hers that means nothing. */
const deliverEmpty: Mutation = (trace, _functions, random) => {
  const ends = endsIn(trace)
  if (ends.length === 0) return trace
  const type: Term = { fn: `type ${1 + random.below(6)}` }
  const term: Term = random.once(2)
    ? {
        fn: 'frame',
        args: [type, { fn: 'payload', args: [{ heard: random.of(ends), nth: random.below(6) }] }],
      }
    : { fn: 'long frame', args: [type], at: random.below(1 << 16) }
  return insertedAt(trace, random, { do: 'deliver', to: random.of(ends), term })
}

/** What the network would have passed on, she changes: in place of a pass, the frame as bytes. */
const changePassed: Mutation = (trace, _functions, random) => {
  const passes = trace.steps.flatMap((step, place) => (step.do === 'pass' ? [place] : []))
  if (passes.length === 0) return trace
  const place = random.of(passes)
  const pass = trace.steps[place] as Extract<TraceStep, { do: 'pass' }>
  const heard: Term = { heard: pass.from, nth: pass.nth }
  return steps(
    trace,
    trace.steps.with(place, { do: 'deliver', to: pass.to, term: remade(heard, pass.nth, random) }),
  )
}

/** A frame flipped, cut, of another length or type, or a HELLO with another offer. */
function remade(heard: Term, nth: number, random: Random): Term {
  if (nth === 0 && random.once(3))
    return {
      fn: 'HELLO',
      args: [
        { fn: 'offer', args: [{ fn: random.of(['suite 0100', 'suite 0101']) }] },
        { fn: 'share of HELLO', args: [heard] },
      ],
    }
  if (random.once(8))
    return { fn: 'long frame', args: [{ fn: 'type of', args: [heard] }], at: random.below(1 << 16) }
  if (random.once(8))
    return { fn: 'frame', args: [{ fn: `type ${1 + random.below(6)}` }, { fn: 'payload', args: [heard] }] }
  return changedAsBytes(heard, random)
}

const cut: Mutation = (trace, _functions, random) => {
  const ends = endsIn(trace)
  return ends.length === 0 ? trace : insertedAt(trace, random, { do: 'cut', at: random.of(ends) })
}

/** A step happens at another end, or another one gets what was to be passed on. */
const elsewhere: Mutation = (trace, _functions, random) => {
  const ends = endsIn(trace)
  const place = random.below(trace.steps.length)
  const step = asHers(trace.steps[place]!)
  if (ends.length === 0 || step.do === 'open') return trace
  const other = random.of(ends)
  return steps(trace, trace.steps.with(place, 'to' in step ? { ...step, to: other } : { ...step, at: other }))
}

/** Somebody calls somebody else than they did. */
const otherCall: Mutation = (trace, _functions, random) => {
  const calls = trace.steps.flatMap((step, place) => (step.do === 'open' && step.calls ? [place] : []))
  if (calls.length === 0) return trace
  const place = random.of(calls)
  const step = trace.steps[place] as Extract<TraceStep, { do: 'open' }>
  return steps(
    trace,
    trace.steps.with(place, { ...step, calls: random.of(names.filter((name) => name !== step.of)) }),
  )
}

const anotherEnd: Mutation = (trace, _functions, random) => {
  const of: Honest = random.of(honest)
  const calls = random.once(2) ? null : random.of(names.filter((name) => name !== of))
  const end = `${of[0]}${2 + random.below(3)}`
  return insertedAt(trace, random, { do: 'open', end, of, calls })
}

/** One more say, somewhere. */
const say: Mutation = (trace, _functions, random) => {
  const ends = endsIn(trace)
  return ends.length === 0 ? trace : insertedAt(trace, random, { do: 'say', at: random.of(ends) })
}

/** Another conversation begins meanwhile. */
const together: Mutation = (trace, _functions, random, others) => {
  const other = random.of(others)
  const taken = new Set(endsIn(trace))
  if (endsIn(other).some((end) => taken.has(end))) return trace
  const at = random.below(trace.steps.length + 1)
  return {
    definitions: { ...other.definitions, ...trace.definitions },
    steps: trace.steps.toSpliced(at, 0, ...other.steps),
  }
}

/** A definition, or a part of one, becomes another term of the same sort: everywhere where it is used. */
const replaceTerm: Mutation = (trace, functions, random) => {
  const defined = Object.keys(trace.definitions)
  if (defined.length === 0) return trace
  const name = random.of(defined)
  const changed = replaced(trace.definitions[name]!, trace.definitions, functions, random)
  return changed ? { ...trace, definitions: { ...trace.definitions, [name]: changed } } : trace
}

/** @returns the term with one part of it replaced, or null where nothing else is of the sort. */
function replaced(term: Term, definitions: Definitions, functions: Functions, random: Random): Term | null {
  if ('fn' in term && term.args && term.args.length > 0 && random.below(3) > 0) {
    const place = random.below(term.args.length)
    const part = replaced(term.args[place]!, definitions, functions, random)
    return part && { ...term, args: term.args.with(place, part) }
  }
  const sort = sortOf(term, definitions, functions)
  return sort && another(sort, definitions, functions, random, 2)
}

/** @returns a term of a sort: something defined, something heard, or a function of such, to a depth. */
function another(
  sort: Sort,
  definitions: Definitions,
  functions: Functions,
  random: Random,
  depth: number,
): Term | null {
  const refs = Object.keys(definitions).filter((name) =>
    fits(sortOf({ ref: name }, definitions, functions), sort),
  )
  const made = Object.keys(functions).filter((name) => {
    const { gives, args } = functions[name]!
    return fits(gives, sort) && (depth > 0 || args.length === 0)
  })
  if (refs.length > 0 && random.once(3)) return { ref: random.of(refs) }
  if (made.length === 0) return refs.length > 0 ? { ref: random.of(refs) } : null
  // What has no parts is tried more often: most of what matters is who, not how.
  const atoms = made.filter((name) => functions[name]!.args.length === 0)
  const name = atoms.length > 0 && random.below(3) > 0 ? random.of(atoms) : random.of(made)
  const args: Term[] = []
  for (const asked of functions[name]!.args) {
    const arg =
      asked === 'frame' && random.once(2)
        ? heardSomewhere(definitions, random)
        : another(asked, definitions, functions, random, depth - 1)
    if (!arg) return null
    args.push(arg)
  }
  return { fn: name, args, at: random.below(1 << 16) }
}

const heardSomewhere = (definitions: Definitions, random: Random): Term => {
  const ends = new Set(Object.keys(definitions).map((name) => name.slice(0, name.indexOf('.'))))
  return { heard: random.of([...ends, 'a', 'b']), nth: random.below(4) }
}

const mutations: readonly Mutation[] = [
  nest,
  ...[skip, repeat, move, deliverHeard, changePassed, deliverEmpty, cut, elsewhere],
  ...[otherCall, anotherEnd, say, together, replaceTerm, replaceTerm, replaceTerm],
]
