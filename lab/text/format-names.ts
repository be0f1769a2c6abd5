/** People in sentences: nodes by their names, and the keys that they show. */

import { type Sentence, t } from '../../peers/language/sentence'
import { printable } from './printable'

/** @returns a node's name as that of a person. */
export function person(name: string): string {
  return printable(name.charAt(0).toUpperCase() + name.slice(1))
}

/** @returns a node of the lab in a sentence: a user by name, or what it is. */
export function whoIs(name: string): Sentence {
  return name === 'directory' ? t`the directory` : t`${person(name)}`
}

/** @returns what can fail: a node's program, or the act itself. */
export function programOf(name: string): Sentence {
  return name === 'act' ? t`the act` : t`the program of ${whoIs(name)}`
}

export function both([one, other]: readonly [string, string]): Sentence {
  return t`${person(one)} and ${person(other)}`
}

/** @returns as much of a fingerprint as people look at. */
export function short(fingerprint: string): string {
  return printable(`${fingerprint.replaceAll(':', '').slice(0, 8)}…`)
}
