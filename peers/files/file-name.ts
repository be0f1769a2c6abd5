/**
 * The name under which a received file appears: what its sender calls it, made into a plain name that is safe on
 * any system. A sender's name is text of a stranger and may try to leave the folder, to hide the file, to look
 * like another type of file, or to name a device (CWE-22, CWE-451).
 */

import { MAX_FILE_NAME_BYTES } from '../protocol/application'
import { isJoined } from '../text/joined'

/** Device names of Windows, with whatever extension (Microsoft, "Naming Files, Paths, and Namespaces"). */
const device = /^(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])$/i

/** Longest ending, in bytes, that is kept when a name is cut. */
const MAX_EXTENSION_BYTES = 32

/**
 * @param name any text.
 * @returns a name of 1 to 255 bytes in NFC: no separators or other characters that some system forbids, nothing
 * that does not print, no leading dot, no dot or space at the end, no device. A name that is safe stays as it is.
 */
export function safeFileName(name: string): string {
  // NFC first, so that what is looked at is what will be on disk.
  const parts = name.normalize('NFC').split(/[/\\]/)
  const base = parts.findLast((part) => trim(visible(part)) !== '') ?? ''
  const trimmed = trim(visible(base))
  const [stem = ''] = trimmed.split('.')
  const harmless = device.test(stem.trim()) ? `_${trimmed}` : trimmed
  return withMark(harmless, '') || 'file'
}

/**
 * @param name as {@link safeFileName} gives it.
 * @param number from 2 on.
 * @returns another such name, for where the first is taken: `report (2).pdf`.
 */
export function numberedFileName(name: string, number: number): string {
  return withMark(name, ` (${number})`)
}

/** @returns the name cut to what an offer may carry, its ending kept, lone surrogates replaced. */
export function offeredFileName(name: string): string {
  return withMark(Buffer.from(name, 'utf8').toString('utf8'), '')
}

/** Controls, format characters (bidirectional overrides), line ends, unassigned, what has no width or looks blank. */
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** Marks on one letter beyond what any living script needs: they would climb over other rows of a list. */
const piled = /(\p{M}{4})\p{M}+/gu

function visible(name: string): string {
  return name
    .replace(unseen, (character, at: number) => (isJoined(name, at) ? character : '_'))
    .replace(piled, '$1')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\p{Zs}/gu, ' ')
}

function trim(name: string): string {
  return name.replace(/^[. ]+|[. ]+$/g, '')
}

/** Puts `mark` before the ending, and cuts what comes before it so that all fits. */
function withMark(name: string, mark: string): string {
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 ? name.slice(dot) : ''
  const extension = Buffer.byteLength(ending) <= MAX_EXTENSION_BYTES ? ending : ''
  const stem = name.slice(0, name.length - extension.length)
  const room = MAX_FILE_NAME_BYTES - Buffer.byteLength(mark + extension)
  if (Buffer.byteLength(stem) <= room) return `${stem}${mark}${extension}`
  // A cut may leave a space or a dot at the end, where Windows would drop it, or half of what held two letters together.
  return `${cut(stem, room).replace(/(?:[. ]|\p{Default_Ignorable_Code_Point})+$/u, '')}${mark}${extension}`
}

/** @returns the longest beginning that has at most `room` bytes, without cutting a character in two. */
function cut(text: string, room: number): string {
  let bytes = 0
  let kept = ''
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > room) break
    kept += character
  }
  return kept
}
