/** The constructors and destructors of PROTOCOL.md that terms are built by, on real bytes. */

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
import type { Functions, Sort, TermFunction, TermValue } from './term'

function fn<A extends readonly TermValue[]>(
  args: readonly Sort[],
  gives: Sort,
  run: (...values: A) => TermValue,
): TermFunction {
  return { args, gives, run: (values) => run(...(values as unknown as A)) }
}

const constant = (gives: Sort, value: TermValue): TermFunction => ({ args: [], gives, run: () => value })

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

/** @returns all that is inside a record, kind and padding too. @throws PeerError if it does not open under this key. */
export function insideOf(key: Buffer, session: Buffer, frame: Buffer): Buffer {
  const whole = payload(frame)
  const number = new Reader(whole).uint64()
  return aes256gcm.open(key, nonceOf(number), boundTo(session, number, whole.length), whole.subarray(8))
}

/** @returns what a record holds. @throws PeerError if it does not open under this key. */
export function opened(key: Buffer, session: Buffer, frame: Buffer): Buffer {
  const inside = insideOf(key, session, frame)
  return inside.subarray(3, 3 + inside.readUInt16BE(1))
}

const general: Readonly<Record<string, TermFunction>> = {
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
  /** A frame of so many zeros: from a kibibyte to 16 MiB. */
  'long frame': {
    args: ['type'],
    gives: 'frame',
    run: ([type]: readonly number[], at) => encodeFrame(type!, Buffer.alloc(longFrameBytes(at % SIZES))),
  },
}

/** How many sizes of long frames there are, and how much each has: twice as much as the one before. */
export const SIZES = 15
export const longFrameBytes = (size: number) => 2 ** (10 + size)

const numbers = [0, 1, 2, 3, 4].map(
  (number) => [`number ${number}`, constant('number', BigInt(number))] as const,
)
const types = [1, 2, 3, 4, 5, 6].map((type) => [`type ${type}`, constant('type', type)] as const)

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
  const public_ = names.flatMap((name) => {
    const { identity } = people[name]
    return [
      [`name ${name}`, constant('name', name)] as const,
      ...(identity ? [[`identity ${name}`, constant('identity', identity)] as const] : []),
    ]
  })
  const fresh = [1, 2].flatMap((which) => [
    [`scalar ${which}`, constant('scalar', ephemeral(Buffer.alloc(32, which)))] as const,
    [`fresh ${which}`, constant('secret', Buffer.alloc(32, 100 + which))] as const,
  ])
  return { ...general, ...Object.fromEntries([...numbers, ...types, ...having, ...public_, ...fresh]) }
}
