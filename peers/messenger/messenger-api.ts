/**
 * The messenger as its front ends see it: what they can ask and command, and what they are told. The terminal, the
 * agent and the one-shot commands are such front ends; messenger.ts is what stands behind them.
 *
 * Texts, file names and names in requests come from others as they are: whoever shows them makes them printable.
 */

import type { ContactState } from '../contacts/contacts'
import type { Nicknames } from '../contacts/nickname'
import type { Notice, TransferEvent, TransferView } from '../files/transfer-view'
import type { Sentence } from '../language/sentence'
import type { Evidence } from '../protocol/errors'
import type { Way } from '../session/registry'
import type { BudgetLimits } from './friend-budget'
import type { Backlog } from './stored-item'

/** One friend, as far as it is known now. */
export interface FriendView {
  readonly name: string
  /** `changed` until the user settles it. */
  readonly trust: ContactState
  /** Whether there is an open session. */
  readonly online: boolean
  /** How the friend is reached; null where there is no session. */
  readonly way: Way | null
  /** How many messages and offers wait in the outbox for the key that is known. */
  readonly waiting: number
  /** How many messages wait for a key that the friend had before: they go nowhere until the user says so. */
  readonly held: number
}

/** What is sent to a friend only if the user says so. */
export interface Resendable {
  /** What was delivered once, and what the friend's program said it has not. */
  readonly lacks: Backlog | null
  /** What waits for a key that the friend had before. */
  readonly held: Backlog | null
}

export interface Requests {
  /** Who asked and waits for this user's answer. */
  readonly incoming: readonly string[]
  /** Who was asked and did not answer yet. */
  readonly outgoing: readonly string[]
  /** Whom the directory calls friends and this user never added here: neither kept nor called until then. */
  readonly unasked: readonly string[]
}

/** A line of history. `number` counts a friend's items in the order of this user's disk. */
export interface HistoryItem {
  readonly friend: string
  readonly direction: 'in' | 'out'
  /** `in`: the sender's id for it; `out`: this user's. Unique within the friend and direction. */
  readonly id: string
  /** When it was written to disk here, milliseconds since 1970. */
  readonly at: number
  /** By the clock of whoever wrote it; to be shown, never to be ordered by. */
  readonly written: number
  readonly content:
    | { readonly type: 'text'; readonly text: string }
    /** `files`: how many, of a folder. */
    | {
        readonly type: 'offer'
        readonly file: string
        readonly name: string
        readonly size: number
        readonly files?: number
      }
    /** `file`: id of the transfer that ended. */
    | { readonly type: 'end'; readonly file: string; readonly outcome: string }
    /** The next `count` texts were delivered before, and were sent again because they were not there any more. */
    | { readonly type: 'again'; readonly count: number; readonly since: number }
  /**
   * Of what this user said: `waiting` in the outbox, `sent` in an open session, `delivered` to the friend's disk,
   * `dropped` where the friendship ended before.
   */
  readonly status: 'waiting' | 'sent' | 'delivered' | 'dropped' | 'received'
}

/** Where an item is found again, as its history tells. */
export type ItemPlace = Pick<HistoryItem, 'friend' | 'direction' | 'id' | 'at'>

/** What two users compare. */
export interface Comparison {
  /** Twelve groups of five digits, with a space between. */
  readonly number: string
  /** Where a key has changed: the number with the new key; then `number` is the one with the old key. */
  readonly changed?: string
}

export interface Status {
  readonly name: string
  readonly fingerprint: string
  readonly directory: string
  /** Null while the directory answers; else the sentence that says why not. */
  readonly directoryTrouble: string | null
  /** The same for this program's own screen: JSON leaves it out. */
  readonly troubleWords?: (() => Sentence) | undefined
  /** Where friends are told to find this peer; null before it was published. */
  readonly address: string | null
  /** The IPv6 address that they are told besides; null where there is none. */
  readonly also: string | null
  readonly listening: string
  /** Whether friends who do not reach this messenger can call it through the directory's relay. */
  readonly relay: boolean
  /** How each friend who is there is reached. */
  readonly ways: readonly { readonly friend: string; readonly way: Way }[]
  readonly home: string
  /** Where received files appear. */
  readonly downloads: string
  /** What each friend may have unread here, and say a second. */
  readonly limits: BudgetLimits
}

