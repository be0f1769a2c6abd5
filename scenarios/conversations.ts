/** The conversation that every scenario has: Alice calls Bob, they talk both ways, Alice closes. */

import type { Step } from '../lab/history/step'

const connect: Step = { do: 'connect', from: 'alice', to: 'bob' }
const talk: readonly Step[] = [
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'close', by: 'alice', to: 'bob' },
]

export const conversation: readonly Step[] = [connect, ...talk]

/** The same, but the two read their fingerprints to each other before the first word. */
export const comparedConversation: readonly Step[] = [
  connect,
  { do: 'compare', between: ['alice', 'bob'] },
  ...talk,
]

/**
 * The same, with more messages than a number of eight bits counts, and they talk on when the keys are more than an hour old,
 * and once more: what a renewal starts from is what the one before has left.
 */
export const longConversation: readonly Step[] = [
  connect,
  { do: 'compare', between: ['alice', 'bob'] },
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'say', from: 'alice', to: 'bob', times: 260 },
  { do: 'pass-time', for: ['alice', 'bob'], minutes: 70 },
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'pass-time', for: ['alice', 'bob'], minutes: 70 },
  ...talk,
]

/** Alice says the first word and the last, and hangs up. */
export const lastWord: readonly Step[] = [
  connect,
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'close', by: 'alice', to: 'bob' },
]

/** Alice says three messages in a row, and is answered. */
export const threeInARow: readonly Step[] = [
  connect,
  { do: 'say', from: 'alice', to: 'bob', times: 3 },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'close', by: 'alice', to: 'bob' },
]
