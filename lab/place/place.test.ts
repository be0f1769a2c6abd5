import { join } from 'node:path'
import test from 'ava'
import { AHEAD, OWN_FOLDER, ROOT, stateFolder } from './place'

test('a checkout has nothing made ahead, and writes into itself', (t) => {
  t.is(AHEAD, null)
  t.is(OWN_FOLDER, join(ROOT, '.lab'))
})

test('an installed lab writes where each platform keeps such things of a user', (t) => {
  const at = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home = '/home/ann') =>
    stateFolder(platform, env, home)
  t.is(at('linux', { XDG_STATE_HOME: '/state' }), '/state/secure-p2p/lab')
  for (const XDG_STATE_HOME of ['', 'state', './state'])
    t.is(at('linux', { XDG_STATE_HOME }), '/home/ann/.local/state/secure-p2p/lab')
  t.is(at('darwin', {}, '/Users/ann'), '/Users/ann/Library/Application Support/secure-p2p/lab')
  t.is(at('win32', { LOCALAPPDATA: 'D:\\Local' }), 'D:\\Local\\secure-p2p\\lab')
  t.is(at('win32', {}, 'C:\\Users\\ann'), 'C:\\Users\\ann\\AppData\\Local\\secure-p2p\\lab')
})
