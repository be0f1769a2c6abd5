/**
 * The events of a run: one union type, parsed strictly. What a node may say depends on what it is: a peer
 * can't report loot, an attacker can't report a delivery, and nobody but the lab speaks for the lab.
 */

import * as z from 'zod'
import type { Sentence } from '../../peers/language/sentence'
import type { ReportedDeed } from '../language/deeds'
import { measures, recordedStep, text } from './step'

const session = z.string().max(64)
const evidence = z.record(z.string(), z.union([z.string(), z.number()]))

/** Of a request or an answer. */
const body = z.string().max(2 ** 18)

const listening = z.strictObject({
  event: z.literal('listening'),
  service: text,
  /** Whose calls come there, where not everybody's do. */
  caller: text.optional(),
  host: text,
  port: z.int(),
})
const done = z.strictObject({
  event: z.literal('done'),
  id: z.int(),
  data: z.record(z.string(), z.unknown()).optional(),
})
const failed = z.strictObject({ event: z.literal('failed'), id: z.int(), code: text, message: text })

const peerEvent = z.discriminatedUnion('event', [
  listening,
  done,
  failed,
  /** `fingerprint` is of the identity that this peer registers with. */
  z.strictObject({ event: z.literal('ready'), fingerprint: text }),
  /** A connection was made or accepted; nothing is known of the other side yet but whom this peer called. */
  z.strictObject({
    event: z.literal('opened'),
    session,
    role: z.enum(['initiator', 'responder']),
    calls: text.nullable(),
    /** `ADDRESS:PORT` of the two ends of the connection, as this program sees them. */
    local: text.optional(),
    remote: text.optional(),
  }),
  z.strictObject({
    event: z.literal('connected'),
    session,
    peer: text.nullable(),
    fingerprint: text,
    own: text,
  }),
  /** What the user sees when comparing. */
  z.strictObject({ event: z.literal('displayed'), session, own: text, peer: text }),
  z.strictObject({ event: z.literal('sent'), session, to: text, text }),
  z.strictObject({ event: z.literal('delivered'), session, from: text.nullable(), text }),
  z.strictObject({
    event: z.literal('alarm'),
    session: session.nullable(),
    code: text,
    message: text,
    evidence,
  }),
  z.strictObject({ event: z.literal('closed'), session, clean: z.boolean() }),
  /**
   * What this end of a session read or wrote, in order. `stopped` is the last of a session whose bytes are too many to be told.
   */
  z.strictObject({
    event: z.literal('wire'),
    session,
    way: z.enum(['in', 'out']),
    bytes: z.base64(),
    stopped: z.literal(true).optional(),
  }),
  /** What this end has drawn for a session: a private key of X25519, or random bytes. */
  z.strictObject({
    event: z.literal('secrets'),
    session,
    kind: z.enum(['x25519', 'random']),
    value: z.hex().max(512),
  }),
  /** The key to which others wrap secrets, PKCS #8 in DER; and what opens the files of a messenger. */
  z.strictObject({ event: z.literal('identity'), privateKey: z.base64(), passphrase: text.optional() }),
  /** It has asked the directory something, and this came back; bodies as JSON. Without `answer` it was too much to be told. */
  z.strictObject({
    event: z.literal('asked'),
    method: z.string().max(8),
    path: text,
    body: body.nullable(),
    status: z.int(),
    answer: body.optional(),
  }),
])

const messengerEvent = z.discriminatedUnion('event', [
  ...peerEvent.options,
  /** What the program has just written to its terminal. */
  z.strictObject({ event: z.literal('screen'), bytes: z.base64() }),
])

const directoryEvent = z.discriminatedUnion('event', [
  listening,
  done,
  failed,
  z.strictObject({ event: z.literal('ready') }),
  /** It has answered whoever asked on the connection from `remote`; `code` is that of a refusal. */
  z.strictObject({
    event: z.literal('answered'),
    remote: text,
    status: z.int(),
    code: z.string().max(64).nullable(),
    /** The whole of it, bodies as they were written; not there where it was too much to be told. */
    exchange: z
      .strictObject({
        method: z.string().max(16),
        path: text,
        authorization: text.nullable(),
        asked: body,
        said: body,
        /** The directory's own clock, in milliseconds since 1970. */
        clock: z.int(),
        /** Milliseconds until it was answered. */
        took: z.int(),
      })
      .optional(),
  }),
  /** What it says that its routes take and answer: an OpenAPI document. */
  z.strictObject({ event: z.literal('described'), openapi: body }),
])

