/** Two friends to test with, who talk through a relay that runs an attack. */

import type { KeyObject } from 'node:crypto'
import type { Socket } from 'node:net'
import type { ExecutionContext } from 'ava'
import type { Conversation, ConversationEvent, Profile } from '../peers/protocol/conversation'
import { type PrivateIdentity, publicIdentity } from '../peers/protocol/identity'
import { testKey } from '../peers/protocol/test-keys-testing'
import { Session } from '../peers/session/session'
import type { Attack, AttackerAccount } from './attack'
import { entropy } from './entropy'
import { Log, type Relayed, relayed } from './relay-testing'

const keys = Promise.all([0, 1, 2].map(testKey))

/**
 * Milliseconds in which nothing at all happens between the two, twice in a row, before a test is told that nothing more
 * will: together less than AVA's ten seconds, after which it says no more than that it was waiting. Twice, because in a
 * process that was held up a timer is heard before the sockets are.
 */
const SILENCE = 3_000

/** A busy machine is no reason to give up on a handshake. */
const endless = { dial: 600_000, handshake: 600_000, goodbye: 600_000 }

/** One of two friends who talk through the relay. */
export interface Friend {
  readonly session: Session
  readonly heard: Log<ConversationEvent>
  /** The texts that were delivered to this friend. */
  texts(): string[]
}

/** @returns an account of the attacker's own, of a friend of both. */
export async function accountOfMallory(): Promise<AttackerAccount> {
  const key = (await keys)[2]!
  return { name: 'mallory', identity: { signing: key, wrapping: key }, password: '', token: '' }
}

/** @returns the private keys of a friend, for who is said to have stolen them. */
export async function stolenFrom(name: 'alice' | 'bob'): Promise<PrivateIdentity> {
  const key = (await keys)[name === 'alice' ? 0 : 1]!
  return { signing: key, wrapping: key }
}

/** @returns alice's conversation with bob, or his with her; each expects the other's true key. */
export async function conversationOf(name: 'alice' | 'bob', profile: Profile): Promise<Conversation> {
  const [alices, bobs, spare] = await keys
  const own: Record<string, KeyObject> = { alice: alices!, bob: bobs!, mallory: spare! }
  const identityOf = (who: string) => ({ signing: own[who]!, wrapping: own[who]! })
  const fresh = [own[name]!, spare!]
  return profile.converse({
    role: name === 'alice' ? 'initiator' : 'responder',
    self: { name, identity: identityOf(name) },
    calls: name === 'alice' ? 'bob' : null,
    expected: (who) => publicIdentity(identityOf(who)),
    entropy: {
      ...entropy,
      rsa: async () => fresh.shift()!,
    },
    now: Date.now,
  })
}

/**
 * Alice calls Bob through the relay. `over` settles when both conversations and the link have ended; it ends none.
 * @throws Error from `over` when somebody is still connected and nothing more happens: nobody has hung up.
 */
export async function friends(
  t: ExecutionContext,
  prepare: Attack['prepare'],
  profile: Profile,
  silence = SILENCE,
): Promise<{ alice: Friend; bob: Friend; wire: Relayed; over: () => Promise<unknown> }> {
  const wire = await relayed(t, prepare)
  const { caller, callee } = await wire.call()
  const [alice, bob] = await Promise.all([
    conversationOf('alice', profile).then((conversation) => friend(caller, conversation)),
    conversationOf('bob', profile).then((conversation) => friend(callee, conversation)),
  ])
  const isClosed = ({ heard }: Friend) => heard.all.at(-1)?.event === 'closed'
  const closed = (one: Friend) => one.heard.until(() => isClosed(one))
  const left = () => [isClosed(alice) ? [] : ['alice'], isClosed(bob) ? [] : ['bob']].flat()
  const logs = [alice.heard, bob.heard, wire.events]
  return {
    ...{ alice, bob, wire },
    over: () => endsInTime(Promise.all([closed(alice), closed(bob), wire.over()]), logs, left, silence),
  }
}

/** @throws Error if everything is silent before `end` settles. */
async function endsInTime(
  end: Promise<unknown>,
  logs: readonly Pick<Log<unknown>, 'all' | 'until'>[],
  left: () => readonly string[],
  milliseconds: number,
): Promise<unknown> {
  const happened = () => logs.reduce((sum, { all }) => sum + all.length, 0)
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => {
    const wait = (before: number, times: number) => {
      timer = setTimeout(() => {
        if (happened() > before) wait(happened(), 2)
        else if (times > 1) wait(before, times - 1)
        else reject(new Error(why()))
      }, milliseconds)
    }
    const why = () =>
      `Nobody has hung up: of ${left().join(' and ') || 'the link'} no end has come, and nothing more happens. Say alice.session.close() before over(), and see that the attack passes the goodbye on, which isMessage counts as a message.`
    wait(happened(), 2)
  })
  return Promise.race([end, silence]).finally(() => clearTimeout(timer))
}

function friend(socket: Socket, conversation: Conversation): Friend {
  const heard = new Log<ConversationEvent>()
  // The sockets of these tests are half open; a messenger's are not.
  socket.on('end', () => socket.end())
  const session = new Session(socket, conversation, (event) => heard.note(event), endless)
  const texts = () => heard.all.flatMap((event) => (event.event === 'delivered' ? [event.text] : []))
  return { session, heard, texts }
}

/** Says each text when the one before has arrived, changed or not; both must be connected. */
export async function say(from: Friend, to: Friend, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    const before = to.texts().length
    from.session.send(text)
    await to.heard.until(() => to.texts().length > before)
  }
}

/** Settles when both friends are connected. */
export async function bothConnected(...all: Friend[]): Promise<void> {
  await Promise.all(all.map(({ heard }) => heard.until((events) => events.some(isConnected))))
}

function isConnected({ event }: ConversationEvent): boolean {
  return event === 'connected'
}
