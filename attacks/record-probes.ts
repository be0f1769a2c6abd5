/** What is forbidden in the records of a session (PROTOCOL.md sections 6 and 7), and what is allowed and has to be taken. */

import { RecordKind } from '../peers/protocol/channel'
import { uint } from '../peers/protocol/fields'
import { encodeFrame, FrameType } from '../peers/protocol/frames'
import { keyShare } from '../peers/protocol/key-agreement'
import type { BentRecords, RecordBend } from './bent-records'
import { entropy } from './entropy'
import { lowOrder } from './handshake-probes'
import type { SessionProbe } from './probe'

type Say = (records: BentRecords, text: string) => void | Promise<void>

const NOTHING = Buffer.alloc(0)

/** A text whose record is bent. */
function text(bend: RecordBend | ((records: BentRecords) => RecordBend)): Say {
  return (records, words) => records.text(words, typeof bend === 'function' ? bend(records) : bend)
}

/** A record of this kind and content, and a text behind it. */
function record(kind: number, content: Uint8Array | ((records: BentRecords) => Uint8Array)): Say {
  return (records, words) => {
    records.say(kind, typeof content === 'function' ? content(records) : content)
    records.text(words)
  }
}

/** Bytes that are no record of hers. */
function raw(bytes: Uint8Array): Say {
  return ({ line }) => line.say(bytes)
}

/** A text by the book, what comes behind it, and a goodbye. */
function after(then: Say): Say {
  return async (records, words) => {
    records.text(words)
    await then(records, words)
  }
}

function counted(number: bigint): Buffer {
  return Buffer.concat([Buffer.alloc(4), uint(number, 8)])
}

function bundle(...messages: Buffer[]): Buffer {
  return Buffer.concat(messages.flatMap((message) => [uint(message.length, 2), message]))
}

