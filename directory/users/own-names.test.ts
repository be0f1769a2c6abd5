import test from 'ava'
import { ownNames } from './own-names'

const interfaces = {
  lo: [{ address: '127.0.0.1' }, { address: '::1' }],
  eth0: [{ address: '192.0.2.1' }, { address: 'fe80::1%eth0' }],
} as unknown as Parameters<typeof ownNames>[1]

test('one address is known by itself and as localhost', (t) => {
  t.deepEqual(ownNames({ address: '127.0.0.1', port: 8440 }, interfaces, []), [
    'http://127.0.0.1:8440',
    'http://localhost:8440',
  ])
  t.deepEqual(ownNames({ address: '2001:db8::1', port: 80 }, interfaces, []), [
    'http://[2001:db8::1]:80',
    'http://localhost:80',
  ])
})

test('where all addresses are listened on, each is known', (t) => {
  for (const address of ['0.0.0.0', '::']) {
    t.deepEqual(ownNames({ address, port: 1 }, interfaces, []), [
      'http://127.0.0.1:1',
      'http://[::1]:1',
      'http://192.0.2.1:1',
      'http://[fe80::1]:1',
      'http://localhost:1',
    ])
  }
})

test('names that the operator gives count with their port, or with the one listened on', (t) => {
  const names = ['Directory.Example', 'other.example:80', '[2001:DB8::7]', '[2001:db8::7]:9']
  t.deepEqual(ownNames({ address: '127.0.0.1', port: 8440 }, {}, names).slice(2), [
    'http://directory.example:8440',
    'http://other.example:80',
    'http://[2001:db8::7]:8440',
    'http://[2001:db8::7]:9',
  ])
})
