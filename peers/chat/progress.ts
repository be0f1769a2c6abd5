/** How far the running transfers are, on one line. */

import type { TransferView } from '../files/transfer-view'
import { english, type Say, t } from '../language/sentence'
import { size } from '../language/size'
import { printable } from '../text/printable'
import { widthOf } from '../text/text-width'
import { timeLeft } from './figures'

export interface RunningTransfer {
  readonly transfer: TransferView
  /** Bytes a second. */
  readonly rate: number
}

const BAR = 20

/**
 * @param columns of the screen.
 * @returns null if nothing runs; with one transfer a bar, with several as many as fit, and how many there are more.
 */
export function progressLine(
  running: readonly RunningTransfer[],
  columns: number,
  say: Say = english,
): string | null {
  const [first] = running
  if (!first) return null
  if (running.length === 1) return cut(alone(first, say), columns)
  const parts = running.map(({ transfer, rate }) => {
    const left = timeLeft(transfer.size - transfer.done, rate)
    return say(t`${transfer.label} ${percent(transfer)}% ${size(rate)}/s ${left}`)
  })
  let line = ''
  for (const [index, part] of parts.entries()) {
    const more = parts.length - index
    const next = index === 0 ? part : `${line} | ${part}`
    const left = say(t`${more} more`)
    if (index > 0 && widthOf(`${next} | ${left}`) > columns - 1) return cut(`${line} | ${left}`, columns)
    line = next
  }
  return cut(line, columns)
}

function alone({ transfer, rate }: RunningTransfer, say: Say): string {
  const full = Math.floor((BAR * percent(transfer)) / 100)
  const bar = '#'.repeat(full) + '-'.repeat(BAR - full)
  const left = timeLeft(transfer.size - transfer.done, rate)
  const figures = t`${size(transfer.done)} of ${size(transfer.size)}, ${size(rate)}/s, ${left} left`
  return say(t`${transfer.label} [${bar}] ${percent(transfer)}% ${figures}  ${printable(transfer.name, 40)}`)
}

/** @returns 0 to 100, and 100 only when it is whole. */
function percent({ done, size }: TransferView): number {
  return size === 0 ? 100 : Math.max(0, Math.min(100, Math.floor((100 * done) / size)))
}

/** The line is redrawn in place: it must not reach the edge. */
function cut(line: string, columns: number): string {
  let shown = ''
  let width = 0
  for (const character of line) {
    width += widthOf(character)
    if (width > columns - 1) break
    shown += character
  }
  return shown
}
