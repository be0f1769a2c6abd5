import test from 'ava'
import { StartFailure } from '../refusal'
import { defaultDataFolder, defaultKeyFile } from './folders'
import { parseOptions } from './options'

const parse = (...args: string[]) => parseOptions(args, '/data')

test('without flags it listens on loopback only', (t) => {
  t.deepEqual(parse(), {
    command: 'serve',
    host: '127.0.0.1',
    port: 8440,
    data: '/data',
    scryptCost: 17,
    journalLimit: 1048576,
    tls: false,
    names: [],
    proxies: [],
    relay: false,
    proxyCert: undefined,
    key: undefined,
    log: 'json',
    node: false,
  })
})

test('every flag says what it says', (t) => {
  const flags =
    '--listen 0.0.0.0:1 --plain-http --data x --scrypt-cost=14 --journal-limit 1 --key k --log text --proxy 10.0.0.0/8 --proxy ::1 --relay --node'
  t.deepEqual(parse(...flags.split(' ')), {
    command: 'serve',
    host: '0.0.0.0',
    port: 1,
    data: 'x',
    scryptCost: 14,
    journalLimit: 1,
    tls: false,
    names: [],
    proxies: ['10.0.0.0/8', '::1'],
    relay: true,
    proxyCert: undefined,
    key: 'k',
    log: 'text',
    node: true,
  })
  t.like(parse('--listen', '[::1]:0'), { host: '::1', port: 0 })
  t.like(parse('--listen', 'localhost:65535'), { host: 'localhost', port: 65535 })
  t.like(parse('--tls', '--listen', '0.0.0.0:1', '--name', 'A.example', '--name', '[::1]:2'), {
    host: '0.0.0.0',
    tls: 'own',
    names: ['a.example', '[::1]:2'],
  })
  t.like(parse('--proxy-cert', 'c'), { proxyCert: 'c' })
  const files = { cert: 'c', key: 'k' }
  t.like(parse('--tls-cert', 'c', '--tls-key', 'k'), { tls: files })
  t.like(parse('--tls', '--tls-cert', 'c', '--tls-key', 'k'), { tls: files })
  t.is(parse('--help'), 'help')
})

const wrong: [string, RegExp][] = [
  ['--verbose', /no flag --verbose/],
  ['-h', /no flag -h/],
  ['--no-node', /no flag --no-node/],
  ['serve', /"serve" is not a flag or a command/],
  ['-- serve', /"serve" is not a flag or a command/],
  ['backup', /needs one FILE/],
  ['backup a b', /needs one FILE/],
  ['backup a --listen 127.0.0.1:1', /--listen does not belong to backup/],
  ['restore a --decrypted', /--decrypted does not belong to restore/],
  ['--decrypted', /--decrypted belongs to backup/],
  ['--log yaml', /json, text or none/],
  ['--proxy nginx', /--proxy needs an IP address/],
  ['--node --node', /--node is given twice/],
  ['--data a --data b', /--data is given twice/],
  ['--data a --data a', /--data is given twice/],
  ['--data', /--data needs a value/],
  ['--data=', /--data needs a value/],
  ['--data --node', /--data needs a value/],
  ['--data -', /--data needs a value/],
  ['--node=yes', /--node takes no value/],
  ['--listen 8440', /HOST:PORT/],
  ['--listen :8440', /HOST:PORT/],
  ['--listen 127.0.0.1:65536', /HOST:PORT/],
  ['--listen 127.0.0.1:', /HOST:PORT/],
  ['--listen ::1:80', /HOST:PORT/],
  ['--scrypt-cost 9', /from 10 to 20/],
  ['--scrypt-cost 21', /from 10 to 20/],
  ['--scrypt-cost 1e1', /from 10 to 20/],
  ['--journal-limit 0', /from 1 to/],
  ['--listen 0.0.0.0:8440', /give --tls, .*--plain-http/],
  ['--listen [::]:8440', /--plain-http/],
  ['--listen example.org:8440', /--plain-http/],
  ['--tls --plain-http', /exclude each other/],
  ['--tls-cert c --tls-key k --plain-http', /exclude each other/],
  ['--tls-cert c', /belong together/],
  ['--tls --tls-key k', /belong together/],
  ['--name http://a', /HOST or HOST:PORT/],
  ['--name a:65536', /HOST or HOST:PORT/],
  ['--name a,b', /HOST or HOST:PORT/],
  ['--name', /--name needs a value/],
]
for (const [line, sentence] of wrong) {
  test(`refused: ${line}`, (t) => {
    const error = t.throws(() => parse(...line.split(' ')), { instanceOf: StartFailure })
    t.is(error.exitStatus, 64)
    t.regex(error.message, sentence)
    t.notRegex(error.message, /\n/)
  })
}

test('backup and restore take a file, and what they need to find the data', (t) => {
  t.deepEqual(parse('backup', 'x'), {
    command: 'backup',
    file: 'x',
    data: '/data',
    key: undefined,
    decrypted: false,
  })
  const flags = '--decrypted backup --data d x --key k'.split(' ')
  t.deepEqual(parse(...flags), { command: 'backup', file: 'x', data: 'd', key: 'k', decrypted: true })
  t.like(parse('restore', 'x'), { command: 'restore', file: 'x' })
})

test('the key is where the platform keeps settings, not beside the data', (t) => {
  const at = (platform: NodeJS.Platform, env = {}) => defaultKeyFile(platform, env, '/home/ann')
  t.is(at('linux'), '/home/ann/.config/secure-p2p/directory.key')
  t.is(at('linux', { XDG_CONFIG_HOME: '/x' }), '/x/secure-p2p/directory.key')
  t.is(at('darwin'), '/home/ann/Library/Preferences/secure-p2p/directory.key')
  t.is(at('win32', { LOCALAPPDATA: 'C:\\L' }), 'C:\\L\\secure-p2p\\directory.key')
})

test('the data folder is where the platform keeps such things', (t) => {
  const at = (platform: NodeJS.Platform, env = {}) => defaultDataFolder(platform, env, '/home/ann')
  t.is(at('linux'), '/home/ann/.local/share/secure-p2p/directory')
  t.is(at('linux', { XDG_DATA_HOME: '/x' }), '/x/secure-p2p/directory')
  t.is(at('linux', { XDG_DATA_HOME: 'relative' }), '/home/ann/.local/share/secure-p2p/directory')
  t.is(at('darwin'), '/home/ann/Library/Application Support/secure-p2p/directory')
  t.is(at('win32', { APPDATA: 'C:\\A' }), 'C:\\A\\secure-p2p\\directory')
})
