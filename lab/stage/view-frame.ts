/** One frame, taken apart field by field, with all of its bytes. */

import { t } from '../language/sentence'
import { person } from '../text/format-names'
import { dissect } from '../wire/dissect'
import { hexRows } from '../wire/hex'
import type { Row } from './cells'
import type { CapturedFrame } from './dashboard-state'
import type { RenderContext } from './render-context'
import { hanging, row, span } from './rows'

export function frameTitle(frame: CapturedFrame, context: RenderContext): Row {
  const way = `${context.text(person(frame.from))} ${context.look.unicode ? '→' : '->'} ${context.text(person(frame.to))}`
  const { kind } = dissect(Buffer.from(frame.bytes, 'base64'))
  return [span(`${context.say(t`Frame ${frame.number}`)}: ${context.text(kind)}`, 'bold'), span(`  ${way}`)]
}

/** @returns all rows; whoever shows them scrolls. */
export function frameRows(frame: CapturedFrame, width: number, context: RenderContext): Row[] {
  const bytes = Buffer.from(frame.bytes, 'base64')
  const { summary, fields } = dissect(bytes)
  return [
    ...hanging('', context.say(summary), width, 'bold'),
    row(context.say(t`${bytes.length} bytes, ${(frame.at / 1000).toFixed(1)} s after the run began`)),
    row(''),
    ...fields.flatMap(({ name, offset, length, value, depth }) => {
      const place = `${String(offset).padStart(5)} +${String(length).padEnd(5)} ${'  '.repeat(depth)}`
      return hanging(place, `${context.say(name)}: ${context.text(value)}`, width, 'plain')
    }),
    row(''),
    ...hexDump(bytes, width, context),
  ]
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
