/**
 * What a friend may say of items (PROTOCOL.md sections 8.1 and 8.2): numbers that come again or leave a gap, streams, what
 * waits for her and what she says to have of it.
 */

import { randomBytes } from 'node:crypto'
import {
  type ApplicationMessage,
  encodeMessage,
  type Item,
  NO_STREAM,
  STREAM_BYTES,
} from '../peers/protocol/application'
import { RecordKind } from '../peers/protocol/channel'
import { field, uint } from '../peers/protocol/fields'
import { keyShare } from '../peers/protocol/key-agreement'
import { entropy } from './entropy'
import { LayerTalk } from './layer-talk'
import type { SessionProbe } from './probe'

export type ItemMessage = Extract<ApplicationMessage, { kind: 'item' }>

export const nothing: ApplicationMessage = { kind: 'have', stream: NO_STREAM, last: 0, written: 0 }

/** The largest number of section 8. */
const LARGEST = Number.MAX_SAFE_INTEGER

/** @returns what makes items of a stream of her own. */
export function stream(): (number: number, item: Item, written?: number) => ItemMessage {
  const id = randomBytes(STREAM_BYTES).toString('hex')
  return (number, item, written = number) => ({ kind: 'item', stream: id, number, written, item })
}

function words(text: string, number = 1): Item {
  // The lab knows the texts of a probe by the number behind them.
  return { type: 'text', text: number === 1 ? text : `${text} ${number}` }
}

/** Of the items that wait for her, as far as she was told. */
const known: ItemMessage[] = []

/** The last of them as it was said last: under another number, where the sender has begun a new stream. */
let latest: ItemMessage | null = null

/** Says to have the first ones of what waits. */
function having(count: number): ApplicationMessage {
  const last = known[count - 1]
  return last ? { kind: 'have', stream: last.stream, last: last.number, written: last.written } : nothing
}

type Say = NonNullable<SessionProbe['records']>
type Hears = (talk: LayerTalk) => Promise<unknown>

/** Says these, hears what is due, listens until nothing more comes, and leaves. */
function saying(make: (text: string) => readonly ApplicationMessage[], hears: Hears = async () => {}): Say {
  return async (records, text) => {
    const talk = new LayerTalk(records)
    talk.say(...make(text))
    await hears(talk)
    await talk.leave()
  }
}

function receiptOf(number: number): Hears {
  return (talk) => talk.hear('receipt', (receipt) => receipt.number >= number)
}

function itemOf(number: number): Hears {
  return (talk) => talk.hear('item', (item) => item.number >= number)
}

function items(
  last: number,
  make: (of: ReturnType<typeof stream>, text: string) => readonly ItemMessage[],
): Say {
  return saying((text) => [nothing, ...make(stream(), text)], receiptOf(last))
}

