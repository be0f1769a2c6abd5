/**
 * What is signed: an in-toto Statement v1 with the predicate “test result” v0.1. It is a function of the history and of
 * what the judge says of it, so whoever has the history can make it again and compare.
 *
 * The artifacts that were tested are the programs that the nodes ran, the configuration is the lab; a test is an act. What
 * the predicate has no field for stands in one field of our own, as its parsing rules allow.
 */

import type { Circumstances } from '../history/events'
import { forPrograms } from '../history/run-folder'
import { type Events, eventsOf } from '../history/selectors'
import type { ActVerdict } from '../judge/verdict'

/** A history as a file. */
export interface HistoryFacts {
  readonly sha256: string
  readonly lines: number
  /** The chain of its last line. */
  readonly chain: string
}

/** @returns the payload, as JSON. */
export function statementOf(
  events: Events,
  { sha256, lines, chain }: HistoryFacts,
  verdicts: readonly ActVerdict[],
): string {
  const [started] = eventsOf(events, 'run-started')
  const [ended] = eventsOf(events, 'run-ended')
  const made = started?.made
  const named = (isOne: (act: ActVerdict) => boolean) => verdicts.filter(isOne).map(({ name }) => name)
  const [passed, warned, failed] = [
    named(({ asExpected }) => asExpected),
    named(({ asExpected, verdict }) => !asExpected && verdict === 'INCONCLUSIVE'),
    named(({ asExpected, verdict }) => !asExpected && verdict !== 'INCONCLUSIVE'),
  ]
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: made ? subjectsOf(made) : [],
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: {
      result: failed.length > 0 ? 'FAILED' : warned.length > 0 ? 'WARNED' : 'PASSED',
      configuration: made
        ? [{ name: 'lab and scenarios', digest: { sha256: made.lab.sources }, annotations: { ...made.lab } }]
        : [],
      passedTests: passed,
      warnedTests: warned,
      failedTests: failed,
      secureP2pLab: {
        history: { name: 'history.jsonl', digest: { sha256 }, annotations: { lines, chain } },
        scenario: started?.scenario ?? null,
        seed: ended?.seed ?? null,
        began: made?.began ?? null,
        runtime: made?.runtime ?? null,
        quick: made?.quick ?? null,
        node: made?.node ?? null,
        platform: made?.platform ?? null,
        verdicts,
      },
    },
  }
  return JSON.stringify(statement, forPrograms)
}

/** A commit stands for what was tested only where no file differs from it. */
function subjectsOf({ programs, lab: { revision, isChanged } }: Circumstances) {
  return [
    ...programs.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    ...(revision === null || isChanged ? [] : [{ name: 'commit', digest: { gitCommit: revision } }]),
  ]
}

/** A place at which two statements differ, such as `predicate.result`, with what each has there. */
export interface Difference {
  readonly place: string
  readonly one: unknown
  readonly other: unknown
}

/** @returns the first place at which two values of JSON differ; null where they say the same. */
export function difference(one: unknown, other: unknown, place = ''): Difference | null {
  if (!isObject(one) || !isObject(other)) return Object.is(one, other) ? null : { place, one, other }
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = difference(one[key], other[key], place === '' ? key : `${place}.${key}`)
    if (found) return found
  }
  return null
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
