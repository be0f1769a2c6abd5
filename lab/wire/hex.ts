/** Bytes in hexadecimal, row by row, as values: whoever shows them decides how. */

export interface HexRow {
  /** Of the first byte of the row. */
  readonly offset: number
  /** Two digits for each byte. */
  readonly digits: readonly string[]
  /** The bytes as ASCII, a dot for what does not print. */
  readonly text: string
}

/** @param width bytes a row, such as 16, or 8 where there is little room. */
export function hexRows(bytes: Uint8Array, width = 16): HexRow[] {
  return Array.from({ length: Math.ceil(bytes.length / width) }, (_, row) => {
    const offset = row * width
    const part = bytes.subarray(offset, offset + width)
    return {
      offset,
      digits: Array.from(part, (byte) => byte.toString(16).padStart(2, '0')),
      text: Array.from(part, (byte) => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(
        '',
      ),
    }
  })
}
