/** What each command of the chat works with, and how it says that it was typed wrongly. */

import { same } from '../contacts/nickname'
import { type Say, t } from '../language/sentence'
import type { HistoryItem, MessengerApi } from '../messenger/messenger-api'
import { PeerError } from '../protocol/errors'
import type { Terminal } from '../terminal/terminal-api'
import type { CompletionKind, FolderEntry } from './complete'
import { type ChatEntry, shownName } from './entry'
import { type CommandName, usage } from './help'
import { words } from './line'
import type { Attention, PastScene } from './lists'
import type { QrStyle } from './qr'

/** What a command works with. */
export interface CommandContext {
  readonly messenger: MessengerApi
  readonly terminal: Terminal
  readonly style: QrStyle
  readonly homeFolder: string
  /** @returns what is in a folder; nothing where it can't be read. */
  readonly listFolder: (path: string) => readonly FolderEntry[]
  now(): number
  /** The friend whose chat is open. */
  open(): string | null
  setOpen(friend: string | null): void
  /** What is shown with the friends’ names. */
  attention(): Attention
  past(): PastScene
  /** What was listed last to choose from. */
  readonly listed: { items: readonly HistoryItem[] }
  show(...entries: ChatEntry[]): void
  /** Says a sentence in the user's language. */
  readonly speak: Say
  /** Sends and shows a text. */
  say(friend: string, text: string): Promise<void>
  /** How much of a file has been read for its offer; null at the end. */
  hashing(path: string, bytes: number | null): void
  /** The user ends this transfer: its end needs no telling. @returns undoes it. */
  expectEnd(which: string): () => void
  quit(): void
}

export interface ChatCommand {
  /** What may stand in each place behind it, for Tab. */
  readonly places: readonly (readonly CompletionKind[])[]
  /** It may take long; what is typed meanwhile need not wait. */
  readonly slow?: true
  /** @param rest what was typed behind the name. @throws PeerError whose sentence the user reads. */
  run(context: CommandContext, rest: string): Promise<void> | void
}

/** The one argument of a command. */
export function argument(command: CommandName, rest: string): string {
  const [first, ...more] = words(rest)
  if (!first || more.length > 0) throw usageOf(command)
  return first.value
}

export function usageOf(command: CommandName): PeerError {
  return new PeerError('BAD_COMMAND', t`Type it as ${usage(command)}; /help ${command} tells more.`)
}

/** Whether the user has a friend of this name. */
export function isFriend(messenger: Pick<MessengerApi, 'friends'>, name: string | undefined): boolean {
  return messenger.friends().some((friend) => friend.name === name)
}

/** @returns whom the user calls so. */
export function calledSo(messenger: Pick<MessengerApi, 'nicknames'>, nickname: string): string | undefined {
  return [...messenger.nicknames()].find(([, one]) => same(one, nickname))?.[0]
}

/** @param messenger says whether the user calls somebody so: commands take names, which nobody else can have. */
export function unknownFriend(messenger: Pick<MessengerApi, 'nicknames'>, name: string): PeerError {
  const called = calledSo(messenger, name)
  if (called)
    return new PeerError(
      'UNKNOWN_PEER',
      t`You call ${called} so, and commands take the name: type ${called}.`,
    )
  const shown = shownName(name)
  return new PeerError(
    'UNKNOWN_PEER',
    t`${shown} is no friend of yours: /friends lists them, /add ${shown} asks.`,
  )
}
