/** How a recorded run is played again, as one would type it. Pure. */

import { type Events, eventsOf } from '../history/selectors'
import { asTyped } from '../language/typed'
import { actsWith } from '../scenario/chosen-acts'
import type { Act, Scenario } from '../scenario/scenario'

const PLAIN = /^[a-z0-9-]+$/

/**
 * @param scenario as the catalogue has it; undefined where it has none of that name.
 * @returns the command; null where the catalogue does not know what was played.
 */
export function commandFor(
  scenario: Scenario | undefined,
  events: Events,
  runtime: string | null,
  seed: string | null,
): string | null {
  if (scenario === undefined) return null
  const started = eventsOf(events, 'act-started')
  const run = eventsOf(events, 'run-started')
  const announced = run.flatMap(({ acts }) => acts)
  const quick = run.some(({ made }) => made?.quick) ? ['--quick'] : []
  const played = scenario.acts.filter(({ name }) => announced.includes(name))
  // The ablation makes acts of its own.
  if (played.length < announced.length) return command('ablation', runtime, quick, seed)
  const isPart = played.length < scenario.acts.length
  // The acts of one profile are played together with those which they are held against.
  const one = isPart && profileOf(played, scenario)
  const other = started.find(({ act, attack }) => attack !== attackOf(scenario, act))?.attack
  // Whoever copies the command trusts it: no words of a history but plain names get into it.
  if (other && !PLAIN.test(other)) return null
  const flags = [...quick, ...(other ? [`--attack ${other}`] : []), ...(one ? [`--profile ${one}`] : [])]
  return command(scenario.name, runtime, flags, seed)
}

/** @returns the profile that was asked for, where just these acts are played for it; else that of the last one. */
function profileOf(played: readonly Act[], { acts }: Scenario): string | undefined {
  const isAsked = ({ profile }: Act) => actsWith(profile, acts).every((act) => played.includes(act))
  return played.findLast(isAsked)?.profile ?? played.at(-1)?.profile
}

function attackOf(scenario: Scenario, act: string): string | null {
  return scenario.attack && (scenario.acts.find(({ name }) => name === act)?.attack ?? scenario.attack)
}

function command(
  name: string,
  runtime: string | null,
  flags: readonly string[],
  seed: string | null,
): string {
  const all = [...(runtime ? [`--runtime ${runtime}`] : []), ...flags, ...(seed ? [`--seed ${seed}`] : [])]
  return asTyped([`npm run scenario ${name}`, ...(all.length > 0 ? ['--', ...all] : [])].join(' '))
}
