import test from 'ava'
import fc from 'fast-check'
import { PeerError } from '../protocol/errors'
import { testEntropy as entropy } from '../protocol/test-keys-testing'
import { type Cost, Passphrase } from './passphrase'
import { MAX_FILE_BYTES, newFileKey, openFile, type PrivateFileKind, sealFile } from './private-file'

const cheap: Cost = { logN: 4, r: 8, p: 1 }
const path = '/home/alice/identity'
const content = Buffer.from('what only Alice may read')

const sealed = async (passphrase = 'correct horse') =>
  sealFile('identity', await newFileKey(new Passphrase(passphrase), entropy, cheap), content, entropy)

const open = (kind: PrivateFileKind, file: Uint8Array, passphrase: string, path: string) =>
  openFile(kind, file, new Passphrase(passphrase), path)

const codeOf = (opening: Promise<unknown>) =>
  opening.then(
    () => 'OPENED',
    (error: unknown) => (error instanceof PeerError ? error.code : String(error)),
  )

test('any content comes back under its passphrase and no other', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.string(),
      fc.string(),
      async (bytes, own, other) => {
        const key = await newFileKey(new Passphrase(own), entropy, cheap)
        const file = sealFile('contacts', key, bytes, entropy)
        t.deepEqual((await open('contacts', file, own, path)).content, Buffer.from(bytes))
        if (own.normalize('NFC') === other.normalize('NFC')) return
        t.is(await codeOf(open('contacts', file, other, path)), 'WRONG_PASSPHRASE')
      },
    ),
    { numRuns: 50 },
  )
})

test('an accented passphrase opens the file however its letters are encoded', async (t) => {
  const file = await sealed('caf\u00e9')
  t.deepEqual((await open('identity', file, 'cafe\u0301', path)).content, content)
})

test('any changed byte is refused', async (t) => {
  const file = await sealed()
  for (const index of file.keys()) {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 255 }), async (change) => {
        const changed = Buffer.from(file)
        changed[index]! ^= change
        t.regex(await codeOf(open('identity', changed, 'correct horse', path)), /^(WRONG_PASS|CORRUPT)/)
      }),
      { numRuns: 8 },
    )
  }
})

test('the header is authenticated: a file of one kind does not pass for another', async (t) => {
  const key = await newFileKey(new Passphrase('correct horse'), entropy, cheap)
  // The same key under another header: only the header's own authentication can refuse this one.
  const file = sealFile('identity', key, content, entropy)
  const length = Buffer.from('secure-p2p identity 1\n').length
  const lied = Buffer.concat([Buffer.from('secure-p2p contacts 1\n'), file.subarray(length)])
  t.is(await codeOf(open('contacts', lied, 'correct horse', path)), 'WRONG_PASSPHRASE')
})

test('whatever is truncated, prolonged or not ours is corrupt, and the sentence says what to do', async (t) => {
  const file = await sealed()
  for (const end of file.keys()) {
    t.is(await codeOf(open('identity', file.subarray(0, end), 'correct horse', path)), 'CORRUPT_FILE')
  }
  const longer = Buffer.concat([file, Buffer.from([0])])
  t.is(await codeOf(open('identity', longer, 'correct horse', path)), 'CORRUPT_FILE')
  t.is(await codeOf(open('contacts', file, 'correct horse', path)), 'CORRUPT_FILE')
  const error = await t.throwsAsync(open('identity', Buffer.from('-----BEGIN'), '', path))
  t.regex(error!.message, /^\/home\/alice\/identity is damaged.*left as it is: restore it from a backup, or/)
})

test('a file cannot demand more memory or time than is bearable', async (t) => {
  const file = await sealed()
  const at = file.indexOf('\n') + 1
  const demand = async (...cost: number[]) => {
    const hostile = Buffer.from(file)
    hostile.set(cost, at)
    return codeOf(open('identity', hostile, 'correct horse', path))
  }
  t.is(await demand(4, 8, 1), 'OPENED')
  const [terabyte, slow] = [await demand(30, 8, 1), await demand(17, 8, 255)]
  t.deepEqual(
    [terabyte, slow, await demand(19, 8, 1), await demand(255, 255, 255)],
    Array(4).fill('CORRUPT_FILE'),
  )
  const undefinedByScrypt = [
    await demand(0, 8, 1),
    await demand(4, 0, 1),
    await demand(4, 8, 0),
    await demand(16, 1, 1),
  ]
  t.deepEqual(undefinedByScrypt, Array(4).fill('CORRUPT_FILE'))
})

test('a wrong passphrase and a change are told as what they are: the same', async (t) => {
  await t.throwsAsync(open('identity', await sealed(), 'wrong', path), {
    code: 'WRONG_PASSPHRASE',
    message:
      /does not open \/home\/alice\/identity, or the file was changed \(the two cannot be told apart\)/,
  })
})

test('saves under one derived key never look alike, and the key is the one that a reader derives', async (t) => {
  const key = await newFileKey(new Passphrase('correct horse'), entropy, cheap)
  const [one, two] = [
    sealFile('contacts', key, content, entropy),
    sealFile('contacts', key, content, entropy),
  ]
  t.notDeepEqual(one.subarray(-content.length - 16), two.subarray(-content.length - 16))
  t.false(one.includes(content))
  const opened = await open('contacts', two, 'correct horse', path)
  const saved = sealFile('contacts', opened.key, Buffer.from('more'), entropy)
  t.is((await open('contacts', saved, 'correct horse', path)).content.toString(), 'more')
})

test('the default cost is 128 MiB a guess, and stands in the file', async (t) => {
  const file = sealFile(
    'identity',
    await newFileKey(new Passphrase('correct horse'), entropy),
    content,
    entropy,
  )
  t.deepEqual([...file.subarray(file.indexOf('\n') + 1).subarray(0, 3)], [17, 8, 1])
  // Each guess takes so long: that a file is opened at the cost that stands in it is seen above, at a cheap one.
})

test('nothing is sealed that would be too large to be read again', async (t) => {
  const key = await newFileKey(new Passphrase('correct horse'), entropy, cheap)
  t.throws(() => sealFile('contacts', key, Buffer.alloc(MAX_FILE_BYTES - 99), entropy), {
    code: 'FILE_FAILED',
  })
  t.true(sealFile('contacts', key, Buffer.alloc(MAX_FILE_BYTES - 100), entropy).length <= MAX_FILE_BYTES)
})
