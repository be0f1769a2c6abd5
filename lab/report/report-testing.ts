/** For tests: an attack as it would be recorded. */

import type { HistoryEvent } from '../history/events'
import { act, controls, type Line, onTheWire, words } from '../history/history-testing'
import type { Position } from '../scenario/scenario'
import { outlineFrom } from '../stage/recording'
import { type StoryBeat, storyOf } from './story'

/** Mallory reads what Alice says, and Bob gets something else. @param text what Alice says. */
export function overheard(text: string = words('attack', 'alice'), forged = 'Bring the money.'): Line[] {
  return [
    ['lab', { event: 'step', do: 'connect', from: 'alice', to: 'bob' }],
    ['alice', { event: 'opened', session: 's', role: 'initiator', calls: 'bob' }],
    ['bob', { event: 'opened', session: 's', role: 'responder', calls: null }],
    [
      'mallory',
      { event: 'acted', link: 'link-1', what: 'shows her own key', to: 'alice', presented: 'm-key' },
    ],
    ['alice', { event: 'connected', session: 's', peer: 'bob', fingerprint: 'm-key', own: 'alice-key' }],
    ['bob', { event: 'connected', session: 's', peer: 'alice', fingerprint: 'm-key', own: 'bob-key' }],
    ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text }],
    ['alice', { event: 'sent', session: 's', to: 'bob', text }],
    onTheWire('alice', 'bob', 'sealed'),
    ['mallory', { event: 'loot', link: 'link-1', how: 'read', text, from: 'alice', to: 'bob' }],
    ['mallory', { event: 'loot', link: 'link-1', how: 'forged', text: forged, from: 'alice', to: 'bob' }],
    ['bob', { event: 'delivered', session: 's', from: 'alice', text: forged }],
  ]
}

/** A whole act around an attack. */
export function actOf(attack: readonly Line[], name = 'act'): HistoryEvent[] {
  const declared = { name, expected: 'BROKEN', breaks: [], alarms: [] } as const
  return act({ ...declared, breaks: [], alarms: [] }, { ...controls, attack })
}

/** The beats of events that are all of one phase. */
export function beatsOf(
  events: readonly HistoryEvent[],
  position: Position | null = 'path',
): readonly StoryBeat[] {
  return storyOf(events, { ...outlineFrom(events, []), position: position ?? 'nowhere' }).beats
}
