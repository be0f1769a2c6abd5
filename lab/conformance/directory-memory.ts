/** What a directory has taken and given, as its own answers tell it: users, tokens, challenges, addresses, friendships, codes. */

import type { ShownAddress, ShownKeys } from './statements'

/** An account, and its second factor. */
export interface KnownAccount {
  readonly keys: ShownKeys
  readonly password: string
  secret: string | null
  isFactorOn: boolean
  /** Time step of the last code that was taken. */
  step: number
  recovery: string[]
}

export class DirectoryMemory {
  readonly accounts = new Map<string, KnownAccount>()
  /** Whose they are, and until when. */
  readonly tokens = new Map<string, { readonly name: string; readonly until: number }>()
  /** For whom they were made, and when. */
  readonly challenges = new Map<string, { readonly name: string; readonly made: number; isUsed: boolean }>()
  readonly addresses = new Map<string, ShownAddress>()
  /** The highest counter that was taken of each name. */
  readonly counters = new Map<string, number>()
  /** Who asked whom, in JSON; a friendship is both ways. */
  readonly #asked = new Set<string>()

  userOf(authorization: string | null): { readonly name: string; readonly until: number } | undefined {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
    return token === undefined ? undefined : this.tokens.get(token)
  }

  areFriends(one: string, other: string): boolean {
    return this.hasAsked(one, other) && this.hasAsked(other, one)
  }

  hasAsked(one: string, other: string): boolean {
    return this.#asked.has(JSON.stringify([one, other]))
  }

  ask(one: string, other: string): void {
    this.#asked.add(JSON.stringify([one, other]))
  }

  part(one: string, other: string): void {
    this.#asked.delete(JSON.stringify([one, other]))
    this.#asked.delete(JSON.stringify([other, one]))
  }

  /** @returns by kind, those with whom `name` has to do, in order. */
  listOf(name: string): Readonly<Record<'friends' | 'incoming' | 'outgoing', readonly string[]>> {
    const pairs = [...this.#asked].map((pair) => JSON.parse(pair) as [string, string])
    const to = pairs.flatMap(([one, other]) => (one === name ? [other] : [])).sort()
    const from = pairs.flatMap(([one, other]) => (other === name ? [one] : [])).sort()
    return {
      friends: to.filter((other) => from.includes(other)),
      incoming: from.filter((other) => !to.includes(other)),
      outgoing: to.filter((other) => !from.includes(other)),
    }
  }
}
