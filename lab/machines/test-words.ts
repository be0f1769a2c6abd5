/**
 * Whether a machine answers as what is learned does: the W-method (Chow, Testing Software Design Modeled by Finite-State
 * Machines, 1978), and words drawn from a seed. If what is learned has at most `depth` states more than the machine, no
 * difference is missed.
 */

import type { Random } from '../search/random'
import type { AskWord } from './learn'
import { accessWords, answersOf, type InputWord, type Machine, partings } from './mealy'

const RANDOM_WORDS = 300
const LONGEST = 12

/** @returns a word at which both part, cut off there; null if none of the words shows one. */
export async function counterexample(
  machine: Machine,
  ask: AskWord,
  depth: number,
  random: Random,
): Promise<InputWord | null> {
  const parts = async (word: InputWord): Promise<InputWord | null> => {
    const expected = answersOf(machine, word)
    const differs = (await ask(word)).findIndex((output, at) => output !== expected[at])
    return differs < 0 ? null : word.slice(0, differs + 1)
  }
  for (const word of wMethod(machine, depth)) {
    const found = await parts(word)
    if (found) return found
  }
  for (let nth = 0; nth < RANDOM_WORDS; nth += 1) {
    const found = await parts(randomWord(machine, random))
    if (found) return found
  }
  return null
}

/** To each state, then each row of `depth` + 1 inputs, then what tells all states apart. */
function* wMethod(machine: Machine, depth: number): Generator<InputWord> {
  const telling = characterizing(machine)
  for (const access of accessWords(machine))
    for (const middle of rows(machine.inputs, depth + 1))
      for (const end of telling) yield [...access, ...middle, ...end]
}

function* rows(inputs: readonly string[], length: number): Generator<InputWord> {
  if (length === 0) yield []
  else for (const row of rows(inputs, length - 1)) for (const input of inputs) yield [...row, input]
}

/** @returns words of which at least one tells any two states apart. */
export function characterizing(machine: Machine): InputWord[] {
  const words: InputWord[] = []
  const isTold = (one: number, other: number) =>
    words.some(
      (word) => answersOf(machine, word, one).join('\n') !== answersOf(machine, word, other).join('\n'),
    )
  for (const one of machine.states.keys())
    for (let other = one + 1; other < machine.states.length; other += 1) {
      if (isTold(one, other)) continue
      const [shortest] = partings(machine, machine, machine.inputs, [one, other])
      if (shortest) words.push(shortest.word)
    }
  return words.length > 0 ? words : [[]]
}

/** Mostly of inputs that lead on: a word that ends everything at once shows little. */
function randomWord(machine: Machine, random: Random): InputWord {
  const word: string[] = []
  let state = 0
  for (let length = 2 + random.below(LONGEST - 1); word.length < length; ) {
    const leadingOn = machine.inputs.filter((input) => !isOver(machine, machine.states[state]![input]!.to))
    const input = random.of(leadingOn.length === 0 || random.once(5) ? machine.inputs : leadingOn)
    word.push(input)
    state = machine.states[state]![input]!.to
  }
  return word
}

/** Whether nothing leads away from a state any more. */
function isOver(machine: Machine, state: number): boolean {
  return machine.inputs.every((input) => machine.states[state]![input]!.to === state)
}
