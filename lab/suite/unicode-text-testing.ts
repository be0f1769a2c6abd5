/** For tests: text of any characters whatever. */

import fc, { type StringSharedConstraints } from 'fast-check'

/** Halves of pairs in UTF-16, which are no characters. */
const FIRST_SURROGATE = 0xd800
const SURROGATES = 0x800

const character = fc.integer({ min: 0, max: 0x10ffff - SURROGATES }).map(
  (place) => String.fromCodePoint(place < FIRST_SURROGATE ? place : place + SURROGATES),
  (text) => {
    const code = typeof text === 'string' ? (text.codePointAt(0) ?? -1) : -1
    const isSurrogate = code >= FIRST_SURROGATE && code < FIRST_SURROGATE + SURROGATES
    if (code < 0 || isSurrogate || text !== String.fromCodePoint(code)) throw new Error('no character')
    return code < FIRST_SURROGATE ? code : code - SURROGATES
  },
)

/** As `fc.string({ unit: 'binary' })`, for which each process makes a table of a million characters first. */
export function unicodeText(constraints: StringSharedConstraints = {}): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: character })
}
