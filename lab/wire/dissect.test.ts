import { createPublicKey } from 'node:crypto'
import test from 'ava'
import fc from 'fast-check'
import { type ApplicationMessage, encodeMessage } from '../../peers/protocol/application'
import type { Defences } from '../../peers/protocol/defences'
import { PeerError } from '../../peers/protocol/errors'
import { encodeFrame } from '../../peers/protocol/frames'
import { people } from '../../peers/protocol/handshake-testing'
import { fingerprint } from '../../peers/protocol/identity'
import { formatHandshake, formatMessage, prototypeFingerprint } from '../../peers/protocol/prototype/wire'
import { showingIdentities } from '../../peers/weakened/identities-in-clear'
import { withoutPadding } from '../../peers/weakened/no-padding'
import { alertFor } from '../../peers/weakened/pkcs1'
import { plaintext } from '../../peers/weakened/plaintext'
import { transportingByRsa } from '../../peers/weakened/rsa-transport'
import { signingKeysOnly } from '../../peers/weakened/sign-keys-only'
import { english } from '../language/typed'
import { runsOf } from '../suite/extent-testing'
import { dissect, dissectOpened } from './dissect'
import type { Dissection } from './dissection'
import { fieldKinds } from './field-kinds'
import { session } from './session-testing'

async function frames(text: string, defences?: Defences): Promise<Buffer[]> {
  return (await session(text, defences)).map(({ bytes }) => bytes)
}

/** Name and value of each field, the deeper ones indented. */
function told({ fields }: Dissection): string[] {
  return fields.map(
    ({ kind, value, depth }) => `${'  '.repeat(depth)}${english(fieldKinds[kind].name)}: ${value}`,
  )
}

function shownAs(dissection: Dissection, name: string): string | undefined {
  return dissection.fields.find((field) => english(fieldKinds[field.kind].name) === name)?.value
}

/** Fields of one depth follow each other without a gap within what holds them, from the first byte to the last. */
function isTiled({ fields }: Dissection, size: number): boolean {
  const open = [{ at: 0, end: size }]
  for (const { offset, length, depth } of fields) {
    if (length < 0 || depth >= open.length) return false
    for (const closed of open.splice(depth + 1)) if (closed.at !== closed.end) return false
    const inside = open[depth]!
    if (offset !== inside.at || offset + length > inside.end) return false
    inside.at += length
    open.push({ at: offset, end: offset + length })
    // What has no fields inside is whole by itself.
    const next = fields[fields.findIndex((field) => field.offset === offset && field.depth === depth) + 1]
    if (next === undefined || next.depth <= depth) open.pop()
  }
  return open.every(({ at, end }) => at === end)
}

test('the frames of a hardened session, in their order, show no more than an onlooker may know', async (t) => {
  const said = (await frames('the north gate at noon')).map((frame) => ({ frame, ...dissect(frame) }))
  t.deepEqual(
    said.map(({ kind }) => kind),
    ['HELLO', 'REPLY', 'PROOF', 'CONFIRM', 'RECORD', 'RECORD', 'RECORD'],
  )
  const [hello, reply, proof, , first] = said
  t.is(shownAs(hello!, 'suite offered'), '0x0101')
  const share = hello!.frame.subarray(8, 16).toString('hex').replace(/../g, '$& ')
  t.is(shownAs(hello!, 'X25519 share'), `${share}…`)
  t.deepEqual(
    reply!.fields.map(({ offset, length, depth }) => [offset, length, depth]),
    [
      [0, 4, 0],
      [4, 1, 0],
      [5, 2, 0],
      [7, 32, 0],
      [39, reply!.frame.length - 39, 0],
      [39, 2, 1],
      [41, reply!.frame.length - 41 - 16, 1],
      [reply!.frame.length - 16, 16, 1],
    ],
  )
  t.is(
    english(reply!.summary),
    'The answer, in suite 0x0101, with an X25519 share; who answers is encrypted.',
  )
  t.is(shownAs(first!, 'number of the record'), '0')
  t.is(english(first!.summary), 'Record 0: 272 bytes, encrypted.')
  for (const { kind, fields, summary, frame } of said) {
    t.false(told({ kind, fields, summary }).join().includes('alice'), kind)
    t.true(isTiled({ kind, fields, summary }, frame.length), kind)
  }
  t.is(english(proof!.summary), 'The caller’s proof: who calls whom is encrypted.')
})

