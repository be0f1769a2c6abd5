/**
 * What Mallory can say, as terms: built from what she has and what she has heard by the constructors and destructors of
 * PROTOCOL.md, and computed on real bytes. What cannot be computed (a record that does not open, a frame that was never
 * heard, a key that was never hers) has no value, and is not said.
 */

import type { KeyObject } from 'node:crypto'
import { RecordKind } from '../../peers/protocol/channel'
import type { Role } from '../../peers/protocol/conversation'
import { aes256gcm, keyForEachDirection } from '../../peers/protocol/defences'
import { field, Reader, uint } from '../../peers/protocol/fields'
import { encodeFrame, FrameType, HEADER_BYTES } from '../../peers/protocol/frames'
import {
  encodeClaim,
  handshakeKeys,
  hash,
  mac,
  replyOpening,
  seal,
  sessionKeys,
  statement,
  open as unseal,
} from '../../peers/protocol/handshake'
import { type Identity, identityKeys } from '../../peers/protocol/identity'
import { agree, KEY_BYTES, keyShare } from '../../peers/protocol/key-agreement'
import { RSA_BYTES, sign, unwrap, wrap } from '../../peers/protocol/rsa'
import type { Suite } from '../../peers/protocol/suites'
import { ephemeral, type Honest, type KnownPeople, type Name, names } from './people'

/** What a term stands for. A term of one sort takes the place of another of the same sort, and of no other. */
export type Sort =
  | 'name'
  | 'identity'
  | 'signer'
  | 'unwrapper'
  | 'scalar'
  | 'share'
  | 'secret'
  | 'suite'
  | 'offer'
  | 'bytes'
  | 'hash'
  | 'key'
  | 'claim'
  | 'statement'
  | 'signature'
  | 'mac'
  | 'wrapped'
  | 'sealed'
  | 'root'
  | 'session'
  | 'role'
  | 'number'
  | 'kind'
  | 'type'
  | 'frame'

export type Term =
  /** What one end wrote as its n-th frame, from 0 on. */
  | { readonly heard: string; readonly nth: number }
  /** What is defined once and used in several places. */
  | { readonly ref: string }
  | { readonly fn: string; readonly args?: readonly Term[]; readonly at?: number }

export type Definitions = Readonly<Record<string, Term>>

type Value = Buffer | string | number | bigint | KeyObject | Identity

interface Function {
  readonly args: readonly Sort[]
  readonly gives: Sort
  // Each is called with values of the sorts that it names, and with `at`.
  readonly run: (values: readonly never[], at: number) => Value
}

function fn<A extends readonly Value[]>(
  args: readonly Sort[],
  gives: Sort,
  run: (...values: A) => Value,
): Function {
  return { args, gives, run: (values) => run(...(values as unknown as A)) }
}

const constant = (gives: Sort, value: Value): Function => ({ args: [], gives, run: () => value })

const payload = (frame: Buffer) => frame.subarray(HEADER_BYTES)
const suiteOf = (id: number) => ({ id }) as Suite
const first = (bytes: Buffer, size: number) => new Reader(bytes).take(size)

/** The claim, the name that is called, then the wrapped secret. */
function wrappedInProof(inside: Buffer): Buffer {
  const reader = new Reader(inside)
  for (let each = 0; each < 4; each += 1) reader.field()
  return reader.take(RSA_BYTES)
}

const boundTo = (session: Buffer, number: bigint, size: number) =>
  Buffer.concat([session, uint(number, 8), uint(FrameType.RECORD, 1), uint(size, 4)])
const nonceOf = (number: bigint) => Buffer.concat([Buffer.alloc(4), uint(number, 8)])
const BLOCK = 256

function record(key: Buffer, session: Buffer, number: bigint, kind: number, content: Buffer): Buffer {
  const inside = Buffer.alloc(Math.ceil((3 + content.length) / BLOCK) * BLOCK)
  inside[0] = kind
  inside.writeUInt16BE(content.length, 1)
  inside.set(content, 3)
  const aad = boundTo(session, number, 8 + inside.length + aes256gcm.overhead)
  const sealed = aes256gcm.seal(key, nonceOf(number), aad, inside)
  return encodeFrame(FrameType.RECORD, Buffer.concat([uint(number, 8), sealed]))
}

