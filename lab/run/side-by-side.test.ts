import test from 'ava'
import fc from 'fast-check'
import { gate } from './side-by-side'

test('no more than there is room for, all of them, in their order', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 20 }),
      async (width, turns) => {
        const through = gate(width)
        const begun: number[] = []
        let [now, most] = [0, 0]
        await Promise.all(
          turns.map((count, at) =>
            through(async () => {
              begun.push(at)
              now += 1
              most = Math.max(most, now)
              for (let turn = 0; turn < count; turn += 1) await Promise.resolve()
              now -= 1
            }),
          ),
        )
        t.deepEqual(
          begun,
          turns.map((_, at) => at),
        )
        t.is(most, Math.min(width, turns.length))
      },
    ),
  )
})

test('work that fails gives its place back, and its error to whoever asked for it', async (t) => {
  const through = gate(1)
  const failing = through(() => Promise.reject(new Error('no')))
  const following = through(async () => 'done')
  await t.throwsAsync(failing, { message: 'no' })
  t.is(await following, 'done')
})
