/** Honest calls, one after the other, while something else goes on: how many of them arrive is measured. */

import type { Measured, Step } from '../lab/history/step'

const call: readonly Step[] = [
  { do: 'connect', from: 'alice', to: 'bob' },
  { do: 'say', from: 'alice', to: 'bob', times: 2 },
  { do: 'say', from: 'bob', to: 'alice', times: 2 },
  { do: 'close', by: 'alice', to: 'bob' },
]

/** @returns the steps of so many calls beside an attack, and what memory of these nodes it took. */
export function callsBesideAnAttack(calls: number, measured: readonly string[]): readonly Step[] {
  const measure = measured.map((of) => ({ do: 'measure', of }) as const)
  return [
    ...measure,
    { do: 'launch' },
    ...Array.from({ length: calls }, () => call).flat(),
    ...measure,
    { do: 'halt' },
    ...finalCall,
  ]
}

interface Around {
  /** What else is done when Mallory, a friend of both, has stopped. */
  readonly after?: readonly Step[]
  /** Whether Alice and Bob talk only when she has begun all that she wants. */
  readonly talkLater?: boolean
}

/** @returns the steps of a conversation of Alice and Bob beside an attack, and what it takes of Alice's program. */
export function besideAFriend(what: Measured, around: Around = {}): readonly Step[] {
  const { after = [], talkLater = false } = around
  const measure: Step = { do: 'measure', of: 'alice', what }
  const talk: readonly Step[] = [
    { do: 'say', from: 'bob', to: 'alice', times: 5 },
    { do: 'say', from: 'alice', to: 'bob', times: 5 },
  ]
  return [
    { do: 'connect', from: 'alice', to: 'bob' },
    measure,
    { do: 'launch', background: !talkLater },
    ...talk,
    { do: 'await' },
    ...talk,
    measure,
    { do: 'halt' },
    ...after,
    { do: 'close', by: 'alice', to: 'bob' },
  ]
}

/** @returns what it takes of a messenger's processor to start with what is on its disk. */
export function nextStart(of: string): readonly Step[] {
  const measure: Step = { do: 'measure', of, what: 'processor' }
  return [measure, { do: 'rehearse-start', of }, measure]
}

/** Connections are accepted one after the other: when this call gets through, none of the attacker's still waits. */
const finalCall: readonly Step[] = [
  { do: 'connect', from: 'alice', to: 'bob' },
  { do: 'close', by: 'alice', to: 'bob' },
]
