/**
 * An act told again from the scenario and the seed: what the lab noted of it has to stand there so, in this order and
 * nothing else. So an act that was relabelled, a step that is missing and a text that the lab never made up are found by what
 * they are, whoever signed them. What nodes said is the judge's affair.
 */

import { type Sentence, t } from '../../peers/language/sentence'
import type { HistoryEvent, LabEvent, Phase } from '../history/events'
import type { Events } from '../history/selectors'
import { declarationOf } from '../run/declaration'
import { accountNames, conversationsOf, hostNames, populationOf } from '../run/draw'
import { type Act, attackOf, programOf, type Scenario, scenarioOf, shortForm } from '../scenario/scenario'
import type { Draws } from '../steps/draws'
import { printable } from '../text/printable'
import { type Due, type Recount, type Retold, recountStep } from './step-recount'

/** How an act was played. */
export interface Manner {
  /** Whether attacks took their short form. */
  readonly quick: boolean
  /** How many conversations a control had; tests have fewer than are drawn. */
  readonly conversations?: typeof conversationsOf | undefined
}

/** @param events of this act. @returns one sentence for the first thing that is not as it should be. */
export function retellAct(
  written: Act,
  scenario: Scenario,
  draws: Draws,
  events: Events,
  { quick, conversations = conversationsOf }: Manner,
): Sentence[] {
  const act = quick ? shortForm(written) : written
  const noted = events.filter(({ node }) => node === 'lab')
  const recount = recountAct(act, scenarioOf(scenario, act), draws, quick, conversations)
  let place = 0
  let due = recount.next(null)
  while (!due.done) {
    const event = noted[place]
    // An act that failed ends where it failed.
    if (event?.event === 'node-failed') return []
    const found = event !== undefined && isDue(event, due.value)
    if (!found && !due.value.mayBeMissing) return [complaint(act, due.value, event)]
    if (found) place += 1
    due = recount.next(found ? bare(event) : null)
  }
  const more = noted[place]
  return more === undefined || more.event === 'node-failed'
    ? []
    : [
        t`Line ${more.number}: the act ${act.name} of the catalogue has nothing more here, and this stands there: ${shown(bare(more))}.`,
      ]
}

/** What the lab notes of an act, from its beginning to its end. */
function* recountAct(
  act: Act,
  scenario: Scenario,
  draws: Draws,
  quick: boolean,
  conversations: typeof conversationsOf,
): Recount {
  const attack = attackOf(scenario, act)
  yield { event: declarationOf(scenario, act, attack, quick) }
  const accounts = scenario.pseudonyms ? accountNames(scenario, act, draws) : []
  for (const [, text] of accounts) yield { event: { event: 'secret', what: 'name', text } }
  const hosts = scenario.hiddenHosts ? hostNames(scenario, act, draws) : []
  for (const [, text] of hosts) yield { event: { event: 'secret', what: 'address', text } }
  if (attack !== null && act.population > 0)
    yield { event: { event: 'population', ...populationOf(act, draws) } }
  const messengers = programOf(scenario, act) === 'messenger' ? scenario.peers : []
  const on = (phase: Phase | null): Retold => ({
    act,
    draws,
    phase,
    isAttacked: attack !== null,
    hungUp: false,
  })
  for (const [place, step] of act.beforehand.entries())
    yield* recountStep(step, on(null), `${act.name} beforehand ${place}`)
  const phases: readonly Phase[] = attack ? ['before', 'attack', 'after'] : ['honest']
  for (const phase of phases) {
    yield { event: { event: 'phase-started' } }
    const count = phase === 'before' || phase === 'after' ? conversations(act, phase, draws) : 1
    for (let number = 1; number <= count; number += 1) {
      if (number === 1) yield* recountFiles(messengers)
      const retold = on(phase)
      for (const [place, step] of act.steps.entries())
        yield* recountStep(step, retold, `${act.name} ${phase} ${number} ${place}`)
      yield* recountFiles(messengers)
      for (const peer of messengers) yield { event: { event: 'shown', on: peer }, open: ['rows'] }
    }
    yield { event: { event: 'phase-ended' } }
  }
  yield { event: { event: 'act-ended' } }
}

function* recountFiles(messengers: readonly string[]): Recount {
  for (const of of messengers) yield { event: { event: 'files', of }, open: ['files'] }
}

/** What an event says, without where and when. */
function bare({ number, at, act, phase, node, ...event }: HistoryEvent): LabEvent {
  return event as LabEvent
}

function isDue(event: HistoryEvent, { event: due, open = [] }: Due): boolean {
  const said: Record<string, unknown> = { ...bare(event) }
  for (const field of open) delete said[field]
  return sorted(said) === sorted(due)
}

function sorted(event: object): string {
  return JSON.stringify(Object.entries(event).sort(([one], [other]) => (one < other ? -1 : 1)))
}

function complaint({ name }: Act, { event: due }: Due, event: HistoryEvent | undefined): Sentence {
  if (event === undefined) return t`The act ${name} ends too early: the catalogue has yet ${shown(due)}.`
  const said = bare(event)
  if (said.event === 'act-started' && due.event === 'act-started') {
    const [declared, catalogued] = [said as Fields, due as Fields]
    const fields = Object.keys({ ...declared, ...catalogued })
    const field = fields.find((key) => shown(declared[key]) !== shown(catalogued[key])) ?? 'event'
    return t`Line ${event.number}: the act ${name} is not the catalogue’s: its ${field} is ${shown(declared[field])}, and there ${shown(catalogued[field])}.`
  }
  if (
    said.event === due.event &&
    (said.event !== 'step' || said.do === (due as typeof said).do) &&
    kindOf(said) === kindOf(due as LabEvent)
  )
    return t`Line ${event.number}: in the act ${name} this does not follow from the seed: ${shown(said)}; it would be ${shown(due)}.`
  return t`Line ${event.number}: in the act ${name} of the catalogue comes ${shown(due)}, and here stands ${shown(said)}.`
}

type Fields = Readonly<Record<string, unknown>>

/** What is drawn, of whom. */
function kindOf(event: LabEvent): string {
  const { text, name, sha256, place, names, registered, ...rest } = event as Record<string, unknown>
  return sorted(rest)
}

function shown(thing: unknown): string {
  return printable(typeof thing === 'string' ? thing : (JSON.stringify(thing) ?? 'nothing'), 160)
}
