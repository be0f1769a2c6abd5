import test from 'ava'
import fc from 'fast-check'
import { unicodeText } from '../../lab/suite/unicode-text-testing'
import {
  ChangeJournal,
  CorruptJournal,
  decodeEntry,
  encodeEntry,
  type JournalEntry,
  type JournalFile,
  decodeJournal as readJournal,
} from './journal'
import { Seal } from './sealed'

const key = Buffer.alloc(32, 7)
const seal = Seal.fresh(key)
const encode = (entry: JournalEntry) => encodeEntry(seal, entry)
const decodeJournal = (bytes: Buffer) => readJournal(bytes, (line) => decodeEntry(seal, line))

const arbitraryEntries = fc
  .tuple(
    fc.integer({ min: 1, max: 1_000_000 }),
    fc.array(fc.array(unicodeText(), { maxLength: 3 }), { maxLength: 6 }),
  )
  .map(([first, groups]) =>
    groups.map(
      (names, index): JournalEntry => ({
        sequence: first + index,
        changes: names.map((name) => ['ask', name, 'bob\n']),
      }),
    ),
  )

const three = [1, 2, 3].map(
  (sequence): JournalEntry => ({ sequence, changes: [['ask', 'ann', `bob${sequence}`]] }),
)
const lines = three.map(encode)

test('a journal reads back as written, and cut anywhere as its whole lines', (t) => {
  fc.assert(
    fc.property(arbitraryEntries, fc.nat(), (entries, at) => {
      const encoded = entries.map(encode)
      const bytes = Buffer.concat(encoded)
      t.deepEqual(decodeJournal(bytes), { entries, length: bytes.length })
      const cut = bytes.subarray(0, at % (bytes.length + 1))
      const { entries: read, length } = decodeJournal(cut)
      t.deepEqual(read, entries.slice(0, read.length))
      t.is(length, Buffer.concat(encoded.slice(0, read.length)).length)
      t.true(cut.length - length < (encoded[read.length]?.length ?? 1))
    }),
  )
})

test('a journal with any byte of a whole line changed is corrupt', (t) => {
  const bytes = Buffer.concat(lines)
  for (let at = 0; at < bytes.length; at++) {
    // Without its newline the last line is a torn one.
    if (at === bytes.length - 1) continue
    const changed = Buffer.from(bytes)
    changed[at]! ^= 1
    t.throws(() => decodeJournal(changed), { instanceOf: CorruptJournal }, `byte ${at}`)
  }
})

test('a line that is missing, doubled or moved is noticed, and named', (t) => {
  const [one, two, three] = lines as [Buffer, Buffer, Buffer]
  for (const wrong of [
    [one, three],
    [one, one, two],
    [two, one],
    [one, Buffer.from('\n'), two],
  ]) {
    const error = t.throws(() => decodeJournal(Buffer.concat(wrong)), { instanceOf: CorruptJournal })
    t.is(error.line, 2)
  }
})

test('zeros where the disk never got the last line are a torn line, elsewhere they are damage', (t) => {
  const [one, two, three] = lines as [Buffer, Buffer, Buffer]
  const holed = (line: Buffer) => Buffer.from(line).fill(0, 5, 30)
  t.deepEqual(decodeJournal(Buffer.concat([one, two, holed(three)])).entries.length, 2)
  t.deepEqual(decodeJournal(Buffer.concat([one, two, Buffer.alloc(4096)])).entries.length, 2)
  t.throws(() => decodeJournal(Buffer.concat([one, holed(two), three])), { instanceOf: CorruptJournal })
})

test('a line opens in its own journal only, and tells nobody what it says', (t) => {
  const bytes = Buffer.concat(lines)
  t.false(bytes.includes('bob'))
  const decodeWith = (other: Seal) => () => readJournal(bytes, (line) => decodeEntry(other, line))
  // Another data folder under the same key, and the same one under another key.
  for (const other of [Seal.fresh(key), new Seal(Buffer.alloc(32, 8), seal.id)]) {
    t.throws(decodeWith(other), { instanceOf: CorruptJournal })
  }
  t.is(decodeWith(new Seal(key, seal.id))().entries.length, 3)
  // Given another number.
  const renumbered = Buffer.from(lines[0]!.toString().replace(/^1 /, '2 '))
  t.throws(() => decodeJournal(renumbered), { instanceOf: CorruptJournal })
})

