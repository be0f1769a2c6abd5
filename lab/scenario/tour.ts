/** A talk is a value: what is played, in which order, and what is said in between. */

import type { Act, Scenario } from './scenario'

/** Stands on the screen while the presenter talks; in English, and looked up like the texts of the catalogue. */
export interface TourCard {
  readonly title: string
  /** A few lines for the audience. */
  readonly text: string
}

export interface TourPart {
  readonly card: TourCard
  /** The name of a scenario. */
  readonly scenario: string
  /** The names of its acts that are played, in the order of the scenario. */
  readonly acts: readonly string[]
}

export interface Tour {
  /** The first card. */
  readonly beginning: TourCard
  readonly parts: readonly TourPart[]
  readonly end: TourCard
}

/** @returns the scenario of a part, with only the acts that are played. @throws Error if the catalogue has no such. */
export function played(part: TourPart, catalogue: readonly Scenario[]): Scenario {
  const scenario = catalogue.find(({ name }) => name === part.scenario)
  if (!scenario) throw new Error(`the tour plays ${part.scenario}, which the catalogue does not have`)
  const acts = part.acts.map((name): Act => {
    const act = scenario.acts.find((one) => one.name === name)
    if (!act) throw new Error(`the tour plays ${name} of ${part.scenario}, which has no such act`)
    return act
  })
  return { ...scenario, acts }
}
