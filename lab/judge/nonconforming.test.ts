/** What a program did against the specification stands before all that happened besides, and nothing excuses it. */

import test from 'ava'
import { hardenedDefences } from '../../peers/protocol/hardened'
import { secure } from '../../peers/protocol/secure'
import { statusOf } from '../commands/exit-status'
import { played } from '../conformance/played-testing'
import type { HistoryEvent } from '../history/events'
import { renumbered } from '../history/history-testing'
import { judge } from './verdict'

const unpadded = secure('unpadded', { ...hardenedDefences, pad: (size) => size })

test('a program that departs is NONCONFORMING, with the rule and where it shows', async (t) => {
  const [verdict] = judge(await played({ profile: unpadded }))
  t.like(verdict, { verdict: 'NONCONFORMING', asExpected: false, broken: [] })
  t.regex(
    verdict!.why,
    /^(alice|bob) departs from \[6-19\] of PROTOCOL\.md in session-1: a record of it has \d+ bytes/,
  )
  const [evidence] = verdict!.evidence
  t.is(evidence?.claim, 'rule 6-19')
  t.is(statusOf([verdict!]), 1)
})

test('it is excused where the profile declares it, and never for the messenger’s own profile', async (t) => {
  const of = async (declares: object) => judge(await played({ profile: unpadded, declares }))[0]!.verdict
  t.not(await of({ profile: 'no-padding', departs: ['6-19'] }), 'NONCONFORMING')
  t.is(await of({ profile: 'no-padding', departs: ['6-5'] }), 'NONCONFORMING')
  t.is(await of({ profile: 'hardened', departs: ['6-19'] }), 'NONCONFORMING')
  t.is(
    await of({ profile: 'hardened', departs: ['6-19', 'PROTOCOL.md'], expected: 'NONCONFORMING' }),
    'NONCONFORMING',
  )
})

test('what proves nothing stays INCONCLUSIVE, and a control that fails for it does not hide it', async (t) => {
  const act = await played({ profile: unpadded })
  const withEvent = (event: object): HistoryEvent[] =>
    renumbered([...act.slice(0, -1), { ...act.at(-1)!, ...event } as HistoryEvent, act.at(-1)!])
  const died = withEvent({ event: 'node-failed', failed: 'bob', why: { text: 'killed', values: [] } })
  t.is(judge(died)[0]!.verdict, 'INCONCLUSIVE')
  t.is(judge(act.slice(0, -1))[0]!.verdict, 'INCONCLUSIVE')
  // Nobody says a word in this act, which no control passes.
  t.is(judge(await played({ talk: () => {} }))[0]!.verdict, 'INCONCLUSIVE')
  t.is(
    judge(await played({ talk: (session) => session.close('alice'), profile: unpadded }))[0]!.verdict,
    'NONCONFORMING',
  )
})
