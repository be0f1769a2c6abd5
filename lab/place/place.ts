/**
 * Where this lab is: in a checkout, where all is made when it is needed, or installed as `p2p-lab`, with what `npm run
 * build` has made ahead of it beside the program.
 */

import { homedir } from 'node:os'
import { join, posix, win32 } from 'node:path'

/** The name of the folder made ahead, which the build writes into the installed program; in a checkout there is none. */
declare const LAB_AHEAD: string | undefined

/** The folder with what was made ahead; null in a checkout. Nothing else decides. */
export const AHEAD = typeof LAB_AHEAD === 'undefined' ? null : join(__dirname, LAB_AHEAD)

/** The checkout. What is in there is not there for an installed lab. */
export const ROOT = join(__dirname, '..', '..')

/** What this lab writes is below it, and never where it is installed. */
export const OWN_FOLDER =
  AHEAD === null ? join(ROOT, '.lab') : stateFolder(process.platform, process.env, homedir())

/**
 * @param home the user's home folder.
 * @returns where an installed lab keeps its runs: below `XDG_STATE_HOME` (XDG Base Directory Specification, which has relative
 * paths ignored), in Application Support on macOS, in `LOCALAPPDATA` on Windows.
 */
export function stateFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  const place = ['secure-p2p', 'lab']
  if (platform === 'win32')
    return win32.join(env.LOCALAPPDATA || win32.join(home, 'AppData', 'Local'), ...place)
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', ...place)
  const given = env.XDG_STATE_HOME ?? ''
  return posix.join(posix.isAbsolute(given) ? given : posix.join(home, '.local', 'state'), ...place)
}
