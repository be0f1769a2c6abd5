/** Figures as people read them: sizes, rates, times left, fingerprints in groups. */

import { type Sentence, t } from '../language/sentence'

/** @returns `0:05`, `12:40`, `3:02:10`, or `-` where nobody can tell. */
export function timeLeft(bytes: number, rate: number): string {
  const seconds = Math.ceil(bytes / rate)
  if (!Number.isFinite(seconds) || seconds < 0 || seconds > 359_999) return '-'
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, index) => (index === 0 ? `${part}` : `${part}`.padStart(2, '0'))).join(':')
}

/** @returns `1 message`, `3 messages`. */
export function count(number: number, thing: 'message' | 'contact' | 'item'): Sentence {
  switch (thing) {
    case 'message':
      return number === 1 ? t`1 message` : t`${number} messages`
    case 'contact':
      return number === 1 ? t`1 contact` : t`${number} contacts`
    case 'item':
      return number === 1 ? t`1 item` : t`${number} items`
  }
}

/** @param hex a fingerprint. @returns the same in groups of four, a space between. */
export function grouped(hex: string): string {
  return hex.match(/.{1,4}/gu)?.join(' ') ?? ''
}

/** @param number twelve groups of five digits. @returns three rows of four groups. */
export function numberRows(number: string): string[] {
  return number.match(/(?:\d{5}\s*){1,4}/g)?.map((row) => row.trim()) ?? []
}
