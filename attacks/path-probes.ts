/**
 * What is done to honest frames on their way between two others (PROTOCOL.md sections 4 to 7): bits are flipped in each field,
 * frames come twice, longer, too early, too late, or from another session. She has no key; which byte of which frame it is
 * stands in tables.
 */

import { HEADER_BYTES } from '../peers/protocol/frames'
import {
  type Begin,
  type Handling,
  type Link,
  type Mallory,
  otherSide,
  type ProbeOrder,
  type Side,
} from './attack'
import { deed } from './deeds'
import { noop } from './noop'

/** The frames of a conversation in which each says one text, and the caller says goodbye: by who says them, in order. */
const frames = {
  caller: ['hello', 'proof', 'text', 'goodbye'],
  callee: ['reply', 'confirm', 'answer', 'farewell'],
} as const

/** The same where the answer is an hour later, and the caller renews the keys. */
const renewing = {
  caller: ['hello', 'proof', 'text', 'rekey', 'rekey-done', 'goodbye'],
  callee: ['reply', 'confirm', 'answer', 'rekey-reply', 'farewell'],
} as const

type FrameName = (typeof frames)[Side][number] | (typeof renewing)[Side][number]

/** Where a field is: the first byte, and the one behind it; from the end where it is negative. */
type Field = readonly [from: number, to: number]

const TAG = 16
const header = { length: [0, 4], type: [4, HEADER_BYTES] } as const
const sealed = (from: number) => ({ sealed: [from, -TAG], tag: [-TAG, Number.POSITIVE_INFINITY] }) as const
const record = { ...header, number: [5, 13], ...sealed(13) } as const

const fields = {
  hello: { ...header, count: [5, 6], suite: [6, 8], share: [8, 40] },
  reply: { ...header, suite: [5, 7], share: [7, 39], size: [39, 41], ...sealed(41) },
  proof: { ...header, ...sealed(5) },
  confirm: { ...header, ...sealed(5) },
  text: record,
  answer: record,
  goodbye: record,
  farewell: record,
} satisfies Partial<Record<FrameName, Readonly<Record<string, Field>>>>

/** Frames of a session by their names. */
type Kept = Map<FrameName, Buffer>

interface PathProbe {
  readonly name: string
  readonly frame: FrameName
  /** @returns what goes on instead. @param own frames of this session so far. @param other those of an earlier one. */
  readonly bend: (bytes: Buffer, own: Kept, other: Kept) => readonly Buffer[]
  /** The frame behind which the bent one is passed on as it was. */
  readonly until?: FrameName
  /** The frames of its conversation; {@link frames} if not given. */
  readonly order?: typeof frames | typeof renewing
}

/** @param at counted from the end where it is negative. */
function flipped(at: number, bit: number): PathProbe['bend'] {
  return (bytes) => {
    const bent = Buffer.from(bytes)
    bent[at < 0 ? bent.length + at : at]! ^= bit
    return [bent]
  }
}

/** The first bit of a field and its last; of a length the last one could make the other wait for what never comes. */
function ofFields(frame: keyof typeof fields): PathProbe[] {
  return Object.entries<Field>(fields[frame]).flatMap(([field, [from, to]]) => [
    { name: `path-${frame}-${field}-first-bit`, frame, bend: flipped(from, 0x80) },
    field === 'length'
      ? { name: `path-${frame}-length-less`, frame, bend: counted(-1) }
      : {
          name: `path-${frame}-${field}-last-bit`,
          frame,
          bend: flipped(Number.isFinite(to) ? to - 1 : -1, 1),
        },
  ])
}

/** The length says so many bytes more than there are. */
function counted(more: number): PathProbe['bend'] {
  return (bytes) => {
    const bent = Buffer.from(bytes)
    bent.writeUInt32BE(bent.readUInt32BE() + more)
    return [bent]
  }
}

const longer: PathProbe['bend'] = (bytes) =>
  counted(1)(Buffer.concat([bytes, Buffer.alloc(1)]), new Map(), new Map())

/** One that another session had, where there is none it is passed on as it is, and nothing shows. */
function ofOther(name: FrameName): PathProbe['bend'] {
  return (bytes, _, other) => [other.get(name) ?? bytes]
}

function before(name: FrameName): PathProbe['bend'] {
  return (bytes, own) => [own.get(name) ?? Buffer.alloc(0), bytes]
}

const early = { hello: 'proof', reply: 'confirm', proof: 'text', confirm: 'answer' } as const
const late = { text: 'hello', goodbye: 'proof', answer: 'reply', farewell: 'confirm' } as const

function entries<Name extends FrameName, Other extends FrameName>(table: Readonly<Record<Name, Other>>) {
  return Object.entries(table) as [Name, Other][]
}

const names = [...frames.caller, ...frames.callee]

