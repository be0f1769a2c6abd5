/** What a user sees of file transfers. */

import { english, type Sentence } from '../language/sentence'

export interface TransferView {
  /** Short and unique here, for people to type: `f1`, `f2`. */
  readonly label: string
  /** 16 bytes in hex. */
  readonly id: string
  readonly friend: string
  readonly direction: 'in' | 'out'
  /** As its sender calls it. */
  readonly name: string
  readonly size: number
  /** How many files it is, which become a folder; left out where it is a file alone. */
  readonly files?: number
  /** Bytes that are here (`in`) or went out (`out`). */
  readonly done: number
  readonly state: 'offered' | 'running' | 'waiting' | 'finished' | 'ended'
  /** Where it is or will be on this disk, once that is known. */
  readonly path: string | null
}

/** What the user is told: in English for programs, and as a sentence for this program's own screen, which JSON leaves out. */
export interface Spoken {
  readonly message: string
  readonly words?: (() => Sentence) | undefined
}

/** @returns a sentence as both. */
export function spoken(sentence: Sentence): Required<Spoken> {
  return { message: english(sentence), words: () => sentence }
}

export type TransferEvent =
  | { readonly event: 'file-offered'; readonly transfer: TransferView }
  /** At most some times a second. `rate` in bytes a second. */
  | { readonly event: 'file-progress'; readonly transfer: TransferView; readonly rate: number }
  /** In its place, whole, and its SHA-256 checked (`in`); or the friend says so (`out`). */
  | { readonly event: 'file-finished'; readonly transfer: TransferView }
  /** Refused, cancelled, changed meanwhile, …: `message` is the sentence for the user. */
  | ({ readonly event: 'file-ended'; readonly transfer: TransferView } & Spoken)

/** Something that is not the user's doing and gets better or worse by itself: the directory went, the disk is full. */
export interface Notice extends Spoken {
  readonly event: 'notice'
  readonly code: string
}
