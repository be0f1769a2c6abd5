/** Below the boxes of the picture: what each user's program takes for the other one's key. */

import { type Sentence, t } from '../../peers/language/sentence'
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

/** Columns between what is said of two who stand beside each other. */
const GAP = 3

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
  const last = people.length - 1
  const said = people.map((one) => {
    const peerPane = state.peerPanes.find(({ name }) => name === one.name)
    return (peerPane && beliefOf(peerPane, state)) ?? null
  })
  for (const [place, belief] of said.entries()) {
    if (!belief) continue
    const { x, width } = people[place]!
    // Each begins below its box, but for the last one, which ends there; between two at the sides each has half.
    const before = said.findLastIndex((one, at) => at < place && one !== null)
    const after = said.findIndex((one, at) => at > place && one !== null)
    const isLast = place === last
    const start = !isLast ? x : before < 0 ? 0 : middle(people[before]!, people[place]!)
    const to =
      after < 0 ? columns : after === last ? middle(people[place]!, people[after]!) : people[after]!.x
    const lines = wrapped(context.say(belief.words), Math.max(0, to - start - GAP))
    // Half a sentence says nothing.
    if (lines.length > rows) continue
    for (const [line, text] of lines.entries())
      canvas.put(isLast ? x + width - text.length : start, top + line, text, belief.style)
  }
}

function middle(one: Standing, next: Standing): number {
  return Math.floor((one.x + one.width + next.x) / 2)
}

function beliefOf(
  { name, fingerprint, refused, trust }: PeerPane,
  { outline, identities, scene }: DashboardState,
): { words: Sentence; style: Style } | null {
  // What its program refuses need not be what it was shown in the conversation before.
  const key = trust === 'refused' && refused !== '' ? refused : fingerprint
  if (key === '' || trust === 'none') return null
  const owner = ownerOf(key, { identities }, scene)
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