/** @returns what a record holds. @throws PeerError if it does not open under this key. */
export function opened(key: Buffer, session: Buffer, frame: Buffer): Buffer {
  const whole = payload(frame)
  const number = new Reader(whole).uint64()
  const aad = boundTo(session, number, whole.length)
  const inside = aes256gcm.open(key, nonceOf(number), aad, whole.subarray(8))
  return inside.subarray(3, 3 + inside.readUInt16BE(1))
}

const general: Readonly<Record<string, Function>> = {
  nothing: constant('bytes', Buffer.alloc(0)),
  zeros: constant('secret', Buffer.alloc(KEY_BYTES)),
  'suite 0101': constant('suite', 0x0101),
  'suite 0100': constant('suite', 0x0100),
  'role initiator': constant('role', 'initiator'),
  'role responder': constant('role', 'responder'),
  'kind text': constant('kind', RecordKind.TEXT),
  'kind close': constant('kind', RecordKind.CLOSE),
  'a text': constant('bytes', Buffer.from('It was Mallory who said this.')),

  offer: fn(['suite'], 'offer', (suite: number) => Buffer.concat([uint(1, 1), uint(suite, 2)])),
  'offer of HELLO': fn(['frame'], 'offer', (hello: Buffer) => payload(hello).subarray(0, -KEY_BYTES)),
  share: fn(['scalar'], 'share', (own: KeyObject) => keyShare(own)),
  'share of HELLO': fn(['frame'], 'share', (hello: Buffer) => payload(hello).subarray(-KEY_BYTES)),
  'share of REPLY': fn(['frame'], 'share', (reply: Buffer) => first(payload(reply).subarray(2), KEY_BYTES)),
  'suite of REPLY': fn(['frame'], 'suite', (reply: Buffer) => new Reader(payload(reply)).uint(2)),
  agree: fn(['scalar', 'share'], 'secret', (own: KeyObject, share: Buffer) => agree(own, share)),
  opening: fn(['suite', 'share'], 'bytes', (suite: number, share: Buffer) =>
    replyOpening(suiteOf(suite), share),
  ),
  'hash of two': fn(['bytes', 'bytes'], 'hash', (one: Buffer, two: Buffer) => hash(one, two)),
  'hash of three': fn(['bytes', 'bytes', 'bytes'], 'hash', (one: Buffer, two: Buffer, three: Buffer) =>
    hash(one, two, three),
  ),
  'initiator key': fn(
    ['secret', 'hash'],
    'key',
    (secret: Buffer, at: Buffer) => handshakeKeys(secret, at).initiator,
  ),
  'responder key': fn(
    ['secret', 'hash'],
    'key',
    (secret: Buffer, at: Buffer) => handshakeKeys(secret, at).responder,
  ),
  'initiator MAC key': fn(
    ['secret', 'hash'],
    'key',
    (secret: Buffer, at: Buffer) => handshakeKeys(secret, at).initiatorMac,
  ),
  'responder MAC key': fn(
    ['secret', 'hash'],
    'key',
    (secret: Buffer, at: Buffer) => handshakeKeys(secret, at).responderMac,
  ),
  claim: fn(['name', 'identity'], 'claim', (name: string, identity: Identity) =>
    encodeClaim({ name, identity }),
  ),
  'responder says': fn(['name', 'hash'], 'statement', (name: string, at: Buffer) =>
    statement('responder', [name], at),
  ),
  'initiator says': fn(['name', 'name', 'hash'], 'statement', (name: string, called: string, at: Buffer) =>
    statement('initiator', [name, called], at),
  ),
  'responder confirms': fn(
    ['name', 'name', 'session'],
    'statement',
    (name: string, called: string, at: Buffer) => statement('responder', [name, called], at),
  ),
  sign: fn(['signer', 'statement'], 'signature', (key: KeyObject, said: Buffer) => sign(key, said)),
  MAC: fn(['key', 'statement'], 'mac', (key: Buffer, said: Buffer) => mac(key, said)),
  seal: fn(
    ['key', 'number', 'hash', 'bytes'],
    'sealed',
    (key: Buffer, number: bigint, at: Buffer, inside: Buffer) =>
      seal(aes256gcm, key, Number(number), at, inside),
  ),
  open: fn(
    ['key', 'number', 'hash', 'sealed'],
    'bytes',
    (key: Buffer, number: bigint, at: Buffer, sealed: Buffer) =>
      unseal(aes256gcm, key, Number(number), at, sealed),
  ),
  join: fn(['bytes', 'bytes', 'bytes'], 'bytes', (...parts: Buffer[]) => Buffer.concat(parts)),
  'called and wrapped': fn(
    ['claim', 'name', 'wrapped'],
    'bytes',
    (claim: Buffer, called: string, wrapped: Buffer) => Buffer.concat([claim, field(called), wrapped]),
  ),
  wrap: fn(['identity', 'secret'], 'wrapped', (identity: Identity, secret: Buffer) =>
    wrap(identityKeys(identity).wrapping, secret),
  ),
  unwrap: fn(['unwrapper', 'wrapped'], 'secret', (key: KeyObject, wrapped: Buffer) => unwrap(key, wrapped)),
  'wrapped in CONFIRM': fn(['bytes'], 'wrapped', (inside: Buffer) => first(inside, RSA_BYTES)),
  'wrapped in PROOF': fn(['bytes'], 'wrapped', wrappedInProof),
  session: fn(
    ['secret', 'secret', 'secret', 'hash'],
    'session',
    (x: Buffer, a: Buffer, b: Buffer, at: Buffer) => sessionKeys([x, a, b], at).id,
  ),
  root: fn(
    ['secret', 'secret', 'secret', 'hash'],
    'root',
    (x: Buffer, a: Buffer, b: Buffer, at: Buffer) => sessionKeys([x, a, b], at).root,
  ),
  'confirmation key': fn(
    ['secret', 'secret', 'secret', 'hash'],
    'key',
    (x: Buffer, a: Buffer, b: Buffer, at: Buffer) => sessionKeys([x, a, b], at).confirmation,
  ),
  'traffic key': fn(['root', 'session', 'role'], 'key', (root: Buffer, session: Buffer, role: Role) =>
    keyForEachDirection(root, session, role),
  ),

  HELLO: fn(['offer', 'share'], 'frame', (offer: Buffer, share: Buffer) =>
    encodeFrame(FrameType.HELLO, Buffer.concat([offer, share])),
  ),
  REPLY: fn(['suite', 'share', 'sealed'], 'frame', (suite: number, share: Buffer, sealed: Buffer) =>
    encodeFrame(FrameType.REPLY, Buffer.concat([replyOpening(suiteOf(suite), share), field(sealed)])),
  ),
  'sealed in REPLY': fn(['frame'], 'sealed', (reply: Buffer) => {
    const reader = new Reader(payload(reply))
    reader.take(2 + KEY_BYTES)
    return reader.field()
  }),
  frame: fn(['type', 'sealed'], 'frame', (type: number, sealed: Buffer) => encodeFrame(type, sealed)),
  payload: fn(['frame'], 'sealed', payload),
  'type of': fn(['frame'], 'type', (frame: Buffer) => frame[4]!),
  record: fn(['key', 'session', 'number', 'kind', 'bytes'], 'frame', record),

  // Bytes as bytes, whatever they mean.
  flip: {
    args: ['frame'],
    gives: 'frame',
    run: ([frame]: readonly Buffer[], at) => {
      const flipped = Buffer.from(frame!)
      const place = at % (8 * flipped.length)
      flipped[place >> 3]! ^= 1 << (place & 7)
      return flipped
    },
  },
  cut: {
    args: ['frame'],
    gives: 'frame',
    run: ([frame]: readonly Buffer[], at) => frame!.subarray(0, at % frame!.length),
  },
  /** So many bytes of one frame that announces them. */
  'long frame': {
    args: ['type'],
    gives: 'frame',
    run: ([type]: readonly number[], at) => encodeFrame(type!, Buffer.alloc(2 ** (10 + (at % 11)))),
  },
}

