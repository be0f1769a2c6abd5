/**
 * A defence that can be taken away, as data: where its code and that of the weak stand-in is, which scenarios'
 * attacks could profit, and what is said of a defence that none of them misses. Runs find out whether that is so.
 */

import type { AlarmCode } from './alarms'

export interface Defence {
  /** Whose it is: a member of the peers' or of the directory's value of defences, or another part of a program. */
  readonly of: 'peers' | 'directory' | 'messenger'
  readonly member: string
  /** The profile of the peers, or of the directory, that goes without it. */
  readonly profile: string
  /** What it does, in one sentence for people who watch. */
  readonly about: string
  /** Where its code is, as source-code.ts understands it. */
  readonly hardened: readonly string[]
  /** The same of the stand-in, where it is not the whole file that is named like the profile. */
  readonly weak?: readonly string[]
  /** Scenarios of which an act with everything on is played without it: `NAME`, or `NAME/ACT` where several are. */
  readonly attacks: readonly string[]
  /** Codes of the alarms with which another defence takes its place, where none was due with everything on. */
  readonly instead?: readonly AlarmCode[]
  /** Why none of these attacks gains anything by its absence; null where one does. */
  readonly spare: string | null
}

/** @returns where the code of the weak stand-in is. */
export function placesOfStandIn({ of, profile, weak }: Defence): readonly string[] {
  return weak ?? [`${of === 'directory' ? 'directory' : 'peers'}/weakened/${profile}.ts`]
}
