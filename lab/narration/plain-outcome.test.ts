import test from 'ava'
import { properties, type Verdict, verdicts } from '../history/events'
import type { ActVerdict } from '../judge/verdict'
import { english } from '../language/typed'
import { broken as judged } from '../stage/dashboard-state-testing'
import { plainOutcome } from './plain-outcome'

const of = (verdict: Verdict, rest: Partial<ActVerdict> = {}): string =>
  english(plainOutcome({ ...judged, verdict, broken: [], alarms: [], ...rest }))

test('every verdict is a sentence, and says nothing of properties and codes where people need none', (t) => {
  for (const verdict of verdicts) if (verdict !== 'BROKEN') t.regex(of(verdict), /^[A-Z].*[.:)]$/)
  t.is(
    of('BROKEN', { broken: ['secrecy', 'identity'] }),
    'Mallory read what was secret. Somebody took Mallory for a friend.',
  )
  t.is(new Set(properties.map((property) => of('BROKEN', { broken: [property] }))).size, properties.length)
})

test('an alarm is told by what it means, and then by its code', (t) => {
  t.is(
    of('DETECTED', { alarms: ['OUT_OF_ORDER'] }),
    'Noticed in time. A message was repeated, dropped or moved on its way.',
  )
  t.is(of('DETECTED', { alarms: ['toString'] }), 'Noticed in time: toString.')
})
