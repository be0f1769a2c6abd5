/**
 * The atlas in the report: each byte of a session in the colour of the check that noticed its change, and of each weakened
 * profile what it does otherwise. What stands in a picture stands in a table as well, to which each byte leads. Pure.
 */

import { type Say, type Sentence, t } from '../../peers/language/sentence'
import {
  type AtlasFrame,
  type AtlasProfile,
  type Fate,
  type FrameChange,
  fatesOfBytes,
  frameChanges,
  nameOfFate,
} from '../atlas/atlas'
import { checkOf, checks } from '../atlas/checks'
import { propertyNames } from '../judge/property-names'
import { alarmSentence } from '../language/alarms'
import { person } from '../text/format-names'
import { type FieldKindName, fieldKinds } from '../wire/field-kinds'
import { type Html, html } from './html'
import { purposeAnchor } from './purpose-section'

/** Bytes of a row of the picture, and pixels of each. */
const ROW = 64
const CELL = 9
const HEAD = 20
const GAP = 14
/** In a picture: the title of a part, a line of the legend, and what is left free around it. */
const PART = 26
const LEGEND = 20
const MARGIN = 12
const BOX = 70
const BESIDE = ROW * CELL + 16
const WIDTH = BESIDE + frameChanges.length * (BOX + 4)

const changeWords: Readonly<Record<FrameChange, Sentence>> = {
  lost: t`lost`,
  doubled: t`doubled`,
  moved: t`moved`,
  delayed: t`delayed`,
  cut: t`cut off`,
}

/** Bytes of one field with one fate. */
interface Stretch {
  readonly from: number
  readonly to: number
  readonly kind: FieldKindName
  readonly fate: Fate
}

export function atlasSection(atlas: readonly AtlasProfile[], say: Say): Html {
  const [hardened, ...others] = atlas
  if (!hardened) return html``
  const bits = hardened.frames.reduce((sum, frame) => sum + frame.bits.length, 0)
  const differing = others
    .map((one) => ({ one, frames: differingFrames(one, hardened) }))
    .filter(({ frames }) => frames.length > 0)
  const listened = others.filter(({ untouched }) => untouched.length > 0)
  const alike = others.filter(
    (other) => !listened.includes(other) && !differing.some(({ one }) => one === other),
  )
  return html`<section class="atlas" id="atlas"><h2>${say(t`The atlas: every bit of a session`)}</h2>
<p>${say(t`A call, five texts and two goodbyes, ${bits} times over: each time one other bit was flipped on the way. Then each frame was lost, doubled, moved behind the next one, delayed until everything else had arrived, or cut off in its middle with the connection. A byte has the colour of the check that noticed it first; that of its worst bit, where bits differ. It was played in one process, with the conversations of the programs and without a network.`)}</p>
${colours(say)}
<h3>${say(t`Hardened: nothing is believed that was changed`)}</h3>
${chartOf(hardened, hardened.frames, others, say)}
<h3>${say(t`With one defence taken away`)}</h3>
<p>${say(t`Of these the lowest bit of each byte was flipped.`)}</p>
${differing.map(
  ({
    one,
    frames,
  }) => html`<details><summary><code>${one.profile}</code>: ${say(differenceOf(frames))}</summary>
${chartOf(one, frames, [], say)}</details>`,
)}
${named(t`Who only listens, and changes nothing, breaks these:`, listened, say)}
${named(t`Whatever is done to one frame, these refuse it as the hardened messenger does; what they lack, their scenarios show:`, alike, say)}
</section>`
}

function named(words: Sentence, profiles: readonly AtlasProfile[], say: Say): Html {
  return html`<p>${say(words)} ${profiles.map(({ profile }) => html`<code>${profile}</code> `)}</p>`
}

export interface PictureOfAtlas {
  readonly title: Sentence
  readonly frames: readonly AtlasFrame[]
}

/** Some of it as a file of its own: parts one below the other, and what the colours mean. */
export function atlasPicture(title: Sentence, parts: readonly PictureOfAtlas[], say: Say): string {
  let top = 0
  const drawn = parts.map(({ title: part, frames }) => {
    const y = top
    top += PART + heightOf(frames)
    return html`<g transform="translate(0 ${y})"><text class="part" x="0" y="16">${say(part)}</text><g transform="translate(0 ${PART})">${mapOf(frames, say)}</g></g>`
  })
  const rows = colourRows()
  const legend = rows.map(({ kind, words }, place) => {
    const y = top + place * LEGEND
    return html`<rect class="c is-${kind}" x="1" y="${y}" width="14" height="12"/><text x="24" y="${y + 11}">${say(words)}</text>`
  })
  const [width, height] = [WIDTH + 2 * MARGIN, top + rows.length * LEGEND + 2 * MARGIN]
  return `<?xml version="1.0" encoding="UTF-8"?>\n${html`<svg class="atlas-map" xmlns="http://www.w3.org/2000/svg" viewBox="${-MARGIN} ${-MARGIN} ${width} ${height}" width="${width}" height="${height}"><title>${say(title)}</title><style>${pictureStyle}</style>
<rect class="paper" x="${-MARGIN}" y="${-MARGIN}" width="${width}" height="${height}"/>
${drawn}${legend}</svg>`}\n`
}

