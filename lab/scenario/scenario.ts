/** A scenario is a value: one attack, several acts, each with a profile, steps and an expectation. */

import type { Property, Verdict } from '../history/events'

/**
 * Where the attacker stands: `tap` and `path` between the peers (a tap changes nothing), `directory` there and in
 * the directory's place as well, `outsider` on nobody's path.
 */
export type Position = 'nowhere' | 'tap' | 'path' | 'directory' | 'outsider'

/** What the users do. The text of each `say` is a canary that the lab makes up for the run. */
export type Step =
  | { readonly do: 'connect'; readonly from: string; readonly to: string }
  /** Both users read to each other what their programs display; they hang up if it does not match. */
  | { readonly do: 'compare'; readonly between: readonly [string, string] }
  /** Several messages are said without waiting in between; `oneOf` are texts of which one is drawn for each. */
  | {
      readonly do: 'say'
      readonly from: string
      readonly to: string
      readonly times?: number
      readonly oneOf?: readonly string[]
    }
  /** A file with a canary in it; of messengers only. The one who gets it accepts it. */
  | { readonly do: 'send-file'; readonly from: string; readonly to: string }
  | { readonly do: 'close'; readonly by: string; readonly to: string }
  /** The two end their friendship and begin it anew: what they knew of each other's keys is forgotten. */
  | { readonly do: 'befriend'; readonly between: readonly [string, string] }
  /** The attacker does what she does of her own accord: now, or beside all that follows. */
  | { readonly do: 'launch'; readonly background?: boolean }
  /** The attacker gets hold of a user's private keys or token. In the attack only, as the next one. */
  | { readonly do: 'steal'; readonly what: 'identity' | 'token'; readonly from: string }
  /** The attacker stops; what she does of her own accord ends with the phase otherwise. */
  | { readonly do: 'halt' }
  /** The lab notes how much memory a node had in use at most; an act that measures is judged by availability. */
  | { readonly do: 'measure'; readonly of: string }
  /** The attacker learns what is public, or was leaked. */
  | { readonly do: 'tell'; readonly topic: string; readonly facts: readonly string[] }
  /** The attacker learns a word of this run that nobody else knows, as topic `mark`: where it stands, it comes from her. */
  | { readonly do: 'mark' }
  | DirectoryStep

/** What a user does with the account at the directory. */
export type DirectoryStep =
  | {
      readonly do: 'account'
      readonly by: string
      /**
       * `publish` the address anew; `refresh` the list of friends; `invite` somebody by a name that the lab makes up
       * and only this account shows; `enrol` a second factor, `log-in` anew (with a code where one is enrolled) and
       * `unenrol` it.
       */
      readonly what: 'publish' | 'refresh' | 'invite' | 'enrol' | 'log-in' | 'unenrol'
    }
  /** Asked about a changed key, the user keeps the one that is known. */
  | { readonly do: 'account'; readonly by: string; readonly what: 'keep'; readonly friend: string }
  /** The attacker learns a list of passwords with the right one in it, or the login that was just typed. In the attack. */
  | {
      readonly do: 'leak'
      readonly what: 'passwords' | 'login'
      readonly of: string
      readonly among?: number
    }

export interface Act {
  readonly name: string
  /** One sentence for the audience. */
  readonly title: string
  /** The peers' defences: a name of peers/weakened/catalogue.ts. */
  readonly profile: string
  /** The directory's defences: a name of directory/weakened/catalogue.ts. */
  readonly directory: string
  /** Another attack than the scenario's. */
  readonly attack?: string
  readonly steps: readonly Step[]
  readonly expected: Verdict
  /** Properties that must be among those that fall, when BROKEN is expected. */
  readonly breaks: readonly Property[]
  /**
   * How many conversations a control has at most. How many it has is drawn at random, so that a program that
   * counts its sessions can't know which one is the attack.
   */
  readonly controls: number
  /** How many names the attacker is to tell of whether they are registered; each is by the toss of a coin. */
  readonly population: number
  /** Milliseconds to wait for what an attacker may prevent. */
  readonly patience: number
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
  readonly position: Position
  /** What the attacker has besides, in words: an account of her own, something stolen. */
  readonly has: readonly string[]
  /** Whether she has an account at the directory, and whether both peers have accepted her as a friend. */
  readonly account: 'none' | 'own' | 'friend'
  /** Whether the peers go by names that nobody can guess, made up by the lab for each act. */
  readonly pseudonyms: boolean
  /** Whether the peers are reached under host names that nobody can guess, made up by the lab for each act. */
  readonly hiddenHosts: boolean
  readonly attack: string | null
  /** What the peers run: the lab's peer, which speaks the protocol and no more, or the messenger that users have. */
  readonly program: 'peer' | 'messenger'
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
  has: [],
  account: 'none',
  pseudonyms: false,
  hiddenHosts: false,
  attack: null,
  program: 'peer',
  peers: ['alice', 'bob'],
  acts: [],
}

const uneventful: Act = {
  name: 'nothing',
  title: '',
  profile: 'hardened',
  directory: 'hardened',
  steps: [],
  expected: 'PASSED',
  breaks: [],
  controls: 5,
  population: 0,
  patience: 5_000,
  alarms: [],
}

/** @returns a scenario that is {@link nothing} but for what is given. */
export function scenario(
  given: Partial<Omit<Scenario, 'acts'>> & { readonly name: string; readonly acts: readonly Partial<Act>[] },
): Scenario {
  return { ...nothing, ...given, acts: given.acts.map((act) => ({ ...uneventful, ...act })) }
}

/** Whether all that the peers say to each other runs through the attacker. */
export function isOnPath(position: Position): boolean {
  return position === 'tap' || position === 'path' || position === 'directory'
}

export const ATTACKER = 'mallory'

export const DIRECTORY = 'directory'

/** The port of the prototype, and of every peer that has an address of its own. */
export const PEER_PORT = 25000

export const DIRECTORY_PORT = 8440
