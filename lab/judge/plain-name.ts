/**
 * What a received file may be called: a name that is one on every system, and looks like what it is (CWE-22, CWE-451). The
 * lab's own list, for that of the messenger is what is judged.
 */

import { actingCharacter } from './acting-characters'

/** Separators, and what some system forbids or takes for something else. */
const FORBIDDEN = /[/\\<>:"|?*]/
/** Hidden, or not there any more where a system drops it. */
const EDGES = /^[. ]|[. ]$/
/** Windows, "Naming Files, Paths, and Namespaces": with whatever ending. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[1-9¹²³]) *(\.|$)/i

export function isPlainName(name: string): boolean {
  const isWrong = FORBIDDEN.test(name) || EDGES.test(name) || DEVICE.test(name) || name === ''
  return !isWrong && actingCharacter(name) === null
}
