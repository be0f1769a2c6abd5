/** One frame, taken apart field by field, with all of its bytes: as Mallory sees it, and as those do who have its keys. */

import { decimal, type Sentence, t } from '../../peers/language/sentence'
import type { OpenedFrame } from '../conformance/opened-frame'
import { whoSees } from '../narration/who-sees'
import { person } from '../text/format-names'
import { dissect, dissectOpened } from '../wire/dissect'
import type { Dissection } from '../wire/dissection'
import { fieldKinds } from '../wire/field-kinds'
import { hexRows } from '../wire/hex'
import type { Row, Style } from './cells'
import type { CapturedFrame } from './dashboard-state'
import type { RenderContext } from './render-context'
import { hanging, row, span, toWidth } from './rows'

/** Two columns of fields are read from here on; below, one stands under the other. */
const BESIDE = 76
const GAP = 3

export function frameTitle(frame: CapturedFrame, context: RenderContext): Row {
  const way = `${context.text(person(frame.from))} ${context.look.unicode ? '→' : '->'} ${context.text(person(frame.to))}`
  const { kind } = dissect(Buffer.from(frame.bytes, 'base64'))
  return [span(`${context.say(t`Frame ${frame.number}`)}: ${context.text(kind)}`, 'bold'), span(`  ${way}`)]
}

/**
 * @param opened what those see who have its keys; null where nothing in it is encrypted, or the lab has no keys of it.
 * @returns all rows; whoever shows them scrolls.
 */
export function frameRows(
  frame: CapturedFrame,
  opened: OpenedFrame | null,
  width: number,
  context: RenderContext,
): Row[] {
  const bytes = Buffer.from(frame.bytes, 'base64')
  const about = row(
    context.say(t`${bytes.length} bytes, ${decimal(frame.at / 1000, 1)} s after the run began`),
  )
  const hers = (room: number) => sightRows(t`What Mallory sees`, 'bad', dissect(bytes), room, context)
  if (!opened) return [about, row(''), ...hers(width), row(''), ...hexDump(bytes, width, context)]
  const theirs = (room: number) =>
    sightRows(whoSees(opened.by), 'good', dissectOpened(bytes, opened.inside), room, context)
  const half = Math.floor((width - GAP) / 2)
  const seen =
    width < BESIDE
      ? [...hers(width), row(''), ...theirs(width)]
      : beside(hers(half), theirs(half), half, context)
  return [
    about,
    row(''),
    ...seen,
    row(''),
    row(context.say(t`All bytes, as Mallory sees them`), 'bad'),
    ...hexDump(bytes, width, context),
    row(''),
    row(context.say(t`What is inside, decrypted`), 'good'),
    ...hexDump(opened.inside, width, context),
  ]
}

function sightRows(
  title: Sentence,
  style: Style,
  { summary, fields }: Dissection,
  width: number,
  context: RenderContext,
): Row[] {
  return [
    ...hanging('', context.say(title), width, style),
    ...hanging('', context.say(summary), width, 'bold'),
    ...fields.flatMap(({ kind, offset, length, value, depth }) => {
      const place = `${String(offset).padStart(5)} +${String(length).padEnd(5)} ${'  '.repeat(depth)}`
      return hanging(place, `${context.say(fieldKinds[kind].name)}: ${context.text(value)}`, width, 'plain')
    }),
  ]
}

function beside(left: readonly Row[], right: readonly Row[], width: number, context: RenderContext): Row[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, place) => [
    ...toWidth(left[place] ?? [], width, context.signs.cut),
    span(` ${context.signs.vertical} `, 'line'),
    ...(right[place] ?? []),
  ])
}

/** Sixteen bytes a row, or as many as there is room for. */
function hexDump(bytes: Buffer, width: number, context: RenderContext): Row[] {
  const each = width >= 76 ? 16 : width >= 42 ? 8 : 4
  return hexRows(bytes, each).map(({ offset, digits, text }) =>
    row(
      `${offset.toString(16).padStart(6, '0')}  ${digits.join(' ').padEnd(each * 3 - 1)}  ${context.text(text)}`,
    ),
  )
}
