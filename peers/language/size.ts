/** Sizes as people read them. */

import { decimal, type Sentence, t, type Value } from './sentence'

const UNITS: readonly ((amount: Value) => Sentence)[] = [
  (amount) => t`${amount} kB`,
  (amount) => t`${amount} MB`,
  (amount) => t`${amount} GB`,
  (amount) => t`${amount} TB`,
  (amount) => t`${amount} PB`,
]

/** @returns `312 bytes`, `1.2 MB`: decimal units, as disks and networks count. */
export function size(bytes: number): Sentence {
  if (bytes < 1000) return bytes === 1 ? t`1 byte` : t`${bytes} bytes`
  let value = bytes / 1000
  let unit = 0
  // 999.95 would be shown as 1000.0.
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  return UNITS[unit]!(value < 99.95 ? decimal(value, 1) : Math.round(value))
}
