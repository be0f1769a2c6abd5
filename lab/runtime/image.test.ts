import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import test from 'ava'
import { type Engine, engineAt } from './engine'
import { chooseBase, lastLine, parseLdd, placesInImage } from './image'
import { tar } from './tar'

const folder = mkdtempSync(join(tmpdir(), 'lab-base-image-test-'))
const servers: Server[] = []
test.after.always(async () => {
  for (const server of servers) server.close()
  await rm(folder, { recursive: true })
})

async function engineThat(name: string, listener: RequestListener, silenceMs?: number): Promise<Engine> {
  const path = join(folder, name)
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(path, resolve))
  return engineAt(`unix://${path}`, {}, silenceMs)
}

/** An engine that only says what it runs on. */
function engineOn(name: string, Os: string, Arch: string): Promise<Engine> {
  return engineThat(name, (_, response) => response.end(JSON.stringify({ Os, Arch })))
}

test('ldd of glibc names the libraries and the loader, not the kernel’s own', (t) => {
  const output = `\tlinux-vdso.so.1 (0x00007f0e22be6000)
\tlibdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007f0e22bd0000)
\tlibc.so.6 => /home/a b/lib/libc.so.6 (0x00007f0e2261e000)
\t/lib64/ld-linux-x86-64.so.2 (0x00007f0e22be8000)
`
  t.deepEqual(parseLdd(output), [
    '/lib/x86_64-linux-gnu/libdl.so.2',
    '/home/a b/lib/libc.so.6',
    '/lib64/ld-linux-x86-64.so.2',
  ])
})

test('ldd of musl, where the loader is the C library', (t) => {
  const output = `\t/lib/ld-musl-x86_64.so.1 (0x7f1b2c0a6000)
\tlibstdc++.so.6 => /usr/lib/libstdc++.so.6 (0x7f1b27e00000)
\tlibc.musl-x86_64.so.1 => /lib/ld-musl-x86_64.so.1 (0x7f1b2c0a6000)
`
  t.deepEqual([...new Set(parseLdd(output))], ['/lib/ld-musl-x86_64.so.1', '/usr/lib/libstdc++.so.6'])
})

test('a library that ldd does not find is named', (t) => {
  t.throws(() => parseLdd('\tlibnode.so.115 => not found\n'), {
    message: 'the library libnode.so.115 is missing',
  })
})

const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch as string]
const onLinux = process.platform === 'linux' && arch !== undefined ? test : test.skip

onLinux('an engine for the same processor gets this machine’s Node', async (t) => {
  const base = await chooseBase(await engineOn('same', 'linux', arch!), {})
  t.like(base, { own: true })
  t.is(base.image, `secure-p2p-lab-base:${base.key}`)
})

onLinux(
  'the same Node at two places is one base, with Node in one place; another Node is another base',
  async (t) => {
    const engine = await engineOn('places', 'linux', arch!)
    const copies = ['one', 'two', 'other'].map((name) => join(folder, name))
    for (const copy of copies) {
      writeFileSync(copy, 'node')
      utimesSync(copy, 10, copy.endsWith('other') ? 11 : 10)
    }
    const [one, two, other] = await Promise.all(copies.map((copy) => chooseBase(engine, {}, copy)))
    t.deepEqual(one, two)
    t.not(one!.image, other!.image)
    t.is(one!.node, '/usr/local/bin/node')
  },
)

test('an import that falls silent is told as that, and one whose connection is reset as that', async (t) => {
  const begun: RequestListener = (request, response) => {
    request.resume()
    response.write('{"status":"Importing"}\n')
  }
  const silent = await engineThat('silent', begun, 50)
  const nothing = () => tar([{ name: 'empty/', from: Buffer.alloc(0) }])
  await t.throwsAsync(lastLine(silent.client.importImage(nothing())), {
    message: 'the engine does not answer',
  })
  const reset = await engineThat('reset', (request, response) => {
    begun(request, response)
    setTimeout(() => response.destroy(), 20)
  })
  await t.throwsAsync(lastLine(reset.client.importImage(nothing())), {
    message: 'the engine has broken the connection off',
  })
})

test('libraries are where they were, and those that came with Node beside it as well', (t) => {
  const libc = '/lib/x86_64-linux-gnu/libc.so.6'
  t.deepEqual(
    [...placesInImage('/tmp/node/bin/node', [libc, '/tmp/node/lib/libnode.so.115'])],
    [
      [libc, libc],
      ['/tmp/node/lib/libnode.so.115', '/tmp/node/lib/libnode.so.115'],
      ['/usr/local/lib/libnode.so.115', '/tmp/node/lib/libnode.so.115'],
      ['/usr/local/bin/node', '/tmp/node/bin/node'],
    ],
  )
  t.deepEqual(
    [...placesInImage('/usr/bin/node', ['/usr/lib/libuv.so.1']).keys()],
    ['/usr/lib/libuv.so.1', '/usr/local/bin/node'],
  )
})

test('another processor or system, or LAB_BASE_IMAGE, gets an image with Node in it', async (t) => {
  const official = { own: false, image: 'node:20-slim', node: 'node' }
  t.like(await chooseBase(await engineOn('processor', 'linux', 'mips'), {}), official)
  t.like(await chooseBase(await engineOn('system', 'windows', arch ?? 'amd64'), {}), official)
  const engine = await engineOn('given', 'linux', arch ?? 'amd64')
  t.like(await chooseBase(engine, { LAB_BASE_IMAGE: 'mine:1' }), {
    own: false,
    image: 'mine:1',
    node: 'node',
  })
})

test('the system’s tar reads our archives: contents, long paths, empty folders, odd sizes', async (t) => {
  const long = `${'folder/'.repeat(20)}file`
  writeFileSync(join(folder, 'source'), 'x'.repeat(1025))
  const archive = await buffer(
    tar([
      { name: 'empty/', from: Buffer.alloc(0) },
      { name: 'exact', from: Buffer.alloc(512, 'y') },
      { name: 'é', from: Buffer.from('accent') },
      { name: long, from: { path: join(folder, 'source') } },
    ]),
  )
  const out = join(folder, 'out')
  mkdirSync(out)
  execFileSync('tar', ['-x', '-C', out], { input: archive })
  t.true(statSync(join(out, 'empty')).isDirectory())
  t.is(readFileSync(join(out, 'exact'), 'utf8'), 'y'.repeat(512))
  t.is(readFileSync(join(out, 'é'), 'utf8'), 'accent')
  t.is(readFileSync(join(out, long), 'utf8'), 'x'.repeat(1025))
})

test('a path that no tar can hold is refused', async (t) => {
  await t.throwsAsync(buffer(tar([{ name: 'x'.repeat(101), from: Buffer.alloc(0) }])), {
    message: /too long/,
  })
})
