/** A machine for Graphviz. */

import { ELSE, type NamedMachine } from './page'
import { drawnEdges } from './red'

export function dotOf(title: string, hardened: NamedMachine, named: NamedMachine): string {
  const quoted = (text: string) => JSON.stringify(text)
  const states = named.names.map((name, state) => `  s${state} [label=${quoted(name)}]`)
  const edges = drawnEdges(hardened, named).flatMap((group, state) =>
    group.map(({ inputs, output, to, instead }) => {
      const label = `${inputs.join('; ') || ELSE} / ${output}`
      const red = instead === null ? '' : ' color=red fontcolor=red'
      return `  s${state} -> s${to} [label=${quoted(label)}${red}]`
    }),
  )
  return [`digraph ${quoted(title)} {`, '  node [shape=box]', ...states, ...edges, '}', ''].join('\n')
}
