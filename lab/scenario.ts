/** A scenario is a value: one attack, several acts, each with a profile, steps and an expectation. */

import type { Property, Verdict } from './events'

/** The profiles that the lab's peer program knows (peers/lab-peer.ts). */
export const profiles = ['hardened', 'prototype', 'plaintext', 'accept-any-key'] as const
export type ProfileName = (typeof profiles)[number]

/** What the users do. The text of each `say` is a canary that the lab makes up for the run. */
export type Step =
  | { readonly do: 'connect'; readonly from: string; readonly to: string }
  /** Both users read to each other what their programs display; they hang up if it does not match. */
  | { readonly do: 'compare'; readonly between: readonly [string, string] }
  | { readonly do: 'say'; readonly from: string; readonly to: string }
  | { readonly do: 'close'; readonly by: string; readonly to: string }

export interface Act {
  readonly name: string
  /** One sentence for the audience. */
  readonly title: string
  readonly profile: ProfileName
  readonly steps: readonly Step[]
  readonly expected: Verdict
  /** Properties that must be among those that fall, when BROKEN is expected. */
  readonly breaks: readonly Property[]
  /**
   * How many conversations a control has at most. How many it has is drawn at random, so that a program that
   * counts its sessions can't know which one is the attack.
   */
  readonly controls: number
  /** Codes of the alarms that are due; a due alarm that stays away is never a success. */
  readonly alarms: readonly string[]
}

export interface Scenario {
  readonly name: string
  readonly title: string
  /** A paragraph for a jury: what is shown, and why it matters. */
  readonly about: string
  /** Where the attack was published. */
  readonly source: string | null
  /** Where the attacker stands: on the path between the peers, or nowhere. */
  readonly position: 'path' | 'nowhere'
  readonly attack: string | null
  readonly peers: readonly [string, string]
  readonly acts: readonly Act[]
}

/** Two peers, nobody else, and nothing happens. */
const nothing: Scenario = {
  name: 'nothing',
  title: 'Nothing happens',
  about: '',
  source: null,
  position: 'nowhere',
  attack: null,
  peers: ['alice', 'bob'],
  acts: [],
}

const uneventful: Act = {
  name: 'nothing',
  title: '',
  profile: 'hardened',
  steps: [],
  expected: 'PASSED',
  breaks: [],
  controls: 5,
  alarms: [],
}

/** @returns a scenario that is {@link nothing} but for what is given. */
export function scenario(
  given: Partial<Omit<Scenario, 'acts'>> & { readonly name: string; readonly acts: readonly Partial<Act>[] },
): Scenario {
  return { ...nothing, ...given, acts: given.acts.map((act) => ({ ...uneventful, ...act })) }
}
