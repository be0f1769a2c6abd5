import test from 'ava'
import fc from 'fast-check'
import { runsOf } from '../../lab/suite/extent-testing'
import { unicodeText } from '../../lab/suite/unicode-text-testing'
import { answers } from '../../peers/protocol/directory-api'
import {
  address,
  enter,
  newIdentity,
  password,
  registration,
  send,
  startDirectory,
} from '../directory-testing'

const own = newIdentity()

/** JSON that is nearly right: the fields of some request, any of them replaced, dropped, doubled or added. */
function nearly(good: Record<string, unknown>) {
  const junk = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(-1, 0.5, 1e308, 2 ** 53, '', 'x'.repeat(300), '\u0000'),
  )
  const changes = fc.dictionary(
    fc.oneof(fc.constantFrom(...Object.keys(good), '__proto__'), fc.string()),
    junk,
  )
  return fc.tuple(changes, fc.subarray(Object.keys(good))).map(([changed, dropped]) => {
    const body: Record<string, unknown> = { ...good, ...changed }
    for (const key of dropped) delete body[key]
    return body
  })
}

test('whatever is sent to any route, it is refused or carried out, never a fault', async (t) => {
  const { base, faults, stop } = await startDirectory()
  t.teardown(stop)
  const token = await enter(base, 'ann', own)
  const requests = [
    ['POST', '/register', { ...registration('bob', own) }],
    ['POST', '/login', { name: 'ann', password }],
    ['PUT', '/address', { ...address(own, { name: 'ann' }) }],
    ['POST', '/add_friend', { name: 'bob' }],
  ] as const
  // Through a Buffer, which leaves no lone surrogates: encodeURI throws on those.
  const text = fc.oneof(unicodeText(), fc.webQueryParameters()).map((text) => Buffer.from(text).toString())
  const request = fc.oneof(
    ...requests.map(([method, path, good]) =>
      fc
        .oneof(
          nearly(good).map((body) => JSON.stringify(body)),
          fc.json(),
          unicodeText(),
        )
        .map((body) => ({ method, path, body })),
    ),
    text.map((text) => ({ method: 'GET', path: `/get_ip?name=${encodeURI(text)}` })),
    text.map((text) => ({ method: 'GET', path: `/get_ip?${encodeURI(text)}` })),
    text.map((text) => ({ method: 'DELETE', path: `/friends/${encodeURIComponent(text)}` })),
    fc.stringMatching(/^[%0-9A-Fa-f]{1,8}$/).map((text) => ({ method: 'DELETE', path: `/friends/${text}` })),
    fc.webPath().map((path) => ({ method: 'GET', path: `/${path}` })),
  )
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, ...rest }) => {
      const answer = await send(base, method, path, { token, ...rest })
      if (answer.status >= 400) {
        const { message } = answers.error.parse(answer.body).error
        if (/^\s+at |node_modules|\.ts:/m.test(message)) throw new Error(`this is a stack trace: ${message}`)
      }
      if (answer.status >= 500) throw new Error(`${method} ${path} answered ${answer.status}`)
    }),
    { numRuns: runsOf(600) },
  )
  t.deepEqual(faults, [])
  t.is((await send(base, 'GET', '/healthz')).status, 200)
})
