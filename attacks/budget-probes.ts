/** What a friend costs (PROTOCOL.md section 8.4): as much as there is a budget for, which has to be taken, and more. */

import { createHash, randomBytes } from 'node:crypto'
import {
  type ApplicationMessage,
  decodeMessage,
  encodeMessage,
  type Item,
  NO_STREAM,
  STREAM_BYTES,
} from '../peers/protocol/application'
import { RecordKind } from '../peers/protocol/channel'
import { field } from '../peers/protocol/fields'
import type { BentRecords } from './bent-records'
import { type ItemMessage, nothing, stream } from './item-probes'
import { LayerTalk, messagesIn } from './layer-talk'
import type { OpenSession, SessionProbe } from './probe'

/** More than a friend may open at once. */
const MOST_SESSIONS = 40
/** Milliseconds in which whoever lets her in has spoken, also on a busy machine. */
const GREETING = 2_000

/** So often, in one record: what it costs is told by how many messages there are, not by what they are sealed in. */
function times(count: number, message: ApplicationMessage): NonNullable<SessionProbe['records']> {
  return async (records) => {
    records.say(RecordKind.DATA, encodeMessage(nothing))
    records.say(RecordKind.BUNDLE, Buffer.concat(Array<Buffer>(count).fill(field(encodeMessage(message)))))
    await new LayerTalk(records).leave()
  }
}

/** When she was refused last. */
let refusedAt = 0

async function askTooMuch(records: BentRecords): Promise<void> {
  await times(260, { kind: 'full' })(records, '', async () => null)
  refusedAt = Date.now()
}

/** Hears the ends of so many files that she has offered, and confirms none. */
async function hearEnds(records: BentRecords, count: number): Promise<void> {
  for (let ends = 0; ends < count; ) {
    const record = await records.hear()
    if (!record) return
    ends += messagesIn(record).filter((message) => decodeMessage(message).kind === 'item').length
  }
}

/**
 * Offers these files. One of no bytes is whole when it is accepted: its end is said at once, and comes again in each later
 * session, for she confirms none.
 */
function offering(from: number, to: number): NonNullable<SessionProbe['records']> {
  return async (records) => {
    records.say(RecordKind.DATA, encodeMessage(nothing))
    await hearEnds(records, from)
    for (let next = from; next < to; next += AT_ONCE) {
      const offers = Array.from({ length: AT_ONCE }, (_, place) =>
        field(encodeMessage(offer(next + place + 1))),
      )
      records.say(RecordKind.BUNDLE, Buffer.concat(offers))
      await hearEnds(records, AT_ONCE)
    }
    records.close()
  }
}

/** More than ten thousand by what is paid back in two seconds. */
const PACED_ITEMS = 16_500
/** The same of 8 MiB: a control character takes six bytes of the journal. */
const PACED_TEXTS = 135
const LONGEST = 16_000
/** Bytes that a record holds. */
const ROOM = 65_533

/**
 * Says more than may be said at once, by what takes two seconds to be paid back. If she is answered in half of that, nobody has
 * counted, and she says so.
 */
function owing(
  make: (item: ReturnType<typeof stream>) => readonly ItemMessage[],
): NonNullable<SessionProbe['records']> {
  return async (records, text) => {
    const [talk, item] = [new LayerTalk(records), stream()]
    const messages = make(item)
    talk.say(nothing)
    const bundle: Buffer[] = []
    let bytes = 0
    for (const next of messages.map((message) => field(encodeMessage(message)))) {
      if (bytes + next.length > ROOM) {
        records.say(RecordKind.BUNDLE, Buffer.concat(bundle.splice(0)))
        bytes = 0
      }
      bundle.push(next)
      bytes += next.length
    }
    records.say(RecordKind.BUNDLE, Buffer.concat(bundle))
    const asked = Date.now()
    // What comes with them may be read already.
    await new Promise((resolve) => setTimeout(resolve, 300))
    talk.say({ kind: 'ping' })
    const answer = await talk.hear('pong')
    if (answer && Date.now() - asked < 1_000) talk.say(item(messages.length + 1, { type: 'text', text }))
    await talk.leave()
  }
}

/** So many ENDs at once a friend may say: each counts as a hundred texts. As many may wait for her to confirm them. */
const MOST_ENDS = 500

/** Of files that wait for the user's word a messenger keeps no more than twenty. */
const AT_ONCE = 10
/** Streams in which nothing was confirmed that stay known, besides the one that is gone on with. */
const KNOWN_STREAMS = 8

const ID = '06'.repeat(16)
/** Of no file that there is. */
const nothingEnds: Item = { type: 'end', id: ID, outcome: 'too-many' }

/** Of one stream, also across sessions. */
const hers = stream()

