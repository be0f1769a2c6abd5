import test from 'ava'
import fc from 'fast-check'
import type { StoreEntry } from './correspondence'
import { Disk } from './messenger-testing'
import { type Found, search } from './search'

const limits = { lines: 4, bytes: 1_000, tails: 500, log: 1 }
const atOnce = () => Promise.resolve()

const heard = (friend: string, number: number, text: string) =>
  ({
    kind: 'in',
    friend,
    stream: 'bb'.repeat(16),
    number,
    written: 1,
    at: number,
    item: { type: 'text', text },
  }) satisfies StoreEntry

async function journalOf(texts: readonly string[]) {
  const journal = new Disk().journal(limits)
  for (const [index, text] of texts.entries())
    await journal.write(() => ({
      entries: [heard('bob', index + 1, text), heard('carol', index + 1, 'nothing')],
      answer: undefined,
    }))
  return journal
}

const textOf = ({ line: { item } }: Found) => (item.type === 'text' ? item.text : '')

test('what has the words is found, in whatever case, the newest first, and nothing else', async (t) => {
  const unit = fc.constantFrom('a', 'B', '"', '\\', '\n', ' ', 'é', 'É', '😀', '\u0001')
  const word = fc.string({ unit, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 10, maxLength: 40 }), word, async (texts, words) => {
      const { store } = await journalOf(texts)
      const found = await search(store, 'bob', words, 1_000, () => 0, atOnce)
      const expected = texts.filter((text) => text.toLowerCase().includes(words.toLowerCase())).reverse()
      t.deepEqual(found.map(textOf), expected)
      const few = await search(store, 'bob', words, 2, () => 0, atOnce)
      t.deepEqual(few.map(textOf), expected.slice(0, 2))
    }),
    { numRuns: 40 },
  )
})

test('all chats are searched, and files by their names', async (t) => {
  const journal = await journalOf(['Nothing', 'else'])
  const item = {
    type: 'offer',
    id: 'ab'.repeat(16),
    name: 'NOTHING.txt',
    size: 1,
    sha256: 'cd'.repeat(32),
  } as const
  await journal.write(() => ({ entries: [{ ...heard('dave', 1, ''), item }], answer: undefined }))
  const found = await search(journal.store, null, 'nothing', 10, () => 0, atOnce)
  t.deepEqual(
    found.map(({ friend }) => friend),
    ['bob', 'carol', 'carol', 'dave'],
  )
})

test('pages that are laid out anew while others have their turn are searched all the same', async (t) => {
  const texts = Array.from({ length: 60 }, (_, number) => `text ${number}`)
  const journal = await journalOf(texts)
  await journal.write(() => ({ entries: [{ kind: 'seen', friend: 'bob', count: 60 }], answer: undefined }))
  let time = 0
  let turns = 0
  const pause = async () => {
    turns += 1
    if (turns === 3) await journal.clear({ friend: 'bob', from: 10, to: 20 }, () => {})
  }
  const found = await search(journal.store, 'bob', 'text', 1_000, () => (time += 100), pause)
  const left = texts.filter((_, index) => index + 1 < 10 || index + 1 >= 20)
  t.deepEqual(found.map(textOf), left.reverse())
  t.true(turns > 3)
})
