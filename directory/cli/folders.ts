/** Where each platform keeps a user's data and settings: a folder of ours in there. */

import { posix, win32 } from 'node:path'

const OURS = 'secure-p2p'

/** @returns the data folder (XDG Base Directory on Linux). */
export function defaultDataFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  if (platform === 'win32') {
    return win32.join(env.APPDATA ?? win32.join(home, 'AppData', 'Roaming'), OURS, 'directory')
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', OURS, 'directory')
  return posix.join(xdg(env.XDG_DATA_HOME) ?? posix.join(home, '.local', 'share'), OURS, 'directory')
}

/** @returns the file of the key that the directory makes itself: not beside the data that it opens. */
export function defaultKeyFile(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  const name = 'directory.key'
  if (platform === 'win32') {
    return win32.join(env.LOCALAPPDATA ?? win32.join(home, 'AppData', 'Local'), OURS, name)
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Preferences', OURS, name)
  return posix.join(xdg(env.XDG_CONFIG_HOME) ?? posix.join(home, '.config'), OURS, name)
}

/** The specification has relative paths ignored. */
function xdg(value: string | undefined): string | undefined {
  return value && posix.isAbsolute(value) ? value : undefined
}
