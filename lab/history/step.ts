/**
 * A step as data: what a scenario says of it, and what the history keeps. What it does, and what is said of it, is in
 * lab/steps/, where the compiler asks for it.
 */

import * as z from 'zod'

/** What the users do. The text of each `say` is a canary that the lab makes up for the run. */
export type Step =
  | { readonly do: 'connect'; readonly from: string; readonly to: string }
  /** Both users read to each other what their programs display; they hang up if it does not match. */
  | { readonly do: 'compare'; readonly between: readonly [string, string] }
  /**
   * Several messages are said without waiting in between; `oneOf` are texts of which one is drawn for each. `ahead`: the
   * friend is away, and it waits; of messengers only.
   */
  | {
      readonly do: 'say'
      readonly from: string
      readonly to: string
      readonly times?: number
      readonly oneOf?: readonly string[]
      readonly ahead?: true
    }
  /** A user wants to say what no message carries: the own program has to refuse it. Of the lab's peers only. */
  | { readonly do: 'say-amiss'; readonly from: string; readonly to: string; readonly what: Unsayable }
  /** A file with a canary in it; of messengers only. The one who gets it accepts it. */
  | { readonly do: 'send-file'; readonly from: string; readonly to: string }
  /** A file of so many bytes waits for the attacker; of messengers only. */
  | { readonly do: 'offer-file'; readonly from: string; readonly bytes: number }
  /** So many texts for the attacker, of so many bytes each, wait until she calls; of messengers only. */
  | { readonly do: 'write-letters'; readonly from: string; readonly letters: number; readonly bytes: number }
  | { readonly do: 'close'; readonly by: string; readonly to: string }
  /** So much time goes by for these programs: their clocks are put forward. Of the lab's peers and the directory only. */
  | { readonly do: 'pass-time'; readonly for: readonly string[]; readonly minutes: number }
  /** The two end their friendship and begin it anew: what they knew of each other's keys is forgotten. */
  | { readonly do: 'befriend'; readonly between: readonly [string, string] }
  /** The attacker does what she does of her own accord: now, or beside all that follows. */
  | { readonly do: 'launch'; readonly background?: boolean }
  /** The attacker gets hold of a user's private keys or token. In the attack only, though the program is always asked. */
  | { readonly do: 'steal'; readonly what: 'identity' | 'token'; readonly from: string }
  /** The users wait until the attacker has done what she was launched for. */
  | { readonly do: 'await' }
  /** The attacker stops; what she does of her own accord ends with the phase otherwise. */
  | { readonly do: 'halt' }
  /**
   * The lab notes what a node has used so far, memory if nothing else is said; an act that measures is judged by
   * availability.
   */
  | { readonly do: 'measure'; readonly of: string; readonly what?: Measured }
  /** A messenger does what its next start will do, beside what it does; so that it can be measured. */
  | { readonly do: 'rehearse-start'; readonly of: string }
  /** The attacker learns what is public, or was leaked. */
  | { readonly do: 'tell'; readonly topic: string; readonly facts: readonly string[] }
  /** The attacker learns a word of this run that nobody else knows, as topic `mark`: where it stands, it comes from her. */
  | { readonly do: 'mark' }
  /** The attacker sends one thing that the protocol forbids, or allows, to see what becomes of it. In the attack. */
  | ({ readonly do: 'probe' } & Probe)
  /** What a user does with the account at the directory. */
  | {
      readonly do: 'account'
      readonly by: string
      /**
       * `publish` the address anew; `refresh` the list of friends; `invite` somebody by a name that the lab makes up
       * and only this account shows; `enrol` a second factor, `log-in` anew (with a code where one is enrolled) and
       * `unenrol` it.
       */
      readonly what: 'publish' | 'refresh' | 'invite' | 'enrol' | 'log-in' | 'unenrol'
    }
  /**
   * Asked about a changed key, the user keeps the one that is known, or takes the new one without comparing; hears nothing
   * more of a friend, or does again; agrees to send again what the friend says to lack, if there is anything. The last three of
   * messengers only.
   */
  | {
      readonly do: 'account'
      readonly by: string
      readonly what: 'keep' | 'take' | 'block' | 'unblock' | 'resend'
      readonly friend: string
    }
  /** The attacker learns a list of passwords with the right one in it, or the login that was just typed. In the attack. */
  | {
      readonly do: 'leak'
      readonly what: 'passwords' | 'login'
      readonly of: string
      readonly among?: number
    }

/** A text of one byte more than there may be; and half of a character, which UTF-8 has no bytes for. */
export const unsayable = ['too-long', 'half-a-character'] as const
export type Unsayable = (typeof unsayable)[number]