const records: Readonly<Record<string, Say>> = {
  // Frames.
  'hello-after-handshake': raw(encodeFrame(FrameType.HELLO, Buffer.alloc(35))),
  'reply-after-handshake': raw(encodeFrame(FrameType.REPLY, Buffer.alloc(1000))),
  'proof-after-handshake': raw(encodeFrame(FrameType.PROOF, Buffer.alloc(1000))),
  'confirm-after-handshake': raw(encodeFrame(FrameType.CONFIRM, Buffer.alloc(300))),
  'frame-empty-after-handshake': raw(Buffer.alloc(5)),
  'frame-of-type-6-after-handshake': raw(encodeFrame(6, Buffer.alloc(16))),
  'record-too-large': raw(Buffer.concat([uint(65_562, 4), Buffer.of(FrameType.RECORD)])),
  'record-endless': raw(Buffer.concat([uint(0xffffffff, 4), Buffer.of(FrameType.RECORD)])),
  'record-of-7-bytes': raw(encodeFrame(FrameType.RECORD, Buffer.alloc(7))),
  'record-of-number-only': raw(encodeFrame(FrameType.RECORD, Buffer.alloc(8))),
  'record-of-tag-only': raw(encodeFrame(FrameType.RECORD, Buffer.alloc(24))),
  // Numbers.
  'record-number-1-first': text({ number: 1n }),
  'record-number-2-to-the-64': text({ number: 2n ** 64n - 1n }),
  'record-number-twice': after(text({ number: 0n })),
  'record-number-skipped': after(text({ number: 2n })),
  'record-same-frame-twice': (bent, words) => {
    const frame = bent.frame(RecordKind.TEXT, Buffer.from(words))
    bent.line.say(Buffer.concat([frame, frame]))
  },
  // Sealing.
  'record-first-byte-flipped': text({ sealed: (sealed) => bit(sealed, 0) }),
  'record-tag-flipped': text({ sealed: (sealed) => bit(sealed, sealed.length - 1) }),
  'record-without-tag': text({ sealed: (sealed) => sealed.subarray(0, -16) }),
  'record-tag-of-12-bytes': text({ sealed: (sealed) => sealed.subarray(0, -4) }),
  'record-key-of-other-direction': text(({ theirKey }) => ({ key: theirKey })),
  'record-nonce-of-next': text({ nonce: counted(1n) }),
  'record-nonce-of-ones': text({ nonce: Buffer.alloc(12, 1) }),
  'record-nonce-with-head': text({ nonce: Buffer.concat([Buffer.of(0, 0, 0, 1), uint(0, 8)]) }),
  'record-aad-empty': text({ aad: () => NOTHING }),
  'record-aad-without-session': text({ aad: (aad) => aad.subarray(32) }),
  'record-aad-other-session': text({ aad: (aad) => bit(aad, 0) }),
  'record-aad-without-number': text({ aad: (aad) => Buffer.concat([aad.subarray(0, 32), aad.subarray(40)]) }),
  'record-aad-other-number': text({ aad: (aad) => bit(aad, 39) }),
  'record-aad-other-type': text({ aad: (aad) => bit(aad, 40) }),
  'record-aad-without-type': text({ aad: (aad) => Buffer.concat([aad.subarray(0, 40), aad.subarray(41)]) }),
  'record-aad-without-length': text({ aad: (aad) => aad.subarray(0, -4) }),
  'record-aad-other-length': text({ aad: (aad) => bit(aad, aad.length - 1) }),
  // What is inside.
  'record-plaintext-of-0': text({ plaintext: () => NOTHING }),
  'record-plaintext-of-2': text({ plaintext: () => Buffer.of(RecordKind.TEXT, 0) }),
  'record-length-beyond': text({ length: 300 }),
  'record-length-beyond-by-1': text({ plaintext: (plain) => lengthened(plain, 254) }),
  'record-kind-0': record(0, NOTHING),
  'record-kind-8': record(8, NOTHING),
  'record-kind-255': record(255, NOTHING),
  'text-too-long': (bent) => bent.say(RecordKind.TEXT, Buffer.alloc(16_382, 'x')),
  'text-not-utf-8': record(RecordKind.TEXT, Buffer.from('fffe', 'hex')),
  'text-half-a-character': record(RecordKind.TEXT, Buffer.from('eda080', 'hex')),
  'text-overlong': record(RecordKind.TEXT, Buffer.from('c0af', 'hex')),
  'bundle-of-one': record(RecordKind.BUNDLE, bundle(Buffer.of(4))),
  'bundle-of-none': record(RecordKind.BUNDLE, NOTHING),
  'bundle-cut': record(RecordKind.BUNDLE, bundle(Buffer.of(4), Buffer.of(4, 0)).subarray(0, -1)),
  'bundle-cut-in-length': record(
    RecordKind.BUNDLE,
    Buffer.concat([bundle(Buffer.of(4), Buffer.of(4)), Buffer.of(0)]),
  ),
  // Goodbye.
  'close-counts-one-more': after((bent) => bent.say(RecordKind.CLOSE, uint(bent.number + 1n, 8))),
  'close-counts-one-less': after((bent) => bent.say(RecordKind.CLOSE, uint(bent.number - 1n, 8))),
  'close-counts-none': after((bent) => bent.say(RecordKind.CLOSE, uint(0, 8))),
  'close-short': after((bent) => bent.say(RecordKind.CLOSE, uint(bent.number, 8).subarray(1))),
  'close-long': after((bent) =>
    bent.say(RecordKind.CLOSE, Buffer.concat([uint(bent.number, 8), Buffer.alloc(1)])),
  ),
  'cut-without-close': after(({ line }) => line.hangUp()),
  'cut-in-a-record': after((bent, words) => {
    bent.line.say(bent.frame(RecordKind.TEXT, Buffer.from(words)).subarray(0, 100))
    bent.line.hangUp()
  }),
  'text-after-close': after((bent, words) => {
    bent.close()
    bent.text(words)
  }),
  'rubbish-after-close': after((bent) => {
    bent.close()
    bent.line.say(Buffer.alloc(500, 0xff))
  }),
  // What is allowed.
  'padding-of-ones': async (bent, words) => {
    const size = 3 + Buffer.byteLength(words)
    bent.text(words, {
      plaintext: (plain) => Buffer.concat([plain.subarray(0, size), Buffer.alloc(plain.length - size, 1)]),
    })
    bent.close()
  },
  'byte-by-byte': async (bent, words) => {
    const frames = Buffer.concat([bent.frame(RecordKind.TEXT, Buffer.from(words))])
    for (const byte of frames) {
      bent.line.say(Buffer.of(byte))
      await new Promise(setImmediate)
    }
    bent.close()
  },
}

