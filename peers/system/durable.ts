/**
 * What is written reaches the disk, and a power cut does not take it away again. Node's permission model, since Node 24
 * (and the last of 22, for the calls that wait), refuses this to every program that it holds, with no flag to allow it; the
 * lab holds the programs of its processes runtime in it. A program so held does without: what it writes is as safe from
 * its own end, and no power cut is part of a run. Nobody else is held in it who did not ask Node for that.
 */
import * as fs from 'node:fs/promises'

/**
 * Returns when what was written to this file is on the disk.
 * @param held whether Node's permission model holds this program
 * @throws what the system says: the bytes may not be there
 */
export async function flush(file: { sync(): Promise<void> }, held = isHeld()): Promise<void> {
  try {
    await file.sync()
  } catch (error) {
    if (!(held && (error as NodeJS.ErrnoException).code === 'ERR_ACCESS_DENIED')) throw error
  }
}

/** A name in a folder is only safe from a power cut once the folder itself is on disk. @throws what the system says */
export async function flushFolder(folder: string, files: Pick<typeof fs, 'open'> = fs): Promise<void> {
  if (process.platform === 'win32') return // folders cannot be opened there
  const handle = await files.open(folder, 'r')
  try {
    await flush(handle)
  } finally {
    await handle.close()
  }
}

/** Whether Node's permission model holds this program. */
function isHeld(): boolean {
  return (process as { permission?: unknown }).permission !== undefined
}
