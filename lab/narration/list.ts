/** The list of scenarios: what there is to run, where the attacker stands, and where it was published. */

import { literal, type Say, type Sentence, t, together } from '../../peers/language/sentence'
import { english } from '../language/typed'
import type { Position, Scenario } from '../scenario/scenario'
import { wrapText } from '../text/layout'
import type { TextStyle } from './narrate'

/** Where she stands, in words that fit into a list. */
export const places: Readonly<Record<Position, Sentence>> = {
  nowhere: t`nobody attacks`,
  tap: t`listens on the wire`,
  path: t`on the path between the peers`,
  directory: t`in the directory’s place, and on the path`,
  relay: t`is the relay between the peers`,
  outsider: t`on nobody’s path`,
}

/** Characters of the longest name. */
const NAME = 24

/** @returns the lines for a terminal of `width` characters. */
export function list(
  catalogue: readonly Scenario[],
  width: number,
  ink: TextStyle,
  say: Say = english,
): string[] {
  const room = Math.min(width, 120)
  return [
    ...wrapText(
      say(
        t`Run one with “npm run scenario NAME”, all with “npm run scenario all”; NAME -- --explain tells more.`,
      ),
      room,
    ),
    '',
    ...catalogue.flatMap(({ name, title, position, has, source }) => {
      const means = has.length > 0 ? t`; she has ${together(has.map(literal), ', ')}` : ''
      const place = wrapText(say(t`${places[position]}${means}`), room - NAME - 1)
      const [first = '', ...rest] = place
      return [
        `${ink.bold(name.padEnd(NAME))} ${first}`,
        ...rest.map((line) => ' '.repeat(NAME + 1) + line),
        ...wrapText(say(title), room, '    '),
        ...(source ? wrapText(source, room, '    ').map((line) => ink.faint(line)) : []),
      ]
    }),
    '',
    ...wrapText(
      say(
        t`“npm run scenario ablation” takes every defence away once and tries every attack that could profit.`,
      ),
      room,
    ),
  ]
}
