/** A scenario is a value: one attack, several acts, each with a profile, steps and an expectation. */

import type { NoticeCode, Property, Verdict } from '../history/events'
import type { Step } from '../history/step'
import type { AlarmCode } from './alarms'

/**
 * Where the attacker stands: `tap` and `path` between the peers (a tap changes nothing), `directory` there and in
 * the directory's place as well, `relay` in the place of a directory that relays, between two who do not reach each
 * other, `outsider` on nobody's path.
 */
export type Position = 'nowhere' | 'tap' | 'path' | 'directory' | 'relay' | 'outsider'

export interface Act {
  readonly name: string
  /** One sentence for the audience. */
  readonly title: string
  /** The peers' defences: a name of peers/weakened/catalogue.ts. */
  readonly profile: string
  /** The directory's defences: a name of directory/weakened/catalogue.ts. */
  readonly directory: string
  /** What the peers run, where it is another program than the scenario's. */
  readonly program?: Scenario['program']
  /** Another attack than the scenario's. */
  readonly attack?: string
  /** Where the attacker stands, where it is another place than the scenario's. */
  readonly position?: Position
  /** Whether the peers go by made-up names, where that is otherwise than in the scenario. */
  readonly pseudonyms?: boolean
  /** What users do once, before the first phase: nobody can tell by it which phase has begun. */
  readonly beforehand: readonly Step[]
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
  readonly alarms: readonly AlarmCode[]
  /** Codes of the notices that have to stand on a messenger's screen; without them, too, it is no success. */
  readonly notices: readonly NoticeCode[]
  /**
   * The name of an earlier act, with the same attack and the same steps, in which the attack wins. Without it nothing is
   * RESISTED: an attack that wins nowhere shows nothing.
   */
  readonly counterpart: string | null
}

export interface Scenario {
  readonly name: string
  readonly title: string
  /** A paragraph for a jury: what is shown, and why it matters. */
  readonly about: string
  /** The one sentence to take home, for somebody who has seen it and knows nothing of keys. */
  readonly lesson: string
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
  /** Whether the messengers call the attacker, who is a friend, of their own accord; their other friend when told to. */
  readonly callsAttacker: boolean
  /** Whether the attacker takes calls under her own name, where she has an account. */
  readonly takesCalls: boolean
  /** Whether another program takes calls on the first peer's computer, at ports that the attacker knows. */
  readonly bystander: boolean
  readonly peers: readonly [string, string]
  readonly acts: readonly Act[]
}

/** Two peers, nobody else, and nothing happens. */
const nothing: Scenario = {
  name: 'nothing',
  title: 'Nothing happens',
  about: '',
  lesson: '',
  source: null,
  position: 'nowhere',
  has: [],
  account: 'none',
  pseudonyms: false,
  hiddenHosts: false,
  attack: null,
  program: 'peer',
  callsAttacker: false,
  takesCalls: false,
  bystander: false,
  peers: ['alice', 'bob'],
  acts: [],
}

const uneventful: Act = {
  name: 'nothing',
  title: '',
  profile: 'hardened',
  directory: 'hardened',
  beforehand: [],
  steps: [],
  expected: 'PASSED',
  breaks: [],
  controls: 5,
  population: 0,
  patience: 5_000,
  alarms: [],
  notices: [],
  counterpart: null,
}

/** @returns a scenario that is {@link nothing} but for what is given. */
export function scenario(
  given: Partial<Omit<Scenario, 'acts'>> & { readonly name: string; readonly acts: readonly Partial<Act>[] },
): Scenario {
  return { ...nothing, ...given, acts: given.acts.map((act) => ({ ...uneventful, ...act })) }
}

/** @returns what is played in an act; null where nobody attacks. */
export function attackOf({ attack }: Scenario, act: Act): string | null {
  return attack && (act.attack ?? attack)
}

/** @returns what the peers run in an act. */
export function programOf({ program }: Scenario, act: Act): Scenario['program'] {
  return act.program ?? program
}

/** @returns the scenario as it is in an act in which the attacker stands elsewhere, or the peers have other names. */
export function scenarioOf(
  scenario: Scenario,
  { position = scenario.position, pseudonyms = scenario.pseudonyms }: Act,
): Scenario {
  return { ...scenario, position, pseudonyms }
}

/** @returns the act without the probes that its short form goes without. */
export function shortForm(act: Act): Act {
  return { ...act, steps: act.steps.filter((step) => step.do !== 'probe' || step.thorough !== true) }
}

/** Whether all that the peers say to each other runs through the attacker. */
export function isOnPath(position: Position): boolean {
  return position === 'tap' || position === 'path' || isInPlaceOfDirectory(position)
}

/** Whether what the peers ask the directory reaches the attacker first, and nobody else. */
export function isInPlaceOfDirectory(position: Position): boolean {
  return position === 'directory' || position === 'relay'
}

export const ATTACKER = 'mallory'

export const DIRECTORY = 'directory'

export const BYSTANDER = 'bystander'

/** The port of the prototype, and of every peer that has an address of its own. */
export const PEER_PORT = 25000

export const DIRECTORY_PORT = 8440

/** Where the attacker takes calls of her own: at the other one she may stand in for somebody. */
export const ATTACKER_PORT = 25001

/** How users name the directory. */
export const DIRECTORY_URL = `http://${DIRECTORY}:${DIRECTORY_PORT}`
