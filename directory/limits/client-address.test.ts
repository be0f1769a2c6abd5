import test from 'ava'
import fc from 'fast-check'
import { TrustedProxies } from './client-address'

const none = new TrustedProxies([])
const some = new TrustedProxies(['10.0.0.0/8', '192.0.2.7', '2001:db8:1::/48'])

test('without a trusted proxy the socket alone counts, whatever the header says', (t) => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (header) => {
      t.is(none.clientOf('198.51.100.1', header), '198.51.100.1')
      t.is(some.clientOf('198.51.100.1', header), '198.51.100.1')
    }),
  )
  t.is(none.clientOf('127.0.0.1', '203.0.113.1'), '127.0.0.1')
})

test('behind trusted proxies the last address that is none of them counts', (t) => {
  const cases = [
    ['10.1.2.3', undefined, '10.1.2.3'],
    ['10.1.2.3', '203.0.113.1', '203.0.113.1'],
    ['192.0.2.7', '203.0.113.1', '203.0.113.1'],
    ['192.0.2.8', '203.0.113.1', '192.0.2.8'],
    // What the client made up stands before what the proxy saw.
    ['10.1.2.3', '8.8.8.8, 203.0.113.1', '203.0.113.1'],
    ['10.1.2.3', '203.0.113.1, 10.9.9.9,192.0.2.7', '203.0.113.1'],
    ['10.1.2.3', '10.9.9.9', '10.9.9.9'],
    ['10.1.2.3', '127.0.0.1, 203.0.113.1', '203.0.113.1'],
    ['::ffff:10.1.2.3', '::ffff:203.0.113.1', '203.0.113.1'],
    ['2001:db8:1::5', '2001:db8:2::6', '2001:db8:2::6'],
    ['10.1.2.3', '203.0.113.1:5123', '203.0.113.1'],
    ['10.1.2.3', '[2001:db8:2::6]:443', '2001:db8:2::6'],
    ['10.1.2.3', '[2001:db8:2::6]', '2001:db8:2::6'],
  ] as const
  for (const [socket, header, client] of cases) t.is(some.clientOf(socket, header), client, header)
})

test('beyond what is no address nothing is believed', (t) => {
  for (const junk of ['', 'unknown', '1.2.3', '203.0.113.1 8.8.8.8', '<script>', '_hidden', '1.2.3.4:x']) {
    t.is(some.clientOf('10.1.2.3', junk), '10.1.2.3')
    t.is(some.clientOf('10.1.2.3', `203.0.113.1, ${junk}`), '10.1.2.3')
    t.is(some.clientOf('10.1.2.3', `${junk}, 203.0.113.1`), '203.0.113.1')
    t.is(some.clientOf('10.1.2.3', `203.0.113.1, ${junk}, 10.5.5.5`), '10.5.5.5')
  }
})

test('a proxy that is no address is named', (t) => {
  for (const wrong of [
    '',
    'proxy.example',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/x',
    '::/129',
    '10.0.0.1/-1',
    '10.0.0.0/8/9',
  ]) {
    const error = t.throws(() => new TrustedProxies([wrong]), { instanceOf: RangeError })
    t.true(error.message.includes(`"${wrong}"`))
  }
})

test('an IPv4 address stands without its IPv6 mapping, and no zone is told', (t) => {
  t.is(none.clientOf('::ffff:192.0.2.1', undefined), '192.0.2.1')
  t.is(none.clientOf('fe80::1%eth0', undefined), 'fe80::1')
  t.is(none.clientOf('::1', undefined), '::1')
})
