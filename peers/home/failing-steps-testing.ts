/** The steps of writing a file, of which one fails. */

import fs from 'node:fs/promises'
import type { Steps } from '../system/atomic-file'

/**
 * The real steps, of which number `index` fails. With `killed` every later one fails too, as nothing runs any
 * more in a program that was killed.
 */
export function failingAt(index: number, code: string, killed: boolean) {
  const taken: string[] = []
  const step = (name: string) => {
    const at = taken.push(name) - 1
    if (at === index || (killed && at > index)) throw Object.assign(new Error(code), { code })
  }
  const open: Steps['open'] = async (path, flags, mode) => {
    step('open')
    const handle = await fs.open(path, flags, mode)
    const writeFile = handle.writeFile.bind(handle)
    const sync = handle.sync.bind(handle)
    const close = handle.close.bind(handle)
    handle.writeFile = async (data: string | Uint8Array) => {
      // A disk that fills up takes a part of the bytes first.
      if (taken.length === index) await handle.write(Buffer.from(data as Uint8Array).subarray(0, 5))
      step('write')
      await writeFile(data)
    }
    handle.sync = async () => {
      step('sync')
      await sync()
    }
    handle.close = async () => {
      await close()
      step('close')
    }
    return handle
  }
  const steps = {
    mkdir: async (path: string, mode: number) => {
      step('mkdir')
      return fs.mkdir(path, mode)
    },
    open,
    link: async (from: string, to: string) => {
      step('link')
      await fs.link(from, to)
    },
    rename: async (from: string, to: string) => {
      step('rename')
      await fs.rename(from, to)
    },
    unlink: async (path: string) => {
      step('unlink')
      await fs.unlink(path)
    },
  }
  return { steps: steps as Steps, taken }
}