function colourRows(): { readonly kind: string; readonly words: Sentence }[] {
  return [
    ...checks.map(({ kind, name }) => ({ kind: kind as string, words: name })),
    { kind: 'unnoticed', words: t`not noticed, and without effect: all arrived as it was said` },
    { kind: 'broken', words: t`not noticed, and a property fell` },
  ]
}

function colours(say: Say): Html {
  return html`<dl class="colours">${colourRows().map(
    ({ kind, words }) =>
      html`<dt><svg class="atlas-map" width="22" height="16" aria-hidden="true"><rect class="c is-${kind}" x="1" y="1" width="20" height="14"/></svg></dt><dd>${say(words)}</dd>`,
  )}</dl>`
}

/** @returns the frames in which something goes through that the hardened messenger refuses. */
function differingFrames({ frames }: AtlasProfile, hardened: AtlasProfile): AtlasFrame[] {
  return frames.filter(({ bits, whole }, place) => {
    const theirs = hardened.frames[place]
    const more = frameChanges.some((change) => isHole(whole[change]) && !isHole(theirs?.whole[change]))
    return more || bits.some(isHole)
  })
}

const isHole = (fate: Fate | undefined) => fate !== undefined && fate.is !== 'refused'

function differenceOf(frames: readonly AtlasFrame[]): Sentence {
  const all = frames.flatMap((frame) => [...fatesOfBytes(frame), ...Object.values(frame.whole)])
  const broken = all.filter(({ is }) => is === 'broken').length
  const unnoticed = all.filter(({ is }) => is === 'unnoticed').length
  if (broken > 0) return t`${broken} changes break a property, ${unnoticed} more are not noticed.`
  return t`${unnoticed} changes are not noticed, and have no effect.`
}

function chartOf(
  { profile }: AtlasProfile,
  frames: readonly AtlasFrame[],
  others: readonly AtlasProfile[],
  say: Say,
): Html {
  const theirs = frames.map((_, place) =>
    others.flatMap((one) => {
      const frame = one.frames[place]
      return frame ? [{ one, fates: fatesOfBytes(frame) }] : []
    }),
  )
  const heads = [say(t`bytes`), say(t`field`), say(t`what becomes of a change`)] as const
  const anchor = (place: number, stretch: number) => `atlas-${profile}-${place}-${stretch}`
  return html`<svg class="atlas-map" aria-hidden="true" viewBox="0 0 ${WIDTH} ${heightOf(frames)}">${mapOf(frames, say, anchor)}</svg>
${frames.map(
  (frame, place) => html`<details class="frames"><summary>${say(titleOf(frame))}</summary>
<table class="cards"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${stretchesOf(frame).map(
  ({ from, to, kind, fate }, stretch) =>
    html`<tr id="${anchor(place, stretch)}"><td data-th="${heads[0]}">${from === to ? `${from}` : `${from}–${to}`}</td><td data-th="${heads[1]}"><a href="#${purposeAnchor(kind)}">${say(fieldKinds[kind].name)}</a></td><td data-th="${heads[2]}">${say(fateWords(fate))}${needed(
      theirs[place]!.filter(
        ({ one, fates }) => isThere(one.frames[place]!, from, kind) && isHole(fates[from]),
      ),
      say,
    )}</td></tr>`,
)}
${changesOf(frame).map(
  ([change, fate]) =>
    html`<tr><td data-th="${heads[0]}">${say(t`the whole frame`)}</td><td data-th="${heads[1]}">${say(changeWords[change])}</td><td data-th="${heads[2]}">${say(fateWords(fate))}${needed(
      theirs[place]!.filter(({ one }) => one.frames[place]!.whole[change]?.is === 'broken'),
      say,
    )}</td></tr>`,
)}</tbody></table></details>`,
)}`
}

function titleOf({ kind, from, bits }: AtlasFrame): Sentence {
  return t`${kind} of ${person(from)}, ${bits.length / 8} bytes`
}

function changesOf({ whole }: AtlasFrame): (readonly [FrameChange, Fate])[] {
  return frameChanges.flatMap((change) => {
    const fate = whole[change]
    return fate ? [[change, fate] as const] : []
  })
}

function fateWords(fate: Fate): Sentence {
  if (fate.is === 'broken') return t`Nobody notices it, and this falls: ${propertyWords(fate.property)}.`
  if (fate.is === 'unnoticed') return t`Nobody notices it, and all arrives as it was said.`
  const { at, code } = fate
  return t`${person(at)} refuses it (${code}): ${alarmSentence({ code, message: code })}`
}

/** As the judge calls them, and those that it has no name for. */
const searchedNames: Readonly<Record<string, Sentence>> = {
  ...propertyNames,
  'forward secrecy': t`forward secrecy`,
  'once and in order': t`once and in order`,
  agreement: t`agreement on who talks to whom`,
  'best suite': t`the best suite`,
  robustness: t`the program goes on running`,
  bounded: t`bounded memory`,
}

function propertyWords(property: string): Sentence {
  return searchedNames[property] ?? t`${property}`
}