const numbers = [0, 1, 2, 3, 4].map(
  (number) => [`number ${number}`, constant('number', BigInt(number))] as const,
)
const types = [1, 2, 3, 4, 5, 6].map((type) => [`type ${type}`, constant('type', type)] as const)

/** What Mallory can compute, with what these people are and what she has of them. */
export type Functions = Readonly<Record<string, Function>>

/** @param stolen whose private keys she has beside her own. */
export function functionsOf(people: KnownPeople, stolen: readonly Honest[] = []): Functions {
  const having = ['mallory' as Name, ...stolen].flatMap((name) => {
    const { own } = people[name]
    if (!own) return []
    return [
      [`signer ${name}`, constant('signer', own.signing)] as const,
      [`unwrapper ${name}`, constant('unwrapper', own.wrapping)] as const,
    ]
  })
  const public_ = names.flatMap((name) => [
    [`name ${name}`, constant('name', name)] as const,
    [`identity ${name}`, constant('identity', people[name].identity)] as const,
  ])
  const fresh = [1, 2].flatMap((which) => [
    [`scalar ${which}`, constant('scalar', ephemeral(Buffer.alloc(32, which)))] as const,
    [`fresh ${which}`, constant('secret', Buffer.alloc(32, 100 + which))] as const,
  ])
  return { ...general, ...Object.fromEntries([...numbers, ...types, ...having, ...public_, ...fresh]) }
}

