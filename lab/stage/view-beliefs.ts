/** Below the boxes of the picture: what each user's program takes for the other one's key. */

import { type Sentence, t } from '../language/sentence'
import { person } from '../text/format-names'
import type { Canvas } from './canvas'
import type { Style } from './cells'
import type { DashboardState, PeerPane } from './dashboard-state'
import { ownerOf } from './held-against'
import type { RenderContext } from './render-context'
import { wrapped } from './rows'
import { seal, styleOfOwner } from './seals'

/** Somebody in the picture: a box of so many columns from `x` on. */
export interface Standing {
  readonly name: string
  readonly x: number
  readonly width: number
  readonly style: Style
}

/** What each user's program takes for the other one's key, and what the attacker has. */
export function drawBeliefs(
  canvas: Canvas,
  people: readonly Standing[],
  top: number,
  rows: number,
  state: DashboardState,
  context: RenderContext,
): void {
  const columns = canvas.columns
  for (const [place, one] of people.entries()) {
    const peerPane = state.peerPanes.find(({ name }) => name === one.name)
    const belief = peerPane && beliefOf(peerPane, state)
    if (!belief) continue
    const from = place === 0 ? 0 : Math.floor((people[place - 1]!.x + people[place - 1]!.width + one.x) / 2)
    const next = people[place + 1]
    const to = next ? Math.floor((one.x + one.width + next.x) / 2) : columns
    const room = Math.max(0, to - (place === 0 ? one.x : from) - 1)
    const lines = wrapped(context.say(belief.words), room)
    // Half a sentence says nothing.
    if (lines.length > rows) continue
    for (const [line, text] of lines.entries()) {
      const x = place === 0 ? one.x : place === people.length - 1 ? columns - text.length - 1 : from
      canvas.put(x, top + line, text, belief.style)
    }
  }
}

function beliefOf(
  { name, fingerprint, trust }: PeerPane,
  { outline, identities, scene }: DashboardState,
): { words: Sentence; style: Style } | null {
  if (fingerprint === '' || trust === 'none') return null
  const owner = ownerOf(fingerprint, { identities }, scene)
  const friend = person(outline.peers.find((one) => one !== name) ?? '')
  const shown = seal(owner, outline.peers)
  switch (trust) {
    case 'refused':
      return { words: t`will not take ${shown} for ${friend}’s key`, style: 'warn' }
    case 'pinned':
      return { words: t`knows ${shown} for ${friend}’s key`, style: styleOfOwner(owner, outline.peers) }
    case 'verified':
      return { words: t`has compared ${shown} with ${friend}`, style: styleOfOwner(owner, outline.peers) }
    case 'unchecked':
      return { words: t`takes ${shown} for ${friend}’s key`, style: styleOfOwner(owner, outline.peers) }
  }
}
