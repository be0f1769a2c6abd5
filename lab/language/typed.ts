/**
 * What texts tell people to type. They say it as it is in a checkout, `npm run scenario NAME -- --flag`; where the lab is
 * installed, the same is `p2p-lab scenario NAME --flag`, and runs lie elsewhere.
 */

import { homedir } from 'node:os'
import { join, sep } from 'node:path'
import { type Say, sayer } from '../../peers/language/sentence'
import { AHEAD, OWN_FOLDER } from '../place/place'

/** @returns a text, or a sentence before its gaps are filled, with what is typed in this lab. */
export const asTyped: (text: string) => string =
  AHEAD === null ? (text) => text : (text) => installedText(text, runsAsTyped(OWN_FOLDER, homedir()))

/** English as this lab says it. */
export const english: Say = sayer(asTyped, '.')

/** @param runs where the installed lab keeps its runs. @returns the text as an installed lab says it. */
export function installedText(text: string, runs: string): string {
  return (
    text
      .replaceAll('.lab/runs', () => runs)
      .replace(/npm run (?:-s )?lab(?![\w-])/g, 'p2p-lab')
      .replace(/npm run (?:-s )?(?=(?:scenario|demo|replay|report)(?![\w-])|\{)/g, 'p2p-lab ')
      // What stands in a column stays there.
      .replace(/-- (--\S+)( {2,})?/g, (_, flag: string, gap = '') => `${flag}${gap && `${gap}   `}`)
      .replaceAll('[-- ', '[')
  )
}

/** @returns the folder as one types it in a shell. */
export function runsAsTyped(own: string, home: string): string {
  const runs = join(own, 'runs')
  return sep === '/' && runs.startsWith(`${home}/`) ? `~${runs.slice(home.length)}` : runs
}
