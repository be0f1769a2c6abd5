/**
 * Learns a Mealy machine from answers alone: Angluin's L* (Learning Regular Sets from Queries and Counterexamples, 1987) in
 * the form for Mealy machines, with the handling of counterexamples by Rivest and Schapire (1993): of each only the one
 * end is kept that tells two states apart, so no two rows of the table are the same.
 */

import { accessWords, after, answersOf, type Edge, type InputWord, type Machine } from './mealy'

/** What is learned: it answers a word, from its beginning, with an output for each input. */
export type AskWord = (word: InputWord) => Promise<readonly string[]>

/** @returns a word that the machine answers otherwise than what is learned; null if none is found. */
export type FindCounterexample = (machine: Machine) => Promise<InputWord | null>

export async function learned(
  inputs: readonly string[],
  ask: AskWord,
  findCounterexample: FindCounterexample,
): Promise<Machine> {
  const prefixes: InputWord[] = [[]]
  const ends: InputWord[] = inputs.map((input) => [input])
  const lastAnswers = async (prefix: InputWord, end: InputWord) =>
    (await ask([...prefix, ...end])).slice(prefix.length).join('\n')
  const row = async (prefix: InputWord) => {
    const cells: string[] = []
    for (const end of ends) cells.push(await lastAnswers(prefix, end))
    return cells.join('\n\n')
  }
  for (;;) {
    const machine = await closed(inputs, prefixes, row, ask)
    const word = await findCounterexample(machine)
    if (!word) return inOrder(machine)
    ends.push(await tellingEnd(machine, word, prefixes, lastAnswers))
  }
}

/** Adds prefixes until each edge leads to one of them. @returns the machine that the table says. */
async function closed(
  inputs: readonly string[],
  prefixes: InputWord[],
  row: (prefix: InputWord) => Promise<string>,
  ask: AskWord,
): Promise<Machine> {
  const stateOf = new Map<string, number>()
  for (const [state, prefix] of prefixes.entries()) stateOf.set(await row(prefix), state)
  const states: Record<string, Edge>[] = []
  for (const prefix of prefixes) {
    const edges: Record<string, Edge> = {}
    for (const input of inputs) {
      const longer = [...prefix, input]
      const its = await row(longer)
      if (!stateOf.has(its)) stateOf.set(its, prefixes.push(longer) - 1)
      edges[input] = { output: (await ask(longer)).at(-1)!, to: stateOf.get(its)! }
    }
    states.push(edges)
  }
  return { inputs, states }
}

/** @returns the end of a counterexample before which the machine is in one state, and what is learned in another. */
async function tellingEnd(
  machine: Machine,
  word: InputWord,
  prefixes: readonly InputWord[],
  lastAnswers: (prefix: InputWord, end: InputWord) => Promise<string>,
): Promise<InputWord> {
  for (let at = word.length - 1; at > 0; at -= 1) {
    const state = after(machine, word.slice(0, at))
    const end = word.slice(at)
    if ((await lastAnswers(prefixes[state]!, end)) !== answersOf(machine, end, state).join('\n'))
      return end.slice(1)
  }
  return word.slice(1)
}

/** @returns the same machine with its states in the order in which they are reached. */
function inOrder(machine: Machine): Machine {
  const words = accessWords(machine)
  const order = [...machine.states.keys()].sort(
    (one, other) => words[one]!.length - words[other]!.length || one - other,
  )
  const place = new Map(order.map((state, nth) => [state, nth]))
  const moved = (edges: Readonly<Record<string, Edge>>) =>
    Object.fromEntries(
      machine.inputs.map((input) => [input, { ...edges[input]!, to: place.get(edges[input]!.to)! }]),
    )
  return { inputs: machine.inputs, states: order.map((state) => moved(machine.states[state]!)) }
}