/** One thing that is sent to a program, and what is due then: the attacker knows its name, and nothing else of it. */
export interface Probe {
  readonly probe: string
  /** Ids of the rules of PROTOCOL.md that it is for. */
  readonly rules: readonly string[]
  /** Whose program it is sent to. */
  readonly of: string
  /** Whether the attacker calls them, is called, stands between them and another one, or asks the directory. */
  readonly as: ProbePlace
  /** Code of the alarm, or of the directory's refusal, that is due; null where it has to be taken. */
  readonly alarm: string | null
  /** Whether the handshake is done before. */
  readonly connects: boolean
  /** Whether the text that comes with it, before what is forbidden, has to be delivered. */
  readonly delivers: boolean
  /** How many frames the program says in the session; null where that is not fixed. */
  readonly frames: number | null
  /** Status of the directory's answer. */
  readonly status?: number
  /** How many texts have to be delivered, where it is more than one: the others have their number behind them. */
  readonly texts?: number
  /** How long the text is filled up to be, with `x`. */
  readonly fills?: number
  /** All that the program has to say in the session as messages of the layer above (lab/conformance/said-messages.ts). */
  readonly says?: string
  /** What the messenger has to tell its user, and how often in all of the phase: words of its own that stand on its screen. */
  readonly tells?: { readonly words: string; readonly times: number }
  /** Who calls, where the attacker stands between two others: they hold a conversation, and she does it to a frame of theirs. */
  readonly caller?: string
  readonly callee?: string
  /** What the two do in that conversation besides saying a text each (lab/steps/attacker-steps.ts). */
  readonly talk?: ProbeTalk
  /** Whether the short form of the scenario goes without it. */
  readonly thorough?: boolean
}

/** Where the attacker stands for a probe. */
export const probePlaces = ['caller', 'called', 'path', 'client'] as const
export type ProbePlace = (typeof probePlaces)[number]

/**
 * Conversations that a probe on the path is played in: an hour goes by between their texts, or before the goodbye; hours
 * go by for the one who is called alone; both say goodbye at once; both want to say what no message carries, before the rest.
 */
export const probeTalks = ['renewing', 'idle', 'aging', 'parting', 'unsayable'] as const
export type ProbeTalk = (typeof probeTalks)[number]

/**
 * What a node uses, seen from outside: the most bytes of memory that it had, milliseconds of a processor, bytes of files
 * in its folder.
 */
export const measures = ['memory', 'processor', 'storage'] as const
export type Measured = (typeof measures)[number]

/** What nodes write may be long, but not endless. */
export const text = z.string().max(20_000)

/** What the history keeps of a step. Those that are not here are known by another event, or by none. */
export const recordedStep = z.discriminatedUnion('do', [
  z.strictObject({ event: z.literal('step'), do: z.literal('connect'), from: text, to: text }),
  z.strictObject({ event: z.literal('step'), do: z.literal('compare'), between: z.tuple([text, text]) }),
  /** `among`: how many texts, known to everybody, this one was drawn from; without it nobody can know it. */
  z.strictObject({
    event: z.literal('step'),
    do: z.literal('say'),
    from: text,
    to: text,
    text,
    among: z.int().optional(),
    /** The friend was away. */
    ahead: z.literal(true).optional(),
  }),
  z.strictObject({
    event: z.literal('step'),
    do: z.literal('say-amiss'),
    from: text,
    to: text,
    what: z.enum(unsayable),
  }),
  z.strictObject({
    event: z.literal('step'),
    do: z.literal('send-file'),
    from: text,
    to: text,
    name: text,
    sha256: text,
  }),
  z.strictObject({
    event: z.literal('step'),
    do: z.literal('offer-file'),
    from: text,
    name: text,
    bytes: z.int(),
    sha256: text,
  }),
  z.strictObject({
    event: z.literal('step'),
    do: z.literal('write-letters'),
    from: text,
    letters: z.int(),
    bytes: z.int(),
  }),
  z.strictObject({ event: z.literal('step'), do: z.literal('close'), by: text, to: text }),
  z.strictObject({
    event: z.literal('step'),
    do: z.literal('pass-time'),
    for: z.array(text).min(1).max(3),
    minutes: z.int(),
  }),
  z.strictObject({ event: z.literal('step'), do: z.literal('befriend'), between: z.tuple([text, text]) }),
  z.strictObject({ event: z.literal('step'), do: z.literal('launch'), background: z.boolean() }),
  z.strictObject({
    event: z.literal('step'),
    do: z.literal('steal'),
    what: z.enum(['identity', 'token']),
    from: text,
  }),
  z.strictObject({
    event: z.literal('step'),
    do: z.literal('probe'),
    probe: text,
    rules: z.array(z.string().max(16)),
    of: text,
    as: z.enum(probePlaces),
    alarm: text.nullable(),
    connects: z.boolean(),
    delivers: z.boolean(),
    frames: z.int().nullable(),
    status: z.int().optional(),
    texts: z.int().optional(),
    fills: z.int().optional(),
    says: text.optional(),
    tells: z.strictObject({ words: text, times: z.int() }).optional(),
    caller: text.optional(),
    callee: text.optional(),
    talk: z.enum(probeTalks).optional(),
    thorough: z.boolean().optional(),
    /** What the attacker was told to say. */
    text,
  }),
  z.strictObject({ event: z.literal('step'), do: z.literal('tell'), topic: text, facts: z.array(text) }),
  z.strictObject({
    event: z.literal('step'),
    do: z.literal('account'),
    by: text,
    what: z.enum([
      ...(['publish', 'refresh', 'invite', 'enrol', 'log-in', 'unenrol'] as const),
      ...(['keep', 'take', 'block', 'unblock', 'resend'] as const),
    ]),
    /** Whose key is settled. */
    friend: text.optional(),
  }),
  /** The right one stands at `place` of `among`. */
  z.strictObject({
    event: z.literal('step'),
    do: z.literal('leak'),
    what: z.enum(['passwords', 'login']),
    of: text,
    among: z.int(),
    place: z.int(),
  }),
])

export type RecordedStep = z.infer<typeof recordedStep>