export type MessengerEvent =
  /** Delivered to this user, once, and on disk. */
  | {
      readonly event: 'message'
      readonly friend: string
      readonly id: string
      readonly text: string
      readonly at: number
      readonly written: number
    }
  /** A message was written into an open session. */
  | { readonly event: 'sent'; readonly friend: string; readonly id: string }
  /** A message is on the friend's disk; `waiting` later ones are not yet. One receipt may tell of many. */
  | { readonly event: 'delivered'; readonly friend: string; readonly id: string; readonly waiting: number }
  | {
      readonly event: 'online'
      readonly friend: string
      readonly fingerprint: string
      readonly way: Way
    }
  /** A friend who is there is reached in another way from now on. */
  | { readonly event: 'way'; readonly friend: string; readonly way: Way }
  | { readonly event: 'offline'; readonly friend: string }
  /** Somebody asks to be a friend. */
  | { readonly event: 'request'; readonly from: string }
  /** Several ask. */
  | { readonly event: 'requests'; readonly from: readonly string[] }
  /** A friendship was accepted, by whichever side, and the key pinned. */
  | { readonly event: 'friend'; readonly name: string }
  /** The directory, or whoever answers at the friend's address, shows another key than the known one. */
  | {
      readonly event: 'key-changed'
      readonly friend: string
      readonly expected: string
      readonly seen: string
    }
  /** A session was refused or cut for a reason the user has to know. */
  | {
      readonly event: 'alarm'
      readonly friend: string | null
      readonly code: string
      readonly message: string
      /** The message for this program's own screen: JSON leaves it out. */
      readonly words?: (() => Sentence) | undefined
      readonly evidence: Evidence
    }
  /** Messages that the friend sent and that can't come any more: their numbers in the friend's stream. */
  | { readonly event: 'lost'; readonly friend: string; readonly from: number; readonly to: number }
  /**
   * The friend's program says that messages of this user's are not there any more, since the first of them was written:
   * it came out of a backup, or somebody has the friend's key. They go again only by `resend`.
   */
  | { readonly event: 'lacks'; readonly friend: string; readonly count: number; readonly since: number }
  /** Messages wait for a key that the friend had before: they go to the one that is known now only by `resend`. */
  | { readonly event: 'held'; readonly friend: string; readonly count: number; readonly since: number }
  /** The friend sends messages again that are not here any more: the next `count` of them. */
  | {
      readonly event: 'again'
      readonly friend: string
      readonly id: string
      readonly count: number
      readonly since: number
    }
  | Notice
  | TransferEvent

/** Every method may throw PeerError; its message is the sentence that the user reads. */
export interface MessengerApi {
  /** Whose key is known here, by name. */
  friends(): FriendView[]
  requests(): Requests
  status(): Status
  /** Asks the directory now for friends and requests; the front ends are told by events as well. */
  refresh(): Promise<void>

  /** Asks for a friendship, or accepts one. */
  add(name: string): Promise<'requested' | 'accepted'>
  /** Ends a friendship, takes back or declines a request, and forgets the contact; the history stays. */
  remove(name: string): Promise<void>
  /** Of whom nothing is heard, by name. */
  blocked(): string[]
  /**
   * Ends what there is with somebody, a friend or not, and hears nothing more: no session, no message, no request. What
   * is known stays. Asks nobody.
   * @throws PeerError FILE_FAILED: it counts nevertheless, until this program ends.
   */
  block(name: string): Promise<void>
  /** Takes it back. @throws PeerError FILE_FAILED */
  unblock(name: string): Promise<void>

  /** Whose messages wait to be read and are not shown by themselves, by name. */
  muted(): string[]
  /** @param isMuted false takes it back. @throws PeerError MALFORMED, FILE_FAILED */
  mute(name: string, isMuted: boolean): Promise<void>

  /** What the user calls friends, by name. */
  nicknames(): Nicknames
  /**
   * @param nickname for this user's eyes alone; null takes it back.
   * @throws PeerError UNKNOWN_PEER, FILE_FAILED; BAD_COMMAND where it cannot be shown, or somebody else is called so.
   */
  rename(friend: string, nickname: string | null): Promise<void>

  /**
   * Keeps a text in the outbox; it goes at once if the friend is there. @returns its id, once it is on disk.
   * @throws PeerError UNKNOWN_PEER, MESSAGE_TOO_LONG, BAD_TEXT, FINGERPRINT_MISMATCH while a changed key is not settled,
   * FILE_FAILED: nothing was kept then.
   */
  send(friend: string, text: string): Promise<string>
  /** @returns what goes to this friend only by {@link resend}. */
  resendable(friend: string): Resendable
  /**
   * Sends again what the friend lacks, and to the key that is known now what waits for an earlier one.
   * @param count how many messages that is, as the user was shown. @returns what goes.
   * @throws PeerError UNKNOWN_PEER, FINGERPRINT_MISMATCH, FILE_FAILED; BAD_COMMAND where it is another number.
   */
  resend(friend: string, count: number): Promise<Resendable>
  /** Drops what waits for a key that the friend had before. @returns how many messages that were. @throws PeerError FILE_FAILED */
  dropHeld(friend: string): Promise<number>
  /** @returns the last `count` items, oldest first. */
  history(friend: string, count: number): HistoryItem[]
  /** @returns what was said in a time, oldest first. @param to milliseconds since 1970, not part of it. */
  historyBetween(friend: string, from: number, to: number): HistoryItem[]
  /**
   * @param friend null for all. @param words what a text or a file's name holds, in whatever case.
   * @returns the newest `most` items that do, oldest first.
   */
  search(friend: string | null, words: string, most: number): Promise<HistoryItem[]>
  /** @returns how many items of that time {@link forget} would clear: none that waits, or was not seen. */
  forgettable(friend: string, from: number, to: number): number
  /**
   * Clears what was said in a time from this disk, for good.
   * @param count how many items that is, as the user was shown.
   * @throws PeerError FILE_FAILED: nothing is cleared; BAD_COMMAND where it is another number.
   */
  forget(friend: string, from: number, to: number, count: number): Promise<void>

