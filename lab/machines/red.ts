/** The edges of a machine in groups, as they are drawn: what has the same answer and leads to the same state is one. */

import type { NamedMachine } from './page'
import { namesake } from './told'

export interface DrawnEdge {
  readonly inputs: readonly string[]
  readonly output: string
  readonly to: number
  /** What the hardened machine does in its place; null where it does the same. */
  readonly instead: string | null
}

/** @returns of each state its edges; what it does most often, in all cases but these, comes last and names no input. */
export function drawnEdges(hardened: NamedMachine, { machine, names }: NamedMachine): DrawnEdge[][] {
  return machine.states.map((edges, state) => {
    const its = hardened.machine.states[namesake(hardened, names[state]!)]!
    const groups = new Map<string, { inputs: string[]; output: string; to: number; instead: string | null }>()
    for (const input of machine.inputs) {
      const { output, to } = edges[input]!
      const expected = its[input]!
      const isSame = output === expected.output && namesake(hardened, names[to]!) === expected.to
      const instead = isSame ? null : `${expected.output} → ${hardened.names[expected.to]}`
      const key = [output, to, instead].join('\n')
      const group = groups.get(key) ?? { inputs: [], output, to, instead }
      group.inputs.push(input)
      groups.set(key, group)
    }
    const all = [...groups.values()]
    const usual = all.reduce((most, group) => (group.inputs.length > most.inputs.length ? group : most))
    const last = usual.inputs.length > 1 ? { ...usual, inputs: [] } : usual
    return [...all.filter((group) => group !== usual), last]
  })
}