test('identities that a stand-in leaves in the clear are read: names, keys, and the fingerprint of both', async (t) => {
  const { alice, bob } = await people
  const [, reply, proof, confirm] = (await frames('x', showingIdentities)).map(dissect)
  t.is(shownAs(reply!, 'who it says to be'), `bob, ${fingerprint(bob.shown)}`)
  t.is(shownAs(reply!, 'signing key'), 'RSA-2048, e = 65537')
  t.is(shownAs(proof!, 'who it says to be'), `alice, ${fingerprint(alice.shown)}`)
  t.is(shownAs(proof!, 'who is called'), 'bob')
  t.regex(english(proof!.summary), /alice calls bob/)
  t.regex(english(confirm!.summary), /in the clear/)
})

test('handshakes of their own are told by how they are built', async (t) => {
  const [, transported] = (await frames('x', transportingByRsa)).map(dissect)
  t.regex(english(transported!.summary), /bob and the keys stand in the clear, and there is no X25519 share/)
  const [, reply, proof] = (await frames('x', signingKeysOnly)).map(dissect)
  t.regex(english(reply!.summary), /bob, keys and signature in the clear; no MAC/)
  t.regex(english(proof!.summary), /alice calls, in the clear/)
})

test('a record in the clear shows its text, and no control of it acts on a screen', async (t) => {
  const record = dissect((await frames('\u001b[31mred\u202e', plaintext))[4]!)
  t.is(shownAs(record, 'text'), '\\u{1b}[31mred\\u{202e}')
  t.is(english(record.summary), 'Record 0, in the clear: the text “\\u{1b}[31mred\\u{202e}”')
})

test('a tag is shown only where the length of a record tells that there is one', async (t) => {
  const padded = dissect((await frames('x'))[4]!)
  const bare = dissect((await frames('x', withoutPadding))[4]!)
  t.not(shownAs(padded, 'tag'), undefined)
  t.is(shownAs(bare, 'tag'), undefined)
  t.regex(english(bare.summary), /20 bytes/)
})

test('a key of the prototype has the fingerprint that its user compares', async (t) => {
  const { alice } = await people
  const pem = Buffer.from(
    createPublicKey(alice.identity.signing).export({ type: 'spki', format: 'pem' }).toString(),
  )
  const unit = dissect(formatHandshake(pem, Buffer.alloc(256, 7)))
  t.is(unit.kind, 'prototype handshake')
  t.is(shownAs(unit, 'fingerprint of this key'), prototypeFingerprint(pem))
  t.is(shownAs(unit, 'public key, PEM'), 'RSA-2048, e = 65537')
  const message = dissect(formatMessage(Buffer.alloc(256, 1), Buffer.alloc(256, 2)))
  t.deepEqual(told(message), [
    'encrypted text (RSA-OAEP): 01 01 01 01 01 01 01 01 …',
    'separator: __SEP__',
    'signature (RSA-PSS): 02 02 02 02 02 02 02 02 …',
  ])
})

test('what fits nothing is shown as it is, with what it looks like', async (t) => {
  const [hello] = await frames('x')
  const hint = (bytes: Uint8Array) => english(dissect(bytes).summary)
  t.is(hint(hello!.subarray(0, 20)), 'The beginning of a HELLO: 20 of 40 bytes.')
  t.is(hint(Buffer.concat([hello!, hello!])), 'A HELLO of 40 bytes, with more behind it.')
  t.is(hint(Buffer.of(0, 0, 0, 2, 9, 1)), 'A frame of unknown type 9.')
  t.is(hint(Buffer.of(0, 0, 0, 2, 1, 1)), 'A HELLO that is not built like one.')
  t.is(hint(Buffer.of(1, 2)), 'Too few bytes for a frame.')
  t.is(hint(Buffer.alloc(0)), 'No bytes at all.')
  t.regex(hint(Buffer.from('-----BEGIN PUBLIC KEY-----\nMII')), /prototype’s, cut off/)
  const http = dissect(Buffer.from('GET /friends HTTP/1.1\r\n'))
  t.deepEqual(told(http), ['bytes: GET /friends HTTP/1.1\\u{d}\\u{a}'])
  t.is(
    hint(alertFor(new PeerError('BAD_SECRET'))),
    'An alert tells the caller why the proof is refused: 51 decrypt_error.',
  )
})

