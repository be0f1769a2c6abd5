/** What the dashboard and the replay are measured by. */

import type { BenchComparison } from './ratio'

export const stageComparisons = {
  demo: [
    {
      what: 'the first picture of the dashboard, from the command on',
      yardstick: 'the first line of the plain run',
      program: ['lab/bench/first-picture.ts'],
      unit: 'ms',
      limit: { at: 'most', ratio: 1.5 },
      only: 'linux',
    },
  ],
} satisfies Readonly<Record<string, readonly BenchComparison[]>>
