/** QR codes (ISO/IEC 18004) for a terminal: what another phone or screen can scan. */

import { encode, renderUnicodeCompact } from 'uqr'

/** Modules of light around the code. The standard asks for four; readers take two, and 24 rows hold more then. */
const BORDER = 2

export interface QrStyle {
  /** Whether the terminal shows block characters; else two `#` are one light module. */
  readonly unicode: boolean
  /** Whether colours may be used: then it is light on dark on every terminal, else on dark ones only. */
  readonly colour: boolean
}

/**
 * @param content digits only make a smaller code.
 * @returns rows, all equally wide.
 * @throws RangeError where it is too long for a QR code (about 2900 bytes).
 */
export function qrRows(content: string, { unicode, colour }: QrStyle): string[] {
  const options = { ecc: 'L', border: BORDER } as const
  const rows = unicode
    ? renderUnicodeCompact(content, options).split('\n')
    : encode(content, options).data.map((row) => row.map((dark) => (dark ? '  ' : '##')).join(''))
  return colour ? rows.map((row) => `\u001b[97;40m${row}\u001b[0m`) : rows
}

/** @returns how many columns `qrRows` takes for it. */
export function qrColumns(content: string, { unicode }: QrStyle): number {
  const { size } = encode(content, { ecc: 'L', border: BORDER })
  return unicode ? size : size * 2
}
