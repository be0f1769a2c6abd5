/** The key under which the directory keeps its data: from a file, from the environment, or made once. */

import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { createFile, makeFolder } from '../../peers/system/atomic-file'
import { inWords, StartFailure } from '../refusal'
import { contentOf } from './file-content'
import { KEY_BYTES } from './sealed'

interface Sources {
  /** The value of `--key`. */
  readonly file: string | undefined
  /** The value of DIRECTORY_KEY. */
  readonly variable: string | undefined
  /** Where a key is kept that the directory made itself. */
  readonly own: string
  /** Whether one may be made: false where there is data already, which a new key would not open. */
  readonly mayMake: boolean
  /** Is told in a sentence where a new key is, or that others may read it. */
  readonly report: (sentence: string) => void
}

/**
 * @returns the key, 32 bytes: that of the file, else that of the environment, else the directory's own.
 * @throws StartFailure if there is none, or if it is no key.
 */
export async function findKey({ file, variable, own, mayMake, report }: Sources): Promise<Buffer> {
  if (file !== undefined)
    return readKey(resolve(file), report) ?? missing(`There is no key file ${resolve(file)}`)
  if (variable) return parseKey(variable) ?? noKey('The environment variable DIRECTORY_KEY')
  const kept = readKey(own, report)
  if (kept !== undefined) return kept
  if (!mayMake) return missing(`The data is sealed, and its key is not in ${own}`)
  try {
    await makeFolder(dirname(own))
    const key = randomBytes(KEY_BYTES)
    if (await createFile(own, Buffer.from(`${key.toString('hex')}\n`))) {
      report(`A key was made for the data: keep a copy of ${own}, for without it no backup can be read.`)
      return key
    }
  } catch (error) {
    throw new StartFailure(`No key could be made at ${own} (${inWords(error)}): give one with --key.`)
  }
  // Another directory that started at the same moment was quicker.
  return readKey(own, report) ?? missing(`The key ${own} has just gone`)
}

function readKey(path: string, report: Sources['report']): Buffer | undefined {
  let content: Buffer | undefined
  try {
    content = contentOf(path)
    if (content === undefined) return undefined
    if (process.platform !== 'win32' && statSync(path).mode & 0o077) {
      report(`Others than its owner may read the key file ${path}: chmod 600 it.`)
    }
  } catch (error) {
    throw new StartFailure(`The key file ${path} cannot be read (${inWords(error)}).`)
  }
  return parseKey(content.toString('latin1')) ?? noKey(`The key file ${path}`)
}

/** @param text 32 bytes in hexadecimal or base64; white space around it does not matter. */
function parseKey(text: string): Buffer | undefined {
  const value = text.trim()
  if (/^[0-9a-f]{64}$/i.test(value)) return Buffer.from(value, 'hex')
  if (/^[A-Za-z0-9+/]{43}=?$/.test(value)) return Buffer.from(value, 'base64')
  return undefined
}

function noKey(where: string): never {
  throw new StartFailure(
    `${where} holds no key: it takes 32 random bytes, as 64 hexadecimal digits or in base64 (openssl rand -hex 32).`,
  )
}

function missing(sentence: string): never {
  throw new StartFailure(`${sentence}: give its place with --key, or the key itself in DIRECTORY_KEY.`)
}
