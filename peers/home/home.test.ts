import test from 'ava'
import { defaultHome } from './home'

test('each platform has its own place for data', (t) => {
  const linux = '/home/ann/.local/share/secure-p2p/peer'
  t.is(defaultHome('linux', {}, '/home/ann'), linux)
  t.is(defaultHome('freebsd', {}, '/home/ann'), linux)
  t.is(
    defaultHome('darwin', { XDG_DATA_HOME: '/data' }, '/Users/ann'),
    '/Users/ann/Library/Application Support/secure-p2p/peer',
  )
  t.is(defaultHome('win32', {}, 'C:\\Users\\ann'), 'C:\\Users\\ann\\AppData\\Roaming\\secure-p2p\\peer')
})

test('the environment may name another place, if it names one', (t) => {
  t.is(defaultHome('linux', { XDG_DATA_HOME: '/data' }, '/home/ann'), '/data/secure-p2p/peer')
  for (const XDG_DATA_HOME of ['', 'data', './data', '~/data']) {
    t.is(defaultHome('linux', { XDG_DATA_HOME }, '/home/ann'), '/home/ann/.local/share/secure-p2p/peer')
  }
  t.is(defaultHome('win32', { APPDATA: 'D:\\Data' }, 'C:\\Users\\ann'), 'D:\\Data\\secure-p2p\\peer')
  t.is(
    defaultHome('win32', { APPDATA: '' }, 'C:\\Users\\ann'),
    'C:\\Users\\ann\\AppData\\Roaming\\secure-p2p\\peer',
  )
})
