import type { HistoryEvent } from './events'

export type Events = readonly HistoryEvent[]

export type EventOf<Name extends HistoryEvent['event']> = Extract<HistoryEvent, { event: Name }>

export type SayStep = Extract<HistoryEvent, { event: 'step'; do: 'say' }>

/** @returns the events of one kind. */
export function eventsOf<Name extends HistoryEvent['event']>(events: Events, name: Name): EventOf<Name>[] {
  return events.filter((event): event is EventOf<Name> => event.event === name)
}

/** @returns what the programs of these events say that they read from their sessions, or wrote to them, in a row. */
export function wireBytes(events: Events, way: 'in' | 'out'): Buffer {
  const told = eventsOf(events, 'wire').filter((wire) => wire.way === way)
  return Buffer.concat(told.map(({ bytes }) => Buffer.from(bytes, 'base64')))
}

/** @returns what the users said in this phase. */
export function sayStepsOf(phase: Events): SayStep[] {
  return eventsOf(phase, 'step').filter((step) => step.do === 'say')
}
