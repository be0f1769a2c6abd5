import test from 'ava'
import fc from 'fast-check'
import { unicodeText } from '../../lab/suite/unicode-text-testing'
import { nearest } from './nearest'

test('one letter dropped, added, changed or two of them swapped', (t) => {
  const known = ['honest', 'eavesdrop', 'mitm', 'all']
  for (const typed of ['mitn', 'mit', 'mitmm', 'MITM', 'mtim', 'xmitm']) {
    t.is(nearest(typed, known), 'mitm', typed)
  }
  t.is(nearest('evesdrop', known), 'eavesdrop')
  t.is(nearest('eavesdorp', known), 'eavesdrop')
})

test('what is far from everything is nobody’s misspelling', (t) => {
  t.is(nearest('replay', ['honest', 'eavesdrop', 'mitm']), undefined)
  t.is(nearest('', ['a']), undefined)
  t.is(nearest('x', []), undefined)
})

test('the nearest of several wins', (t) => {
  t.is(nearest('containr', ['containers', 'container', 'conta']), 'container')
  t.is(nearest('abcdef', ['abcdxx', 'abcdex']), 'abcdex')
})

test('a known word is nearest to itself, and nothing typed throws', (t) => {
  const known = ['auto', 'processes', 'containers']
  for (const word of known) t.is(nearest(word, known), word)
  fc.assert(
    fc.property(unicodeText(), (typed) => {
      const found = nearest(typed, known)
      t.true(found === undefined || known.includes(found))
    }),
  )
})
