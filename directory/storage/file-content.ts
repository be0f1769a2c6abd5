import { readFileSync } from 'node:fs'

/** @returns the bytes of a file, or undefined if there is none. @throws whatever the file system throws. */
export function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
