/** People in sentences: nodes by their names, and the keys that they show. */

import { type Sentence, t } from '../language/sentence'
import { printable } from './printable'

/** @returns a node's name as that of a person. */
export function person(name: string): string {
  return printable(name.charAt(0).toUpperCase() + name.slice(1))
}

export function both([one, other]: readonly [string, string]): Sentence {
  return t`${person(one)} and ${person(other)}`
}

/** @returns as much of a fingerprint as people look at. */
export function short(fingerprint: string): string {
  return printable(`${fingerprint.replaceAll(':', '').slice(0, 8)}…`)
}
