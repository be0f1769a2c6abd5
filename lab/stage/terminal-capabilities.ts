/** What the terminal can show. */
export interface TerminalCapabilities {
  /** Whether lines may be drawn with box characters, and texts keep their accents. */
  readonly unicode: boolean
}

/** @returns whether texts keep their accents, and lines may be drawn with box characters. */
export function capabilitiesOf(env: NodeJS.ProcessEnv): TerminalCapabilities {
  // The order of POSIX (XBD 8.2).
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || ''
  // The fonts of the Linux console have 256 characters, and hardly a sign among them.
  return { unicode: /utf-?8/i.test(locale) && env.TERM !== 'linux' }
}
