/** Which scenarios and acts a command is about. */

import { nearest } from '../../peers/command-line/nearest'
import { t } from '../../peers/language/sentence'
import { UsageError } from '../language/lab-error'
import { actsWith } from '../scenario/chosen-acts'
import { flawOf } from '../scenario/flaw'
import type { Scenario } from '../scenario/scenario'
import type { ScenarioOptions } from './options'

/**
 * The scenarios that were asked for, with only the acts that were asked for and those which they are held against.
 *
 * @param others what the command plays besides: whoever mistypes a name may have meant one of these.
 * @throws UsageError
 */
export function chooseScenarios(
  catalogue: readonly Scenario[],
  options: Pick<ScenarioOptions, 'name' | 'profile' | 'attack'>,
  others: readonly string[] = ['all', 'ablation'],
): readonly Scenario[] {
  const { name, profile } = options
  // Where nobody attacks, no other attack can take its place.
  const all = catalogue.filter(({ attack }) => options.attack === undefined || attack !== null)
  const named = name === 'all' ? all : catalogue.filter((scenario) => scenario.name === name)
  if (named.length === 0) {
    const names = [...catalogue.map((scenario) => scenario.name), ...others]
    const meant = nearest(name ?? '', names)
    throw new UsageError(
      t`There is no scenario ${name ?? ''}${meant ? t`: did you mean ${meant}?` : t`; there are: ${names.join(', ')}.`} One of your own needs its import and its place in the list of scenarios/catalogue.ts.`,
    )
  }
  const chosen = named.map((scenario) => ({
    ...scenario,
    acts: profile === undefined ? scenario.acts : actsWith(profile, scenario.acts),
  }))
  const played = chosen.filter(({ acts }) => acts.length > 0)
  if (played.length === 0) {
    const known = named.flatMap(({ acts }) => acts.map((act) => act.profile))
    const meant = nearest(profile ?? '', known)
    throw new UsageError(
      t`No act of ${name ?? ''} has the profile ${profile ?? ''}${meant ? t`: did you mean ${meant}?` : t`; it has: ${[...new Set(known)].join(', ')}.`}`,
    )
  }
  for (const { name: of, acts } of played)
    for (const act of acts) {
      const flaw = flawOf(act)
      if (flaw)
        throw new UsageError(
          t`The act ${act.name} of ${of} cannot be played: ${flaw} It stands in scenarios/${of}.ts.`,
        )
    }
  return played
}
