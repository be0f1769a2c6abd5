/** Text in XML and SVG. */

/** @returns the text with no sign in it that means anything there. */
export function xmlText(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`)
}
