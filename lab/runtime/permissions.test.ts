import test from 'ava'
import { permissionFlags } from './permissions'

const access = { reads: ['/build/peer.cjs', '/run/data'], writes: ['/run/data'] }

test('Node 20 is asked by the name that it knows, and is not asked about the network', (t) => {
  t.deepEqual(permissionFlags(access, new Set(['--experimental-permission'])), [
    '--experimental-permission',
    '--disable-warning=ExperimentalWarning',
    '--allow-fs-read=/build/peer.cjs',
    '--allow-fs-read=/run/data',
    '--allow-fs-write=/run/data',
  ])
})

test('a later one by the name that stays; where the network is asked about, it is allowed', (t) => {
  const [first, , third] = permissionFlags(access, new Set(['--permission', '--allow-net']))
  t.deepEqual([first, third], ['--permission', '--allow-net'])
})

test('nothing else is ever allowed, and no path comes twice', (t) => {
  const flags = permissionFlags({ reads: ['/a', '/a'], writes: [] }, new Set(['--permission']))
  t.deepEqual(flags.slice(2), ['--allow-fs-read=/a'])
  for (const flag of permissionFlags(access)) t.notRegex(flag, /child|worker|addons|wasi/)
})

test('this Node knows one of the two names', (t) => {
  const known = process.allowedNodeEnvironmentFlags
  t.true(known.has('--permission') || known.has('--experimental-permission'))
})
