/** What an accepted friend's program can say within sessions, and what Alice's user does meanwhile: steps as data. */

import type { Random } from './random'

/** Of the friend's own streams: one, one more, one whose id begins as that of the first, and a new one for each message. */
const ownStreams = ['first', 'second', 'twin', 'each'] as const
const streams = [...ownStreams, 'alice', 'none'] as const
/** `last`: the one in which an honest friend speaks at the end. */
type Stream = OneOf<typeof streams> | 'last'
/** `next` and `same` count on from what was said in the stream; others stand for themselves. */
const numbers = ['next', 'same', 0, 1, 3, 2 ** 53 - 1] as const
const sizes = [1, 0, 255, 16_000] as const
/** A name is put together of these. */
const pieces = ['notes.txt', 'a', '/', '../', '.', '\\', 'CON', ':', '\u202e'] as const
const ids = ['first', 'second', 'each', 'alice'] as const
const offsets = ['next', 0, 'half', 'size', 2 ** 53 - 1] as const
const outcomes = ['taken', 'refused', 'cancelled', 'changed', 'damaged', 'unreadable', 'too-many'] as const
const MOST_TIMES = 600
const manyTimes = [1, 2, 12, MOST_TIMES] as const
const waits = [100, 1_000, 60_000, 3_600_000] as const

type OneOf<List extends readonly unknown[]> = List[number]

type OfferedName = readonly OneOf<typeof pieces>[]

/** A place in a stream. */
interface Placed {
  readonly stream: Stream
  readonly number: OneOf<typeof numbers>
}

/** What a friend's program says, with places in streams and files instead of bytes. */
export type Saying =
  /** `isRight`: whether it knows when that was written. */
  | (Placed & { readonly kind: 'have'; readonly isRight: boolean })
  | (Placed & { readonly kind: 'text'; readonly size: OneOf<typeof sizes> })
  | (Placed & {
      readonly kind: 'offer'
      readonly id: OneOf<typeof ids>
      readonly name: OfferedName
      /** As a pack of one file. */
      readonly isPack: boolean
    })
  | (Placed & {
      readonly kind: 'end'
      readonly id: OneOf<typeof ids>
      readonly outcome: OneOf<typeof outcomes>
    })
  | (Placed & { readonly kind: 'again' | 'receipt' })
  | { readonly kind: 'ping' | 'pong' | 'full' }
  | { readonly kind: 'fetch'; readonly id: OneOf<typeof ids>; readonly offset: OneOf<typeof offsets> }
  | {
      readonly kind: 'chunk'
      readonly id: OneOf<typeof ids>
      readonly offset: OneOf<typeof offsets>
      /** Whether its bytes are those that were offered. */
      readonly isRight: boolean
    }
  | { readonly kind: 'bytes'; readonly length: number; readonly first: number }

const doings = ['says', 'offers', 'accepts', 'cancels', 'reads', 'resends', 'trusts'] as const

export type MessageStep =
  /** The friend's program opens a session: as who the friend was at first, or after the friend has a new key. */
  | { readonly do: 'open'; readonly as: 'bob' | 'heir' }
  | { readonly do: 'say'; readonly what: Saying; readonly times: OneOf<typeof manyTimes>; readonly in: 0 | 1 }
  /** Without a word, as whoever loses the network. */
  | { readonly do: 'vanish' }
  /** The friend's program takes nothing that Alice's writes; and then takes it again. */
  | { readonly do: 'stop reading' }
  | { readonly do: 'read' }
  | { readonly do: 'wait'; readonly milliseconds: OneOf<typeof waits> }
  | { readonly do: 'user'; readonly what: OneOf<typeof doings> }
  /** Alice's program ends and is started again. */
  | { readonly do: 'restart' }

const open: MessageStep = { do: 'open', as: 'bob' }
const say = (what: Saying): MessageStep => ({ do: 'say', what, times: 1, in: 0 })
const user = (what: OneOf<typeof doings>): MessageStep => ({ do: 'user', what })
const has: MessageStep = say({ kind: 'have', stream: 'alice', number: 'same', isRight: true })
const text: MessageStep = say({ kind: 'text', stream: 'first', number: 'next', size: 1 })
const offer: MessageStep = say({
  kind: 'offer',
  stream: 'first',
  number: 'next',
  id: 'first',
  name: ['notes.txt'],
  isPack: false,
})
const receipt: MessageStep = say({ kind: 'receipt', stream: 'alice', number: 'same' })

