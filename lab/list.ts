/** The list of scenarios: what there is to run, where the attacker stands, and where it was published. */

import { wrap } from './layout'
import type { Ink } from './narrate'
import type { Position, Scenario } from './scenario'

/** Where she stands, in words that fit into a list. */
export const places: Readonly<Record<Position, string>> = {
  nowhere: 'nobody attacks',
  tap: 'listens on the wire',
  path: 'on the path between the peers',
  directory: 'in the directory’s place, and on the path',
  outsider: 'on nobody’s path',
}

/** Characters of the longest name. */
const NAME = 24

/** @returns the lines for a terminal of `width` characters. */
export function list(catalogue: readonly Scenario[], width: number, ink: Ink): string[] {
  const room = Math.min(width, 120)
  return [
    ...wrap(
      'Run one with "npm run scenario NAME", all with "npm run scenario all"; NAME -- --explain tells more.',
      room,
    ),
    '',
    ...catalogue.flatMap(({ name, title, position, has, source }) => {
      const means = has.length > 0 ? `; she has ${has.join(', ')}` : ''
      const place = wrap(`${places[position]}${means}`, room - NAME - 1)
      const [first = '', ...rest] = place
      return [
        `${ink.bold(name.padEnd(NAME))} ${first}`,
        ...rest.map((line) => ' '.repeat(NAME + 1) + line),
        ...wrap(title, room, '    '),
        ...(source ? wrap(source, room, '    ').map((line) => ink.faint(line)) : []),
      ]
    }),
    '',
    ...wrap(
      '"npm run scenario ablation" takes every defence away once and tries every attack that could profit.',
      room,
    ),
  ]
}
