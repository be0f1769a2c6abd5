/** Why rules of PROTOCOL.md have no probe, and whether what is said to hold them instead does. Pure. */

import type { Scenario } from '../scenario/scenario'

/** As scenarios/unprobed-rules.ts has them. */
interface Reason {
  readonly rules: readonly string[]
  readonly computed?: string
  readonly as?: readonly string[]
  readonly without?: string
  readonly tests?: readonly (readonly [file: string, title: string])[]
}

type Played = Pick<Scenario, 'name' | 'acts'>

const CONFORMANCE = 'lab/conformance/'
const LIST = 'scenarios/unprobed-rules.ts'

/** @param testOf the text of a test by its path, null where there is none. @param scenarios the catalogue. */
export function reasonComplaints(
  unprobed: readonly Reason[],
  testOf: (path: string) => string | null,
  scenarios: readonly Played[],
): string[] {
  return unprobed.flatMap(({ rules, computed, as = rules, without, tests }) => [
    ...([computed, without, tests].filter((held) => held !== undefined).length === 1
      ? []
      : [`${LIST} has to name one thing that holds ${rules.join(', ')}.`]),
    ...(without === undefined ? [] : actComplaints(without, scenarios)),
    ...(computed === undefined ? [] : computedComplaints(as, computed, testOf(`${CONFORMANCE}${computed}`))),
    ...(tests ?? []).flatMap(([file, title]) => titleComplaints(file, title, testOf(file))),
  ])
}

/** Something else has to be due where the messenger goes without: else nothing turns on it. */
function actComplaints(place: string, scenarios: readonly Played[]): string[] {
  const [name, act] = place.split('/')
  const acts = scenarios.find((scenario) => scenario.name === name)?.acts ?? []
  const weak = acts.find((one) => one.name === act)
  const hardened = acts.find(({ profile }) => profile === 'hardened')
  if (!weak || !hardened)
    return [`${LIST} names the act ${place}, which there is not, or not beside a hardened one.`]
  return weak.profile !== 'hardened' && due(weak) !== due(hardened)
    ? []
    : [
        `${LIST} says that the messenger goes without in ${place}, where nothing else is due than in the hardened act.`,
      ]
}

function due({ expected, breaks, alarms }: Scenario['acts'][number]): string {
  return JSON.stringify([expected, breaks, alarms])
}

function computedComplaints(rules: readonly string[], name: string, test: string | null): string[] {
  if (test === null) return [`${LIST} names ${CONFORMANCE}${name}, which there is not.`]
  return rules
    .filter((rule) => !test.includes(`'${rule}'`))
    .map((rule) => `${LIST} says that ${CONFORMANCE}${name} holds ${rule}, and it is not named there.`)
}

function titleComplaints(file: string, title: string, test: string | null): string[] {
  if (test === null) return [`${LIST} names ${file}, which there is not.`]
  return [`'${title}'`, `"${title}"`].some((quoted) => test.includes(quoted))
    ? []
    : [`${LIST} names a test of ${file} that there is not: ${title}`]
}
