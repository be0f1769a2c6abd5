/**
 * `--explain`: what a scenario is about, without running it. The paragraph for the jury, the code of each defence
 * that its acts take away beside the code of the stand-in, and where the attack was published.
 */

import { literal, type Say, type Sentence, t } from '../../peers/language/sentence'
import { verdictWords } from '../judge/verdict-words'
import { english } from '../language/typed'
import { type Defence, placesOfStandIn } from '../scenario/defence'
import type { Scenario } from '../scenario/scenario'
import { beside, fold, wrapText } from '../text/layout'
import type { TextStyle } from './narrate'
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
export function explain(
  scenario: Scenario,
  defences: readonly Defence[],
  width: number,
  ink: TextStyle,
  say: Say = english,
): string[] {
  const text = Math.min(width, 92)
  const taken = takenAway(scenario, defences)
  return [
    ...wrapText(say(t`${scenario.name}: ${literal(scenario.title)}`), text).map((line) => ink.bold(line)),
    '',
    ...wrapText(say(scenario.about), text),
    '',
    ...scenario.acts.flatMap((act) => {
      const profiles =
        act.directory === 'hardened' ? act.profile : t`${act.profile}, directory ${act.directory}`
      return [
        `  ${say(verdictWords[act.expected]).padEnd(9)} ${ink.bold(act.name)}`,
        ...wrapText(say(t`${literal(act.title)} (${profiles})`), text, ' '.repeat(12)),
      ]
    }),
    '',
    ...taken.flatMap((defence) => [...comparison(defence, width, ink, say), '']),
    ...(scenario.acts.some(({ profile }) => profile === 'prototype')
      ? [
          ...wrapText(
            say(
              t`The prototype is a protocol of its own, without any of these defences: peers/protocol/prototype/prototype.ts.`,
            ),
            text,
          ),
          '',
        ]
      : []),
    ...wrapText(say(scenario.source ? t`Published: ${scenario.source}` : t`Nobody attacks here.`), text),
  ]
}

/** What a defence is a member of. */
export const ofWhom: Readonly<Record<Defence['of'], (member: string) => Sentence>> = {
  peers: (member) => t`${member} of the protocol`,
  directory: (member) => t`${member} of the directory`,
  messenger: (member) => t`${member} of the messenger`,
}

function comparison(defence: Defence, width: number, ink: TextStyle, say: Say): string[] {
  const { of, member, about } = defence
  const weak = { title: say(t`WITHOUT IT`), places: placesOfStandIn(defence), paint: ink.bad }
  const strong = { title: say(t`HARDENED`), places: defence.hardened, paint: ink.good }
  const head = [ink.bold(say(ofWhom[of](member))), ...wrapText(say(about), Math.min(width, 92), '  '), '']
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
