/** A conversation of a profile that is asked words: each from its beginning, over a connection of its own. */

import type { Honest, Name } from '../../attacks/terms/people'
import type { Conversation, ConversationEvent, Output, Role } from '../../peers/protocol/conversation'
import { PeerError } from '../../peers/protocol/errors'
import { FrameType } from '../../peers/protocol/frames'
import { hardenedDefences } from '../../peers/protocol/hardened'
import { type PrivateIdentity, publicIdentity } from '../../peers/protocol/identity'
import { entropyFrom, newPeople, type SearchedPeople } from '../search/people'
import { randomFrom } from '../search/random'
import { BentFriend, TEXT } from './friend'
import { HOUR_MS, type LearnedProfile, type MachineInput, type SaidInput } from './inputs'
import type { AskWord } from './learn'
import type { InputWord } from './mealy'

export interface MachinePeople extends SearchedPeople {
  /** Keys that nobody expects of anybody. */
  readonly others: PrivateIdentity
}

export function machinePeople(): MachinePeople {
  return { ...newPeople(), others: newPeople().mallory.own }
}

/** What an input is answered with where nothing is. */
export const NOTHING = '–'

const KINDS = ['?', 'TEXT', 'CLOSE', 'REKEY', 'REKEY_REPLY', 'REKEY_DONE', 'DATA', 'BUNDLE']
const typeNames = new Map<number, string>(Object.entries(FrameType).map(([name, type]) => [type, name]))

/** What is known of the words that begin with the same inputs. */
interface Known {
  readonly output: string
  readonly isOver: boolean
  readonly next: Map<string, Known>
}

export interface Talk {
  readonly ask: AskWord
  /** How many words were said to a conversation: what is known already is not said again. */
  readonly said: () => number
}

/** @returns one side of a profile's conversations, as what is learned. */
export function talk(profile: LearnedProfile, role: Role, people: MachinePeople): Talk {
  const root: Known = { output: '', isOver: false, next: new Map() }
  let words = 0
  const ask = async (word: InputWord): Promise<readonly string[]> => {
    const before = known(root, word)
    if (before) return before
    words += 1
    const outputs = await said(profile, role, people, word)
    let at = root
    for (const [nth, { output, isOver }] of outputs.entries()) {
      const next = at.next.get(word[nth]!) ?? { output, isOver, next: new Map<string, Known>() }
      at.next.set(word[nth]!, next)
      at = next
    }
    return known(root, word)!
  }
  return { ask, said: () => words }
}

function known(root: Known, word: InputWord): string[] | null {
  const outputs: string[] = []
  let at = root
  for (const input of word) {
    // Nobody hears what comes after the end.
    if (at.isOver) {
      outputs.push(NOTHING)
      continue
    }
    const next = at.next.get(input)
    if (!next) return null
    outputs.push(next.output)
    at = next
  }
  return outputs
}

async function said(
  profile: LearnedProfile,
  role: Role,
  people: MachinePeople,
  word: InputWord,
): Promise<{ output: string; isOver: boolean }[]> {
  const [self, another]: readonly Honest[] = role === 'initiator' ? ['alice', 'bob'] : ['bob', 'alice']
  let now = 0
  const conversation = await profile.converse({
    role,
    self: { name: self!, identity: people[self!].own },
    calls: role === 'initiator' ? 'mallory' : null,
    expected: (name) => people[name as Name]?.identity,
    entropy: entropyFrom(randomFrom(1)),
    now: () => now,
  })
  const friend = new BentFriend(
    {
      role: role === 'initiator' ? 'responder' : 'initiator',
      defences: profile.defences ?? hardenedDefences,
      own: people.mallory.own,
      otherOwn: people.others,
      talksTo: self!,
      another: another!,
      entropy: () => entropyFrom(randomFrom(2)),
    },
    publicIdentity(people.others).wrapping,
  )
  const outputs = new Told(conversation, friend)
  outputs.take(conversation.open())
  outputs.told()
  const answers: { output: string; isOver: boolean }[] = []
  for (const input of word as readonly MachineInput[]) {
    if (input === 'an hour passes') now += HOUR_MS
    else outputs.play(input)
    answers.push({ output: outputs.told(), isOver: outputs.isOver })
    if (outputs.isOver) break
  }
  return answers
}

/** What one side does, in words; what it writes reaches the friend, and her answers reach it. */
class Told {
  readonly #conversation: Conversation
  readonly #friend: BentFriend
  #words: string[] = []
  isOver = false

  constructor(conversation: Conversation, friend: BentFriend) {
    this.#conversation = conversation
    this.#friend = friend
  }

  play(input: Exclude<MachineInput, 'an hour passes'>): void {
    try {
      this.take(this.#done(input))
    } catch (error) {
      if (error instanceof PeerError) this.#words.push(`not allowed: ${error.code}`)
      else {
        this.#words.push('throws')
        this.isOver = true
      }
    }
  }

  /** @returns what has come of an input. */
  told(): string {
    const words = this.#words
    this.#words = []
    return words.length > 0 ? words.join(', ') : NOTHING
  }

  take(outputs: readonly Output[]): void {
    for (const output of outputs) {
      if ('write' in output) this.#hear(Buffer.from(output.write))
      else if ('hangUp' in output) this.isOver = true
      else this.#event(output)
    }
  }

  #done(input: Exclude<MachineInput, 'an hour passes'>): Output[] {
    switch (input) {
      case 'user says a text':
        return this.#conversation.send('a text')
      case 'user says goodbye':
        return this.#conversation.close()
      case 'the transport ends':
        return this.#conversation.transportEnded()
      default:
        return this.#conversation.receive(this.#friend.say(input as SaidInput))
    }
  }

  #hear(frame: Buffer): void {
    const { answers, kind } = this.#friend.hear(frame)
    const type = typeNames.get(frame[4]!) ?? `frame of type ${frame[4]}`
    this.#words.push(type === 'RECORD' ? (KINDS[kind] ?? KINDS[0]!) : type)
    for (const answer of answers) this.take(this.#conversation.receive(answer))
  }

  #event(event: ConversationEvent): void {
    switch (event.event) {
      case 'connected':
        this.#words.push(event.peer === 'mallory' ? 'connected' : `connected with ${event.peer}`)
        break
      case 'delivered':
        this.#words.push(event.text === TEXT ? 'delivered' : 'delivered as another text')
        break
      case 'data':
        this.#words.push('data')
        break
      case 'alarm':
        this.#words.push(event.code)
        break
      case 'closed':
        this.#words.push(event.clean ? 'closed cleanly' : 'closed')
        break
    }
  }
}
