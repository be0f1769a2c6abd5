/** The signs that the dashboard draws with, so that no colour has to carry a meaning alone. */

import type { Verdict } from '../history/events'
import type { Tone } from '../narration/describe'
import type { Style } from './cells'
import type { TerminalCapabilities } from './terminal-capabilities'

/** Each one column wide. */
export interface Signs {
  readonly good: string
  readonly bad: string
  readonly warn: string
  readonly running: string
  readonly toCome: string
  readonly unknown: string
  /** Where a text was cut. */
  readonly cut: string
  readonly right: string
  readonly left: string
  readonly horizontal: string
  /** Something small, of which there are many. */
  readonly many: string
  /** A line on which something goes. */
  readonly heavy: string
  readonly vertical: string
  /** Corners from the upper left one, clockwise. */
  readonly corners: readonly [string, string, string, string]
  readonly downFrom: string
  readonly rightFrom: string
  readonly separator: string
}

const drawn: Signs = {
  good: '✓',
  bad: '✗',
  warn: '▲',
  running: '►',
  toCome: '·',
  unknown: '?',
  cut: '…',
  right: '►',
  left: '◄',
  horizontal: '─',
  many: '•',
  heavy: '━',
  vertical: '│',
  corners: ['┌', '┐', '┘', '└'],
  downFrom: '┬',
  rightFrom: '└',
  separator: '│',
}

const typed: Signs = {
  good: '+',
  bad: 'x',
  warn: '!',
  running: '>',
  toCome: '.',
  unknown: '?',
  cut: '~',
  right: '>',
  left: '<',
  horizontal: '-',
  many: '*',
  heavy: '=',
  vertical: '|',
  corners: ['+', '+', '+', '+'],
  downFrom: '+',
  rightFrom: '+',
  separator: '|',
}

export function signsOf({ unicode }: TerminalCapabilities): Signs {
  return unicode ? drawn : typed
}

/** What became of the users: fallen, warned, or safe. */
export function outcomeOf(verdict: Verdict): 'good' | 'bad' | 'warn' | 'unknown' {
  switch (verdict) {
    case 'BROKEN':
    case 'NONCONFORMING':
      return 'bad'
    case 'DETECTED':
      return 'warn'
    case 'RESISTED':
    case 'PASSED':
      return 'good'
    case 'INCONCLUSIVE':
      return 'unknown'
  }
}

/** Detected is good for the users, and its sign is that of the alarm. */
export function styleOf(verdict: Verdict): Style {
  const styles = { bad: 'bad', warn: 'good', good: 'good', unknown: 'warn' } as const
  return styles[outcomeOf(verdict)]
}

export function styleOfTone(tone: Tone): Style {
  return tone === 'quoted' ? 'plain' : tone
}

/** What stands before a line of this tone: a sign and a space, or as much room. */
export function signOfTone(tone: Tone, signs: Signs): string {
  return tone === 'plain' || tone === 'quoted' ? '  ' : `${signs[tone]} `
}
