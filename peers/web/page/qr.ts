/** A QR code (ISO/IEC 18004), which another telephone or screen can scan. */

import { encode } from 'uqr'
import { squares } from './dom'

/** Modules of light around it: the standard asks for four. */
const BORDER = 4

export function qrCode(content: string, label: string): SVGSVGElement {
  return squares(encode(content, { ecc: 'L', border: BORDER }).data, label)
}
