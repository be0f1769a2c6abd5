/** Files of a messenger as its own code seals them: what is sealed as it has to be is named for nothing, each careless change is. */

import { randomBytes } from 'node:crypto'
import test from 'ava'
import { type Line, phase } from '../history/history-testing'
import { unsealedFiles } from './check-home'
import { type Change, changedModule } from './planted-testing'

const source = `
  export { newFileKey, sealFile } from './peers/home/private-file'
  export { sealLog } from './peers/home/log-format'
  export { Passphrase } from './peers/home/passphrase'`

interface Sealing {
  readonly Passphrase: new (words: string) => object
  newFileKey(passphrase: object, entropy: object, cost: object): Promise<object>
  sealFile(kind: string, key: object, content: Uint8Array, entropy: object): Buffer
  sealLog(kind: string, key: object, contents: readonly Buffer[], entropy: object): { readonly bytes: Buffer }
}

const entropy = { bytes: (size: number) => randomBytes(size) }
const WORDS = 'what Alice alone knows'

/** @returns files of hers, and why the lab names each, by a program with this change. */
async function namedFor(change: Change | null, words = WORDS) {
  const { Passphrase, newFileKey, sealFile, sealLog } = await changedModule<Sealing>(source, change)
  const key = await newFileKey(new Passphrase(WORDS), entropy, { logN: 4, r: 8, p: 1 })
  const content = Buffer.from('Meet me at the clock tower')
  const look = (contacts: Buffer, journal: Buffer): Line => {
    const files = Object.entries({ contacts, journal }).map(([name, bytes], place) => ({
      path: `home/${name}`,
      sha256: `${place}`.repeat(64),
      head: bytes.toString('base64'),
    }))
    return ['lab', { event: 'files', of: 'alice', files }]
  }
  const log = sealLog('journal', key, [content, content, content], entropy).bytes
  const contacts = (saved: number) =>
    sealFile('contacts', key, Buffer.concat([content, Buffer.of(saved)]), entropy)
  return unsealedFiles(
    phase('attack', [
      ['alice', { event: 'identity', privateKey: '', passphrase: words }],
      look(contacts(1), log),
      // Saved again, and the log is cut where no more is shown.
      look(contacts(2), log.subarray(0, -20)),
    ]),
  ).map(({ session }) => session)
}

test('what is sealed under the passphrase is named for nothing, and by another passphrase both are', async (t) => {
  t.deepEqual(await namedFor(null), [])
  t.deepEqual(await namedFor(null, 'what Mallory guesses'), ['home/contacts', 'home/journal'])
})

const logFile = 'peers/home/log-format.ts'
const wholeFile = 'peers/home/private-file.ts'
const changes: readonly (readonly [what: string, named: readonly string[], ...Change])[] = [
  [
    'a log under a key that stands in the source',
    ['home/journal'],
    logFile,
    "hkdfSync('sha256', key, id,",
    "hkdfSync('sha256', new Uint8Array(32), id,",
  ],
  [
    'records in clear',
    ['home/journal'],
    logFile,
    'const sealed = aes256gcm.seal(key, nonce, before, content)',
    'const sealed = Buffer.concat([content, Buffer.alloc(16)])',
  ],
  [
    'records bound to nothing',
    ['home/journal'],
    logFile,
    'aes256gcm.seal(key, nonce, before, content)',
    'aes256gcm.seal(key, nonce, nothing, content)',
  ],
  [
    'a nonce for all records',
    ['home/journal'],
    logFile,
    'const nonce = entropy.bytes(NONCE_BYTES)\n  const sealed',
    'const nonce = Buffer.alloc(NONCE_BYTES)\n  const sealed',
  ],
  [
    'contacts under a key that stands in the source',
    ['home/contacts'],
    wholeFile,
    'aes256gcm.seal(fileKey.key, nonce, header, content)',
    'aes256gcm.seal(Buffer.alloc(32), nonce, header, content)',
  ],
  [
    'a nonce for all that is saved',
    ['home/contacts'],
    wholeFile,
    'const nonce = entropy.bytes(NONCE_BYTES)',
    'const nonce = Buffer.alloc(NONCE_BYTES)',
  ],
  [
    'a passphrase of eight letters',
    ['home/contacts', 'home/journal'],
    'peers/home/passphrase.ts',
    "text.normalize('NFC')",
    "text.normalize('NFC').slice(0, 8)",
  ],
]

for (const [what, named, ...change] of changes)
  test(what, async (t) => {
    t.deepEqual(await namedFor(change), named)
  })
