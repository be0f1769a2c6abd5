/** The traces that are played against real programs: each breaks what it says, in this process too, and nothing of the hardened one. */

import test from 'ava'
import { foundTraces } from '../../attacks/found/catalogue'
import { definitionsWith } from '../../attacks/terms/conversations'
import { isMallorys, pairsOfEnds } from '../../attacks/terms/trace'
import { profiles } from '../../peers/weakened/catalogue'
import { alarmsIn, execute, settingOf } from './execute'
import { sizesInTrace } from './keep'
import { newPeople } from './people'
import { executionRandom } from './random'
import { violations } from './violations'

/** So many steps of Mallory's a person can follow. */
const MOST_STEPS = 6

const people = newPeople()

for (const found of foundTraces)
  test(`${found.name}: its profile falls to it, and the hardened one refuses as it says`, async (t) => {
    const trace = { steps: found.steps, definitions: definitionsWith(found.changed) }
    const against = async (name: string) => {
      const setting = settingOf(profiles.find((one) => one.name === name)!, people)
      const outcome = await execute(trace, setting, executionRandom(found.seed))
      const fallen = violations(outcome, trace.definitions, setting).map(({ property }) => property)
      return { ...outcome, fallen: fallen as string[] }
    }
    const weak = await against(found.profile)
    t.true(weak.fallen.includes(found.property))
    t.deepEqual(
      weak.frames,
      found.steps.map(({ frames }) => frames),
    )
    const hardened = await against('hardened')
    t.deepEqual(hardened.fallen, [])
    t.deepEqual(alarmsIn(hardened), found.hardened)
    const weakened = settingOf(profiles.find((one) => one.name === found.profile)!, people)
    if (found.sizes) t.deepEqual(await sizesInTrace(trace, weakened, found.seed), found.sizes)
    t.true(found.steps.filter(isMallorys).length <= MOST_STEPS)
    // Who is called by Mallory alone has nobody to talk to in the controls.
    const pairs = [...pairsOfEnds(found.steps)].flat()
    for (const step of found.steps) if (step.do === 'say') t.true(pairs.includes(step.at))
  })
