/** A bundle held against itself, the catalogue, the seed and the judge. Pure: bytes in, what was found out. */

import { type Sentence, t } from '../../peers/language/sentence'
import type { Circumstances } from '../history/events'
import { eventsOf } from '../history/selectors'
import { type ActVerdict, judge } from '../judge/verdict'
import type { Scenario } from '../scenario/scenario'
import { printable } from '../text/printable'
import { hashOf, MOST_STATEMENT_BYTES, readLines } from './bundle'
import { doubtsOf } from './doubts'
import { isSigned, opened } from './envelope'
import { difference, statementOf } from './statement'

export interface Findings {
  /** One sentence for each thing that does not hold; none where all does. */
  readonly wrong: readonly Sentence[]
  /** The public key with which it is signed; null where it is not signed. */
  readonly signer: string | null
  /** What else there is to tell; nothing where it could not be read so far. */
  readonly run: {
    readonly scenario: string
    readonly seed: string
    readonly made: Circumstances
    /** What the judge of this version says. */
    readonly verdicts: readonly ActVerdict[]
  } | null
}

/**
 * @param file the whole bundle; whoever reads it has seen to its size.
 * @param demanded the key that it has to be signed with, if it is known.
 */
export function verifyBundle(
  file: Uint8Array,
  catalogue: readonly Scenario[],
  demanded: string | null = null,
): Findings {
  const buffer = Buffer.from(file.buffer, file.byteOffset, file.length)
  const end = buffer.subarray(0, MOST_STATEMENT_BYTES * 2).indexOf('\n')
  const envelope = end < 0 ? null : opened(buffer.toString('utf8', 0, end))
  if (envelope === null) return refused([t`Its first line is no signed statement as this lab writes one.`])
  const signer = isSigned(envelope) ? envelope.keyid : null
  const { events, facts, flaw } = readLines(buffer.subarray(end + 1))
  const statement = parsed(envelope.payload)
  const wrong: Sentence[] = []
  if (signer === null)
    wrong.push(t`The signature does not hold: something was changed, or nobody has signed it.`)
  else if (demanded !== null && signer !== demanded)
    wrong.push(t`It is signed with another key than the one that is demanded.`)
  const signed = difference(digestIn(statement), hashOf(buffer.subarray(end + 1))) === null
  if (!signed) wrong.push(t`The history is not the one that was signed.`)
  if (flaw !== null) wrong.push(flaw)
  // What nobody has signed is not looked at any further.
  if (signer === null || !signed || facts === null) return { wrong, signer, run: null }
  wrong.push(...doubtsOf(events, catalogue))
  const verdicts = judge(events)
  const due = statementOf(events, facts, verdicts)
  if (!envelope.payload.equals(Buffer.from(due))) wrong.push(...differences(statement, JSON.parse(due)))
  const [started] = eventsOf(events, 'run-started')
  const [ended] = eventsOf(events, 'run-ended')
  if (started?.made === undefined || ended === undefined) return { wrong, signer, run: null }
  const { scenario, made } = started
  return { wrong, signer, run: { scenario, seed: ended.seed, made, verdicts } }
}

function refused(wrong: readonly Sentence[]): Findings {
  return { wrong, signer: null, run: null }
}

function parsed(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    return null
  }
}

/** What the statement says the hash of the history is. */
function digestIn(statement: unknown): unknown {
  let value = statement
  for (const field of ['predicate', 'secureP2pLab', 'history', 'digest', 'sha256'])
    value = (value as Record<string, unknown> | null | undefined)?.[field]
  return value
}

/** What was signed, where it is not what follows from the history; of verdicts each one. */
function differences(signed: unknown, due: unknown): Sentence[] {
  const verdictsOf = (statement: unknown): unknown[] => {
    const { verdicts } = ((statement as { predicate?: { secureP2pLab?: { verdicts?: unknown } } })?.predicate
      ?.secureP2pLab ?? {}) as { verdicts?: unknown }
    return Array.isArray(verdicts) ? verdicts : []
  }
  const said = verdictsOf(signed)
  const acts = verdictsOf(due).flatMap((verdict, place) => {
    const found = difference(said[place], verdict)
    const { name } = verdict as { name: string }
    return found === null
      ? []
      : [
          t`Of the act ${name} was signed that ${found.place || 'all'} is ${shown(found.one)}; the judge of this version says ${shown(found.other)}.`,
        ]
  })
  if (acts.length > 0) return acts
  const found = difference(signed, due)
  return found === null
    ? [t`The statement is not written as this lab writes one.`]
    : [
        t`Signed was that ${printable(found.place, 80)} is ${shown(found.one)}; by the history it is ${shown(found.other)}.`,
      ]
}

function shown(thing: unknown): string {
  return printable(typeof thing === 'string' ? thing : (JSON.stringify(thing) ?? '—'), 160)
}
