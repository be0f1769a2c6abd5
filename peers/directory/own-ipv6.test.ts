import test from 'ava'
import { isGlobalIpv6, ownIpv6 } from './own-ipv6'

test('an address counts that is given to computers, and leads to none of IPv4 that is not public', (t) => {
  for (const address of ['2001:db8::7', '2a00:1450:4001::1', '3fff::1', '2002:c000:207::1'])
    t.true(isGlobalIpv6(address), address)
  const others = ['::', '::1', 'fd00::1', 'fc00::1', 'fe80::1', 'fec0::1', 'ff02::1', '4000::1', '1fff::1']
  const ofIpv4 = ['::ffff:192.0.2.7', '64:ff9b::c000:207', '2002:a00:1::1', '2002:7f00:1::1', '192.0.2.7']
  for (const address of [...others, ...ofIpv4]) t.false(isGlobalIpv6(address), address)
})

test('of this computer one is told that is so, or none', async (t) => {
  const own = await ownIpv6()
  t.true(own === null || isGlobalIpv6(own), String(own))
})