/** Frames of a rekey, which only the two can tell from texts: by where they stand. */
function ofRekey(frame: FrameName): PathProbe[] {
  const bends: Readonly<Record<string, PathProbe['bend']>> = {
    'number-last-bit': flipped(12, 1),
    'sealed-first-bit': flipped(13, 0x80),
    'tag-last-bit': flipped(-1, 1),
    twice,
  }
  return Object.entries(bends).map(([name, bend]) => ({
    name: `path-${frame}-${name}`,
    frame,
    bend,
    order: renewing,
  }))
}

/** In one piece: whoever reads the first has the second, and says nothing in between. */
const twice: PathProbe['bend'] = (bytes) => [Buffer.concat([bytes, bytes])]

const asItIs: PathProbe['bend'] = (bytes) => [bytes]

/** In this order: the first one leaves the frames of a session that others are put in the place of. */
export const pathProbes: readonly PathProbe[] = [
  { name: 'path-by-the-book', frame: 'hello', bend: asItIs },
  ...names.flatMap(ofFields),
  ...names.map((frame): PathProbe => ({ name: `path-${frame}-twice`, frame, bend: twice })),
  ...names.map((frame): PathProbe => ({ name: `path-${frame}-longer`, frame, bend: longer })),
  ...names.map(
    (frame): PathProbe => ({ name: `path-${frame}-of-another-session`, frame, bend: ofOther(frame) }),
  ),
  ...entries(early).map(
    ([frame, other]): PathProbe => ({
      name: `path-${other}-in-place-of-${frame}`,
      frame,
      bend: ofOther(other),
    }),
  ),
  ...entries(late).map(
    ([frame, other]): PathProbe => ({
      name: `path-${other}-before-${frame}`,
      frame,
      bend: before(other),
    }),
  ),
  { name: 'path-renewed-by-the-book', frame: 'hello', bend: asItIs, order: renewing },
  ...(['rekey', 'rekey-reply', 'rekey-done'] as const).flatMap(ofRekey),
  { name: 'path-idle-for-an-hour', frame: 'hello', bend: asItIs },
  { name: 'path-aged-for-hours', frame: 'hello', bend: asItIs },
  { name: 'path-behind-what-nobody-can-say', frame: 'hello', bend: asItIs },
  { name: 'path-goodbyes-cross', frame: 'goodbye', bend: () => [], until: 'farewell' },
]

/** Plays on the next link what was ordered, and passes all others on. */
export class PathPlayer {
  #order: ProbeOrder | null = null
  readonly #mallory: Mallory
  readonly #other: Kept = new Map()

  constructor(mallory: Mallory) {
    this.#mallory = mallory
  }

  await(order: ProbeOrder): void {
    this.#order = order
  }

  /** @param passOn what is done with links that nothing was ordered for. */
  begin(passOn: Begin): Begin {
    return (link) => {
      const order = this.#order
      this.#order = null
      return order ? this.#play(order, link) : passOn(link)
    }
  }

  #play(order: ProbeOrder, link: Link): Handling {
    const probe = pathProbes.find(({ name }) => name === order.probe)
    if (!probe) throw new Error(`There is no probe ${order.probe} on the path.`)
    const of: Side = link.caller === order.of ? 'caller' : 'callee'
    const own: Kept = new Map()
    const [said, heard]: [Buffer[], Buffer[]] = [[], []]
    const count = { caller: 0, callee: 0 }
    const ended = new Set<Side>()
    const other = new Map(this.#other)
    /** The frame that was held back goes where this one comes from. */
    const release = (to: Side): void => {
      const held = own.get(probe.frame)
      if (!held) return
      if (to === of) said.push(held)
      link.send(to, held)
    }
    return {
      unit: (unit, from) => {
        const name = (probe.order ?? frames)[from][count[from]]
        count[from] += 1
        if (name) own.set(name, Buffer.from(unit.bytes))
        if (from === of) heard.push(Buffer.from(unit.bytes))
        // Where what it would wait for was there first, it goes on as it is: nobody would release it.
        const isTooLate = probe.until !== undefined && own.has(probe.until)
        const isBent = name === probe.frame && !isTooLate
        if (isBent) link.acted(deed('probes', order.probe), { to: of })
        for (const bytes of isBent ? probe.bend(unit.bytes, own, other) : [unit.bytes]) {
          if (from !== of) said.push(Buffer.from(bytes))
          link.send(otherSide(from), bytes)
        }
        if (name !== undefined && name === probe.until) release(from)
      },
      ended: (side) => {
        ended.add(side)
        link.hangUp(otherSide(side))
        if (ended.size < 2) return
        if (this.#other.size === 0) for (const [name, bytes] of own) this.#other.set(name, bytes)
        const told = { said: Buffer.concat(said), heard: Buffer.concat(heard), over: true }
        this.#mallory.probed(order.probe, { local: '', remote: '', ...told })
      },
    }
  }
}

/** A player that has nothing to play yet, and what it does with links. */
export async function pathPlayer(mallory: Mallory): Promise<{ player: PathPlayer; begin: Begin }> {
  const player = new PathPlayer(mallory)
  return { player, begin: player.begin(await noop.prepare(mallory)) }
}
