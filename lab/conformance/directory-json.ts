/** What stands in requests to a directory and in its answers, as far as their form was looked at before (described-api.ts). */

import type { ShownAddress, ShownKeys } from './statements'

export interface RequestBody extends ShownAddress {
  readonly password: string
  readonly identity: ShownKeys
  readonly proof: string
  /** Of a login by key; without it it is one by password. */
  readonly challenge?: string
  readonly code?: string
}

export interface AnswerBody {
  readonly token: string
  readonly expires: number
  readonly challenge: string
  readonly record: ShownAddress
  readonly identity: ShownKeys
  readonly observed?: string
  readonly status: string
  readonly friends: readonly { readonly name: string; readonly identity: ShownKeys }[]
  readonly incoming: readonly string[]
  readonly outgoing: readonly string[]
  readonly secret: string
  readonly recovery: readonly string[]
}

/** @returns undefined where it is no JSON. */
export function fromJson<T>(text: string | null): T {
  try {
    return text === null ? (undefined as T) : JSON.parse(text)
  } catch {
    return undefined as T
  }
}
