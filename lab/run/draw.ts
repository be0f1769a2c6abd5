/** All that a run draws, made from its seed, which no node is told: a label stands for each draw. */

import { createHash } from 'node:crypto'
import type { Act, Scenario } from '../scenario/scenario'
import type { Draws } from '../steps/draws'
import { canary, chosen, digestOf } from './canary'

/** @param seed at least 16 hexadecimal digits. @param scenario its name: runs of others with the same seed draw otherwise. */
export function drawsOf(seed: string, scenario: string): Draws {
  const key = Buffer.from(seed)
  const choose: Draws['choose'] = (label, things) => chosen(key, `${scenario} ${label}`, things)
  return {
    canary: (label) => canary(key, `${scenario} ${label}`),
    choose,
    word: (label, bytes) => digestOf(key, `word ${scenario} ${label}`).subarray(0, bytes).toString('hex'),
    below: (label, limit) =>
      choose(
        `number ${label}`,
        Array.from({ length: limit }, (_, one) => one),
      ),
  }
}

/**
 * @returns the seed of one of several runs that are played side by side: each tells its own when it ends, while others go on.
 */
export function seedOf(all: string, scenario: string): string {
  return digestOf(Buffer.from(all), `seed of ${scenario}`).toString('hex').slice(0, 32)
}

/** What is told of a seed before it may be known: its hash. */
export function commitmentTo(seed: string): string {
  return createHash('sha256').update(`secure-p2p-lab seed ${seed}`).digest('hex')
}

/** @returns how many conversations a control has, from 1 to what the act allows. */
export function conversationsOf(act: Act, phase: 'before' | 'after', { below }: Draws): number {
  return 1 + below(`${act.name} conversations ${phase}`, act.controls)
}

/** @returns names for accounts that nobody can guess, by the peer they are for. */
export function accountNames({ peers }: Scenario, act: Act, { word }: Draws): [string, string][] {
  return peers.map((peer) => [peer, `user-${word(`${act.name} name of ${peer}`, 8)}`])
}

/** @returns likewise for hosts. */
export function hostNames({ peers }: Scenario, act: Act, { word }: Draws): [string, string][] {
  return peers.map((peer) => [peer, `host-${word(`${act.name} host of ${peer}`, 8)}`])
}

/** @returns names that the attacker is told, and those of them that are registered, each by the toss of a coin. */
export function populationOf(
  { name: act, population }: Act,
  { word, below }: Draws,
): { readonly names: string[]; readonly registered: string[] } {
  const people = Array.from({ length: population }, (_, place) => ({
    name: `user-${word(`${act} somebody ${place}`, 6)}`,
    isRegistered: below(`${act} coin ${place}`, 2) === 1,
  }))
  return {
    names: people.map(({ name }) => name),
    registered: people.filter(({ isRegistered }) => isRegistered).map(({ name }) => name),
  }
}
