/** What became of probes, told by the rules that they were for: a tick, or what got through. */

import { type Events, eventsOf } from '../history/selectors'
import { type ProbeOutcome, probeOutcomes, probeSteps } from '../judge/check-conformance'
import { literal, type Sentence, t } from '../language/sentence'

/** Bytes of what got through that are shown: the last ones, for what is forbidden comes at the end. */
const MOST_BYTES = 48

/** @returns the events of a phase without those that belong to probes: they are told by the rules. */
export function withoutProbes(phase: Events): Events {
  const steps = probeSteps(phase)
  const last = Math.max(0, ...eventsOf(phase, 'probed').map(({ number }) => number))
  const probed = new Set(steps.map(({ of }) => of))
  if (steps.length === 0) return phase
  return phase.filter((event) => event.event !== 'acted' && (event.number > last || !probed.has(event.node)))
}

/** @returns one line with all rules that were kept, and one for each probe that was not answered as it is due. */
export function describeProbes(phase: Events): { readonly good: boolean; readonly words: Sentence }[] {
  const outcomes = probeOutcomes(phase)
  if (outcomes.length === 0) return []
  const rules = [...new Set(outcomes.flatMap(({ step }) => step.rules))].sort(byNumber)
  const broken = outcomes.filter(({ kept }) => !kept)
  const kept = rules.filter((rule) => !broken.some(({ step }) => step.rules.includes(rule)))
  const times = (rule: string) => outcomes.filter(({ step }) => step.rules.includes(rule)).length
  const ticks = kept
    .map((rule) => `✓\u00a0${rule}${times(rule) > 1 ? `\u00a0×${times(rule)}` : ''}`)
    .join('  ')
  return [
    {
      good: true,
      words: t`Mallory sends ${outcomes.length} things that the protocol forbids, or that have to be taken. By its rules: ${literal(ticks)}`,
    },
    ...broken.map((outcome) => ({
      good: false,
      words: t`✗ ${outcome.step.rules.join(', ')}: ${outcome.why}. Sent at last: ${lastBytes(outcome, phase)}`,
    })),
  ]
}

function lastBytes({ step }: ProbeOutcome, phase: Events): string {
  const probed = eventsOf(phase, 'probed').find(
    ({ probe, number }) => probe === step.probe && number > step.number,
  )
  const said = Buffer.from(probed?.said ?? '', 'base64')
  const shown = said.subarray(-MOST_BYTES).toString('hex')
  return said.length > MOST_BYTES ? `…${shown}` : shown
}

/** 2-10 comes behind 2-9. */
export function byNumber(one: string, other: string): number {
  const [ones, others] = [one, other].map((id) => id.split(/[.-]/).map(Number))
  const parts = (id: number[]) => (id.length === 2 ? [id[0]!, 0, id[1]!] : id)
  const [a, b] = [parts(ones!), parts(others!)]
  return a.map((part, place) => part - b[place]!).find((difference) => difference !== 0) ?? 0
}
