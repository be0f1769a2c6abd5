/** `npm run lab verify`: whether a bundle is what somebody signed, and whether a run can have been so. */

import { readFileSync, statSync } from 'node:fs'
import { type Say, type Sentence, t, together } from '../../peers/language/sentence'
import { MOST_BYTES } from '../attestation/bundle'
import { withinTime } from '../attestation/time-limit'
import { type Findings, verifyBundle } from '../attestation/verify'
import { attempt } from '../history/history-file'
import { verdictWords } from '../judge/verdict-words'
import { LabError, UsageError } from '../language/lab-error'
import { ownSources } from '../runtime/making'
import type { Scenario } from '../scenario/scenario'
import { printable } from '../text/printable'
import { exitStatus, statusOf } from './exit-status'

/** So many things that do not hold are told; of what was made up from one end to the other there may be thousands. */
const MOST_TOLD = 12

/** Milliseconds that the check may take: ten times what the longest run of this lab takes. */
const MOST_TIME = 10_000

/** @returns what is told, and the exit status. @throws UsageError, LabError if the file cannot be read. */
export function verifyFile(
  file: string,
  key: string | undefined,
  catalogue: readonly Scenario[],
  say: Say,
): { readonly lines: readonly Sentence[]; readonly status: number } {
  if (key !== undefined && !/^[0-9a-f]{64}$/i.test(key))
    throw new UsageError(t`--key takes the 64 hexadecimal digits that npm run lab bundle has printed.`)
  mustBeReadable(file)
  const bytes = attempt(file, () => readFileSync(file), 'read')
  const shown = printable(file)
  const findings = withinTime(MOST_TIME, () => verifyBundle(bytes, catalogue, key?.toLowerCase() ?? null))
  if (findings === null)
    throw new LabError(
      t`${shown} was not checked within ${MOST_TIME / 1000} seconds: it was made to take long, or this machine has too much to do.`,
    )
  const { wrong, run } = findings
  const told = wrong.slice(0, MOST_TOLD).map((one) => t`  ${one}`)
  const more = wrong.length - told.length
  const lines = [
    ...about(findings, shown),
    ...acts(findings, say),
    ...(wrong.length > 0
      ? [
          t`${shown} does NOT hold (lines are those of the history, which begins in the second one of the file):`,
          ...told,
        ]
      : [t`${shown} holds: ${what}`]),
    ...(more > 0 ? [t`  … and ${more} more.`] : []),
    ...(run === null ? [] : versions(run)),
    ...limits(findings, key !== undefined),
  ]
  if (wrong.length > 0 || run === null) return { lines, status: exitStatus.differs }
  return { lines, status: statusOf(run.verdicts) }
}

/** What is larger than any bundle is not read. @throws LabError */
export function mustBeReadable(path: string): void {
  const file = attempt(path, () => statSync(path), 'read')
  const shown = printable(path)
  if (!file.isFile()) throw new LabError(t`${shown} is no file.`)
  if (file.size > MOST_BYTES)
    throw new LabError(
      t`${shown} has ${Math.ceil(file.size / 2 ** 20)} MiB: no run of this lab is larger than ${MOST_BYTES / 2 ** 20}.`,
    )
}

const what = t`nothing was changed since it was signed, the acts are the catalogue’s, what was drawn follows from the seed, and the judge says the same.`

function about({ run }: Findings, file: string): Sentence[] {
  if (run === null) return []
  const { scenario, seed, made } = run
  const { project, revision, isChanged } = made.lab
  return [
    t`${file}: ${scenario}, begun ${made.began} in ${made.runtime}${made.quick ? t` with --quick` : ''}; seed ${seed}`,
    t`Recorded by ${printable(project)}, commit ${printable(revision ?? '—')}${isChanged ? t` with changes` : ''}, Node ${printable(made.node)} on ${printable(made.platform)}`,
  ]
}

function acts({ run }: Findings, say: Say): Sentence[] {
  return (run?.verdicts ?? []).map(({ name, verdict, expected, asExpected, reasons }) => {
    const expectation = asExpected ? t`as expected` : t`but ${verdictWords[expected]} was expected`
    return t`  ${printable(name)}: ${verdictWords[verdict]}, ${expectation}. ${printable(say(together(reasons)), 300)}`
  })
}

/** A verdict may be another one because the judge is. */
function versions({ made: { lab } }: NonNullable<Findings['run']>): Sentence[] {
  if (lab.sources === ownSources()) return []
  return [
    t`Another version of the lab recorded it than this one: what differs may come from that. Its commit is ${printable(lab.revision ?? '—')}.`,
  ]
}

function limits({ signer }: Findings, isDemanded: boolean): Sentence[] {
  const whose = isDemanded
    ? []
    : [
        t`Whose key that is, it does not say: compare it with what they told you by another way, or demand it with --key.`,
      ]
  return [
    ...(signer === null ? [] : [t`Signed with the key ${signer}`, ...whose]),
    t`What nobody can see from here: a lab that lied from the start. Whoever has the key can sign a run that never was.`,
  ]
}
