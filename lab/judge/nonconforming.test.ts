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
    /^(Alice|Bob) departs from \[6-19\] of PROTOCOL\.md in session-1: a record of it has \d+ bytes/,
  )
  // One reason for each rule, however often it was broken.
  t.is(verdict!.reasons.length, verdict!.evidence.length)
  const [evidence] = verdict!.evidence
  t.is(evidence?.claim, 'rule 6-19')
  t.is(statusOf([verdict!]), 1)
})

test('a single departure is enough', async (t) => {
  const act = await played()
  const place = act.findIndex((event) => event.event === 'secrets' && event.kind === 'x25519')
  const [verdict] = judge(renumbered(act.toSpliced(place, 1)))
  t.is(verdict!.grounds.departed.length, 1)
  t.is(verdict!.verdict, 'NONCONFORMING')
})

test('it is excused where the profile declares it, and never for the messenger’s own profile', async (t) => {
  const of = async (declares: object) => judge(await played({ profile: unpadded, declares }))[0]!.verdict
  t.not(await of({ profile: 'no-padding', departs: ['6-19'] }), 'NONCONFORMING')
  t.is(await of({ profile: 'no-padding', departs: ['6-5'] }), 'NONCONFORMING')
  t.is(await of({ profile: 'hardened', departs: ['6-19'] }), 'NONCONFORMING')
  const departs = ['6-19', 'PROTOCOL.md']
  const declares = { profile: 'hardened', departs, expected: 'NONCONFORMING' as const }
  const [wanted] = judge(await played({ profile: unpadded, declares }))
  t.like(wanted, { verdict: 'NONCONFORMING', asExpected: false })
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

test('nothing of a session comes again in another act of the run', async (t) => {
  const [first, second] = [await played(), await played()]
  const asAct = (events: HistoryEvent[]) => events.map((event): HistoryEvent => ({ ...event, act: 'second' }))
  const fresh = judge(renumbered([...first, ...asAct(second)]))
  t.false(fresh.some(({ verdict }) => verdict === 'NONCONFORMING'))
  const [, again] = judge(renumbered([...first, ...asAct(first)]))
  t.is(again?.verdict, 'NONCONFORMING')
  t.regex(again!.why, /\[5\.2-1\] of PROTOCOL\.md in session-1: it uses what was used before: a key share/)
})