test('what is inside a record is read to its last byte, each message of the layer above', (t) => {
  const id = 'ab'.repeat(16)
  const hash = 'cd'.repeat(32)
  const messages: readonly [ApplicationMessage, string][] = [
    [{ kind: 'have', stream: id, last: 7, written: 1 }, 'HAVE: it holds everything up to 7.'],
    [
      { kind: 'item', stream: id, number: 3, written: 1, item: { type: 'text', text: 'at noon' } },
      'ITEM 3: the text “at noon”',
    ],
    [
      {
        kind: 'item',
        stream: id,
        number: 4,
        written: 1,
        item: { type: 'offer', id, size: 9, sha256: hash, name: 'a.txt' },
      },
      'ITEM 4: the offer of “a.txt”, 9 bytes.',
    ],
    [
      { kind: 'item', stream: id, number: 5, written: 1, item: { type: 'end', id, outcome: 'taken' } },
      'ITEM 5: the end of a file: 0 taken.',
    ],
    [
      { kind: 'item', stream: id, number: 6, written: 1, item: { type: 'again', count: 2, since: 0 } },
      'ITEM 6: 2 texts come again.',
    ],
    [{ kind: 'receipt', stream: id, number: 3 }, 'RECEIPT: everything up to 3 is on its disk.'],
    [{ kind: 'ping' }, 'PING: is somebody there?'],
    [{ kind: 'pong' }, 'PONG: somebody is there.'],
    [{ kind: 'fetch', id, offset: 5, prefix: hash }, 'FETCH: the file from byte 5 on.'],
    [
      { kind: 'chunk', id, offset: 5, bytes: Buffer.from('xyz') },
      'CHUNK: 3 bytes of a file, from byte 5 on.',
    ],
    [{ kind: 'full' }, 'FULL: its disk takes nothing.'],
  ]
  for (const [message, meaning] of messages) {
    const content = Buffer.from(encodeMessage(message))
    const inside = Buffer.alloc(256)
    inside[0] = 6
    inside.writeUInt16BE(content.length, 1)
    content.copy(inside, 3)
    const payload = Buffer.concat([Buffer.alloc(8), Buffer.alloc(inside.length, 1), Buffer.alloc(16, 2)])
    const opened = dissectOpened(encodeFrame(5, payload), inside)
    t.is(english(opened.summary), `Record 0: ${meaning}`)
    t.true(isTiled(opened, payload.length + 5), meaning)
  }
})

test('whatever comes, nothing is thrown, and the fields are the unit: in order, without gaps', async (t) => {
  const real = [
    ...(await frames('x')),
    ...(await frames('y', showingIdentities)),
    ...(await frames('z', plaintext)),
  ]
  const changed = fc
    .tuple(fc.constantFrom(...real), fc.nat(), fc.nat(255), fc.nat())
    .map(([frame, at, byte, cut]) => {
      const bytes = Buffer.from(frame)
      bytes[at % bytes.length] = byte
      return bytes.subarray(0, cut % 3 === 0 ? cut % bytes.length : bytes.length)
    })
  const framed = fc
    .tuple(fc.constantFrom(1, 2, 3, 4, 5, 6, 21), fc.uint8Array({ maxLength: 400 }))
    .map(([type, payload]) =>
      Buffer.concat([Buffer.of(0, 0, (payload.length + 1) >> 8, (payload.length + 1) & 255, type), payload]),
    )
  const prototypes = fc
    .uint8Array({ maxLength: 300 })
    .map((bytes) =>
      Buffer.concat([Buffer.from('-----BEGIN'), bytes, Buffer.from('__SEP__'), Buffer.alloc(256)]),
    )
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 600 }), changed, framed, prototypes), (bytes) => {
      const dissection = dissect(bytes)
      return (
        isTiled(dissection, bytes.length) &&
        !/\p{C}/u.test(told(dissection).join('') + english(dissection.summary))
      )
    }),
    { numRuns: runsOf(3000) },
  )
  t.pass()
})
