import test from 'ava'
import fc from 'fast-check'
import { canary } from './canary'

const seed = Buffer.from('0123456789abcdef')

test('a message of about sixty characters, with 64 bits of secret', (t) => {
  fc.assert(
    fc.property(fc.string(), fc.uint8Array({ minLength: 16, maxLength: 32 }), (label, bytes) => {
      t.regex(
        canary(Buffer.from(bytes), label),
        /^Meet me at the [a-z ]+ at ([01]\d|2[0-3]):[0-5]\d\. The code is [0-9a-f]{16}\.$/,
      )
    }),
  )
  t.true([...Array(50).keys()].every((number) => canary(seed, `${number}`).length <= 72))
})

// The code is bytes 9 to 16 of HMAC-SHA-256 as `openssl dgst -hmac` gives it, too.
test('the same seed and label make the same canary: a run can be repeated', (t) => {
  t.is(canary(seed, 'mitm attack 1'), canary(Buffer.from('0123456789abcdef'), 'mitm attack 1'))
  t.is(
    canary(seed, 'prototype attack 2'),
    'Meet me at the ferry landing at 06:37. The code is 3fc566c72c4a8398.',
  )
})

test('every label and every seed makes another one, in each half of the code', (t) => {
  const codes = new Set<string>()
  for (let number = 0; number < 200; number += 1) {
    codes.add(canary(seed, `act attack ${number}`).slice(-17, -9))
    codes.add(canary(Buffer.from(`another seed ${number}`), 'act attack 0').slice(-9, -1))
  }
  t.is(codes.size, 400)
})

test('a prototype message can carry it: at most 190 bytes', (t) => {
  t.true(Buffer.byteLength(canary(seed, 'x')) + Buffer.byteLength(' Bring the money.') <= 190)
})
