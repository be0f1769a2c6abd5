/** Where the messenger calls, against where PROTOCOL.md section 9.2 says: both agree, and each careless change shows. */

import test from 'ava'
import type { MayDial, Vicinity } from '../../peers/directory/near-address'
import { nearRule, splitEnd } from './near-address'
import { type Change, changedModule } from './planted-testing'

const SOURCE = "export { mayDial } from './peers/directory/near-address'"

const addresses = [
  ...[
    '192.0.2.7',
    '9.9.9.9',
    '2001:db8::1',
    '0.0.0.0',
    '0.1.2.3',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    'ff02::1',
  ],
  ...['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '169.254.1.1', 'fe80::1'],
  ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '172.32.0.1', '192.168.1.1', '100.64.0.1', '100.128.0.1'],
  ...['198.18.0.1', '198.20.0.1', 'fc00::1', 'fd00::1', 'fec0::1'],
]
const places = ['192.0.2.1', '127.0.0.1', '10.9.9.9', '192.168.9.9', 'fd00::9']

const vicinities: readonly Vicinity[] = places.flatMap((own) =>
  places.flatMap((directoryAt) =>
    [null, '127.0.0.1', '192.0.2.1'].flatMap((listeningAt) =>
      (['friend', 'directory'] as const).map((namedBy) => ({
        namedBy,
        directoryAt,
        own: [own],
        listeningAt,
      })),
    ),
  ),
)

/** @returns the rules by which a program calls where it may not, or does not where it may. */
async function differing(change: Change | null): Promise<Set<string>> {
  const { mayDial } = await changedModule<{ mayDial: MayDial }>(SOURCE, change)
  const rules = new Set<string>()
  for (const address of addresses)
    for (const vicinity of vicinities) {
      const { namedBy, directoryAt, own, listeningAt } = vicinity
      const nearness = { isSigned: namedBy === 'friend', own: own[0]!, listensAt: listeningAt, directoryAt }
      const rule = nearRule(address, nearness)
      if (mayDial(address, vicinity) !== (rule === null)) rules.add(rule ?? '9.2-10')
    }
  return rules
}

test('the messenger calls where the specification says, and nowhere else', async (t) => {
  t.deepEqual(await differing(null), new Set())
})

const faults: readonly (readonly [what: string, rule: string, ...Change])[] = [
  ['0.0.0.0 is public', '9.2-5', 'address-range.ts', "'0.0.0.0/8', ", ''],
  [
    '0.0.0.0 is loopback',
    '9.2-5',
    'address-range.ts',
    "loopback: ['127.0.0.0/8'",
    "loopback: ['127.0.0.0/8', '0.0.0.0/8'",
  ],
  [
    'loopback for whoever signs it',
    '9.2-6',
    'near-address.ts',
    'isFriends && listeningAt !== null && rangeOf(listeningAt) === range',
    'isFriends',
  ],
  [
    'a neighbour of another network',
    '9.2-7',
    'near-address.ts',
    'some((one) => rangeOf(one) === range)',
    'some(() => true)',
  ],
  [
    'where the directory is does not count',
    '9.2-7',
    'near-address.ts',
    'return isFriends || directory === range',
    'return true',
  ],
  [
    'one range for all private networks',
    '9.2-7',
    'address-range.ts',
    "'10.0.0.0/8': ['10.0.0.0/8']",
    "'10.0.0.0/8': ['10.0.0.0/8', '192.168.0.0/16']",
  ],
  [
    'half of a range',
    '9.2-7',
    'address-range.ts',
    "'172.16.0.0/12': ['172.16.0.0/12']",
    "'172.16.0.0/12': ['172.16.0.0/13']",
  ],
  [
    'what is public is refused',
    '9.2-10',
    'near-address.ts',
    'if (range === null) return true',
    'if (range === null) return false',
  ],
]

for (const [what, rule, file, from, to] of faults)
  test(what, async (t) => {
    const rules = await differing([`peers/directory/${file}`, from, to])
    t.true(rules.has(rule), [...rules].join(' '))
  })

test('where something is not known nothing is held against it', (t) => {
  const unknown = { isSigned: false, own: '10.0.0.1', listensAt: null, directoryAt: null }
  t.is(nearRule('10.0.0.9', unknown), null)
  t.is(nearRule('10.0.0.9', { ...unknown, own: null }), null)
  t.is(nearRule('a-name', unknown), null)
  t.is(nearRule('127.0.0.1', unknown), '9.2-6')
})

test('an end is an address and a port', (t) => {
  t.deepEqual(splitEnd('127.0.0.1:80'), { address: '127.0.0.1', port: 80 })
  t.deepEqual(splitEnd('[::1]:80'), { address: '[::1]', port: 80 })
})
