/**
 * The frames of one conversation, each in two views: what everybody on its way sees, and what those do who have its keys,
 * field by field, with all by which it can be computed once more. Pure.
 */

import { frameOpener, type OpenedFrame } from '../conformance/opened-frame'
import type { Events } from '../history/selectors'
import { type Say, type Sentence, t } from '../language/sentence'
import { whoSees } from '../narration/who-sees'
import { person } from '../text/format-names'
import { printable } from '../text/printable'
import { dissect, dissectOpened } from '../wire/dissect'
import type { Dissection } from '../wire/dissection'
import { type Html, html } from './html'

/** A handshake, and as many records as show how the others go on. */
const MOST = 10
/** Bytes of a frame that are printed: all of a handshake, all of a text. */
const MOST_BYTES = 2048

interface FrameOnWay {
  readonly number: number
  readonly from: string
  readonly to: string
  readonly bytes: Buffer
}

/**
 * @param act its events. @param phase those of what is judged.
 * @returns nothing where no conversation of two people went over a relay.
 */
export function frameSection(act: Events, phase: Events, say: Say): Html | '' {
  const all = framesOf(phase)
  if (all.length === 0) return ''
  const shown = all.slice(0, MOST)
  const more = all.length - shown.length
  const open = frameOpener(act)
  return html`<h4>${say(t`The first conversation, frame by frame`)}</h4>
<p>${say(t`On the left what everybody on the way sees, on the right what those do who have the keys. The lab has these from the programs that it judges, as a browser writes its own for Wireshark; Mallory has none of them.`)}</p>
${shown.map((frame) => frameOf(frame, open(frame.from, frame.bytes), say))}
${more > 0 ? html`<p class="faint">${say(t`… and ${more} more.`)}</p>` : ''}`
}

/** What came in over the first link. */
function framesOf(phase: Events): FrameOnWay[] {
  const came = phase.flatMap((event) => (event.event === 'intercepted' ? [event] : []))
  return came
    .filter(({ link }) => link === came[0]!.link)
    .map(({ number, from, to, bytes }) => ({ number, from, to, bytes: Buffer.from(bytes, 'base64') }))
}

function frameOf({ number, from, to, bytes }: FrameOnWay, opened: OpenedFrame | null, say: Say): Html {
  const seen = dissect(bytes)
  const head = `${seen.kind}, ${person(from)} → ${person(to)}, ${say(t`${bytes.length} bytes`)} (${say(t`event ${number}`)})`
  return html`<details class="frame"><summary>${printable(head)}</summary>
<div class="sides"><div class="side"><p class="hers">${say(t`Everybody on the way sees`)}</p>${fieldTable(seen, say)}</div>
${opened ? html`<div class="side"><p>${say(whoSees(opened.by))}</p>${fieldTable(dissectOpened(bytes, opened.inside), say)}</div>` : ''}</div>
<p>${say(t`All bytes`)}</p>${hex(bytes, say)}
${opened ? inside(opened, say) : ''}</details>`
}

function fieldTable({ summary, fields }: Dissection, say: Say): Html {
  return html`<p class="faint">${say(summary)}</p><table><tbody>${fields.map(
    ({ name, offset, length, value, depth }) =>
      html`<tr><td class="place">${offset} +${length}</td><td>${'· '.repeat(depth)}${say(name)}: ${value}</td></tr>`,
  )}</tbody></table>`
}

function inside({ inside, key, nonce, aad }: OpenedFrame, say: Say): Html {
  const parts: readonly (readonly [Sentence, Buffer])[] = [
    [t`Key of AES-256-GCM`, key],
    [t`Nonce`, nonce],
    [t`What is authenticated besides`, aad],
    [t`What is inside, decrypted`, inside],
  ]
  return html`${parts.map(([name, bytes]) => html`<p>${say(name)}</p>${hex(bytes, say)}`)}`
}

function hex(bytes: Buffer, say: Say): Html {
  const digits = bytes.subarray(0, MOST_BYTES).toString('hex')
  const more = bytes.length - MOST_BYTES
  return html`<pre>${digits}${more > 0 ? ` ${say(t`… and ${more} more.`)}` : ''}</pre>`
}
