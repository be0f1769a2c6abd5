/** Honest calls, one after the other, while something else goes on: how many of them arrive is measured. */

import type { Step } from '../lab/history/step'

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

/** Connections are accepted one after the other: when this call gets through, none of the attacker's still waits. */
const finalCall: readonly Step[] = [
  { do: 'connect', from: 'alice', to: 'bob' },
  { do: 'close', by: 'alice', to: 'bob' },
]
