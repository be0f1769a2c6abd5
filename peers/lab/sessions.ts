/**
 * What the lab is told of a messenger's sessions: the messenger speaks of friends and ids of messages, the lab of
 * sessions and texts, as the lab's peer does.
 */

import { namedKeyRefusal } from '../contacts/key-policy'
import { t } from '../language/sentence'
import type { MessengerEvent } from '../messenger/messenger-api'
import { alarm } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import type { PeerEvent } from '../session/peer'
import { labEvent } from './peer-events'

/** What was typed and is not in a session yet, or not with the friend. */
interface Typed {
  readonly friend: string
  readonly what: 'text' | 'file'
  readonly text: string
  readonly settle: (refusal?: PeerError) => void
}

export class LabSessions {
  readonly #tell: (event: object) => void
  readonly #sessionWith: (friend: string) => string | undefined
  #typed: Typed[] = []
  /** Ids of own messages of which nothing is told. */
  readonly #untold = new Set<string>()

  /** @param sessionWith the newest session with a friend, if there is one. */
  constructor(tell: (event: object) => void, sessionWith: (friend: string) => string | undefined) {
    this.#tell = tell
    this.#sessionWith = sessionWith
  }

  /** Something happened to a session. What is said in it is told by {@link take}. */
  watch(event: PeerEvent): void {
    if (event.event === 'delivered' || event.event === 'sent') return
    this.#tell(labEvent(event))
    const { friend } = event
    if (event.event !== 'closed' || friend === null || this.#sessionWith(friend)) return
    this.#settle((typed) => typed.friend === friend, new PeerError('NOT_CONNECTED'))
  }

  /** @param textOf finds the text of an own message by its id. */
  take(event: MessengerEvent, textOf: (friend: string, id: string) => string | undefined): void {
    if (
      (event.event === 'file-finished' || event.event === 'file-ended') &&
      event.transfer.direction === 'out'
    ) {
      const { friend, name } = event.transfer
      const refusal =
        event.event === 'file-ended' ? new PeerError('BAD_COMMAND', t`${event.message}`) : undefined
      this.#settle((typed) => isTyped(typed, 'file', friend, name), refusal)
    }
    if (event.event === 'key-changed') {
      // The directory named it, and no session: one that refuses a key tells its own alarm.
      const { friend, expected, seen } = event
      this.#tell({ ...alarm(namedKeyRefusal(friend, expected, seen)), session: null })
    }
    if (event.event === 'alarm' && event.code === 'BAD_ADDRESS_RECORD') {
      // Nobody was dialled, so there is no session that could tell it.
      const { code, message, evidence } = event
      this.#tell({ event: 'alarm', session: null, code, message, evidence })
    }
    const session = 'friend' in event && event.friend !== null ? this.#sessionWith(event.friend) : undefined
    if (!session) return
    if (event.event === 'message')
      this.#tell({ event: 'delivered', session, from: event.friend, text: event.text })
    if (event.event !== 'sent' || this.#untold.has(event.id)) return
    const text = textOf(event.friend, event.id)
    if (text === undefined) return
    this.#tell({ event: 'sent', session, to: event.friend, text })
    this.#settle((typed) => isTyped(typed, 'text', event.friend, text))
  }

  /** Tells nothing of this message when it goes out: one that goes out many times would be told many times. */
  passOver(id: string): void {
    this.#untold.add(id)
  }

  /**
   * Has the user type a message, once it is certain that there is a session for it.
   * @returns what settles when the text has gone out. @throws PeerError NOT_CONNECTED where it has not.
   */
  send(friend: string, text: string, type: () => void): Promise<void> {
    return this.#type({ friend, what: 'text', text }, type)
  }

  /** The same with a file of this name. @returns what settles when the friend has it whole. @throws PeerError */
  sendFile(friend: string, name: string, type: () => void): Promise<void> {
    return this.#type({ friend, what: 'file', text: name }, type)
  }

  #type(typed: Omit<Typed, 'settle'>, type: () => void): Promise<void> {
    const { friend } = typed
    if (!this.#sessionWith(friend)) return Promise.reject(new PeerError('NOT_CONNECTED'))
    return new Promise((resolve, reject) => {
      const settle = (refusal?: PeerError) => (refusal ? reject(refusal) : resolve())
      this.#typed.push({ ...typed, settle })
      type()
    })
  }

  #settle(which: (typed: Typed) => boolean, refusal?: PeerError): void {
    const settled = this.#typed.filter(which)
    this.#typed = this.#typed.filter((typed) => !settled.includes(typed))
    for (const { settle } of settled) settle(refusal)
  }
}

function isTyped(typed: Typed, what: Typed['what'], friend: string, text: string): boolean {
  return typed.what === what && typed.friend === friend && typed.text === text
}
