import test from 'ava'
import { summary } from './event-reference'

test('of many events all are counted, and the first eight are named', (t) => {
  const evidence = Array.from({ length: 9 }, (_, place) => ({ number: place + 1, node: 'mallory' }))
  t.deepEqual(summary('secrecy', evidence), { claim: 'secrecy', count: 9, events: evidence.slice(0, 8) })
})
