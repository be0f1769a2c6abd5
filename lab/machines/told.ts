/** What tells a profile's machine from the hardened one, in words. */

import { after, answersOf, type Machine, type Parting } from './mealy'
import type { NamedMachine } from './page'

/** @param who what both are called. @returns the conversation at whose end they part, a line for each input. */
export function toldParting(
  hardened: NamedMachine,
  who: readonly [string, string],
  { word, outputs }: Parting,
): string[] {
  const answers = answersOf(hardened.machine, word)
  const name = (nth: number) => hardened.names[after(hardened.machine, word.slice(0, nth))]!
  const width = Math.max(...word.map((_, nth) => name(nth).length))
  const comes = Math.max(...word.map((input) => input.length))
  const line = (nth: number, input: string) => `${name(nth).padEnd(width)}  ← ${input.padEnd(comes)}`
  const longest = Math.max(...who.map(({ length }) => length))
  const answer = (nth: 0 | 1) => `${`${who[nth]}:`.padEnd(longest + 1)} ${outputs[nth]}`
  return [
    ...word.slice(0, -1).map((input, nth) => `${line(nth, input)}  both: ${answers[nth]}`),
    `${line(word.length - 1, word.at(-1)!)}  ${answer(0)}`,
    `${' '.repeat(width + comes + 4)}  ${answer(1)}`,
  ]
}

/**
 * @returns names for the states of any machine: of each the name of the hardened state that answers most as it does, with a
 * stroke for each further one of that name.
 */
export function namedLike(hardened: NamedMachine, machine: Machine): NamedMachine {
  const used = new Map<string, number>()
  const names = machine.states.map((edges) => {
    const alike = hardened.machine.states.map(
      (others) => machine.inputs.filter((input) => edges[input]!.output === others[input]!.output).length,
    )
    const name = hardened.names[alike.indexOf(Math.max(...alike))]!
    const before = used.get(name) ?? 0
    used.set(name, before + 1)
    return name + '′'.repeat(before)
  })
  return { machine, names }
}

/** The state of the hardened machine that a state is called after. */
export function namesake(hardened: NamedMachine, name: string): number {
  return hardened.names.indexOf(name.replace(/′+$/, ''))
}