const talks: Readonly<Record<string, SessionProbe['records']>> = {
  'ping-by-the-book': saying(
    () => [nothing, { kind: 'ping' }],
    (talk) => talk.hear('pong'),
  ),
  'pong-unasked': saying(() => [nothing, { kind: 'pong' }]),
  'receipt-of-nothing': saying(() => [
    nothing,
    { kind: 'receipt', stream: randomBytes(STREAM_BYTES).toString('hex'), number: 1 },
  ]),
  'again-by-the-book': items(2, (of, text) => [
    of(1, { type: 'again', count: 1, since: 1 }),
    of(2, words(text)),
  ]),
  'end-of-nothing': items(1, (of) => [
    of(1, { type: 'end', id: randomBytes(16).toString('hex'), outcome: 'too-many' }),
  ]),
  'item-text-of-16000': items(1, (of, text) => [of(1, words(text.padEnd(16_000, 'x')))]),
  'item-of-largest-number': items(LARGEST, (of, text) => [of(LARGEST, words(text), LARGEST)]),
  'record-as-large-as-may-be': async (records) => {
    const talk = new LayerTalk(records)
    talk.say(nothing)
    const chunk = (bytes: number) => Buffer.concat([Buffer.of(7), Buffer.alloc(24), Buffer.alloc(bytes, 'x')])
    // 65,533 bytes of content, of which each message takes two for its length.
    const parts = [chunk(65_000), chunk(65_533 - 65_000 - 4 - 2 * 25)]
    const content = Buffer.concat(parts.flatMap((part) => [uint(part.length, 2), part]))
    records.say(RecordKind.BUNDLE, content)
    await talk.leave()
  },
  // Numbers.
  'items-written-in-another-order': items(2, (of, text) => [
    of(1, words(text), 2_000),
    of(2, words(text, 2), 1_000),
  ]),
  'items-in-one-bundle': async (records, text) => {
    const talk = new LayerTalk(records)
    const of = stream()
    talk.say(nothing)
    const inside = [of(1, words(text)), of(2, words(text, 2))].map((item) => field(encodeMessage(item)))
    records.say(RecordKind.BUNDLE, Buffer.concat(inside))
    await receiptOf(2)(talk)
    await talk.leave()
  },
  'item-beyond-the-next': items(3, (of, text) => [of(1, words(text)), of(3, words(text, 2))]),
  'item-behind-a-gap': items(3, (of, text) => [
    of(1, words(text)),
    of(3, words(text, 2)),
    of(2, words('lost')),
  ]),
  'stream-from-its-middle': items(6, (of, text) => [of(5, words(text)), of(6, words(text, 2))]),
  'stream-that-comes-back': saying((text) => {
    const [one, other] = [stream(), stream()]
    return [
      ...[nothing, one(1, words(text)), other(1, words(text, 2))],
      ...[one(1, words('again')), one(2, words(text, 3))],
    ]
  }, receiptOf(2)),
  // What waits for her: three texts and the offer of a file.
  'nothing-said-at-all': saying(() => []),
  'full-instead-of-have': saying(() => [{ kind: 'full' }]),
  'full-and-then-have': async (records) => {
    const talk = new LayerTalk(records)
    talk.say({ kind: 'full' }, nothing)
    known.length = 0
    latest = null
    for (let item = await talk.hear('item'); item; item = await talk.hear('item')) {
      known.push(item)
      if (item.item.type === 'offer') break
    }
    await talk.leave()
  },
  'have-of-two': saying(() => [having(2)], itemOf(4)),
  'have-less-than-before': saying(() => [nothing], itemOf(4)),
  'receipt-of-three': confirming(({ stream }) => ({ stream, number: 3 })),
  // Nobody says so unless the sender's disk is older than what it once said: it begins a new stream.
  'have-beyond-the-last': claiming(({ stream }) => ({ stream, last: 99, written: 1 })),
  'have-written-at-another-time': claiming(({ stream, number, written }) => ({
    ...{ stream, last: number, written: written + 1 },
  })),
  'have-of-a-stream-never-begun': claiming(() => ({
    ...{ stream: randomBytes(STREAM_BYTES).toString('hex'), last: 1, written: 1 },
  })),
  'receipt-of-an-earlier-stream': confirming(() => ({ stream: known[0]?.stream ?? NO_STREAM, number: 4 })),
  'have-of-two-again': confirming((last) => last),
  'have-after-agreement': claiming(
    ({ stream, number, written }) => ({ stream, last: number, written }),
    ({ item, number }) => item.type === 'text' && number === 5,
  ),
  // The text still has the time at which it was written first.
  'have-again-after-agreement': saying(() =>
    latest
      ? [{ kind: 'have', stream: latest.stream, last: latest.number, written: known[2]?.written ?? 0 }]
      : [],
  ),
  'item-while-blocked': async (records, text) => {
    const talk = new LayerTalk(records)
    talk.say(nothing, stream()(1, words(text)))
    await talk.leave()
  },
  'rekey-while-blocked': async (records) => {
    records.say(RecordKind.REKEY, keyShare(entropy.x25519()))
    await new LayerTalk(records).leave()
  },
  'have-again-after-full': saying(() => [nothing, { kind: 'full' }, nothing]),
}

/** Confirms what waited for her. @param place of the receipt, by the last item of what waits. */
function confirming(place: (last: ItemMessage) => Pick<ItemMessage, 'stream' | 'number'>): Say {
  return async (records) => {
    const talk = new LayerTalk(records)
    talk.say(having(2))
    const last = await talk.hear('item', ({ item }) => item.type === 'offer')
    if (last) {
      const { stream, number } = place(last)
      talk.say({ kind: 'receipt', stream, number })
    }
    await talk.leave()
  }
}

/** Says to have what the sender cannot have given her. @param have by the last that it gave her. */
function claiming(
  have: (last: ItemMessage) => Omit<Extract<ApplicationMessage, { kind: 'have' }>, 'kind'>,
  isLast: (item: ItemMessage) => boolean = () => true,
): Say {
  return async (records) => {
    const talk = new LayerTalk(records)
    const before = latest ?? known.at(-1)
    if (before) talk.say({ kind: 'have', ...have(before) })
    latest = (await talk.hear('item', isLast)) ?? latest
    await talk.leave()
  }
}

export const itemProbes: readonly SessionProbe[] = Object.entries(talks).map(([name, records]) => ({
  name,
  ...(records && { records }),
}))

/** @returns the last of the items that waited for her, which is the offer of a file. */
export function offered(): Extract<Item, { type: 'offer' }> {
  const offer = known.map(({ item }) => item).find((item) => item.type === 'offer')
  if (!offer) throw new Error('nothing was offered to her')
  return offer
}
