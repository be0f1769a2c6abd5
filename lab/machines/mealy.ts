/** A Mealy machine: states that are numbered from 0, where it begins, and for each input an output and the next state. */

export interface Edge {
  readonly output: string
  readonly to: number
}

export interface Machine {
  readonly inputs: readonly string[]
  /** For each state the edge of each input. */
  readonly states: readonly Readonly<Record<string, Edge>>[]
}

export type InputWord = readonly string[]

/** @returns where a word leads. */
export function after(machine: Machine, word: InputWord, from = 0): number {
  return word.reduce((state, input) => machine.states[state]![input]!.to, from)
}

/** @returns what a machine answers to a word. */
export function answersOf(machine: Machine, word: InputWord, from = 0): string[] {
  let state = from
  return word.map((input) => {
    const { output, to } = machine.states[state]![input]!
    state = to
    return output
  })
}

/** @returns for each state a shortest word that leads there. */
export function accessWords(machine: Machine): InputWord[] {
  const words: InputWord[] = []
  words[0] = []
  const queue = [0]
  for (const state of queue)
    for (const input of machine.inputs) {
      const { to } = machine.states[state]![input]!
      if (words[to]) continue
      words[to] = [...words[state]!, input]
      queue.push(to)
    }
  return words
}

/** Where two machines part: both have answered the same to all of `word` but to its last input. */
export interface Parting {
  readonly word: InputWord
  /** The states that both are in before the last input. */
  readonly at: readonly [number, number]
  readonly outputs: readonly [string, string]
}

/**
 * @param inputs those that both are asked.
 * @returns each edge of the first machine at which the second one answers otherwise, with a shortest word that shows it;
 * the shortest of all first.
 */
export function partings(
  one: Machine,
  other: Machine,
  inputs: readonly string[] = one.inputs,
  from: readonly [number, number] = [0, 0],
): Parting[] {
  const found: Parting[] = []
  const edges = new Set<string>()
  const seen = new Set([from.join()])
  const queue = [{ at: from, word: [] as InputWord }]
  for (const { at, word } of queue)
    for (const input of inputs) {
      const [a, b] = [one.states[at[0]]![input]!, other.states[at[1]]![input]!]
      const next = [...word, input]
      if (a.output !== b.output) {
        const edge = `${at[0]} ${input}`
        if (!edges.has(edge)) found.push({ word: next, at, outputs: [a.output, b.output] })
        edges.add(edge)
        continue
      }
      const pair = [a.to, b.to] as const
      if (seen.has(pair.join())) continue
      seen.add(pair.join())
      queue.push({ at: pair, word: next })
    }
  return found
}
