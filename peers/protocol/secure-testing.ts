/** Secure conversations to test with: the people in them, and the line between two of them. */

import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { Conversation, ConversationEvent, Entropy, Output, Role, Setup } from './conversation'
import type { Defences } from './defences'
import { hardenedDefences } from './hardened'
import { type Identity, type PrivateIdentity, publicIdentity } from './identity'
import { secure } from './secure'
import { testEntropy, testKey } from './test-keys-testing'

const generate = promisify(generateKeyPair)
export const newRsaKey = async (modulusLength = 2048, publicExponent = 65537): Promise<KeyObject> =>
  (await generate('rsa', { modulusLength, publicExponent })).privateKey

export interface Person {
  readonly name: string
  readonly identity: PrivateIdentity
  readonly shown: Identity
}

export async function person(name: string): Promise<Person> {
  const [signing, wrapping] = await Promise.all([testKey(), testKey()])
  const identity = { signing, wrapping }
  return { name, identity, shown: publicIdentity(identity) }
}

export const entropy: Entropy = testEntropy

/** Everybody in this file's tests knows the people given here, by name. */
export function friends(...people: readonly Person[]): (name: string) => Identity | undefined {
  return (name) => people.find((each) => each.name === name)?.shown
}

export interface Side {
  readonly self: Person
  readonly expected: (name: string) => Identity | undefined
  readonly defences?: Defences
  readonly now?: () => number
  readonly entropy?: Entropy
}

/** @param calls the name that an initiator calls; null makes a responder. */
export async function converse(side: Side, calls: string | null): Promise<Conversation> {
  const { self, expected, defences = hardenedDefences, now = () => 0 } = side
  const { entropy: random = entropy } = side
  const role: Role = calls === null ? 'responder' : 'initiator'
  const setup: Setup = { role, self, calls, expected, entropy: random, now }
  return secure('under test', defences).converse(setup)
}

export function writes(outputs: readonly Output[]): Buffer[] {
  return outputs.flatMap((output) => ('write' in output ? [Buffer.from(output.write)] : []))
}

/** @returns the bytes of outputs that are one write and nothing else. */
export function written(outputs: readonly Output[]): Buffer {
  const [only, ...more] = outputs
  if (!only || !('write' in only) || more.length > 0) throw new Error('expected one write')
  return Buffer.from(only.write)
}

export function events(outputs: readonly Output[]): ConversationEvent[] {
  return outputs.filter((output): output is ConversationEvent => 'event' in output)
}

export function texts(outputs: readonly Output[]): string[] {
  return events(outputs).flatMap((event) => (event.event === 'delivered' ? [event.text] : []))
}

export type Who = 'alice' | 'bob'
export const other = (who: Who): Who => (who === 'alice' ? 'bob' : 'alice')

/** Two conversations and what is on its way between them, frame by frame. */
export class Line {
  /** Frames on their way to each. */
  readonly toward: Record<Who, Buffer[]> = { alice: [], bob: [] }
  readonly outputs: Record<Who, Output[]> = { alice: [], bob: [] }

  constructor(
    readonly sides: Record<Who, Conversation>,
    /** Sees what each side says, in order. */
    readonly onOutput: (who: Who, output: Output) => void = () => {},
  ) {}

  /** Opens both; the initiator's first frame is on its way. */
  open(): this {
    this.take('bob', this.sides.bob.open())
    this.take('alice', this.sides.alice.open())
    return this
  }

  take(who: Who, outputs: readonly Output[]): void {
    for (const output of outputs) {
      this.outputs[who].push(output)
      this.onOutput(who, output)
    }
    this.toward[other(who)].push(...writes(outputs))
  }

  /** Brings `who` the next frame. @returns whether there was one. */
  bring(who: Who): boolean {
    const frame = this.toward[who].shift()
    if (frame) this.take(who, this.sides[who].receive(frame))
    return frame !== undefined
  }

  /** Brings everything until nobody has anything to say. */
  settle(): this {
    while (this.bring('bob') || this.bring('alice')) {}
    return this
  }

  say(who: Who, text: string): this {
    this.take(who, this.sides[who].send(text))
    return this
  }
}
