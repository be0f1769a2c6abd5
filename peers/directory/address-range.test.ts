import test from 'ava'
import * as fc from 'fast-check'
import { rangeOf } from './address-range'

/** Ways to write an IPv4 address that leads to the same place. */
const spellings: Readonly<Record<string, (bytes: readonly number[]) => string>> = {
  plain: (bytes) => bytes.join('.'),
  mapped: (bytes) => `::ffff:${bytes.join('.')}`,
  'mapped, in upper case': (bytes) => `::FFFF:${bytes.join('.')}`,
  'mapped, in hexadecimal': (bytes) => `::ffff:${groups(bytes)}`,
  'mapped, whole': (bytes) => `0000:0000:0:0:0:ffff:${groups(bytes)}`,
  'mapped, in two parts': (bytes) => `0::ffff:${groups(bytes)}`,
  'by NAT64': (bytes) => `64:ff9b::${bytes.join('.')}`,
  'by NAT64, whole': (bytes) => `0064:ff9b:0:0:0:0:${groups(bytes)}`,
  'by 6to4': (bytes) => `2002:${groups(bytes)}::1`,
}

function groups([a = 0, b = 0, c = 0, d = 0]: readonly number[]): string {
  return [a * 256 + b, c * 256 + d].map((group) => group.toString(16)).join(':')
}

const byte = fc.integer({ min: 0, max: 255 })
const of = (...first: readonly fc.Arbitrary<number>[]) =>
  fc.tuple(...[...first, byte, byte, byte, byte].slice(0, 4))
const is = (value: number) => fc.constant(value)
const spelling = fc.constantFrom(...Object.keys(spellings))

const inside = {
  loopback: of(is(127)),
  nobody: fc.oneof(of(is(0)), of(fc.integer({ min: 224, max: 255 })), of(is(192), is(0), is(0))),
  'link-local': of(is(169), is(254)),
  '10.0.0.0/8': of(is(10)),
  '172.16.0.0/12': of(is(172), fc.integer({ min: 16, max: 31 })),
  '192.168.0.0/16': of(is(192), is(168)),
  '100.64.0.0/10': of(is(100), fc.integer({ min: 64, max: 127 })),
  '198.18.0.0/15': of(is(198), fc.constantFrom(18, 19)),
}

for (const [range, address] of Object.entries(inside))
  test(`an address of ${range} is one in every spelling`, (t) => {
    fc.assert(
      fc.property(address, spelling, (bytes, how) => rangeOf(spellings[how]!(bytes)) === range),
      { numRuns: 500 },
    )
    t.pass()
  })

test('a public address is of no range, in whatever spelling', (t) => {
  const special = [0, 10, 100, 127, 169, 172, 192, 198]
  const first = fc.integer({ min: 1, max: 223 }).filter((value) => !special.includes(value))
  fc.assert(
    fc.property(of(first), spelling, (bytes, how) => rangeOf(spellings[how]!(bytes)) === null),
    { numRuns: 500 },
  )
  for (const [bytes, why] of [
    [[172, 15, 0, 1], 'before 172.16'],
    [[172, 32, 0, 1], 'behind it'],
    [[100, 63, 0, 1], 'before 100.64'],
    [[192, 167, 0, 1], 'beside 192.168'],
    [[169, 253, 0, 1], 'beside 169.254'],
  ] as const)
    t.is(rangeOf(bytes.join('.')), null, why)
})

test('IPv6 has ranges of its own; a zone changes nothing, and what is no address is nowhere', (t) => {
  const expected = {
    '::1': 'loopback',
    '0:0:0:0:0:0:0:1': 'loopback',
    '::': 'nobody',
    '::7f00:1': 'nobody',
    'ff02::1': 'nobody',
    'fe80::1': 'IPv6 link-local',
    'FEBF::1%eth0': 'IPv6 link-local',
    'fd12:3456::1': 'fc00::/7',
    'fec0::1': 'fec0::/10',
    '2001:db8::1': null,
    '2606:4700::1111': null,
    localhost: 'nobody',
    '127.1': 'nobody',
    '': 'nobody',
  }
  for (const [address, range] of Object.entries(expected)) t.is(rangeOf(address), range as never, address)
})