/** What honest friends do: they talk, ask whether the other is there, offer and fetch files, come back. */
export const honestMessages: readonly (readonly MessageStep[])[] = [
  [open, has, text, text, user('reads'), user('says'), receipt, say({ kind: 'ping' })],
  [open, has, user('says'), user('says'), receipt, { do: 'vanish' }, user('says'), open, has, receipt],
  [
    ...[open, has, offer, user('accepts')],
    say({ kind: 'chunk', id: 'first', offset: 'next', isRight: true }),
    receipt,
  ],
  [
    ...[open, has, user('offers'), receipt, say({ kind: 'fetch', id: 'alice', offset: 0 })],
    ...[{ do: 'vanish' } as const, open, has, say({ kind: 'fetch', id: 'alice', offset: 'half' })],
  ],
  [
    open,
    has,
    user('says'),
    receipt,
    { do: 'restart' },
    open,
    has,
    user('trusts'),
    { do: 'open', as: 'heir' },
  ],
]

function madeSaying(random: Random): Saying {
  const stream = random.of(random.once(2) ? ownStreams : streams)
  const number = random.of(random.once(2) ? (['next', 'same'] as const) : numbers)
  switch (random.below(11)) {
    case 0:
      return {
        kind: 'have',
        stream: random.of(streams),
        number: random.of(numbers),
        isRight: !random.once(3),
      }
    case 1:
    case 2:
      return { kind: 'text', stream, number, size: random.of(sizes) }
    case 3: {
      const name = Array.from({ length: 1 + random.below(4) }, () => random.of(pieces))
      return { kind: 'offer', stream, number, id: random.of(ids), name, isPack: random.once(4) }
    }
    case 4:
      return { kind: 'end', stream, number, id: random.of(ids), outcome: random.of(outcomes) }
    case 5:
      return { kind: 'again', stream, number }
    case 6:
      return { kind: 'receipt', stream: random.once(2) ? 'alice' : random.of(streams), number }
    case 7:
      return { kind: random.of(['ping', 'pong', 'full'] as const) }
    case 8:
      return { kind: 'fetch', id: random.once(2) ? 'alice' : random.of(ids), offset: random.of(offsets) }
    case 9:
      return {
        kind: 'chunk',
        id: random.of(ids),
        offset: random.once(2) ? 'next' : random.of(offsets),
        isRight: !random.once(3),
      }
    default:
      return { kind: 'bytes', length: random.of([0, 1, 33, 300]), first: random.below(10) }
  }
}

/** @returns any step. */
export function madeMessage(random: Random): MessageStep {
  switch (random.below(13)) {
    case 0:
      return { do: 'open', as: random.once(4) ? 'heir' : 'bob' }
    case 1:
      return random.once(2) ? { do: 'vanish' } : { do: 'restart' }
    case 2:
      return { do: 'read' }
    case 12:
      return { do: 'stop reading' }
    case 3:
      return { do: 'wait', milliseconds: random.of(waits) }
    case 4:
    case 5:
    case 6:
      return { do: 'user', what: random.of(doings) }
    default:
      return {
        do: 'say',
        what: madeSaying(random),
        times: random.once(3) ? random.of(manyTimes) : 1,
        in: random.once(8) ? 1 : 0,
      }
  }
}

/** @returns the step with one part changed, of whatever kind. */
export function alteredMessage(step: MessageStep, random: Random): MessageStep {
  if (step.do === 'say') {
    const { what } = step
    if (what.kind === 'offer' && !random.once(4))
      return { ...step, what: { ...what, name: renamed(what.name, random) } }
    if (random.once(4)) return { ...step, times: random.once(2) ? MOST_TIMES : random.of(manyTimes) }
    for (let tries = 0; tries < 40; tries++) {
      const other = madeSaying(random)
      if (other.kind !== what.kind) continue
      const parts = Object.keys(other).filter((part) => part !== 'kind')
      if (parts.length === 0) break
      const part = random.of(parts)
      const value = (other as unknown as Record<string, unknown>)[part]
      return { ...step, what: { ...what, [part]: value } as Saying }
    }
  }
  for (let tries = 0; tries < 40; tries++) {
    const other = madeMessage(random)
    if (other.do === step.do) return other
  }
  return madeMessage(random)
}