  /** @returns this user's texts to a friend that were never sent: {@link edit} and {@link delete} take them back. */
  unsent(friend: string): HistoryItem[]
  /**
   * Deletes one item from this disk, for good. @returns whether the friend has it, too, and keeps it; null where nobody
   * here knows: it was in a session, and the friendship ended before it was confirmed.
   * @throws PeerError FILE_FAILED; BAD_COMMAND where it may be on its way, was not seen yet, or is not there.
   */
  delete(item: ItemPlace): Promise<boolean | null>
  /**
   * Says something else in place of a text that was never sent. @param id of that.
   * @throws PeerError FILE_FAILED, MESSAGE_TOO_LONG, BAD_TEXT; BAD_COMMAND where it may be on its way.
   */
  edit(friend: string, id: string, text: string): Promise<void>

  /**
   * @returns the friends' items that no front end had shown when this program started, of each friend the oldest first,
   * read from the disk as they are asked for. What came since then is told by events, and only so.
   * @throws PeerError CORRUPT_FILE, FILE_FAILED while they are asked for.
   */
  unseen(): Iterable<HistoryItem>
  /** A front end has shown what came from this friend: up to the item `id`, or all that came until now. */
  seen(friend: string, id?: string): void

  /** @throws PeerError UNKNOWN_PEER */
  compare(friend: string): Comparison
  /**
   * @param digits the friend's safety number as pasted: 60 digits, spaces and line ends anywhere.
   * @returns `match`: the contact is verified now, with whichever key it matched. `mismatch`: nothing changed.
   * @throws PeerError UNKNOWN_PEER, BAD_COMMAND where it is not 60 digits.
   */
  verify(friend: string, digits: string): Promise<'match' | 'mismatch'>
  /** Settles a changed key: `new` takes it unverified (not for a friend who was verified), `old` keeps the known one. */
  trust(friend: string, which: 'new' | 'old'): Promise<void>

  /**
   * Offers a file; or a folder, or several of both, as one.
   * @param onHashed is told how many bytes have been read. @returns the transfer, once the offer is on disk.
   */
  offer(
    friend: string,
    paths: string | readonly string[],
    onHashed?: (bytes: number) => void,
  ): Promise<TransferView>
  /** Offered, running and waiting transfers, and those that ended since the start. */
  transfers(): TransferView[]
  /** @param which a label or an id. */
  acceptFile(which: string): Promise<TransferView>
  /** Refuses, or ends, from whichever side. @param which a label or an id. */
  cancelFile(which: string): Promise<TransferView>

  /** Writes identity and contacts into one file under its own passphrase; nothing is overwritten. */
  exportTo(path: string, passphrase: string): Promise<void>
  /** Takes the contacts of an export of this same identity. @returns how many were new. */
  importContacts(path: string, passphrase: string): Promise<number>

  /**
   * Another passphrase for this home. It counts when this program has ended.
   * @param before the one of now. @throws PeerError WRONG_PASSPHRASE, BAD_COMMAND where the chosen one is too short.
   */
  changePassphrase(before: string, chosen: string): Promise<void>
  /** Sets another password at the directory; all logins of others with the one before, or by a token, end. */
  changePassword(password: string): Promise<void>
  /** Ends every login at the directory but this one. */
  logOutElsewhere(): Promise<void>
  /**
   * Registers this name and key at a directory that does not know them (any more), and asks all contacts again.
   * @returns how many were asked. @throws PeerError of the directory client: NAME_TAKEN in its evidence where the name has another key.
   */
  registerAgain(password: string): Promise<number>
  /** Gives the name this key at the directory in place of the one that it has there. @param code of the second factor. */
  takeNameBack(password: string, code?: string): Promise<void>
  /** Second factor at the directory: begins to enrol. @returns what an authenticator app scans. */
  enrolTotp(): Promise<{ readonly uri: string; readonly secret: string }>
  /** @returns recovery codes, each good for one login. */
  confirmTotp(code: string): Promise<readonly string[]>
  removeTotp(code: string): Promise<void>

  /** Says goodbye to everybody and settles when all is on disk and closed. */
  close(): Promise<void>
}
