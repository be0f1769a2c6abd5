/** The key that this user's bundles are signed with: made on first use, and kept where nobody else reads it. */

import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, posix, win32 } from 'node:path'
import { t } from '../../peers/language/sentence'
import { createFile, makeFolder } from '../../peers/system/atomic-file'
import { attempt } from '../history/history-file'
import { LabError, reasonOf } from '../language/lab-error'
import { printable } from '../text/printable'

/**
 * @param home the user's home folder.
 * @returns the file of the key: below `XDG_DATA_HOME` (XDG Base Directory Specification, which has relative paths ignored),
 * in Application Support on macOS, in `APPDATA` on Windows.
 */
export function keyFile(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  const place = ['secure-p2p', 'lab', 'signing-key.pem']
  if (platform === 'win32') return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), ...place)
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', ...place)
  const given = env.XDG_DATA_HOME ?? ''
  return posix.join(posix.isAbsolute(given) ? given : posix.join(home, '.local', 'share'), ...place)
}

/** @returns the user's key, made now where there is none. @throws LabError if it can't be kept, or others may read it. */
export async function signingKey(
  path = keyFile(process.platform, process.env, homedir()),
): Promise<{ readonly key: KeyObject; readonly path: string; readonly isNew: boolean }> {
  const isNew = !existsSync(path) && (await makeKey(path))
  const file = attempt(path, () => statSync(path), 'read')
  const shown = printable(path)
  // As with SSH keys. Windows has no such bits: there the folder is its user's.
  if (process.platform !== 'win32' && (file.mode & 0o077) !== 0)
    throw new LabError(
      t`Others may read the signing key ${shown}: whoever has read it can sign as you. If nobody has, say chmod 600 ${shown}; otherwise remove it, and a new one is made.`,
    )
  const pem = attempt(path, () => readFileSync(path, 'utf8'), 'read')
  const key = keyOf(pem)
  if (key?.asymmetricKeyType !== 'ed25519')
    throw new LabError(t`${shown} holds no Ed25519 key: put it aside, and a new one is made.`)
  return { key, path, isNew }
}

/** @returns false where another program made it just now. */
async function makeKey(path: string): Promise<boolean> {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })
  try {
    await makeFolder(dirname(path))
    return await createFile(path, Buffer.from(pem))
  } catch (error) {
    throw new LabError(t`The signing key ${printable(path)} cannot be made: ${reasonOf(error)}.`)
  }
}

function keyOf(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem)
  } catch {
    return null
  }
}