const bystanderEvent = z.discriminatedUnion('event', [
  listening,
  z.strictObject({ event: z.literal('ready') }),
  /** Somebody has called a port of the computer `of` a user, at which no messenger listens; `remote` is where from. */
  z.strictObject({ event: z.literal('visited'), of: text, port: z.int(), remote: text }),
])

/** What people are told: a key of lab/language/deeds.ts with its values, or the program's own words. */
const told: z.ZodType<ReportedDeed> = z.union([
  text,
  z.strictObject({ key: z.string().max(64), values: z.array(z.union([text, z.number()])).max(8) }),
])

const link = z.string().max(64)
const attackerEvent = z.discriminatedUnion('event', [
  listening,
  done,
  failed,
  z.strictObject({ event: z.literal('ready') }),
  /** A connection came in; `remote` is where from, as `ADDRESS:PORT`. */
  z.strictObject({ event: z.literal('linked'), link, remote: text.optional() }),
  /** She made a connection of her own. */
  z.strictObject({ event: z.literal('called'), to: text, local: text }),
  /** The account that she registered. */
  z.strictObject({ event: z.literal('account'), name: text, fingerprint: text }),
  /** What she takes `about` to be. */
  z.strictObject({
    event: z.literal('guessed'),
    about: text,
    value: text,
    /** False where she knows nothing and tossed a coin. */
    sure: z.boolean().optional(),
  }),
  /** What she said as a probe over a connection of her own, and what came back, until the other side hung up. */
  z.strictObject({
    event: z.literal('probed'),
    probe: z.string().max(64),
    local: text,
    remote: text,
    said: z.base64(),
    heard: z.base64(),
    over: z.boolean(),
  }),
  /** How far a long attack is; for those who watch. */
  z.strictObject({ event: z.literal('progress'), done: z.int(), of: z.int().nullable(), what: told }),
  /** A whole unit of the wire as it came in, in base64, before the attack saw it. */
  z.strictObject({ event: z.literal('intercepted'), link, from: text, to: text, bytes: z.base64() }),
  /** `presented` is the fingerprint of a key that was shown to `to` in another's place. */
  z.strictObject({
    event: z.literal('acted'),
    /** Null where it was done over no link. */
    link: link.nullable(),
    what: told,
    to: text.nullable(),
    presented: text.nullable(),
  }),
  z.strictObject({
    event: z.literal('loot'),
    link: link.nullable(),
    how: z.enum(['read', 'forged']),
    text,
    from: text.nullable(),
    to: text.nullable(),
  }),
  z.strictObject({ event: z.literal('unlinked'), link }),
])

export const verdicts = ['BROKEN', 'DETECTED', 'RESISTED', 'PASSED', 'NONCONFORMING', 'INCONCLUSIVE'] as const
export type Verdict = (typeof verdicts)[number]

/** Stands among the rules that a profile departs from where it speaks another protocol. */
export const wholeProtocol = 'PROTOCOL.md'

/** What an act is judged by; checks.ts says when each of them holds. */
export const properties = [
  'secrecy',
  'authenticity',
  'order',
  'completeness',
  'identity',
  /** What only friends may know: names, addresses, who is there, which message it was. */
  'privacy',
  /** Calls reach whom their owner says. */
  'routing',
  /** Nothing is written outside of the place for it. */
  'containment',
  /** The screen says what is so. */
  'display',
  /** Honest users are served. */
  'availability',
  /** Each rule of the protocol is kept by a program that is sent what the rule forbids. */
  'conformance',
] as const
export type Property = (typeof properties)[number]

/** What a messenger may have to tell its user where nothing can be refused; lab/scenario/notices.ts says in which words. */
export const noticeCodes = ['lacks', 'held', 'unasked'] as const
export type NoticeCode = (typeof noticeCodes)[number]

