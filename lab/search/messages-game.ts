/** The layer above a session as it is searched: what an accepted friend says, against the messenger of a profile. */

import type { LabProfile } from '../../peers/weakened/catalogue'
import {
  alteredMessage,
  honestMessages,
  type MessageStep,
  madeMessage,
  simplerMessages,
  toldMessages,
} from './messages'
import { type Happening, type PlayedMessages, playMessages } from './messages-played'
import { brokenByMessages } from './messages-violations'
import type { SearchedPeople } from './people'
import { executionRandom } from './random'
import type { Game } from './sequences'

export function messagesGame(profile: LabProfile, people: SearchedPeople, seed: number): Game<MessageStep> {
  return {
    beginnings: honestMessages,
    made: madeMessage,
    altered: alteredMessage,
    simpler: simplerMessages,
    told: toldMessages,
    play: async (steps) => {
      const played = await playMessages(steps, profile, people, executionRandom(seed))
      return { features: featuresOf(played), broken: brokenByMessages(played) }
    },
  }
}

/** What happens, what happens after what, and how often in orders of magnitude. */
function featuresOf({ noted, mostUnread, files }: PlayedMessages): string[] {
  const kinds = noted.flatMap((each) => worded(each) ?? [])
  const runs = kinds.filter((kind, at) => kind !== kinds[at - 1])
  const pairs = runs.map((kind, at) => `${runs[at - 1] ?? ''} > ${kind}`)
  const counts = new Map<string, number>()
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const sizes = [...counts].map(([kind, count]) => `${kind} × ${magnitude(count)}`)
  return [
    ...new Set([...pairs, ...sizes]),
    `unread ${magnitude(mostUnread)}`,
    `read ${magnitude(files.read)}`,
    `made ${files.made.length}`,
  ]
}

function worded(noted: Happening): string | null {
  switch (noted.is) {
    case 'heard':
      return null
    case 'wrote': {
      const { message } = noted
      return `writes ${message.kind}${message.kind === 'item' ? ` ${message.item.type}` : ''}`
    }
    case 'told': {
      const { event } = noted
      return `tells ${event.event}${'code' in event ? ` ${event.code}` : ''}`
    }
    case 'ended':
      return `ends ${noted.code}`
    case 'said':
      return 'says'
    case 'agreed':
      return noted.what
  }
}

function magnitude(count: number): number {
  return Math.ceil(Math.log2(count + 1) / 2)
}
