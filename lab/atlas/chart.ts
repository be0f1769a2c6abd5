/** Charts a profile's session: an execution for each bit, and for each thing that can be done to a frame as a whole. */

import { relayed } from '../../attacks/terms/conversations'
import type { Trace, TraceStep } from '../../attacks/terms/trace'
import { execute, type SearchSetting, type TraceOutcome } from '../search/execute'
import { executionRandom } from '../search/random'
import { violations } from '../search/violations'
import { type AtlasFrame, type AtlasProfile, type Fate, type FrameChange, frameChanges } from './atlas'
import { fieldsOf } from './fields'

type Pass = Extract<TraceStep, { do: 'pass' }>

/** The handshake, five texts and two goodbyes; then the connection ends, for a deadline would end one that waits. */
const honest: Trace = (() => {
  const { definitions, steps } = relayed()
  return { definitions, steps: [...steps, { do: 'cut', at: 'a' }, { do: 'cut', at: 'b' }] }
})()

/** A frame of the session, and what can be done to it: an execution each. */
export interface ChartedFrame extends Pick<AtlasFrame, 'kind' | 'from' | 'fields'> {
  /** Bytes. */
  readonly size: number
  flip(bit: number): Promise<Fate>
  /** @returns null where it cannot be done. */
  change(what: FrameChange): Promise<Fate | null>
}

/** @returns the frames in their order, and the properties that fall without any change. */
export async function session(
  setting: SearchSetting,
  seed: number,
): Promise<{ readonly untouched: readonly string[]; readonly frames: readonly ChartedFrame[] }> {
  const outcomeOf = (trace: Trace) => execute(trace, setting, executionRandom(seed))
  const outcome = await outcomeOf(honest)
  const untouched = violations(outcome, honest.definitions, setting).map(({ property }) => property)
  const fate = async (trace: Trace) => fateOf(await outcomeOf(trace), trace, setting, new Set(untouched))
  const passes = honest.steps.flatMap((step, place) => (step.do === 'pass' ? [{ ...step, place }] : []))
  const frames = passes.flatMap((pass): ChartedFrame[] => {
    const end = outcome.ends.find(({ name }) => name === pass.from)
    const bytes = end?.wrote[pass.nth]
    if (!end || !bytes) return []
    return [
      {
        ...fieldsOf(bytes, outcome, setting, seed),
        from: end.of,
        size: bytes.length,
        flip: (bit) => fate(flipped(pass, bit)),
        change: async (what) => {
          const trace = changed(pass, what, bytes.length)
          return trace && fate(trace)
        },
      },
    ]
  })
  return { untouched, frames }
}

/**
 * @param bitsOfByte how many bits of each byte are flipped, from the lowest on; the others have the fate of the last of them.
 * @param tell told after each frame how many of how many are done.
 */
export async function chart(
  setting: SearchSetting,
  seed: number,
  bitsOfByte: number,
  tell: (done: number, of: number) => void = () => {},
): Promise<AtlasProfile> {
  const { untouched, frames } = await session(setting, seed)
  const charted: AtlasFrame[] = []
  for (const { kind, from, fields, size, flip, change } of frames) {
    const bits: Fate[] = []
    for (let bit = 0; bit < 8 * size; bit += 1)
      bits.push(bit % 8 < bitsOfByte ? await flip(bit) : bits.at(-1)!)
    const whole: Partial<Record<FrameChange, Fate>> = {}
    for (const what of frameChanges) {
      const fate = await change(what)
      if (fate) whole[what] = fate
    }
    charted.push({ kind, from, fields, bits, whole })
    tell(charted.length, frames.length)
  }
  return { profile: setting.profile.name, untouched, frames: charted }
}

type PlacedPass = Pass & { readonly place: number }

const withSteps = (steps: readonly TraceStep[]): Trace => ({ ...honest, steps })
const frameOf = ({ from, nth }: Pass) => ({ heard: from, nth })

function flipped(pass: PlacedPass, bit: number): Trace {
  const term = { fn: 'flip', args: [frameOf(pass)], at: bit }
  return withSteps(honest.steps.with(pass.place, { do: 'deliver', to: pass.to, term }))
}

/** @returns null where it cannot be done. */
function changed(pass: PlacedPass, change: FrameChange, size: number): Trace | null {
  const { place, to } = pass
  const again: TraceStep = { do: 'deliver', to, term: frameOf(pass) }
  const without = honest.steps.toSpliced(place, 1)
  switch (change) {
    case 'lost':
      return withSteps(without)
    case 'doubled':
      return withSteps(honest.steps.toSpliced(place + 1, 0, again))
    // Behind the next one on the same way.
    case 'moved': {
      const next = without.findIndex(
        (step, at) => at >= place && step.do === 'pass' && step.from === pass.from,
      )
      return next < 0 ? null : withSteps(without.toSpliced(next + 1, 0, again))
    }
    // Until everything else has arrived.
    case 'delayed':
      return withSteps(without.toSpliced(without.length - ENDS, 0, again))
    // In its middle, and the connection with it.
    case 'cut': {
      const half: TraceStep = {
        ...{ do: 'deliver', to },
        term: { fn: 'cut', args: [frameOf(pass)], at: size >> 1 },
      }
      return withSteps(honest.steps.toSpliced(place, 1, half, { do: 'cut', at: to }))
    }
  }
}

/** The last steps of the honest trace: the connection ends on both sides. */
const ENDS = 2

/** @param already what is broken without any change. */
function fateOf(
  outcome: TraceOutcome,
  { definitions }: Trace,
  setting: SearchSetting,
  already: ReadonlySet<string>,
): Fate {
  const broken = violations(outcome, definitions, setting).find(({ property }) => !already.has(property))
  if (broken) return { is: 'broken', property: broken.property }
  const [alarm] = outcome.alarms
  return alarm ? { is: 'refused', at: alarm.of, code: alarm.code } : { is: 'unnoticed' }
}
