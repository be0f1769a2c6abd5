/**
 * The ablation: every defence is taken away once, and every attack that could profit is tried. Which defence an attack
 * misses is found out by running; what the data says of it is held against that.
 */

import { type Say, type Sentence, t } from '../../peers/language/sentence'
import type { Verdict } from '../history/events'
import { verdictWords } from '../judge/verdict-words'
import { LabError } from '../language/lab-error'
import { english } from '../language/typed'
import type { ScenarioOutcome } from '../run/run-all'
import type { AlarmCode } from '../scenario/alarms'
import type { Defence } from '../scenario/defence'
import type { Act, Scenario } from '../scenario/scenario'
import { beside, wrapText } from '../text/layout'

export interface Tried {
  /** The scenario whose attack it was. */
  readonly attack: string
  readonly verdict: Verdict | null
  readonly why: string
}

export interface Ablated {
  readonly defence: Defence
  readonly tried: readonly Tried[]
  /** Whether some attack gains by its absence. */
  readonly missed: boolean
  /** Whether that is what the data says. */
  readonly asSaid: boolean
}

/**
 * @param refusals codes of all alarms: without one defence another one may refuse, and that counts as well.
 * @returns the scenarios to run: of each, an act for every defence that its attack could profit from.
 * @throws LabError where the data names what is not there.
 */
export function ablationScenarios(
  catalogue: readonly Scenario[],
  defences: readonly Defence[],
  refusals: readonly AlarmCode[],
): Scenario[] {
  for (const { attacks, profile } of defences) {
    for (const attack of attacks) if (!hardenedAct(catalogue, attack)) throw unknown(profile, attack)
  }
  return catalogue.flatMap((scenario) => {
    const ablations = defences.flatMap((defence) =>
      defence.attacks.flatMap((attack): Ablation[] => {
        const act = attack.split('/')[0] === scenario.name && hardenedAct(catalogue, attack)
        if (!act) return []
        const due = act.alarms.length > 0 ? [...new Set([...act.alarms, ...refusals])] : []
        const alarms = defence.instead ?? due
        const changed = { ...weakened(defence), name: nameOf(defence, attack), title: defence.about, alarms }
        return [{ defence, act: { ...act, ...changed } }]
      }),
    )
    return ablations.length > 0 ? [{ ...scenario, acts: heldAgainst(ablations, scenario) }] : []
  })
}

interface Ablation {
  readonly defence: Defence
  readonly act: Act
}

/**
 * Where no attack is said to gain by it, the act should be RESISTED, and that rests on an earlier one in which the attack
 * wins: the catalogue's, where none of the ablation's own has its name.
 */
function heldAgainst(ablations: readonly Ablation[], scenario: Scenario): readonly Act[] {
  const spared = ablations.filter(({ defence }) => defence.spare !== null)
  const needed = new Set(spared.map(({ act }) => act.counterpart))
  const acts = ablations.map(({ act }) => act)
  const own = acts.filter(({ name }) => needed.has(name))
  const added = scenario.acts.filter(({ name }) => needed.has(name) && !own.some((act) => act.name === name))
  return [...added, ...own, ...acts.filter((act) => !own.includes(act))]
}

/** @returns for each defence what became of the attacks without it. */
export function ablated(defences: readonly Defence[], outcomes: readonly ScenarioOutcome[]): Ablated[] {
  return defences.map((defence) => {
    const tried = defence.attacks.map((attack): Tried => {
      const outcome = outcomes.find(({ scenario }) => scenario === attack.split('/')[0])
      const act = outcome?.acts.find(({ name }) => name === nameOf(defence, attack))
      return { attack, verdict: act?.verdict ?? null, why: act?.why ?? outcome?.failure ?? 'it was not run' }
    })
    const missed = tried.some(({ verdict }) => verdict === 'BROKEN')
    return { defence, tried, missed, asSaid: missed === (defence.spare === null) }
  })
}

/** @returns the table defence × attack, for a terminal of `width` characters. */
export function ablationAsText(rows: readonly Ablated[], width: number, say: Say = english): string[] {
  const room = Math.max(80, Math.min(width, 120))
  const widths = [30, 32, room - 66]
  return rows.flatMap(({ defence, tried, missed, asSaid }) => {
    const name = [`${defence.of}: ${defence.member}`, `  ${defence.profile}`]
    const attacks = tried.map(({ attack }) => attack)
    const verdicts = tried.map(({ verdict }) => say(verdict === null ? t`not run` : verdictWords[verdict]))
    const said = missed ? t`Needed: without it an attack wins.` : (defence.spare ?? t`NO ATTACK MISSES IT.`)
    const comment = [
      ...wrapText(say(said), room, '    '),
      ...(asSaid ? [] : wrapText(say(t`NOT AS SAID: ${expectation(defence)}`), room, '    ')),
    ]
    return [...beside([name, attacks, verdicts], widths), ...comment, '']
  })
}

/** @returns the act of a scenario (`NAME`, or `NAME/ACT`) that has everything on. */
function hardenedAct(catalogue: readonly Scenario[], attack: string): Act | undefined {
  const [name, act] = attack.split('/')
  return catalogue
    .find((scenario) => scenario.name === name)
    ?.acts.find(
      (candidate) =>
        candidate.profile === 'hardened' &&
        candidate.directory === 'hardened' &&
        (act === undefined || candidate.name === act),
    )
}

function weakened({ of, profile }: Defence): Partial<Act> {
  return of === 'directory' ? { directory: profile } : { profile }
}

/** Two acts of one scenario may be tried without the same defence, and peers and directory have profiles of one name. */
function nameOf({ of, profile }: Defence, attack: string): string {
  return [...(of === 'directory' ? [of] : []), profile, ...attack.split('/').slice(1)].join(' ')
}

function expectation({ spare }: Defence): Sentence {
  return spare === null ? t`an attack should gain by its absence.` : t`no attack should gain by its absence.`
}

function unknown(profile: string, attack: string): LabError {
  return new LabError(
    t`Without ${profile} the attack ${attack} should be tried, and no such act has everything on.`,
  )
}
