/**
 * Whether what a messenger keeps for itself is sealed under its user's passphrase, so that who has the disk alone reads nothing.
 * The lab looks at the disk itself, and opens what it finds there; of the program it knows nothing but
 * the passphrase.
 */

import { scryptSync } from 'node:crypto'
import { type Sentence, t } from '../../peers/language/sentence'
import { type EventOf, type Events, eventsOf } from '../history/selectors'
import { type Departure, disk } from './departure'
import { kdf, opened, TAG } from './primitives'

const ID = 16
const NONCE = 12
/** Length and checksum of a record. */
const RECORD_HEAD = 8
/** More than the lab lets a messenger spend. */
const MOST_COST = 14

/** What came of one look at one file. */
interface Sealed {
  readonly why: Sentence | null
  /** Each nonce with the key that it was used under and what it sealed, in hexadecimal. */
  readonly used: readonly (readonly [keyAndNonce: string, tag: string])[]
}

/** @returns how the files of each messenger of an act are not sealed as they have to be: of each file the first. */
export function unsealedFiles(act: Events): Departure[] {
  const looks = eventsOf(act, 'files')
  return eventsOf(act, 'identity').flatMap(({ node, passphrase }) =>
    passphrase === undefined
      ? []
      : ofNode(
          node,
          looks.filter(({ of }) => of === node),
          new Keys(passphrase),
        ),
  )
}

function ofNode(node: string, looks: readonly EventOf<'files'>[], keys: Keys): Departure[] {
  const sealedUnder = new Map<string, string>()
  const departures: Departure[] = []
  for (const look of looks)
    for (const { path, head } of look.files) {
      const isKnown = departures.some(({ session }) => session === path)
      const open = isKnown ? undefined : forms[path]
      if (!open) continue
      const { why, used } = open(Buffer.from(head ?? '', 'base64'), keys)
      const isTwice = used.some(([key, tag]) => (sealedUnder.get(key) ?? tag) !== tag)
      for (const [key, tag] of used) sealedUnder.set(key, tag)
      const flaw = why ?? (isTwice ? t`a nonce comes twice under one key` : null)
      if (flaw) departures.push({ rule: disk, node, session: path, why: flaw, event: look })
    }
  return departures
}

const forms: Readonly<Record<string, (head: Buffer, keys: Keys) => Sealed>> = {
  'home/contacts': contacts,
  'home/journal': journal,
}

/** First line, what scrypt was run with, nonce and length; then what is sealed, with all before it as AAD. */
function contacts(bytes: Buffer, keys: Keys): Sealed {
  const line = 'secure-p2p contacts 1\n'
  const [, nonceAt] = origin(line)
  const header = bytes.subarray(0, nonceAt + NONCE + 4)
  const key = keys.of(line, bytes)
  if (!key || header.length < nonceAt + NONCE + 4) return notOfForm
  const end = header.length + header.readUInt32BE(nonceAt + NONCE) + TAG
  // More than is shown of a file.
  if (end > bytes.length) return { why: null, used: [] }
  return opens(key, bytes.subarray(nonceAt, nonceAt + NONCE), header, bytes.subarray(header.length, end))
}

/** First line, what scrypt was run with, id, nonce and a tag over that; then records, each bound to the tag before it. */
function journal(bytes: Buffer, keys: Keys): Sealed {
  const line = 'secure-p2p journal log 1\n'
  const [, idAt] = origin(line)
  const secret = keys.of(line, bytes)
  const nonceAt = idAt + ID
  const start = nonceAt + NONCE + TAG
  if (!secret || bytes.length < start) return notOfForm
  const key = kdf(secret, bytes.subarray(idAt, nonceAt), line)
  const before = bytes.subarray(0, start - TAG)
  const all = [opens(key, bytes.subarray(nonceAt, start - TAG), before, bytes.subarray(start - TAG, start))]
  for (let at = start; at + RECORD_HEAD <= bytes.length; ) {
    const from = at + RECORD_HEAD
    const end = from + NONCE + bytes.readUInt32BE(at)
    if (end > bytes.length) break
    const tag = bytes.subarray(at - TAG, at)
    all.push(opens(key, bytes.subarray(from, from + NONCE), tag, bytes.subarray(from + NONCE, end)))
    at = end
  }
  return { why: all.find(({ why }) => why !== null)?.why ?? null, used: all.flatMap(({ used }) => used) }
}

const notOfForm: Sealed = { why: t`it does not begin as such a file does`, used: [] }

function opens(key: Buffer, nonce: Buffer, aad: Buffer, sealed: Buffer): Sealed {
  const why = opened(key, nonce, aad, sealed)
    ? null
    : t`the key that follows from the passphrase does not open it`
  return {
    why,
    used: [[`${key.toString('hex')} ${nonce.toString('hex')}`, sealed.subarray(-TAG).toString('hex')]],
  }
}

/** @returns where cost and salt begin behind the first line, and where they end. */
function origin(line: string): readonly [from: number, to: number] {
  return [line.length, line.length + 3 + ID]
}

/** What scrypt makes of a passphrase; each is made once. */
class Keys {
  readonly #known = new Map<string, Buffer>()

  constructor(private readonly passphrase: string) {}

  /** @returns null where the file does not begin as one of this kind. */
  of(line: string, bytes: Buffer): Buffer | null {
    const [from, to] = origin(line)
    if (bytes.length < to || bytes.toString('latin1', 0, from) !== line) return null
    const [logN = 0, r = 0, p = 0] = bytes.subarray(from)
    if (logN < 1 || logN > MOST_COST || r < 1 || r > 8 || p !== 1) return null
    const said = bytes.toString('hex', from, to)
    const key =
      this.#known.get(said) ??
      scryptSync(this.passphrase, bytes.subarray(from + 3, to), 32, { N: 2 ** logN, r, p })
    this.#known.set(said, key)
    return key
  }
}