/** A file of no bytes, another one for each number. */
function offer(number: number): ApplicationMessage {
  const id = number.toString(16).padStart(32, '0')
  const sha256 = createHash('sha256').digest('hex')
  return hers(number, { type: 'offer', id, size: 0, sha256, name: `empty-${number}.txt` })
}

const budgets: Readonly<Record<string, SessionProbe['records']>> = {
  'questions-within-the-budget': times(200, { kind: 'ping' }),
  'strays-within-the-budget': times(2_000, { kind: 'pong' }),
  'fulls-without-end': askTooMuch,
  'receipts-without-end': times(2_300, { kind: 'receipt', stream: NO_STREAM, number: 1 }),
  'chunks-without-end': times(2_300, { kind: 'chunk', id: ID, offset: 0, bytes: Buffer.alloc(0) }),
  // Each counts as a hundred texts, and ten are more than there may be at once: they take two seconds to be paid back.
  'items-beyond-the-budget': owing((item) =>
    Array.from({ length: MOST_ENDS + 10 }, (_, place) => item(place + 1, nothingEnds)),
  ),
  // The others have the number of the first: they are dropped as known, and count as much.
  'items-beyond-the-pace': owing((item) => [
    item(1, nothingEnds),
    ...Array<ItemMessage>(PACED_ITEMS).fill(item(1, { type: 'text', text: 'x' })),
  ]),
  'bytes-beyond-the-pace': owing((item) => [
    item(1, nothingEnds),
    ...Array<ItemMessage>(PACED_TEXTS).fill(item(1, { type: 'text', text: '\u0001'.repeat(LONGEST) })),
  ]),
  /** Right behind one that was refused. */
  'session-within-the-pause': async (records) => {
    const talk = new LayerTalk(records)
    talk.say(nothing)
    await talk.leave()
  },
  /** Two more; she does not answer the goodbye of the first. */
  'third-session': async (records, _, again) => {
    new LayerTalk(records).say(nothing)
    const others = [await again(), await again()]
    for (const other of others) await leave(other)
  },
  'half-of-the-files': offering(0, MOST_ENDS / 2),
  'files-within-the-budget': offering(MOST_ENDS / 2, MOST_ENDS),
  'file-beyond-the-budget': async (records) => {
    records.say(RecordKind.DATA, encodeMessage(nothing))
    await hearEnds(records, MOST_ENDS)
    records.say(RecordKind.DATA, encodeMessage(offer(MOST_ENDS + 1)))
    while (await records.hear(GREETING));
  },
  /**
   * A text waits for her. Whoever names a stream that nobody began is given it in a new one, so which streams are known is
   * seen from whether HAVE of the last one confirms it.
   */
  'have-of-many-streams': async (records) => {
    const talk = new LayerTalk(records)
    const given: ItemMessage[] = []
    const have = (of: Pick<ItemMessage, 'stream' | 'number' | 'written'> | undefined) => {
      if (!of) return
      talk.say({ kind: 'full' }, { kind: 'have', stream: of.stream, last: of.number, written: of.written })
    }
    const isGiven = async () => {
      const item = await talk.hear('item')
      if (item) given.push(item)
    }
    for (let begun = 0; begun < KNOWN_STREAMS + 2; begun += 1) {
      have({ stream: randomBytes(STREAM_BYTES).toString('hex'), number: 1, written: 1 })
      await isGiven()
    }
    // The first is known no more, so that one more is begun: the one before it is not the last.
    have(given[0])
    await isGiven()
    have(given[KNOWN_STREAMS + 1])
    await isGiven()
    // The third is known, so that none is begun, and the last one counts.
    have(given[2])
    await isGiven()
    have(given[KNOWN_STREAMS + 2])
    await talk.leave()
  },
  'sessions-without-end': async (records, _, again) => {
    await leave({ line: records.line, records })
    for (let opened = 1; opened < MOST_SESSIONS; opened += 1) {
      const session = await again()
      if (!session?.records || !(await session.records.hear(GREETING))) return session
      await leave(session)
    }
    return null
  },
}

async function leave(session: OpenSession | null): Promise<void> {
  session?.records?.close()
  await session?.line.finish(() => {})
}

/**
 * The second pause is twice as long as the first: a session behind the first half of it is not let in. Where a busy machine
 * takes her longer than all of it, she has herself refused once more, which doubles it again.
 */
async function inSecondHalf(again: () => Promise<OpenSession | null>): Promise<OpenSession | null> {
  for (let pause = 2_000; ; pause *= 2) {
    await new Promise((resolve) => setTimeout(resolve, refusedAt + pause * 0.6 - Date.now()))
    const session = await again()
    if (!session?.records || Date.now() < refusedAt + pause || pause > 8_000) return session
    await askTooMuch(session.records)
  }
}

export const budgetProbes: readonly SessionProbe[] = [
  ...Object.entries(budgets).map(([name, records]) => ({ name, ...(records && { records }) })),
  { name: 'session-in-the-second-half', instead: inSecondHalf },
]