/** A file in memory that notes what is done with it, and fails on demand as a full disk does. */
function memoryFile(content = Buffer.alloc(0)) {
  const calls: string[] = []
  const failing = new Set<string>()
  const call = (name: string) => {
    calls.push(name)
    if (failing.has(name)) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
  }
  const state = { content }
  const file: JournalFile = {
    async write(bytes, offset) {
      // A full disk takes the first half.
      const taken = failing.has('write') ? bytes.subarray(0, bytes.length / 2) : bytes
      const end = Math.max(state.content.length, offset + taken.length)
      const grown = Buffer.concat([state.content, Buffer.alloc(end - state.content.length)])
      grown.set(taken, offset)
      state.content = grown
      call('write')
    },
    async sync() {
      call('sync')
    },
    async truncate(length) {
      call('truncate')
      state.content = state.content.subarray(0, length)
    },
    async close() {
      call('close')
    },
  }
  return { file, calls, failing, state }
}

test('an entry is written, then forced to disk, then acknowledged', async (t) => {
  const { file, calls, state } = memoryFile()
  const journal = new ChangeJournal(file, seal, 0, false)
  await journal.append(three[0]!)
  calls.push('acknowledged')
  t.deepEqual(calls, ['write', 'sync', 'acknowledged'])
  t.deepEqual(decodeJournal(state.content).entries, three.slice(0, 1))
  t.is(journal.length, state.content.length)
})

test('a torn line is cut off before the next entry', async (t) => {
  const { file, state } = memoryFile(Buffer.concat([lines[0]!, lines[2]!.subarray(0, -1)]))
  const journal = new ChangeJournal(file, seal, lines[0]!.length, true)
  await journal.append({ sequence: 2, changes: [] })
  t.deepEqual(decodeJournal(state.content).entries, [three[0]!, { sequence: 2, changes: [] }])
})

for (const step of ['write', 'sync']) {
  test(`when ${step} fails the entry is refused and leaves nothing behind`, async (t) => {
    const { file, failing, state } = memoryFile()
    const journal = new ChangeJournal(file, seal, 0, false)
    await journal.append(three[0]!)
    failing.add(step)
    await t.throwsAsync(journal.append(three[1]!), { code: 'ENOSPC' })
    t.is(state.content.length, journal.length)
    t.deepEqual(decodeJournal(state.content).entries, three.slice(0, 1))
    failing.clear()
    await journal.append(three[1]!)
    t.deepEqual(decodeJournal(state.content).entries, three.slice(0, 2))
  })
}

test('what a failed entry left is cut off before anything else is written', async (t) => {
  const { file, failing, state, calls } = memoryFile()
  const journal = new ChangeJournal(file, seal, 0, false)
  failing.add('write').add('truncate')
  await t.throwsAsync(journal.append(three[0]!))
  t.true(state.content.length > 0)
  calls.length = 0
  await t.throwsAsync(journal.append(three[0]!))
  t.deepEqual(calls, ['truncate'])
  failing.clear()
  await journal.append(three[0]!)
  t.deepEqual(decodeJournal(state.content), { entries: three.slice(0, 1), length: state.content.length })
})

test('a journal that is reset is empty on disk before its next entry', async (t) => {
  const { file, calls, failing, state } = memoryFile()
  const journal = new ChangeJournal(file, seal, 0, false)
  await journal.append(three[0]!)
  failing.add('truncate')
  await t.throwsAsync(journal.reset())
  await t.throwsAsync(journal.append(three[1]!))
  failing.clear()
  calls.length = 0
  await journal.append(three[1]!)
  t.deepEqual(calls, ['truncate', 'sync', 'write', 'sync'])
  t.deepEqual(decodeJournal(state.content), { entries: three.slice(1, 2), length: state.content.length })
})
