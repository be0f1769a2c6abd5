import test from 'ava'
import { flush, flushFolder } from './durable'

/** A file whose disk, or whose Node, answers so. */
const file = (code?: string) => ({
  sync: async () => {
    if (code) throw Object.assign(new Error(code), { code })
  },
})

test('a disk that fails is told, to a program that the permission model holds, too', async (t) => {
  for (const held of [false, true]) await t.throwsAsync(flush(file('EIO'), held), { code: 'EIO' })
})

test('what the permission model refuses to whom it holds is gone without; to nobody else', async (t) => {
  await t.notThrowsAsync(flush(file('ERR_ACCESS_DENIED'), true))
  await t.throwsAsync(flush(file('ERR_ACCESS_DENIED'), false), { code: 'ERR_ACCESS_DENIED' })
  // This test is held in nothing.
  await t.throwsAsync(flush(file('ERR_ACCESS_DENIED')), { code: 'ERR_ACCESS_DENIED' })
})

test('a folder is closed whether or not it reached the disk', async (t) => {
  for (const code of [undefined, 'EIO']) {
    let closed = 0
    const open = async () => ({ ...file(code), close: async () => void closed++ })
    const flushed = flushFolder('/', { open } as never)
    if (code) await t.throwsAsync(flushed, { code })
    else await flushed
    t.is(closed, 1)
  }
})
