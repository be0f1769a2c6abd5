/** The machines as PROTOCOL.md has them: a table for each role. */

import type { Role } from '../../peers/protocol/conversation'
import { inputsOf } from './inputs'
import { accessWords, type Edge, type Machine, partings } from './mealy'

/** A machine whose states have names. */
export interface NamedMachine {
  readonly machine: Machine
  readonly names: readonly string[]
}

/** What stands for all that is not named. */
export const ELSE = 'anything else'
const ANY = 'any'
const SAME = 'the same'
const HEAD = ['in the state', 'what comes', 'what it does', 'then']
const titles: Readonly<Record<Role, string>> = { responder: 'The responder', initiator: 'The initiator' }

/** @returns the machine as a table of Markdown: first what most states do, then of each what it does otherwise. */
export function tableOf({ machine, names }: NamedMachine): string {
  const endOf = (state: number, input: string) => {
    const { output, to } = machine.states[state]![input]!
    return `${output} | ${to === state ? SAME : names[to]}`
  }
  const grouped = (inputs: readonly string[], end: (input: string) => string) => {
    const groups = new Map<string, string[]>()
    for (const input of inputs) groups.set(end(input), [...(groups.get(end(input)) ?? []), input])
    return [...groups].map(([each, of]) => ({ end: each, of }))
  }
  const row = (name: string, what: string, end: string) => `| ${name} | ${what} | ${end} |`
  const living = [...machine.states.keys()].filter((state) => !isSink(machine, state))
  const most = mostOften(living.flatMap((state) => machine.inputs.map((input) => endOf(state, input))))
  const usual = (input: string) => {
    const ends = living.map((state) => endOf(state, input))
    return ends.includes(most) ? most : mostOften(ends)
  }
  const common = grouped(machine.inputs, usual)
  const rows = common
    .toSorted((one, other) => Number(one.end === most) - Number(other.end === most))
    .map(({ of, end }, nth) => row(nth === 0 ? ANY : '', end === most ? ELSE : of.join('; '), end))
  for (const state of machine.states.keys()) {
    const groups = isSink(machine, state)
      ? [{ end: endOf(state, machine.inputs[0]!), of: [ELSE] }]
      : grouped(
          machine.inputs.filter((input) => endOf(state, input) !== usual(input)),
          (input) => endOf(state, input),
        )
    rows.push(...groups.map(({ of, end }, nth) => row(nth === 0 ? names[state]! : '', of.join('; '), end)))
  }
  return [`| ${HEAD.join(' | ')} |`, '|---|---|---|---|', ...rows].join('\n')
}

/** Whether a state does the same whatever comes, and stays. */
function isSink({ inputs, states }: Machine, state: number): boolean {
  const { output } = states[state]![inputs[0]!]!
  return inputs.every(
    (input) => states[state]![input]!.to === state && states[state]![input]!.output === output,
  )
}

function mostOften(all: readonly string[]): string {
  const times = new Map<string, number>()
  for (const one of all) times.set(one, (times.get(one) ?? 0) + 1)
  return [...times].reduce((one, other) => (other[1] > one[1] ? other : one))[0]
}

interface Row {
  readonly what: readonly string[]
  readonly output: string
  readonly next: string
}

/** @returns the machine that the page has for a role. @throws Error that says what is wrong with its table. */
export function pageMachine(page: string, role: Role): NamedMachine {
  const inputs: readonly string[] = inputsOf(role)
  const states = rowsOf(page, role)
  const names = [...states.keys()].filter((name) => name !== ANY)
  const edge = (state: string, { output, next }: Row): Edge => {
    const name = next === SAME ? state : next
    if (!names.includes(name))
      throw new Error(`PROTOCOL.md leads to the state ${name}, and has no row for it.`)
    return { output, to: names.indexOf(name) }
  }
  for (const { what } of [...states.values()].flat())
    for (const input of what)
      if (input !== ELSE && !inputs.includes(input))
        throw new Error(`PROTOCOL.md has “${input}” come to ${role}s, and nobody says that.`)
  const edgesOf = (name: string): Record<string, Edge> => {
    const rows = [states.get(name)!, states.get(ANY) ?? []]
    const of = (input: string) =>
      rows
        .map(
          (each) =>
            each.find(({ what }) => what.includes(input)) ?? each.find(({ what }) => what.includes(ELSE)),
        )
        .find((found) => found !== undefined)
    return Object.fromEntries(
      inputs.map((input) => {
        const row = of(input)
        if (!row)
          throw new Error(`PROTOCOL.md does not say what is done in the state ${name} when ${input} comes.`)
        return [input, edge(name, row)]
      }),
    )
  }
  return { machine: { inputs, states: names.map(edgesOf) }, names }
}

/** @returns the rows of a role's table by the state that they are about. */
function rowsOf(page: string, role: Role): Map<string, Row[]> {
  const after = page.split(`### ${titles[role]}\n`)[1]
  if (after === undefined) throw new Error(`PROTOCOL.md has no section ${titles[role]}.`)
  const lines = after.split('\n')
  const first = lines.findIndex((line) => line.startsWith(`| ${HEAD[0]} |`)) + 2
  const length = lines.slice(first).findIndex((line) => !line.startsWith('|'))
  const states = new Map<string, Row[]>()
  let state = ''
  for (const line of lines.slice(first, length < 0 ? undefined : first + length)) {
    const [name, what, output, next] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    if (name) state = name
    states.set(state, [
      ...(states.get(state) ?? []),
      { what: what!.split('; '), output: output!, next: next! },
    ])
  }
  return states
}

/**
 * @returns the names of the page for the states of a machine that is the same; null if it is another one, or has
 * another number of states.
 */
export function namedAsOn(page: NamedMachine, machine: Machine): NamedMachine | null {
  if (partings(page.machine, machine).length > 0) return null
  if (page.machine.states.length !== machine.states.length) return null
  const names: string[] = []
  for (const word of accessWords(page.machine)) {
    const at = (each: Machine) => word.reduce((state, input) => each.states[state]![input]!.to, 0)
    names[at(machine)] = page.names[at(page.machine)]!
  }
  return { machine, names }
}