export const phases = ['before', 'attack', 'after', 'honest'] as const
/** `before` and `after` are the controls around an `attack`; `honest` is an act without an attacker. */
export type Phase = (typeof phases)[number]

/** Values, and gaps for them, that a sentence may have. */
const MOST_VALUES = 8

/** A sentence of the lab's own. @param depth how deep other ones may stand in its gaps. */
function sentence(depth: number): z.ZodType<Sentence> {
  const data = z.union([text, z.number()])
  const value = depth > 0 ? z.union([data, sentence(depth - 1)]) : data
  return z.strictObject({
    text: text.refine((words) => words.split('{').length <= MOST_VALUES + 1),
    values: z.array(value).max(MOST_VALUES),
  })
}

/** What the lab makes up that is no message: what a user is called, where, and who asks to be a friend. */
const secretKinds = ['name', 'address', 'open request'] as const
export type SecretKind = (typeof secretKinds)[number]

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** With what a run was made, as far as the lab can tell. */
const circumstances = z.strictObject({
  began: z.iso.datetime(),
  runtime: z.enum(['processes', 'containers']),
  quick: z.boolean(),
  /** The SHA-256 of the seed, which is told at the end: so it was settled before anything happened. */
  commitment: sha256,
  /** The programs that nodes run. */
  programs: z.array(z.strictObject({ name: text, sha256 })).max(32),
  /** The checkout: `sources` is over all files that make lab and scenarios; `isChanged`: whether files differ from the commit. */
  lab: z.strictObject({
    project: text,
    sources: sha256,
    revision: text.nullable(),
    isChanged: z.boolean(),
    packages: z.array(text).max(256),
  }),
  node: text,
  platform: text,
})

const labEvent = z.discriminatedUnion('event', [
  /** The first line of a history: the acts that are to come. */
  z.strictObject({
    event: z.literal('run-started'),
    scenario: text,
    acts: z.array(text),
    /** Runs of tests go without. */
    made: circumstances.optional(),
  }),
  /** The last line of a run that got to its end: what all that it drew follows from. No node lives any more. */
  z.strictObject({ event: z.literal('run-ended'), seed: z.string().regex(/^[0-9a-f]{16,64}$/) }),
  z.strictObject({
    event: z.literal('act-started'),
    profile: text,
    attack: text.nullable(),
    position: z.enum(['nowhere', 'tap', 'path', 'directory', 'relay', 'outsider']),
    expected: z.enum(verdicts),
    /** Properties that are expected to fall, and codes of the alarms that are due. */
    breaks: z.array(z.enum(properties)),
    alarms: z.array(text),
    /** Codes of the notices that are due. */
    notices: z.array(z.enum(noticeCodes)).optional(),
    /** The earlier act in which the same attack has to win, for nothing is resisted that wins nowhere. */
    counterpart: text.optional(),
    /** A hash over what the attack is given to work with, apart from defences. */
    settings: text.optional(),
    /** Rules of PROTOCOL.md from which the profile departs: see {@link wholeProtocol}. */
    departs: z.array(text).optional(),
    /** What the directory goes without, where it is not hardened, and the rules from which it departs so. */
    directory: z.strictObject({ profile: text, departs: z.array(text) }).optional(),
  }),
  z.strictObject({ event: z.literal('phase-started') }),
  /** The lab made this up, and only those whom it concerns may know it: a canary that is no message. */
  z.strictObject({ event: z.literal('secret'), what: z.enum(secretKinds), text }),
  /** Names that the attacker was told, and which of them are registered. */
  z.strictObject({ event: z.literal('population'), names: z.array(text), registered: z.array(text) }),
  recordedStep,
  /** Two users have read to each other what their programs displayed, and hang up if it does not match. */
  z.strictObject({ event: z.literal('compared'), between: z.tuple([text, text]), match: z.boolean() }),
  /** A word that the lab made up and told the attacker alone: where it stands, it comes from her. */
  z.strictObject({ event: z.literal('marked'), text }),
  /** What stood on a node's screen at the end of a conversation, row by row, with what had scrolled away. */
  z.strictObject({ event: z.literal('shown'), on: text, rows: z.array(text) }),
  /** What was in a node's data folder, at the beginning of a phase and at the end of each conversation. */
  z.strictObject({
    event: z.literal('files'),
    of: text,
    /** `isOpen` where others than its owner may read a file, or write to it; `head` is how one begins that a messenger seals. */
    files: z.array(
      z.strictObject({
        path: text,
        sha256: text,
        isOpen: z.literal(true).optional(),
        head: z.base64().max(8_192).optional(),
      }),
    ),
  }),
  /** What a node has used so far, as the system counts it: see {@link measures}. */
  z.strictObject({ event: z.literal('measured'), of: text, what: z.enum(measures), amount: z.int() }),
  z.strictObject({ event: z.literal('phase-ended') }),
  /** A node ended before it was told to, or said something that it may not say. */
  z.strictObject({ event: z.literal('node-failed'), failed: text, why: sentence(2) }),
  z.strictObject({ event: z.literal('act-ended') }),
])

