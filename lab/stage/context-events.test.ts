import test from 'ava'
import { type Line, phase } from '../history/history-testing'
import { contextOf } from './context-events'
import type { EventTrail } from './dashboard-state'

function said(text: string, among?: number): Line {
  const words = { event: 'step', do: 'say', from: 'alice', to: 'bob', text } as const
  return ['lab', among === undefined ? words : { ...words, among }]
}

test('a step is told by itself, so that a flood of them is not listed for each; one of many by the others', (t) => {
  const events = phase('attack', [said('one', 2), said('two', 2), said('three')])
  const past = events.reduce<EventTrail | null>((before, event) => ({ event, before }), null)
  t.deepEqual(contextOf(past, events[2]!), [])
  t.deepEqual(contextOf(past, events[1]!), events)
})
