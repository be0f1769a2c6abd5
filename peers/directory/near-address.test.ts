import test from 'ava'
import { mayDial, ownAddresses, type Vicinity } from './near-address'

const abroad = '203.0.113.66'
const usual: Vicinity = {
  namedBy: 'friend',
  directoryAt: abroad,
  own: ['127.0.0.1', '192.168.1.5', 'fe80::5', '203.0.113.7'],
  listeningAt: '0.0.0.0',
}
const byFriend = (address: string, more: Partial<Vicinity> = {}) => mayDial(address, { ...usual, ...more })
const byDirectory = (address: string, more: Partial<Vicinity> = {}) =>
  mayDial(address, { ...usual, namedBy: 'directory', ...more })

test('a public address may be dialled, whoever named it, and where nobody can be nobody is called', (t) => {
  t.true(byFriend('198.51.100.3'))
  t.true(byDirectory('198.51.100.3'))
  for (const address of ['0.0.0.0', '::', '::ffff:0.0.0.0', '255.255.255.255', '224.0.0.1'])
    t.false(byFriend(address, { directoryAt: '127.0.0.1', own: [address] }), address)
})

test('two programs on one machine: loopback, if the directory is there, or if both take calls there', (t) => {
  for (const address of ['127.0.0.1', '127.0.0.53', '::1', '::ffff:127.0.0.1']) {
    t.true(byDirectory(address, { directoryAt: '::ffff:127.0.0.1' }))
    t.true(byFriend(address, { directoryAt: '::1' }))
    t.true(byFriend(address, { listeningAt: '127.0.0.1' }))
    t.false(byFriend(address), 'who listens everywhere')
    t.false(byFriend(address, { listeningAt: null }))
    t.false(byDirectory(address, { listeningAt: '127.0.0.1' }), 'a directory elsewhere')
    t.false(byDirectory(address, { directoryAt: '192.168.1.1' }), 'a directory in the house')
  }
})

test('two people in one house: a private address, if this computer is there, by the word of whoever is there', (t) => {
  t.true(byFriend('192.168.1.9'))
  t.true(byDirectory('192.168.1.9', { directoryAt: '192.168.1.1' }))
  t.true(byDirectory('192.168.1.9', { directoryAt: '127.0.0.1' }), 'the directory is on this computer')
  t.false(byDirectory('192.168.1.9'), 'a directory abroad')
  t.false(byDirectory('192.168.1.9', { directoryAt: '10.0.0.1' }), 'a directory in another private network')
  for (const elsewhere of ['10.0.0.9', '172.16.0.9', '100.64.0.9', 'fd00::9', '169.254.169.254'])
    t.false(byFriend(elsewhere, { directoryAt: '127.0.0.1' }), elsewhere)
})

test('a link: only who is on it, and a directory only if it is as well', (t) => {
  t.true(byFriend('fe80::9%eth0'))
  t.false(byDirectory('fe80::9%eth0'))
  t.true(byDirectory('fe80::9%eth0', { directoryAt: 'fe80::1%eth0' }))
  t.true(byFriend('169.254.7.9', { own: ['169.254.7.5'] }))
})

test('the addresses of this computer are those that sockets name', (t) => {
  t.true(ownAddresses().includes('127.0.0.1'))
})