/** @returns the sort of a term; null of what is not defined, or by nothing but itself. */
export function sortOf(term: Term, definitions: Definitions, functions: Functions, most = 10): Sort | null {
  if ('heard' in term) return 'frame'
  if ('fn' in term) return functions[term.fn]?.gives ?? null
  const defined = definitions[term.ref]
  return defined && most > 0 ? sortOf(defined, definitions, functions, most - 1) : null
}

/** Whether a term of one sort may stand where another is asked for: all that is bytes on the wire is bytes. */
export function fits(sort: Sort | null, asked: Sort): boolean {
  if (sort === asked) return true
  return asked === 'bytes' && sort !== null && written.has(sort)
}

const written: ReadonlySet<Sort> = new Set([
  'claim',
  'signature',
  'mac',
  'wrapped',
  'sealed',
  'frame',
  'hash',
  'share',
  'secret',
  'offer',
])

/** Computes terms, each definition once as long as nothing new is heard. */
export class ComputedTerms {
  readonly #definitions: Definitions
  readonly #functions: Functions
  readonly #heard: (end: string, nth: number) => Buffer | undefined
  readonly #known = new Map<string, Value>()
  readonly #beingComputed = new Set<string>()

  constructor(
    definitions: Definitions,
    functions: Functions,
    heard: (end: string, nth: number) => Buffer | undefined,
  ) {
    this.#definitions = definitions
    this.#functions = functions
    this.#heard = heard
  }

  /** @returns the value, or null where it cannot be computed. */
  value(term: Term): Value | null {
    if ('heard' in term) return this.#heard(term.heard, term.nth) ?? null
    if ('ref' in term) return this.#defined(term.ref)
    const known = this.#functions[term.fn]
    if (!known) return null
    const values: Value[] = []
    for (const arg of term.args ?? []) {
      const value = this.value(arg)
      if (value === null) return null
      values.push(value)
    }
    if (values.length !== known.args.length) return null
    try {
      return known.run(values as never[], term.at ?? 0)
    } catch {
      return null
    }
  }

  #defined(ref: string): Value | null {
    const before = this.#known.get(ref)
    if (before !== undefined) return before
    const term = this.#definitions[ref]
    // A definition that rests on itself stands for nothing.
    if (!term || this.#beingComputed.has(ref)) return null
    this.#beingComputed.add(ref)
    const value = this.value(term)
    this.#beingComputed.delete(ref)
    if (value !== null) this.#known.set(ref, value)
    return value
  }
}
