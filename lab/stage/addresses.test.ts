import test from 'ava'
import type { EventOf } from '../history/selectors'
import { givenTo, publishedBy } from './addresses'

const stamp = { number: 1, act: 'one', phase: 'attack', at: 0, event: 'asked' } as const
const record = (counter: number, port = 25_000) => ({ name: 'bob', host: 'bob', port, counter })

function put(body: unknown, status = 200, node = 'bob'): EventOf<'asked'> {
  return { ...stamp, node, method: 'PUT', path: '/address', body: JSON.stringify(body), status }
}

function got(answer: string | undefined, status = 200): EventOf<'asked'> {
  const asked = { ...stamp, node: 'alice', method: 'GET', path: '/get_ip?name=bob', body: null, status }
  return answer === undefined ? asked : { ...asked, answer }
}

const [one, two] = [publishedBy(put(record(7)))!, publishedBy(put(record(9)))!]
const given = (told: unknown) => givenTo(got(JSON.stringify({ record: told })), [one, two])

test('which address is given is known by its place among those that were published', (t) => {
  t.like(given(record(9)), { of: 'bob', number: 2, isNewest: true, isTrue: true })
  t.like(given(record(7)), { number: 1, isNewest: false, isTrue: true })
  t.like(given(record(9, 24_999)), { number: 2, isNewest: true, isTrue: false })
})

test('of an address that nobody published here nothing is said, nor of what is none', (t) => {
  t.is(given(record(8)), null)
  for (const answer of [undefined, '', 'null', '{}', '[]', '{"record":null}', '{"record":{"name":7}}'])
    t.is(givenTo(got(answer), [one, two]), null, answer)
  t.is(givenTo(got(JSON.stringify({ record: record(9) }), 404), [one, two]), null)
  t.is(publishedBy(put(record(7), 401)), null)
  t.is(publishedBy(put(record(7), 200, 'alice')), null, 'another’s')
})
