/**
 * `--explain`: what a scenario is about, without running it. The paragraph for the jury, the code of each defence
 * that its acts take away beside the code of the stand-in, and where the attack was published.
 */

import { type Defence, placesOfStandIn } from './defence'
import { beside, fold, wrap } from './layout'
import type { Ink } from './narrate'
import type { Scenario } from './scenario'
import { sourceCode } from './source-code'

/** From this width on, code stands in two columns. */
const TWO_COLUMNS = 110
const GAP = ' │ '

/** @returns the defences that the acts of a scenario go without. */
export function takenAway(scenario: Scenario, defences: readonly Defence[]): Defence[] {
  return defences.filter(({ of, profile }) =>
    scenario.acts.some((act) => profile === (of === 'directory' ? act.directory : act.profile)),
  )
}

/** @returns the lines. @throws LabError if code that should be shown is not there. */
export function explain(scenario: Scenario, defences: readonly Defence[], width: number, ink: Ink): string[] {
  const text = Math.min(width, 92)
  const taken = takenAway(scenario, defences)
  return [
    ...wrap(`${scenario.name}: ${scenario.title}`, text).map((line) => ink.bold(line)),
    '',
    ...wrap(scenario.about, text),
    '',
    ...scenario.acts.flatMap((act) => {
      const profiles = [act.profile, ...(act.directory === 'hardened' ? [] : [`directory ${act.directory}`])]
      return [
        `  ${act.expected.padEnd(9)} ${ink.bold(act.name)}`,
        ...wrap(`${act.title} (${profiles.join(', ')})`, text, ' '.repeat(12)),
      ]
    }),
    '',
    ...taken.flatMap((defence) => [...comparison(defence, width, ink), '']),
    ...(scenario.acts.some(({ profile }) => profile === 'prototype')
      ? [
          ...wrap(
            'The prototype is a protocol of its own, without any of these defences: peers/protocol/prototype.ts.',
            text,
          ),
          '',
        ]
      : []),
    ...wrap(scenario.source ? `Published: ${scenario.source}` : 'Nobody attacks here.', text),
  ]
}

function comparison(defence: Defence, width: number, ink: Ink): string[] {
  const { of, member, about } = defence
  const weak = { title: 'WITHOUT IT', places: placesOfStandIn(defence), paint: ink.bad }
  const strong = { title: 'HARDENED', places: defence.hardened, paint: ink.good }
  const head = [
    ink.bold(`${member} of the ${of === 'peers' ? 'protocol' : of}`),
    ...wrap(about, Math.min(width, 92), '  '),
    '',
  ]
  if (width < TWO_COLUMNS) {
    const below = [weak, strong].flatMap(({ title, places, paint }) => [paint(title), ...code(places, width)])
    return [...head, ...below]
  }
  const column = Math.floor((width - GAP.length) / 2)
  const widths = [column, column]
  // Colours take no room on the screen but would in a count: only lines of their own have them.
  const titles = [weak, strong].map(({ title, paint }) => paint(title) + ' '.repeat(column - title.length))
  const cells = [code(weak.places, column), code(strong.places, column)]
  return [...head, titles.join(GAP).trimEnd(), ...beside(cells, widths, GAP)]
}

function code(places: readonly string[], width: number): string[] {
  return places.flatMap((place) => [
    `// ${place.replace('#', ': ')}`.slice(0, width),
    ...sourceCode(place).flatMap((line) => fold(line, width)),
    '',
  ])
}
