/** What a history says against itself, or against the catalogue and the seed: found by its content, whoever signed it. */

import { type Sentence, t } from '../../peers/language/sentence'
import { type Events, eventsOf } from '../history/selectors'
import { drawsOf } from '../run/draw'
import type { Scenario } from '../scenario/scenario'
import { printable } from '../text/printable'
import { type Manner, retellAct } from './act-recount'
import { courseOf } from './course'

/** @returns one sentence for each thing that does not hold; nothing where all does. */
export function doubtsOf(
  events: Events,
  catalogue: readonly Scenario[],
  conversations?: Manner['conversations'],
): Sentence[] {
  const [started] = eventsOf(events, 'run-started')
  if (started === undefined) return [t`The history does not begin with a run.`]
  const scenario = catalogue.find(({ name }) => name === started.scenario)
  if (scenario === undefined)
    return [t`There is no scenario ${printable(started.scenario)} in the catalogue of this version.`]
  const course = courseOf(events, scenario)
  const [ended] = eventsOf(events, 'run-ended')
  if (ended === undefined) return course
  const draws = drawsOf(ended.seed, scenario.name)
  const begun = new Set(eventsOf(events, 'act-started').map(({ act }) => act))
  const acts = scenario.acts
    .filter(({ name }) => begun.has(name))
    .flatMap((act) =>
      retellAct(
        act,
        scenario,
        draws,
        events.filter((event) => event.act === act.name),
        { quick: started.made?.quick ?? false, conversations },
      ),
    )
  return [...course, ...acts]
}
