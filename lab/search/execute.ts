/** Plays a trace with the protocol's conversations, in this process. */

import { functionsOf } from '../../attacks/terms/functions'
import { pages } from '../../attacks/terms/pages'
import { type Honest, honest, type Name } from '../../attacks/terms/people'
import { ComputedTerms, type Functions } from '../../attacks/terms/term'
import { endOfStep, type Trace, type TraceStep } from '../../attacks/terms/trace'
import type { Conversation, ConversationEvent, Output, Profile } from '../../peers/protocol/conversation'
import { PeerError } from '../../peers/protocol/errors'
import { entropyFrom, type SearchedPeople } from './people'
import type { Random } from './random'

/** One side of one connection, and what was seen of it from outside. */
export interface TraceEnd {
  readonly name: string
  readonly of: Honest
  readonly calls: Name | null
  /** The frames that it wrote. */
  readonly wrote: Buffer[]
  /** In order: what was delivered to it, and what its program said of it. */
  readonly took: Buffer[]
  readonly events: ConversationEvent[]
  /** What its user said, in order. */
  readonly said: string[]
  /** Whether its program has hung up. */
  isOver: boolean
  /** Bytes that it has taken since it last wrote or told something: more than one frame may have is a fault. */
  pending: number
  mostPending: number
  /** How often it took something, and neither wrote nor told anything. */
  silent: number
  /** How often that was a whole frame which no end had written. */
  forged: number
}

export interface TraceAlarm {
  /** Whose program raised it. */
  readonly of: Honest
  readonly code: string
}

export interface TraceOutcome {
  readonly ends: readonly TraceEnd[]
  /** In the order in which they were raised. */
  readonly alarms: readonly TraceAlarm[]
  readonly knowledge: ComputedTerms
  /** What the program threw that is no refusal. */
  readonly crash: string | null
  /** How many of the steps had an effect. */
  readonly effective: number
  /** For each step that was played: how many frames the end that it is about has written by then. */
  readonly frames: readonly number[]
}

/** So many letters at the beginning of each text are random, and told to nobody but a friend. */
export const SECRET_LETTERS = 24

/** The first text that is said at an end is a short one; then come the pages that everybody knows, by turns. */
export const FIRST_PAGE = 1

/** @returns the n-th text that is said at an end: of a page all but the beginning is known. */
function textOf(end: string, nth: number, random: Random): string {
  const secret = random.bytes(SECRET_LETTERS / 2).toString('hex')
  return nth < FIRST_PAGE
    ? `${secret} ${end}`
    : `${secret}${pages[(nth - FIRST_PAGE) % pages.length]!.slice(SECRET_LETTERS)}`
}

export interface SearchSetting {
  readonly profile: Profile
  readonly people: SearchedPeople
  readonly functions: Functions
  /** The same with the private keys of both friends, which she gets once all is over. */
  readonly later: Functions
}

export function settingOf(profile: Profile, people: SearchedPeople): SearchSetting {
  return { profile, people, functions: functionsOf(people), later: functionsOf(people, honest) }
}

interface Living extends TraceEnd {
  readonly conversation: Conversation
}

/** @param random what this execution draws from: keys, secrets and texts. */
export async function execute(trace: Trace, setting: SearchSetting, random: Random): Promise<TraceOutcome> {
  const { profile, people, functions } = setting
  const ends = new Map<string, Living>()
  const heard = (end: string, nth: number) => ends.get(end)?.wrote[nth]
  const knowledge = new ComputedTerms(trace.definitions, functions, heard)
  const entropy = entropyFrom(random)
  const alarms: TraceAlarm[] = []
  let crash: string | null = null
  let effective = 0
  const frames: number[] = []

  const expected = (name: string) => people[name as Name]?.identity
  const apply = (end: Living, outputs: readonly Output[]): void => {
    for (const output of outputs) {
      if ('write' in output) end.wrote.push(Buffer.from(output.write))
      else if ('hangUp' in output) end.isOver = true
      else {
        end.events.push(output)
        if (output.event === 'alarm') alarms.push({ of: end.of, code: output.code })
      }
    }
    if (outputs.length > 0) end.pending = 0
  }
  const everWritten = (bytes: Buffer): boolean =>
    [...ends.values()].some(({ wrote }) => wrote.some((frame) => frame.equals(bytes)))
  const deliver = (end: Living, bytes: Buffer): void => {
    end.took.push(bytes)
    end.pending += bytes.length
    const outputs = end.conversation.receive(Buffer.from(bytes))
    if (outputs.length === 0) {
      end.silent += 1
      if (isWholeFrame(bytes) && !everWritten(bytes)) end.forged += 1
    }
    apply(end, outputs)
    end.mostPending = Math.max(end.mostPending, end.isOver ? 0 : end.pending)
  }

  const play = async (step: TraceStep): Promise<boolean> => {
    if (step.do === 'open') {
      if (ends.has(step.end)) return false
      const conversation = await profile.converse({
        role: step.calls ? 'initiator' : 'responder',
        self: { name: step.of, identity: people[step.of].own },
        calls: step.calls,
        expected,
        entropy,
        now: () => 0,
      })
      const end: Living = {
        ...{ name: step.end, of: step.of, calls: step.calls, conversation },
        ...{ wrote: [], took: [], events: [], said: [] },
        ...{ isOver: false, pending: 0, mostPending: 0, silent: 0, forged: 0 },
      }
      ends.set(step.end, end)
      apply(end, conversation.open())
      return true
    }
    const end = ends.get('to' in step ? step.to : step.at)
    if (!end || end.isOver) return false
    switch (step.do) {
      case 'pass': {
        const frame = heard(step.from, step.nth)
        if (!frame) return false
        deliver(end, frame)
        return true
      }
      case 'deliver': {
        const bytes = knowledge.value(step.term)
        if (!Buffer.isBuffer(bytes) || bytes.length === 0) return false
        deliver(end, bytes)
        return true
      }
      case 'say': {
        if (!isConnected(end)) return false
        const text = textOf(end.name, end.said.length, random)
        apply(end, end.conversation.send(text))
        end.said.push(text)
        return true
      }
      case 'close':
        apply(end, end.conversation.close())
        return true
      case 'cut':
        apply(end, end.conversation.transportEnded())
        return true
    }
  }
  for (const step of trace.steps) {
    try {
      if (await play(step)) effective += 1
    } catch (error) {
      // What its user wants may be refused: nothing happens then.
      if (error instanceof PeerError && (step.do === 'say' || step.do === 'close')) continue
      crash = error instanceof Error ? error.message : String(error)
      break
    } finally {
      frames.push(ends.get(endOfStep(step))?.wrote.length ?? 0)
    }
  }
  return { ends: [...ends.values()], alarms, knowledge, crash, effective, frames }
}

/** PROTOCOL.md section 4: four bytes of length, which are those of the type and the payload. */
function isWholeFrame(bytes: Buffer): boolean {
  return bytes.length > 4 && bytes.readUInt32BE(0) === bytes.length - 4
}

/** @returns the codes of the alarms that were raised, each once. */
export function alarmsIn({ alarms }: TraceOutcome): string[] {
  return [...new Set(alarms.map(({ code }) => code))]
}

function isConnected(end: TraceEnd): boolean {
  return (
    end.events.some(({ event }) => event === 'connected') &&
    !end.events.some(({ event }) => event === 'closed')
  )
}

/** @returns with whom its program says that an end is connected; null where it says so of nobody. */
export function peerOf({ events }: TraceEnd): Name | null {
  for (const event of events) if (event.event === 'connected') return event.peer as Name | null
  return null
}
