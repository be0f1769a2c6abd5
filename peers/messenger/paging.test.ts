/** A journal whose past lies in pages is the same journal: whatever is said, asked, cleared, started anew or killed. */

import test from 'ava'
import fc from 'fast-check'
import { isWhole, runsOf } from '../../lab/suite/extent-testing'
import { t as words } from '../language/sentence'
import type { Item } from '../protocol/application'
import { PeerError } from '../protocol/errors'
import { clearingOf } from './clearing'
import type { StoreEntry } from './correspondence'
import type { Journal, JournalLimits } from './journal'
import { deliveredBetween, keptLackOf } from './lacking'
import { Disk } from './messenger-testing'
import { allWaiting, heldFrom, receivedEntry, saidEntry } from './outbox'
import type { Past } from './past'
import type { StoredItem } from './stored-item'

const OLD = 'b0'.repeat(32)
const NEW = 'b1'.repeat(32)
const THEIRS = 'cc'.repeat(16)
const stream = (number: number) => number.toString(16).padStart(12, '0').padEnd(32, '0')
const endless: JournalLimits = { lines: 1e9, bytes: 1e9, tails: 1e9, log: 1e9 }
const paged: JournalLimits = { lines: 4, bytes: 1_000, tails: 1_000, log: 1 }

type Step =
  | { readonly do: 'say'; readonly to: string; readonly item: 'text' | 'end' }
  | { readonly do: 'hear' | 'see' | 'renew' | 'bind' | 'drop' | 'restart' | 'clear' }
  | { readonly do: 'receive' | 'lack' | 'resend'; readonly to: string; readonly part: number }

const to = fc.constantFrom(OLD, NEW)
const part = fc.double({ min: 0, max: 1, noNaN: true })
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('say' as const),
        to,
        item: fc.constantFrom('text' as const, 'end' as const),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('receive' as const), to, part }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('lack' as const), to, part }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('resend' as const), to, part }) },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom(
          'hear' as const,
          'hear' as const,
          'see' as const,
          'renew' as const,
          'bind' as const,
          'drop' as const,
          'restart' as const,
          'clear' as const,
        ),
      }),
    },
  ),
  { minLength: 30, maxLength: 80 },
)

/** One journal, and what is done with it. */
class Subject {
  readonly disk = new Disk()
  journal: Journal
  #time = 0
  #streams = 0

  constructor(readonly limits: JournalLimits) {
    this.journal = this.disk.journal(limits)
  }

  get known() {
    return this.journal.store.of('bob')
  }

