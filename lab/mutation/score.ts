/** What trials have shown, as lines for people and a score. Pure. */

import type { Mutant } from './mutants'
import type { MutantStatus } from './trials'

/** A change that no test notices, and why none has to. */
export interface Accepted {
  readonly file: string
  /** The line as it is, and as it would be: `was` and `becomes` of the change. */
  readonly was: string
  readonly becomes: string
  /** One sentence. */
  readonly why: string
}

export interface TriedMutant {
  readonly file: string
  readonly mutant: Mutant
  /** Undefined where it was not tried. */
  readonly outcome?: MutantStatus | undefined
}

/** The share of changes that have to be noticed. What is accepted is not noticed. */
export const WANTED = 0.95

export interface Score {
  readonly all: number
  readonly noticed: number
  /** Those of the noticed ones that did not come to an end. */
  readonly endless: number
  readonly survivors: readonly { readonly tried: TriedMutant; readonly accepted: Accepted | undefined }[]
}

export function scoreOf(tried: readonly TriedMutant[], accepted: readonly Accepted[]): Score {
  const counted = tried.filter(({ outcome }) => outcome !== undefined && outcome !== 'meaningless')
  const survived = counted.filter(({ outcome }) => outcome === 'survived')
  return {
    all: counted.length,
    noticed: counted.length - survived.length,
    endless: counted.filter(({ outcome }) => outcome === 'endless').length,
    survivors: survived.map((one) => ({ tried: one, accepted: accepted.find((entry) => isOf(entry, one)) })),
  }
}

function isOf(entry: Accepted, { file, mutant }: TriedMutant): boolean {
  return entry.file === file && entry.was === mutant.was && entry.becomes === mutant.becomes
}

/** @returns what is wrong in the list, of the files that were tried whole. */
export function staleEntries(tried: readonly TriedMutant[], accepted: readonly Accepted[]): string[] {
  return accepted
    .filter(({ file }) => tried.some((one) => one.file === file))
    .flatMap((entry) => {
      const those = tried.filter((one) => isOf(entry, one))
      if (those.some(({ outcome }) => outcome === 'survived')) return []
      const why = those.length === 0 ? 'is no change of it any more' : 'is noticed by now'
      return [`${entry.file}: ${changeOf(entry)} ${why}. Take it off the list in lab/mutation/accepted.ts.`]
    })
}

function changeOf({ was, becomes }: Pick<Mutant, 'was' | 'becomes'>): string {
  return `\`${was}\` to \`${becomes}\``
}

/** @returns a line for each survivor: where it is, before and after. */
export function survivorLines({ survivors }: Score): string[] {
  return survivors.flatMap(({ tried: { file, mutant }, accepted }) => [
    `  ${file}:${mutant.line}:${mutant.column}`,
    `    - ${mutant.was}`,
    `    + ${mutant.becomes}`,
    ...(accepted ? [`    ${accepted.why}`] : []),
  ])
}

export function scoreLine({ all, noticed, endless, survivors }: Score): string {
  const explained = survivors.filter(({ accepted }) => accepted).length
  const percent = all === 0 ? '–' : `${((100 * noticed) / all).toFixed(1)} %`
  const forEver = endless > 0 ? `, ${endless} of them by running for ever` : ''
  const rest = `${survivors.length} not: ${explained} with a reason, ${survivors.length - explained} without`
  return `${noticed} of ${all} changes noticed (${percent})${forEver}; ${rest}`
}

export function isEnough({ all, noticed }: Score): boolean {
  return noticed >= WANTED * all
}
