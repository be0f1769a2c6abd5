/** Where a user's files are by default, as each platform has it. */

import { posix, win32 } from 'node:path'

/**
 * @param userFolder the user's home folder.
 * @returns the folder for identity and contacts: `XDG_DATA_HOME` (XDG Base Directory Specification, which says to
 * ignore a relative one), Application Support on macOS, `APPDATA` on Windows.
 */
export function defaultHome(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, userFolder: string): string {
  switch (platform) {
    case 'win32':
      return win32.join(env.APPDATA || win32.join(userFolder, 'AppData', 'Roaming'), 'secure-p2p', 'peer')
    case 'darwin':
      return posix.join(userFolder, 'Library', 'Application Support', 'secure-p2p', 'peer')
    default: {
      const given = env.XDG_DATA_HOME ?? ''
      const data = posix.isAbsolute(given) ? given : posix.join(userFolder, '.local', 'share')
      return posix.join(data, 'secure-p2p', 'peer')
    }
  }
}
