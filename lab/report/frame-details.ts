/**
 * The bytes of a frame, and its fields: what everybody on its way sees, and what those do who have its keys, with all by which
 * it can be computed once more. A field says where its bytes stand; the page's script lights them up. Pure.
 */

import { type Say, type Sentence, t } from '../../peers/language/sentence'
import type { FrameOpener, OpenedFrame } from '../conformance/opened-frame'
import { whoSees } from '../narration/who-sees'
import { ATTACKER } from '../scenario/scenario'
import { person } from '../text/format-names'
import { dissect, dissectOpened } from '../wire/dissect'
import type { Field } from '../wire/dissection'
import { fieldKinds } from '../wire/field-kinds'
import type { FrameOnWay, MessageRow } from './diagram-row'
import { type Html, html } from './html'
import { purposeAnchor } from './purpose-section'

/** Bytes of a frame that are printed: all of a handshake, all of a text. */
const MOST_BYTES = 1536
/** Of what is inside as much as says something: the rest fills up. */
const MOST_INSIDE = 512

/** @param people those who take part, in their order. */
export function frameDetails(row: MessageRow, people: readonly string[], open: FrameOpener, say: Say): Html {
  const isOther = row.frames.length > 1
  return html`<div class="frame">${row.frames.map((frame, place) => {
    const opened = open(frame.from, frame.bytes)
    const title = isOther ? (place === 0 ? t`As it left` : t`As it came`) : null
    return html`${title ? html`<h5>${say(title)}</h5>` : ''}${fields(frame, opened, say)}
${hex(frame.bytes, 0, MOST_BYTES, say)}${opened ? computed(frame, opened, say) : ''}`
  })}${whoKnows(row, people, open, say)}</div>`
}

/** What those inside have more stands among the rest, and is marked. */
function fields({ bytes }: FrameOnWay, opened: OpenedFrame | null, say: Say): Html {
  const seen = dissect(bytes)
  const all = opened ? dissectOpened(bytes, opened.inside) : seen
  const places = new Set(seen.fields.map(placeOf))
  return html`<p>${say(seen.summary)}${opened ? html`<br><b class="in">${say(t`${whoSees(opened.by)}: ${all.summary}`)}</b>` : ''}</p>
<ul class="fields">${all.fields.map((field) => {
    const text = html`${field.offset} +${field.length} <a href="#${purposeAnchor(field.kind)}">${say(fieldKinds[field.kind].name)}</a> ${field.value}</li>`
    const depth = Math.min(3, field.depth)
    if (!places.has(placeOf(field))) return html`<li class="in d${depth}">${text}`
    return depth > 0 ? html`<li class="d${depth}">${text}` : html`<li>${text}`
  })}</ul>`
}

function placeOf({ offset, length, depth }: Field): string {
  return `${offset} ${length} ${depth}`
}

/** With these anybody can open it once more. */
function computed({ bytes }: FrameOnWay, { inside, key, nonce, aad }: OpenedFrame, say: Say): Html {
  const parts: readonly (readonly [Sentence, Buffer])[] = [
    [t`Key of AES-256-GCM`, key],
    [t`Nonce`, nonce],
    [t`What is authenticated besides`, aad],
  ]
  const seen = new Set(dissect(bytes).fields.map(placeOf))
  const first = dissectOpened(bytes, inside).fields.find((field) => !seen.has(placeOf(field)))
  return html`<dl>${parts.map(([name, value]) => html`<dt>${say(name)}</dt><dd><code>${value.subarray(0, MOST_INSIDE).toString('hex')}</code></dd>`)}</dl>
<p class="in">${say(t`What is inside, decrypted`)}</p>${hex(inside, first?.offset ?? 0, Math.min(MOST_INSIDE, saying(inside)), say, 'in')}`
}

/** @returns how many bytes there are before those that fill it up. */
function saying(inside: Buffer): number {
  return inside.findLastIndex((byte) => byte !== 0) + 1
}

/** What each can make of it at this moment. */
function whoKnows(
  { frames, legs, opened }: MessageRow,
  people: readonly string[],
  open: FrameOpener,
  say: Say,
): Html | '' {
  const [first] = frames
  if (!first) return ''
  const by = frames.flatMap(({ from, bytes }) => open(from, bytes)?.by ?? [])
  const letter = legs.find(({ cargo }) => cargo?.is === 'letter')
  if (by.length === 0 && !letter)
    return html`<p class="who">${say(t`Nothing in it is encrypted: whoever it goes by can read all of it.`)}</p>`
  const holders = legs.flatMap(({ cargo, holder }) => (cargo?.is === 'letter' && holder ? [holder] : []))
  return html`<ul class="who">${people.map((name) => html`<li>${say(openWords(name, by, holders, opened))}</li>`)}</ul>`
}

function openWords(
  name: string,
  by: readonly string[],
  holders: readonly string[],
  opened: boolean,
): Sentence {
  const who = person(name)
  if (by.includes(name)) return t`${who} can compute the key, and opens it`
  if (name === ATTACKER && opened) return t`${who} knows the words in it`
  if (holders.includes(name) && by.length === 0) return t`${who} can open it: it is closed for this key`
  return t`${who} cannot open it`
}

function hex(bytes: Buffer, from: number, most: number, say: Say, kind = ''): Html {
  const digits = bytes.subarray(0, most).toString('hex')
  const more = bytes.length - most
  return html`<pre class="hex ${kind}" data-from="${from}">${digits.replace(/.{8}(?=.)/g, '$& ')}</pre>${more > 0 ? html`<p class="faint">${say(t`… and ${more} more bytes.`)}</p>` : ''}`
}