/** Whether a frame that may be built otherwise has the field at that byte, or something there that nobody can tell apart. */
function isThere({ fields }: AtlasFrame, byte: number, kind: FieldKindName): boolean {
  const field = fields.find(({ offset, length }) => byte >= offset && byte < offset + length)
  return field?.kind === kind || field?.kind === 'encrypted'
}

/** Which defences a refusal rests on: without them, the same change is believed. */
function needed(profiles: readonly { readonly one: AtlasProfile }[], say: Say): Html | '' {
  if (profiles.length === 0) return ''
  return html` <span class="faint">${say(t`Not noticed in:`)} ${profiles.map(({ one }) => html`<code>${one.profile}</code> `)}</span>`
}

function stretchesOf(frame: AtlasFrame): Stretch[] {
  const fates = fatesOfBytes(frame)
  const found: Stretch[] = []
  for (const { kind, offset, length } of frame.fields)
    for (let byte = offset; byte < offset + length; byte += 1) {
      const fate = fates[byte]!
      const last = found.at(-1)
      if (last && byte > offset && last.to === byte - 1 && nameOfFate(last.fate) === nameOfFate(fate))
        found[found.length - 1] = { ...last, to: byte }
      else found.push({ from: byte, to: byte, kind, fate })
    }
  return found
}

function rowsOf({ bits }: AtlasFrame): number {
  return Math.ceil(bits.length / 8 / ROW)
}

const heightOfFrame = (frame: AtlasFrame) => HEAD + Math.max(2, rowsOf(frame)) * CELL + GAP

function heightOf(frames: readonly AtlasFrame[]): number {
  return frames.reduce((sum, frame) => sum + heightOfFrame(frame), 0)
}

/** @param anchor where a stretch leads; without it nothing leads anywhere. */
function mapOf(
  frames: readonly AtlasFrame[],
  say: Say,
  anchor?: (place: number, stretch: number) => string,
): Html[] {
  let top = 0
  return frames.map((frame, place) => {
    const y = top + HEAD
    top += heightOfFrame(frame)
    const drawn = stretchesOf(frame).map((stretch, nth) => {
      const rects = rectsOf(stretch, y)
      return anchor ? html`<a href="#${anchor(place, nth)}" tabindex="-1">${rects}</a>` : rects
    })
    const boxes = changesOf(frame).map(([change, fate]) => {
      const x = BESIDE + frameChanges.indexOf(change) * (BOX + 4)
      return html`<rect class="c is-${colourOf(fate)}" x="${x}" y="${y}" width="${BOX}" height="${2 * CELL}"/><text class="on" x="${x + BOX / 2}" y="${y + 13}">${say(changeWords[change])}</text>`
    })
    return html`<text class="title" x="0" y="${y - 6}">${say(titleOf(frame))}</text>${drawn}${boxes}`
  })
}

/** A stretch goes over several rows of the picture. */
function rectsOf({ from, to, fate }: Stretch, y: number): Html[] {
  const rects: Html[] = []
  for (let byte = from; byte <= to; ) {
    const row = Math.floor(byte / ROW)
    const end = Math.min(to, row * ROW + ROW - 1)
    rects.push(
      html`<rect class="c is-${colourOf(fate)}" x="${(byte % ROW) * CELL}" y="${y + row * CELL}" width="${(end - byte + 1) * CELL - 1}" height="${CELL - 1}"/>`,
    )
    byte = end + 1
  }
  return rects
}

function colourOf(fate: Fate): string {
  return fate.is === 'refused' ? checkOf(fate.code).kind : fate.is
}

/** The same on a page, light or dark, and in a picture. */
const pictureStyle = `
.atlas-map text { font: 12px system-ui, Segoe UI, Roboto, DejaVu Sans, sans-serif; fill: #16181d; }
.atlas-map .title { font-weight: bold; }
.atlas-map .part { font-size: 15px; font-weight: bold; }
.atlas-map .on { text-anchor: middle; font-size: 11px; fill: #16181d; }
.atlas-map .paper { fill: #ffffff; }
.atlas-map .c { print-color-adjust: exact; }
.c.is-built { fill: #d9b65c; } .c.is-turn { fill: #b79ad6; } .c.is-suite { fill: #6fc0b4; } .c.is-tag { fill: #8fb4e3; }
.c.is-number { fill: #93c47d; } .c.is-person { fill: #e3a3c0; } .c.is-end { fill: #b9c0ca; }
.c.is-unnoticed { fill: #ffffff; stroke: #16181d; stroke-dasharray: 2 2; }
.c.is-broken { fill: #e03131; stroke: #7d0a14; stroke-width: 1.5; }
`

export const atlasStyle = `
${pictureStyle}
.atlas > svg, .atlas details > svg { width: 100%; max-width: ${WIDTH}px; height: auto; display: block; margin: 0.8em 0; }
.atlas .title { fill: var(--ink); }
.atlas a:focus rect, .atlas a:hover rect { stroke: var(--ink); stroke-width: 2; }
.atlas tr:target { background: var(--lit); }
.atlas .colours { grid-template-columns: max-content 1fr; }
`
