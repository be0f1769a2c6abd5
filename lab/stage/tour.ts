/** Plays a talk live: a card, some acts of a scenario with real nodes, the next card. */

import { literal } from '../../peers/language/sentence'
import type { RunOptions, RunResult } from '../run/run'
import type { Scenario } from '../scenario/scenario'
import { played, type Tour, type TourCard } from '../scenario/tour'
import type { Input } from './dashboard-state'
import { CARD } from './landmarks'
import { hold, MOMENTS, playLive } from './live'
import type { Stage } from './stage'

/** What is the same for all that is played. */
export type TourOptions = Omit<
  RunOptions,
  'scenario' | 'attack' | 'onAct' | 'onEvent' | 'pace' | 'width' | 'gate'
>

/**
 * The last card stays.
 * @returns what came of each scenario. @throws LabError, and the signal's reason when it was aborted.
 */
export async function playTour(
  stage: Stage,
  tour: Tour,
  catalogue: readonly Scenario[],
  options: TourOptions,
  play: typeof playLive = playLive,
): Promise<RunResult[]> {
  const { aborted } = options
  const showCard = async (card: TourCard): Promise<void> => {
    stage.feed(cardOf(card))
    await hold(stage, CARD, aborted)
    aborted.throwIfAborted()
  }
  const results: RunResult[] = []
  await showCard(tour.beginning)
  for (const part of tour.parts) {
    await showCard(part.card)
    results.push(await play(stage, { ...options, scenario: played(part, catalogue) }))
    // The last verdict is looked at before a card takes its place.
    await hold(stage, MOMENTS.act, aborted)
    aborted.throwIfAborted()
  }
  stage.feed(cardOf(tour.end, true))
  return results
}

/** @returns a card as a stage is fed with it. @param isLast whether all that was played stands on it. */
export function cardOf({ title, text }: TourCard, isLast = false): Input {
  return { input: 'card', card: { title: literal(title), text: literal(text), isOfTalk: true, isLast } }
}