/** @returns the name with a piece more or another one in place of one, or a new one. */
function renamed(name: OfferedName, random: Random): OfferedName {
  return random.once(2)
    ? [random.of(pieces), random.of(pieces)]
    : name.toSpliced(random.below(name.length + 1), random.below(2), random.of(pieces)).slice(0, 6)
}

/** What a part is in honest sequences, or where there is least of it. */
const plain: Readonly<Record<string, unknown>> = {
  stream: 'first',
  number: 'next',
  size: 1,
  id: 'first',
  isPack: false,
  isRight: true,
  offset: 'next',
  outcome: 'cancelled',
  length: 1,
  first: 0,
}

export function simplerMessages(step: MessageStep): MessageStep[] {
  if (step.do === 'wait') {
    return waits
      .filter((each) => each < step.milliseconds)
      .map((milliseconds) => ({ do: 'wait', milliseconds }))
  }
  if (step.do === 'open') return step.as === 'heir' ? [open] : []
  if (step.do !== 'say') return []
  const fewer = manyTimes.filter((times) => times < step.times).map((times) => ({ ...step, times }))
  const { what } = step
  const plainer = Object.keys(what).flatMap((part) =>
    part in plain && (what as unknown as Record<string, unknown>)[part] !== plain[part]
      ? [{ ...step, what: { ...what, [part]: plain[part] } as Saying }]
      : [],
  )
  const shorter =
    what.kind === 'offer' && what.name.length > 1
      ? what.name.map((_, at) => ({ ...step, what: { ...what, name: what.name.toSpliced(at, 1) } }))
      : []
  return [...fewer, ...plainer, ...shorter, ...(step.in === 1 ? [{ ...step, in: 0 as const }] : [])]
}

/** @returns a line for each step. */
export function toldMessages(steps: readonly MessageStep[]): string[] {
  return steps.map((step, place) => `${String(place + 1).padStart(2)}  ${worded(step)}`)
}

function worded(step: MessageStep): string {
  switch (step.do) {
    case 'open':
      return step.as === 'bob' ? '▸ Bob opens a session' : '▸ whoever has Bob’s new key opens a session'
    case 'vanish':
      return '▸ Bob vanishes'
    case 'stop reading':
      return '▸ Bob reads nothing from now on'
    case 'read':
      return '▸ Bob reads again'
    case 'wait':
      return `  ${step.milliseconds / 1_000} s pass`
    case 'restart':
      return '  Alice’s program is started again'
    case 'user':
      return `  Alice’s user ${doing[step.what]}`
    case 'say':
      return `▸ Bob says${step.in === 1 ? ' in the session before' : ''} ${said(step.what)}${step.times > 1 ? `, ${step.times} times` : ''}`
  }
}

const doing: Readonly<Record<OneOf<typeof doings>, string>> = {
  says: 'says a text',
  offers: 'offers a file',
  accepts: 'accepts a file',
  cancels: 'cancels a file',
  reads: 'reads what came',
  resends: 'agrees to send again what is missing',
  trusts: 'trusts Bob’s new key',
}

function said(what: Saying): string {
  const place = 'stream' in what ? ` ${what.number} of stream ${what.stream}` : ''
  switch (what.kind) {
    case 'have':
      return `HAVE${place}${what.isRight ? '' : ', written at another time'}`
    case 'text':
      return `TEXT of ${what.size} letters, number${place}`
    case 'offer':
      return `${what.isPack ? 'FOLDER' : 'OFFER'} ${what.id} called ${JSON.stringify(what.name.join(''))}, number${place}`
    case 'end':
      return `END ${what.outcome} of file ${what.id}, number${place}`
    case 'again':
      return `AGAIN, number${place}`
    case 'receipt':
      return `RECEIPT${place}`
    case 'fetch':
      return `FETCH file ${what.id} from ${what.offset}`
    case 'chunk':
      return `CHUNK of file ${what.id} at ${what.offset}, ${what.isRight ? 'as offered' : 'other bytes'}`
    case 'bytes':
      return `${what.length} bytes that begin with ${what.first}`
    default:
      return what.kind.toUpperCase()
  }
}
