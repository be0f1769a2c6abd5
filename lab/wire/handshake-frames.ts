/**
 * The handshake's frames (PROTOCOL.md section 5), and what stand-ins for it show in the clear. Each frame has a row of
 * layouts, the most telling first; what an onlooker cannot tell apart has one name here, that of the protocol.
 */

import { type Sentence, t } from '../../peers/language/sentence'
import { readClaim, readName } from './claims'
import { misfit, type WireReader } from './reader'

/** Reads a payload to its end. @returns what an onlooker makes of it. */
export type Layout = (reader: WireReader) => Sentence

const SHARE_BYTES = 32
const RSA_BYTES = 256
const MAC_BYTES = 32
const TAG_BYTES = 16
/** The only suite that the protocol has. */
const SUITE = 0x0101

export const hello: readonly Layout[] = [
  (reader) => {
    const suites: string[] = []
    const count = reader.uint(1, 'suite-count')
    for (let place = 0; place < count; place += 1) suites.push(hex16(reader.uint(2, 'suite', hex16)))
    reader.take(SHARE_BYTES, 'share')
    return t`A call: it offers ${suites.join(', ')} and an X25519 share; nothing says who calls.`
  },
]

export const reply: readonly Layout[] = [
  (reader) => {
    const suite = readSuite(reader)
    reader.take(SHARE_BYTES, 'random')
    const name = readClaim(reader)
    return t`The answer, in ${suite}: ${name} and the keys stand in the clear, and there is no X25519 share.`
  },
  (reader) => {
    const suite = readSuite(reader)
    reader.take(SHARE_BYTES, 'share')
    const name = readClaim(reader)
    reader.take(RSA_BYTES, 'signature')
    return t`The answer, in ${suite}: an X25519 share, and ${name}, keys and signature in the clear; no MAC.`
  },
  (reader) => {
    const suite = readSuite(reader)
    reader.take(SHARE_BYTES, 'share')
    let name = ''
    reader.group('clear', () => {
      const size = reader.uint(2, 'length')
      if (size !== reader.left) throw misfit
      name = readClaim(reader)
      readSignatureAndMac(reader)
      return name
    })
    return t`The answer, in ${suite}: an X25519 share, and ${name}, keys and signature in the clear.`
  },
  (reader) => {
    const suite = readSuite(reader)
    reader.take(SHARE_BYTES, 'share')
    let inside: Sentence | null = null
    reader.group('sealed-answer', () => {
      const size = reader.uint(2, 'length')
      if (size !== reader.left) throw misfit
      inside = readSealed(reader, [readAnswer])
      return ''
    })
    return inside ?? t`The answer, in ${suite}, with an X25519 share; who answers is encrypted.`
  },
]

export const proof: readonly Layout[] = [
  (reader) => {
    const name = readClaim(reader)
    reader.take(RSA_BYTES, 'signature')
    return t`The caller’s proof: ${name} calls, in the clear; whom, it does not say.`
  },
  (reader) => {
    const { name, called } = readProof(reader)
    return t`The caller’s proof: ${name} calls ${called}, and that stands in the clear.`
  },
  (reader) => readSealed(reader, [readCall]) ?? t`The caller’s proof: who calls whom is encrypted.`,
]

export const confirm: readonly Layout[] = [
  (reader) => {
    // As long as what is inside: there is no tag.
    readConfirmation(reader)
    return t`The confirmation, in the clear: a wrapped secret and a MAC. Both are connected after it.`
  },
  (reader) =>
    readSealed(reader, [readConfirmed]) ?? t`The confirmation, encrypted. Both are connected after it.`,
]

/** As in TLS (RFC 8446 section 6). */
const alertLevels: Readonly<Record<number, string>> = { 1: 'warning', 2: 'fatal' }
const alertReasons: Readonly<Record<number, string>> = { 20: 'bad_record_mac', 51: 'decrypt_error' }

export const alert: readonly Layout[] = [
  (reader) => {
    reader.uint(1, 'level', (level) => named(level, alertLevels))
    const reason = reader.uint(1, 'reason', (code) => named(code, alertReasons))
    return t`An alert tells the caller why the proof is refused: ${named(reason, alertReasons)}.`
  },
]

/**
 * Reads all that is left as what AES-256-GCM made of it.
 * @param layouts of what is inside, for the two ends. @returns what they read; null for everybody else.
 */
export function readSealed(reader: WireReader, layouts: readonly Layout[]): Sentence | null {
  const inside = reader.sealed(reader.left - TAG_BYTES, 'sealed', layouts)
  reader.take(TAG_BYTES, 'tag')
  return inside
}

function readAnswer(reader: WireReader): Sentence {
  const name = readClaim(reader)
  readSignatureAndMac(reader)
  return t`The answer: it is ${name}, with both keys and the proof.`
}

function readCall(reader: WireReader): Sentence {
  const { name, called } = readProof(reader)
  return t`The caller’s proof: ${name} calls ${called}, with both keys and a secret for ${called} alone.`
}

function readProof(reader: WireReader): { name: string; called: string } {
  const name = readClaim(reader)
  const called = readName(reader, 'called')
  reader.take(RSA_BYTES, 'wrapped')
  readSignatureAndMac(reader)
  return { name, called }
}

function readConfirmed(reader: WireReader): Sentence {
  readConfirmation(reader)
  return t`The confirmation: a secret for the caller alone, and a MAC. Both are connected after it.`
}

function readConfirmation(reader: WireReader): void {
  if (reader.left !== RSA_BYTES + MAC_BYTES) throw misfit
  reader.take(RSA_BYTES, 'wrapped')
  reader.take(MAC_BYTES, 'confirmation')
}

function readSignatureAndMac(reader: WireReader): void {
  reader.take(RSA_BYTES, 'signature')
  reader.take(MAC_BYTES, 'mac')
}

function readSuite(reader: WireReader): Sentence {
  const suite = reader.uint(2, 'suite-chosen', hex16)
  return suite === SUITE
    ? t`suite ${hex16(suite)}`
    : t`suite ${hex16(suite)}, which is none of the protocol’s`
}

function hex16(number: number): string {
  return `0x${number.toString(16).padStart(4, '0')}`
}

function named(code: number, names: Readonly<Record<number, string>>): string {
  const name = names[code]
  return name === undefined ? String(code) : `${code} ${name}`
}
