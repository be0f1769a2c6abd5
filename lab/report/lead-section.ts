/** An act at a glance: how the conversation goes without an attack, and the beat in which the attack was decided. Pure. */

import { type Say, type Sentence, t } from '../../peers/language/sentence'
import type { LetterWords } from '../stage/beat-words'
import { captionOf } from '../stage/caption'
import type { DashboardState } from '../stage/dashboard-state'
import type { Passage } from '../stage/passages'
import { passagesIn } from '../stage/scene'
import { person } from '../text/format-names'
import { printable } from '../text/printable'
import { toldText } from '../text/told-text'
import { actPicture } from './act-picture'
import { type Html, html } from './html'
import { seal } from './seal'
import type { ActStory } from './story'

/** Of a text as much as is looked at. */
const GLANCE = 200
/** What she did last, where no frame of it is to be seen. */
const MOST_DEEDS = 4

export function leadSection({ control, lead, beats }: ActStory, say: Say): Html | '' {
  const shown = lead ?? beats.findLast(({ state }) => passagesIn(state.scene).length > 0)?.state
  if (!shown) return ''
  const passages = passagesIn(shown.scene)
  const before = control === null ? [] : likeIn(control, passages)
  const caption = captionOf(shown)
  return html`<div class="lead">${
    control && before.length > 0
      ? glance(control, before, t`Without the attack`, null, wordsIn(control, before), say)
      : ''
  }${glance(shown, passages, lead === null ? t`What happened` : t`With the attack`, caption?.words ?? null, shown.scene.words, say)}</div>`
}

function glance(
  state: DashboardState,
  passages: readonly Passage[],
  title: Sentence,
  caption: Sentence | null,
  words: LetterWords | null,
  say: Say,
): Html {
  const { scene, outline, loot } = state
  const said = say(caption ?? title)
  // Of what is not seen to go by, or says nothing by itself, there are her own words.
  const deeds = passages.length === 0 || caption === null ? loot.slice(-MOST_DEEDS) : []
  return html`<figure class="glance"><figcaption><b>${say(title)}</b>${caption ? html` ${said}` : ''}</figcaption>
${actPicture(state, passages, said, say)}
${scene.keys.map(({ whose, own, to, shown }) => {
  const [one, other] = [seal(own, outline.peers), seal(shown, outline.peers)]
  const sign = own === shown ? '=' : '≠'
  return html`<p class="pair ${own === shown ? 'same' : 'differ'}">${say(t`${person(whose)}’s own key:`)} ${one} <b class="sign">${sign}</b> ${say(t`what ${person(to)} was shown:`)} ${other}</p>`
})}
${scene.numbers ? html`<p class="pair differ">${say(t`due: ${scene.numbers.due}`)} <b class="sign">≠</b> ${say(t`came: ${scene.numbers.came}`)}</p>` : ''}
${words ? wordList(words, timesRead(state, words), say) : ''}
${deeds.length > 0 ? html`<ul class="deeds">${deeds.map((deed) => html`<li>${printable(say(deed.words), GLANCE)}</li>`)}</ul>` : ''}</figure>`
}

/** @returns of a control what goes from the same to the same: as it should have gone. */
function likeIn(control: DashboardState, lead: readonly Passage[]): Passage[] {
  const all = [...passagesIn(control.scene)]
  const alike = lead.flatMap((passage) => {
    const kind = passage.left?.is ?? passage.came?.is
    const place = all.findIndex(
      (one) => one.from === passage.from && one.to === passage.to && one.left?.is === kind,
    )
    return place < 0 ? [] : all.splice(place, 1)
  })
  if (alike.length > 0) return alike
  // Nothing of what she does is like it: then what the two say to each other.
  return all.filter(({ left }) => left?.is === 'letter').slice(0, 2)
}

/** @returns the words of the first of these letters that was read. */
function wordsIn({ peerPanes }: DashboardState, passages: readonly Passage[]): LetterWords | null {
  for (const { left, from, to } of passages) {
    const chat = left?.is === 'letter' ? (peerPanes.find(({ name }) => name === to)?.chat ?? []) : []
    const heard = chat.find(({ kind }) => kind === 'heard')
    if (heard?.kind === 'heard')
      return { by: from, to, wrote: heard.text, known: null, sealed: null, got: heard.text }
  }
  return null
}

/** @returns how often these words stand on the screen of the one to whom they came. */
function timesRead({ peerPanes }: DashboardState, { to, got }: LetterWords): number {
  const chat = peerPanes.find(({ name }) => name === to)?.chat ?? []
  return chat.filter((line) => line.kind === 'heard' && line.text === got).length
}

/** @param times how often it was read. */
function wordList({ by, to, wrote, known, sealed, got }: LetterWords, times: number, say: Say): Html {
  const read = (text: string): string => say(toldText(text).story)
  const original = wrote === null ? null : read(wrote)
  const rows: readonly (readonly [Sentence, Html | string | null])[] = [
    [t`${person(by)} wrote:`, wrote === null ? null : read(wrote)],
    [t`Mallory knows:`, known === null ? null : read(known)],
    [t`Mallory made of it:`, sealed === null ? null : forged(read(sealed), original)],
    [
      times > 1 ? t`${person(to)} read, ${times} times:` : t`${person(to)} read:`,
      got === null ? null : forged(read(got), original),
    ],
  ]
  // The text is HTML, in which what is forged is marked.
  const [opening = '', closing = ''] = say(t`“${'\n'}”`).split('\n')
  return html`<dl class="words">${rows.map(([name, text]) =>
    text === null ? '' : html`<dt>${say(name)}</dt><dd>${opening}${text}${closing}</dd>`,
  )}</dl>`
}

/** @returns the text, with what is not in the original marked: what is forged and nothing else. */
export function forged(text: string, original: string | null): Html {
  const [now, was] = [[...text], [...(original ?? '')]]
  const most = Math.min(now.length, was.length)
  let start = 0
  while (start < most && now[start] === was[start]) start += 1
  let end = 0
  while (end < most - start && now.at(-1 - end) === was.at(-1 - end)) end += 1
  const cut = (from: number, to: number): string => now.slice(from, to).join('')
  const middle = cut(start, now.length - end)
  return html`${cut(0, start)}${middle === '' ? '' : html`<mark>${middle}</mark>`}${cut(now.length - end, now.length)}`
}