  async take(step: Step): Promise<void> {
    this.#time += 1
    this.#streams += 1
    if (step.do === 'restart') {
      await this.journal.close()
      this.journal = this.disk.journal(this.limits)
    } else if (step.do === 'clear') {
      await this.journal.clear({ friend: 'bob', from: this.#time - 30, to: this.#time - 10 }, () => {})
    } else await this.journal.write(() => ({ entries: this.#entries(step), answer: undefined }))
  }

  #entries(step: Step): StoreEntry[] {
    const { known } = this
    const friend = 'bob'
    const fresh = stream(this.#streams)
    const written = this.#time
    switch (step.do) {
      case 'say': {
        const item: Item =
          step.item === 'text'
            ? { type: 'text', text: `text ${written}` }
            : { type: 'end', id: stream(written), outcome: 'refused' }
        return [saidEntry(known, friend, step.to, item, written, fresh)]
      }
      case 'hear': {
        const item: Item = { type: 'text', text: `heard ${written}` }
        return [{ kind: 'in', friend, stream: THEIRS, number: known.arrived + 1, written, at: written, item }]
      }
      case 'see':
        return [{ kind: 'seen', friend, count: Math.ceil((known.arrived + known.seen) / 2) }]
      case 'renew':
        return known.outboxes.has(OLD) ? [{ kind: 'renew', friend, to: OLD, stream: fresh }] : []
      case 'bind':
        return [{ kind: 'bind', friend, to: NEW, stream: fresh }]
      case 'drop':
        return [{ kind: 'drop', friend, keep: NEW }]
      case 'receive': {
        const first = known.outboxes.get(step.to)?.waiting[0]
        const last = known.outboxes.get(step.to)?.lastNumber ?? 0
        if (!first) return []
        const number = first.number + Math.floor((last - first.number) * step.part)
        return [{ kind: 'receipt', friend, stream: first.stream, number }]
      }
      case 'lack': {
        const span = lackOf(known, step.to, step.part)
        if (!span) return []
        const { after, until, count, since } = span
        const told = step.part < 0.5 ? null : { count, since }
        return [{ kind: 'lacks', friend, to: step.to, lack: { after, until, told } }]
      }
      case 'resend': {
        const span = lackOf(known, step.to, step.part)
        return span ? [{ kind: 'resend', friend, to: step.to, after: span.after, until: span.until }] : []
      }
      default:
        return []
    }
  }
}

/** What the friend lacks who has the first part of the last stream. */
function lackOf(known: Subject['known'], whom: string, share: number) {
  const outbox = known.outboxes.get(whom)
  if (!outbox) return null
  const own = outbox.streams.at(-1)!
  const confirmed = outbox.lastNumber - outbox.waiting.length
  const after = share < 0.2 ? null : { stream: own, number: Math.floor(confirmed * share) }
  return deliveredBetween(known, whom, after, { stream: own, number: confirmed })
}

const all = (lines: Past) => [...lines.forwards()].map(({ line }) => line)

/** What was not seen, as it is read: part by part. */
function unseen({ lines, arrived, seen }: Subject['known']) {
  const found: StoredItem[] = []
  while (found.length < arrived - seen)
    found.push(...lines.oldestOfLastIncoming(arrived - seen - found.length))
  return found
}

/** All that can be asked of the store. */
function view({ known, journal }: Subject) {
  const { lines, outboxes, received, cleared, current, arrived, seen } = known
  const haves = [OLD, NEW].flatMap((whom) =>
    (outboxes.get(whom)?.streams ?? []).flatMap((own) =>
      [1, 2, 5, 9].map((number) =>
        receivedEntry(known, 'bob', whom, { stream: own, number, written: number }, 'x'),
      ),
    ),
  )
  return {
    lines: all(lines),
    last: lines.last(7),
    unseen: unseen(known),
    between: lines.between(5, 25),
    clearable: clearingOf(known, { from: 0, to: 40 }).gone,
    waiting: [...outboxes].map(([whom, { waiting, lastNumber, streams, lack }]) => [
      whom,
      waiting,
      lastNumber,
      streams,
      lack,
      keptLackOf(known, whom),
    ]),
    held: [heldFrom(known, NEW), allWaiting(known).length],
    lacks: [OLD, NEW].flatMap((whom) => [0, 0.3, 0.7, 1].map((share) => lackOf(known, whom, share))),
    haves,
    rest: [[...received], [...cleared].sort(), current, arrived, seen],
    transfers: [journal.store.transfers, journal.store.offers],
  }
}

test('a journal in pages tells the same as one that is whole in memory', async (t) => {
  let pages = 0
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const [whole, inPages] = [new Subject(endless), new Subject(paged)]
      for (const step of all) {
        await whole.take(step)
        await inPages.take(step)
        t.deepEqual(view(inPages), view(whole))
      }
      await inPages.journal.close()
      pages += inPages.disk.pages.written
      const names = inPages.journal.pages.map(({ file }) => file).sort()
      t.deepEqual([...inPages.disk.pages.held.keys()].sort(), names)
    }),
    { numRuns: runsOf(60) },
  )
  // That pages are made at all; about 210 in full, and each run draws its own steps.
  t.true(pages > (isWhole ? 100 : 0), `${pages} pages`)
})

test('a disk that refuses a page keeps the log as it is, and no page that nothing names', async (t) => {
  const disk = new Disk()
  const journal = disk.journal(paged)
  const write = disk.pages.write.bind(disk.pages)
  let count = 0
  disk.pages.write = async (content) => {
    if (++count === 3) throw new PeerError('FILE_FAILED', words`The disk is full.`)
    return write(content)
  }
  const heard = Array.from({ length: 20 }, (_, index): StoreEntry => {
    const item = { type: 'text', text: `${index}` } as const
    return { kind: 'in', friend: 'bob', stream: THEIRS, number: index + 1, written: 1, at: 1, item }
  })
  await journal.write(() => ({ entries: heard, answer: undefined }))
  await journal.close()
  t.is(count, 3)
  t.deepEqual([disk.pages.held.size, disk.entries], [0, heard])
})
