/**
 * Careless changes in the source of the protocol, none of which takes a defence out by name: with each of them two programs get
 * on with each other, and each of them has to be seen from outside.
 */

import test from 'ava'
import { playedIn } from '../suite/extent-testing'
import { departures } from './conformance'
import { type Change, changedProfile } from './planted-testing'
import { type Played, type PlayedSession, played } from './played-testing'

/** For each change a program is bundled: a sample has each so-many-th. */
const EVERY_CHANGE = 4

/**
 * A change, the rules of which one must be named, and a talk other than the usual one, if it takes one. Of some the first record
 * is lost: the goodbyes of the two cross then.
 */
const faults: readonly (readonly [
  what: string,
  change: Change,
  rules: readonly string[],
  talk?: (session: PlayedSession) => void,
  lost?: true,
])[] = [
  [
    'AAD without the length',
    ['channel.ts', 'this.#aad.writeUInt32BE(size, SESSION_BYTES + COUNTER_BYTES + 1)', ''],
    ['6-5'],
  ],
  [
    'AAD without the number',
    ['channel.ts', 'this.#aad.writeBigUInt64BE(counter, SESSION_BYTES)', ''],
    ['6-5'],
  ],
  [
    'a nonce of 8 bits',
    [
      'channel.ts',
      'this.#nonce.writeBigUInt64BE(counter, 4)',
      'this.#nonce.writeUInt8(Number(counter & 1n), 4)',
    ],
    ['6-2'],
  ],
  [
    'names left out of what is signed',
    ['handshake.ts', 'uint(names.length, 1),\n    ...names.map(field),', 'uint(0, 1),'],
    ['5.3-7'],
  ],
  ['the role left out of what is signed', ['handshake.ts', '{role}`)', "{''}`)"], ['5.3-7']],
  [
    'the transcript left out of what is signed',
    [
      'handshake.ts',
      '...names.map(field),\n    transcript,',
      '...names.map(field),\n    Buffer.alloc(transcript.length),',
    ],
    ['5.3-7'],
  ],
  [
    'handshake keys not bound to the transcript',
    [
      'handshake.ts',
      'const extracted = extract(secret, opening)',
      'const extracted = extract(secret, Buffer.alloc(32))',
    ],
    ['5.3-1'],
  ],
  [
    'session keys not bound to the transcript',
    [
      'handshake.ts',
      'extract(Buffer.concat(secrets), transcript)',
      'extract(Buffer.concat(secrets), Buffer.alloc(32))',
    ],
    ['5.5-5'],
  ],
  [
    'session keys without the wrapped secrets',
    ['handshake.ts', 'extract(Buffer.concat(secrets), transcript)', 'extract(secrets[0]!, transcript)'],
    ['5.5-5'],
  ],
  ['one MAC key for both roles', ['handshake.ts', "key('initiator mac')", "key('responder mac')"], ['5.4-7']],
  [
    'one handshake key for both roles',
    ['handshake.ts', "key('initiator key')", "key('responder key')"],
    ['5.4-1'],
  ],
  [
    'the MAC covers nothing',
    [
      'handshake.ts',
      "createHmac('sha256', key).update(signed).digest()",
      "createHmac('sha256', key).digest()",
    ],
    ['5.3-8'],
  ],
  [
    'the PROOF is not in the transcript',
    ['handshake.ts', 'transcript.add(proof).hash()', 'transcript.add(proof.subarray(0, 5)).hash()'],
    ['11-1'],
  ],
  ['a nonce of the handshake comes twice', ['handshake.ts', 'uint(counter, 4)', 'uint(0, 4)'], ['5.5-1']],
  ['a short salt', ['rsa.ts', 'saltLength: 32', 'saltLength: 0'], ['5.3-7']],
  ['OAEP with another hash', ['rsa.ts', "oaepHash: 'sha256'", "oaepHash: 'sha1'"], ['5.4-3']],
  [
    'an ephemeral key for all sessions',
    [
      'handshake.ts',
      "const called = setup.calls ?? ''\n  const ephemeral = setup.entropy.x25519()",
      "const called = setup.calls ?? ''\n  const ephemeral = ((globalThis as any).keptKey ??= setup.entropy.x25519())",
    ],
    ['5.2-1'],
  ],
  [
    'a secret that is no secret',
    ['suites.ts', 'const secret = entropy.bytes(KEY_BYTES)', 'const secret = Buffer.alloc(KEY_BYTES, 7)'],
    ['5.4-3'],
  ],
  [
    'a secret of four random bytes',
    [
      'suites.ts',
      'const secret = entropy.bytes(KEY_BYTES)',
      'const secret = Buffer.concat([entropy.bytes(4), Buffer.alloc(28)])',
    ],
    ['5.4-3'],
  ],
  [
    'a record key that stands in the source',
    [
      'defences.ts',
      'return derive(root, session,',
      'if (sender) return Buffer.alloc(32, sender.length)\n  return derive(root, session,',
    ],
    ['6-2'],
  ],
  ['one traffic key for both directions', ['defences.ts', '{sender}`', "{'initiator'}`"], ['6-2']],
  [
    'padding to 16 bytes',
    ['defences.ts', 'Math.ceil(size / 256) * 256', 'Math.ceil(size / 16) * 16'],
    ['6-19'],
  ],
  ['no padding', ['defences.ts', 'return Math.ceil(size / 256) * 256', 'return size'], ['6-19']],
  [
    'padding with what was there before',
    ['channel.ts', 'return inside.fill(0, HEAD_BYTES + content.length)', 'return inside'],
    ['6-19'],
  ],
  [
    'a goodbye that counts itself',
    ['channel.ts', 'uint(this.#sent, 8)', 'uint(this.#sent + 1n, 8)'],
    ['6-8'],
  ],
  [
    'a rekey that is never done',
    ['channel.ts', "if (role !== 'initiator' || this.#rekeying || !due) return []", 'return []'],
    ['7.1-5'],
    anHourLater,
  ],
  [
    'a rekey without the root before',
    ['channel.ts', 'derive(Buffer.concat([secret, this.#root])', 'derive(secret'],
    ['6-2'],
    anHourLater,
  ],
  [
    'a rekey that is not bound to the session',
    ['channel.ts', "this.#setup.session, 'secure-p2p rekey 1'", "new Uint8Array(32), 'secure-p2p rekey 1'"],
    ['6-2'],
    anHourLater,
  ],
  [
    'a rekey that changes nothing',
    [
      'channel.ts',
      "this.#root = derive(Buffer.concat([secret, this.#root]), this.#setup.session, 'secure-p2p rekey 1')",
      'void secret',
    ],
    ['6-2'],
    anHourLater,
  ],
  [
    'a rekey of one direction',
    ['channel.ts', 'this.#receiving = this.#nextReceiving\n', ''],
    ['11-1'],
    anHourLater,
  ],
  ['a rekey with each text', ['channel.ts', 'now() - this.#renewed >= age', 'true'], ['7.1-5']],
  [
    'a rekey with the goodbye',
    [
      'channel.ts',
      'return Buffer.concat(this.#seal(RecordKind.CLOSE, uint(this.#sent, 8)))',
      'return Buffer.concat([...this.#rekeyIfDue(), ...this.#seal(RecordKind.CLOSE, uint(this.#sent, 8))])',
    ],
    ['7.1-6'],
    anIdleHour,
  ],
  [
    'a rekey before the text that finds the hour gone',
    [
      'channel.ts',
      'return [...this.#seal(RecordKind.TEXT, content), ...this.#rekeyIfDue()]',
      'return [...this.#rekeyIfDue(), ...this.#seal(RecordKind.TEXT, content)]',
    ],
    ['7.1-6'],
    (session) => {
      session.say('alice', 'before')
      session.pass(3_700_000)
      session.say('alice', 'an hour later')
      session.close('alice')
    },
  ],
  [
    'a rekey is answered behind the goodbye',
    ['secure.ts', "const writes = state.is === 'open' ?", 'const writes = true ?'],
    ['7.2-1'],
    (session) => {
      session.pass(3_700_000)
      session.close('bob')
      session.say('alice', 'an hour later')
      session.close('alice')
    },
    true,
  ],
  [
    'what comes behind the own goodbye is dropped',
    [
      'secure.ts',
      'case RecordKind.TEXT:',
      "case RecordKind.TEXT:\n        if (state.is !== 'open') return writes",
    ],
    ['7.2-2'],
    (session) => {
      session.close('alice')
      session.say('bob', 'still here')
      session.close('bob')
    },
    true,
  ],
  ['numbers from one on', ['defences.ts', 'firstNumber: () => 0n', 'firstNumber: () => 1n'], ['6-1']],
]

