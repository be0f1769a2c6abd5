/** What became of probes, told by the rules that they were for: a tick, or what got through. */

import { literal, type Sentence, t } from '../../peers/language/sentence'
import { type Events, eventsOf } from '../history/selectors'
import { type ProbeOutcome, probeOutcomes, probeSteps } from '../judge/check-conformance'

/** Bytes of what got through that are shown: the last ones, for what is forbidden comes at the end. */
const MOST_BYTES = 48

/** @returns the events of a phase without those that belong to probes: they are told by the rules. */
export function withoutProbes(phase: Events): Events {
  const steps = probeSteps(phase)
  const last = Math.max(0, ...eventsOf(phase, 'probed').map(({ number }) => number))
  const people = new Set(steps.flatMap(({ of, caller = of, callee = of }) => [of, caller, callee]))
  if (steps.length === 0) return phase
  return phase.filter(
    ({ event, node, number }) =>
      event !== 'acted' && (number > last || !(people.has(node) || event === 'step')),
  )
}

/** A rule, how often something was sent for it, and what was not answered as it is due. */
export interface ProbedRule {
  readonly rule: string
  readonly times: number
  readonly failures: readonly { readonly why: Sentence; readonly bytes: string }[]
}

/** @returns all rules that something was sent for, in the order of PROTOCOL.md. */
export function probedRules(phase: Events, act: Events): ProbedRule[] {
  const outcomes = probeOutcomes(phase, act)
  const rules = [...new Set(outcomes.flatMap(({ step }) => step.rules))].sort(byNumber)
  return rules.map((rule) => {
    const own = outcomes.filter(({ step }) => step.rules.includes(rule))
    const failures = own
      .filter(({ kept }) => !kept)
      .map((outcome) => ({ why: outcome.why, bytes: lastBytes(outcome, phase) }))
    return { rule, times: own.length, failures }
  })
}

/** @returns one line with all rules that were kept, and one for each probe that was not answered as it is due. */
export function describeProbes(
  phase: Events,
  act: Events,
): { readonly good: boolean; readonly words: Sentence }[] {
  const outcomes = probeOutcomes(phase, act)
  if (outcomes.length === 0) return []
  const broken = outcomes.filter(({ kept }) => !kept)
  const ticks = probedRules(phase, act)
    .filter(({ failures }) => failures.length === 0)
    .map(({ rule, times }) => `✓\u00a0${rule}${times > 1 ? `\u00a0×${times}` : ''}`)
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

/** 2-10 comes behind 2-9, and what is no rule of PROTOCOL.md behind all. */
export function byNumber(one: string, other: string): number {
  const isRule = (id: string) => /^\d/.test(id)
  if (!isRule(one) || !isRule(other)) return Number(isRule(other)) - Number(isRule(one))
  const [ones, others] = [one, other].map((id) => id.split(/[.-]/).map(Number))
  const parts = (id: number[]) => (id.length === 2 ? [id[0]!, 0, id[1]!] : id)
  const [a, b] = [parts(ones!), parts(others!)]
  return a.map((part, place) => part - b[place]!).find((difference) => difference !== 0) ?? 0
}
