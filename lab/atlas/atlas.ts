/**
 * An atlas of a session: what becomes of it when one bit of it is flipped on the way, or one frame is lost, doubled, moved,
 * delayed or cut. Data, computed by `npm run atlas` (chart.ts) and kept in charted.json, which the report and the picture show. Pure.
 */

import { type FieldKindName, fieldKinds } from '../wire/field-kinds'

/** What is done to a frame as a whole. */
export const frameChanges = ['lost', 'doubled', 'moved', 'delayed', 'cut'] as const
export type FrameChange = (typeof frameChanges)[number]

export type Fate =
  /** The check that noticed it first, by the alarm's code, and whose program that was. */
  | { readonly is: 'refused'; readonly at: string; readonly code: string }
  /** Nobody noticed it in time: a property of the judge's fell. */
  | { readonly is: 'broken'; readonly property: string }
  /** Nobody noticed it, and all that was said arrived, once and in order. */
  | { readonly is: 'unnoticed' }

export interface AtlasField {
  readonly kind: FieldKindName
  readonly offset: number
  readonly length: number
}

export interface AtlasFrame {
  /** As PROTOCOL.md calls it. */
  readonly kind: string
  /** Whose program wrote it. */
  readonly from: string
  /** One after the other, without a gap: what lies within an encrypted field stands in its place. */
  readonly fields: readonly AtlasField[]
  /** A fate for each bit, the lowest of each byte first. */
  readonly bits: readonly Fate[]
  /** What cannot be done with a frame (the last one is moved behind no other) is left out. */
  readonly whole: Readonly<Partial<Record<FrameChange, Fate>>>
}

export interface AtlasProfile {
  readonly profile: string
  /** Properties that fall to who only listens; no change is blamed for them. */
  readonly untouched: readonly string[]
  readonly frames: readonly AtlasFrame[]
}

/** As it is kept: lines that people can read and compare. */
export interface KeptProfile {
  readonly profile: string
  /** Separated by commas. */
  readonly untouched: string
  /** `alice BAD_RECORD`, `broken authenticity` or `unnoticed`; everything else names them by their place. */
  readonly fates: readonly string[]
  readonly frames: readonly {
    readonly frame: string
    readonly fields: string
    readonly bits: string
    readonly whole: Readonly<Partial<Record<FrameChange, number>>>
  }[]
}

/** @returns the fate in two words, the same for the same fate. */
export function nameOfFate(fate: Fate): string {
  if (fate.is === 'refused') return `${fate.at} ${fate.code}`
  return fate.is === 'broken' ? `broken ${fate.property}` : 'unnoticed'
}

export function kept({ profile, untouched, frames }: AtlasProfile): KeptProfile {
  const fates = [
    ...new Set(frames.flatMap(({ bits, whole }) => [...bits, ...Object.values(whole)].map(nameOfFate))),
  ]
  const placeOf = (fate: Fate) => fates.indexOf(nameOfFate(fate))
  return {
    ...{ profile, untouched: untouched.join(', '), fates },
    frames: frames.map(({ kind, from, fields, bits, whole }) => ({
      frame: `${from} ${kind}`,
      fields: fields.map(({ kind: field, length }) => `${length} ${field}`).join(', '),
      bits: runs(bits.map(placeOf))
        .map(({ of, length }) => `${length}x${of}`)
        .join(' '),
      whole: Object.fromEntries(Object.entries(whole).map(([change, fate]) => [change, placeOf(fate)])),
    })),
  }
}

/** @throws Error where it is no atlas: a field, a fate or a count of bits that there is not. */
export function unkept({ profile, untouched, fates, frames }: KeptProfile): AtlasProfile {
  const known = fates.map(readFate)
  const fateAt = (place: number): Fate => {
    const fate = known[place]
    if (!fate) throw new Error(`The atlas of ${profile} has no fate ${place}.`)
    return fate
  }
  return {
    profile,
    untouched: untouched === '' ? [] : untouched.split(', '),
    frames: frames.map(({ frame, fields: written, bits: counted, whole }) => {
      const [from, ...kind] = frame.split(' ')
      let offset = 0
      const fields = written.split(', ').map((field): AtlasField => {
        const [length, name] = field.split(' ')
        if (!name || !Object.hasOwn(fieldKinds, name))
          throw new Error(`The atlas of ${profile} names a field ${name}, and there is none.`)
        const read = { kind: name as FieldKindName, offset, length: Number(length) }
        offset += read.length
        return read
      })
      const bits = counted.split(' ').flatMap((run) => {
        const [length, of] = run.split('x').map(Number)
        return new Array<Fate>(length!).fill(fateAt(of!))
      })
      if (bits.length !== 8 * offset)
        throw new Error(`The atlas of ${profile} has ${bits.length} bits of ${kind}, not ${8 * offset}.`)
      const changes = Object.entries(whole).map(([change, place]) => [change, fateAt(place)])
      return { kind: kind.join(' '), from: from!, fields, bits, whole: Object.fromEntries(changes) }
    }),
  }
}

function readFate(name: string): Fate {
  const [first, ...rest] = name.split(' ')
  const second = rest.join(' ')
  if (first === 'unnoticed') return { is: 'unnoticed' }
  return first === 'broken' ? { is: 'broken', property: second } : { is: 'refused', at: first!, code: second }
}

/** @returns how often each comes in a row. */
export function runs<T>(all: readonly T[]): { readonly of: T; readonly length: number }[] {
  const found: { of: T; length: number }[] = []
  for (const one of all) {
    const last = found.at(-1)
    if (last && last.of === one) last.length += 1
    else found.push({ of: one, length: 1 })
  }
  return found
}

/** @returns for each byte the fate of its worst bit: one that was not noticed counts more than seven that were. */
export function fatesOfBytes({ bits }: Pick<AtlasFrame, 'bits'>): Fate[] {
  return Array.from({ length: bits.length / 8 }, (_, byte) => {
    const its = bits.slice(8 * byte, 8 * byte + 8)
    return its.find(({ is }) => is === 'broken') ?? its.find(({ is }) => is === 'unnoticed') ?? mostOften(its)
  })
}

function mostOften(fates: readonly Fate[]): Fate {
  const times = new Map<Fate, number>()
  for (const fate of fates) times.set(fate, (times.get(fate) ?? 0) + 1)
  return [...times].reduce((most, one) => (one[1] > most[1] ? one : most))[0]
}