function anHourLater(session: PlayedSession): void {
  session.say('alice', 'before')
  session.pass(3_700_000)
  session.say('bob', 'an hour later')
  session.say('alice', 'after')
  session.say('bob', 'after')
  session.say('alice', 'and once more')
  session.close('alice')
}

function anIdleHour(session: PlayedSession): void {
  session.say('alice', 'before')
  session.pass(3_700_000)
  session.close('alice')
}

/** The four frames of the handshake come before it. */
const withoutFirstRecord: Played['between'] = (bytes, _, number) => (number === 5 ? [] : [bytes])

for (const [n, [what, change, rules, talk, isLost]] of faults.entries()) {
  const byTurns = playedIn(test, n, EVERY_CHANGE)
  byTurns(what, async (t) => {
    const profile = await changedProfile(change)
    const act = await played({
      profile,
      ...(talk && { talk }),
      ...(isLost && { between: withoutFirstRecord }),
    })
    const named = new Set(departures(act).map(({ rule }) => rule))
    t.true(
      rules.some((rule) => named.has(rule)),
      [...named].join(' '),
    )
  })
}

test('without a change nothing is named', async (t) => {
  const unchanged = await changedProfile(['names.ts', 'export function isName', 'export function isName'])
  for (const talk of [anHourLater, anIdleHour])
    t.deepEqual(departures(await played({ profile: unchanged, talk })), [])
})