export type PeerNodeEvent = z.infer<typeof messengerEvent>
export type AttackerEvent = z.infer<typeof attackerEvent>
export type LabEvent = z.infer<typeof labEvent>
export type Circumstances = z.infer<typeof circumstances>
export type NodeEvent =
  | PeerNodeEvent
  | AttackerEvent
  | z.infer<typeof directoryEvent>
  | z.infer<typeof bystanderEvent>

/** Where and when an event happened. `at` is in milliseconds since the run began. */
export interface Stamp {
  readonly at: number
  readonly act: string
  readonly phase: Phase | null
  /** The node that said it; `lab` for the lab itself. */
  readonly node: string
}

/** What happened, before it has its place in a history. */
export type StampedEvent = Stamp & (NodeEvent | LabEvent)

/** `number` is its place in the history of the run, counted from 1: the line in the file, which says it nowhere else. */
export type HistoryEvent = { readonly number: number } & StampedEvent

/** The names of the events that each program may say, and the lab. */
export const sayings: Readonly<Record<NodeProgram | 'lab', ReadonlySet<HistoryEvent['event']>>> = {
  peer: namesIn(peerEvent),
  messenger: namesIn(messengerEvent),
  directory: namesIn(directoryEvent),
  attacker: namesIn(attackerEvent),
  bystander: namesIn(bystanderEvent),
  lab: namesIn(labEvent),
}

function namesIn(schema: {
  readonly options: readonly z.core.$ZodType[]
}): ReadonlySet<HistoryEvent['event']> {
  return new Set(schema.options.flatMap((option) => [...(option._zod.propValues?.event ?? [])])) as never
}

/** @returns the event a node of this program wrote. @throws Error with one sentence if it may not say that. */
export function parseNodeLine(program: NodeProgram, line: string): NodeEvent {
  const schemas: Record<NodeProgram, z.ZodType<NodeEvent>> = {
    peer: peerEvent,
    messenger: messengerEvent,
    directory: directoryEvent,
    attacker: attackerEvent,
    bystander: bystanderEvent,
  }
  return parse(schemas[program], line)
}

/** Made once: a schema that is made for each line takes longer than all else that is done with it. */
const stamped = z.looseObject({
  at: z.number(),
  act: text,
  phase: z.enum(phases).nullable(),
  node: text,
})
const recorded = z.union([labEvent, messengerEvent, attackerEvent, directoryEvent, bystanderEvent])

/** @returns the line of this number of a recorded history. @throws Error with one sentence if it is none. */
export function parseHistoryLine(line: string, number: number): HistoryEvent {
  const { at, act, phase, node, ...event } = parse(stamped, line)
  return { number, at, act, phase, node, ...parse(recorded, JSON.stringify(event)) } as HistoryEvent
}

function parse<T>(schema: z.ZodType<T>, line: string): T {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    throw new Error(`not JSON: ${JSON.stringify(line.slice(0, 80))}`)
  }
  const result = schema.safeParse(json)
  if (!result.success) throw new Error(`not an event of this lab: ${JSON.stringify(line.slice(0, 80))}`)
  return result.data
}

/** The programs a node can run: the bundles in `.lab/build/<hash>/<program>.cjs`. */
export type NodeProgram = 'peer' | 'messenger' | 'directory' | 'attacker' | 'bystander'
