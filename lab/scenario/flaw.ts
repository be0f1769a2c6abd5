/** What would make an act wait in vain: whoever adds a scenario is told before anything is started. */

import { type Sentence, t } from '../../peers/language/sentence'
import { person } from '../text/format-names'
import type { Act } from './scenario'

/** @returns why the steps of an act cannot be played, in a sentence; undefined where they can. */
export function flawOf({ steps, controls }: Pick<Act, 'steps' | 'controls'>): Sentence | undefined {
  if (controls < 2)
    return t`each control would be one conversation, and a program that counts its sessions would know which of them is the attack: write controls: 2 or more.`
  /** Who has called whom and is still connected. */
  const open = new Map<string, readonly [from: string, to: string]>()
  const pair = (one: string, other: string) => [one, other].sort().join(' ')
  for (const step of steps) {
    if (step.do === 'connect') {
      const { from, to } = step
      if (open.has(pair(from, to)))
        return t`${person(from)} calls ${person(to)} while they are still connected: write { do: “close”, by, to } before it.`
      open.set(pair(from, to), [from, to])
    }
    if (step.do === 'say' && !step.ahead && !open.has(pair(step.from, step.to)))
      return t`${person(step.from)} says something to ${person(step.to)}, and nobody has called: write { do: “connect”, from, to } before it.`
    if (step.do === 'close') open.delete(pair(step.by, step.to))
  }
  const [left] = open.values()
  if (!left) return undefined
  const [from, to] = left
  return t`nobody ends the call of ${person(from)} to ${person(to)}, and the lab would wait for its end: write { do: “close”, by, to } after what they say, as scenarios/conversations.ts does.`
}