/** What the initiator alone begins: to those who are called. */
const initiatorsRekeys: Readonly<Record<string, Say>> = {
  ...Object.fromEntries(
    Object.entries(lowOrder).map(([name, share]) => [`rekey-share-${name}`, record(RecordKind.REKEY, share)]),
  ),
  'rekey-short': record(RecordKind.REKEY, Buffer.alloc(31, 9)),
  'rekey-long': record(RecordKind.REKEY, Buffer.alloc(33, 9)),
  'rekey-twice': (bent) => {
    bent.say(RecordKind.REKEY, keyShare(entropy.x25519()))
    bent.say(RecordKind.REKEY, keyShare(entropy.x25519()))
  },
  'rekey-done-with-content': async (bent) => {
    await bent.rekey()
    bent.say(RecordKind.REKEY_DONE, Buffer.of(0))
  },
  'rekey-text-under-old-key': async (bent, words) => {
    await bent.rekey()
    bent.say(RecordKind.REKEY_DONE, NOTHING)
    bent.text(words)
  },
  'rekey-text-under-new-key-early': async (bent, words) => {
    const key = await bent.rekey()
    bent.text(words, { key })
  },
  'rekey-without-old-root': async (bent, words) => {
    const key = await bent.rekey((secret) => secret)
    bent.say(RecordKind.REKEY_DONE, NOTHING)
    bent.text(words, { key })
  },
  'rekey-numbers-anew': async (bent, words) => {
    const key = await bent.rekey()
    bent.say(RecordKind.REKEY_DONE, NOTHING)
    bent.text(words, { key, number: 0n })
  },
  'rekey-by-the-book': async (bent, words) => {
    const key = await bent.rekey()
    bent.say(RecordKind.REKEY_DONE, NOTHING)
    bent.key = key
    bent.text(words)
    bent.close()
  },
}

const unaskedRekeys: Readonly<Record<string, Say>> = {
  'rekey-reply-unasked': (bent) => bent.say(RecordKind.REKEY_REPLY, keyShare(entropy.x25519())),
  'rekey-done-unasked': (bent) => bent.say(RecordKind.REKEY_DONE, NOTHING),
}

function bit(bytes: Buffer, at: number): Buffer {
  const bent = Buffer.from(bytes)
  bent[at]! ^= 1
  return bent
}

function lengthened(plaintext: Buffer, length: number): Buffer {
  const bent = Buffer.from(plaintext)
  bent.writeUInt16BE(length, 1)
  return bent
}

function named(probes: Readonly<Record<string, Say>>): SessionProbe[] {
  return Object.entries(probes).map(([name, say]) => ({ name, records: say }))
}

/** In either role. */
export const recordProbes: readonly SessionProbe[] = named({ ...records, ...unaskedRekeys })

/** To those whom she calls. */
export const rekeyProbes: readonly SessionProbe[] = named(initiatorsRekeys)

/** To those who call her. */
export const answeredRekeyProbes: readonly SessionProbe[] = named({
  'rekey-by-responder': (bent) => bent.say(RecordKind.REKEY, keyShare(entropy.x25519())),
})
