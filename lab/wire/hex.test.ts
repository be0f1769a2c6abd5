import test from 'ava'
import fc from 'fast-check'
import { hexRows } from './hex'

test('bytes stand in rows with their offset, in hexadecimal and as ASCII', (t) => {
  t.deepEqual(hexRows(Buffer.from('GET /\r\n\u001b[0m\x7f~'), 8), [
    { offset: 0, digits: ['47', '45', '54', '20', '2f', '0d', '0a', '1b'], text: 'GET /...' },
    { offset: 8, digits: ['5b', '30', '6d', '7f', '7e'], text: '[0m.~' },
  ])
  t.deepEqual(hexRows(new Uint8Array()), [])
})

test('every byte is there once, whatever the width', (t) => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.constantFrom(8, 16), (bytes, width) => {
      const digits = hexRows(bytes, width).flatMap((row) => row.digits)
      return digits.join('') === Buffer.from(bytes).toString('hex')
    }),
  )
  t.pass()
})
