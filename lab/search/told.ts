/** A trace in words, a line for each step, each term by its name in PROTOCOL.md. */

import { changesIn } from '../../attacks/terms/conversations'
import { type Definitions, hasPlace, type Term } from '../../attacks/terms/term'
import { isMallorys, type Trace, type TraceStep } from '../../attacks/terms/trace'

/** @returns lines; what she has changed of the conversations that the search began with is said behind the steps. */
export function told({ steps, definitions }: Trace, original: Definitions): string[] {
  return [
    ...steps.map(
      (step, place) => `${String(place + 1).padStart(2)}  ${isMallorys(step) ? '▸ ' : '  '}${line(step)}`,
    ),
    ...Object.entries(changesIn(definitions, original)).map(
      ([name, term]) => `      where ${name} = ${worded(term)}`,
    ),
  ]
}

function line(step: TraceStep): string {
  switch (step.do) {
    case 'open':
      return step.calls ? `${step.end}: ${step.of} calls ${step.calls}` : `${step.end}: ${step.of} is called`
    case 'pass':
      return `frame ${step.nth + 1} of ${step.from} → ${step.to}, passed on`
    case 'say':
      return `${step.at}: the user says a text`
    case 'close':
      return `${step.at}: the user says goodbye`
    case 'cut':
      return `Mallory ends the connection of ${step.at}`
    case 'deliver':
      return `Mallory → ${step.to}: ${worded(step.term)}`
  }
}

function worded(term: Term): string {
  if ('heard' in term) return `frame ${term.nth + 1} of ${term.heard}`
  if ('ref' in term) return `[${term.ref}]`
  const at = hasPlace(term.fn) ? [String(term.at ?? 0)] : []
  const parts = [...(term.args ?? []).map(worded), ...at]
  return parts.length > 0 ? `${term.fn}(${parts.join(', ')})` : term.fn
}
