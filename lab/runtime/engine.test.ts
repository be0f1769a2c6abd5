import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import test from 'ava'
import { english } from '../language/typed'
import { asked, EngineError, endpoints, engineAt, findEngine, needEngine } from './engine'

const folder = mkdtempSync(join(tmpdir(), 'lab-engine-test-'))
const servers: { close(): unknown }[] = []
test.after.always(async () => {
  for (const server of servers) server.close()
  await rm(folder, { recursive: true })
})

async function listening(listener: RequestListener, at: string | number): Promise<Server> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(at, resolve))
  return server
}

const OK: RequestListener = (request, response) => response.end(request.url === '/_ping' ? 'OK' : '')

test('an engine is found by DOCKER_HOST, at a socket or a port', async (t) => {
  const socket = join(folder, 'found.sock')
  await listening(OK, socket)
  const atSocket = await findEngine({ DOCKER_HOST: `unix://${socket}` })
  t.is(atSocket.engine?.url, `unix://${socket}`)

  const { port } = (await listening(OK, 0)).address() as AddressInfo
  const atPort = await findEngine({ DOCKER_HOST: `tcp://127.0.0.1:${port}` })
  t.is(atPort.engine?.url, `tcp://127.0.0.1:${port}`)
})

test('where no engine is, that is known at once, with the reason', async (t) => {
  const nothing = join(folder, 'nothing.sock')
  const began = performance.now()
  t.deepEqual(await findEngine({ DOCKER_HOST: `unix://${nothing}` }), { engine: undefined, reasons: [] })
  const refused = await findEngine({ DOCKER_HOST: 'tcp://127.0.0.1:1' })
  t.true(performance.now() - began < 10_000) // a few milliseconds, on a machine with nothing else to do
  t.regex(refused.reasons.map(english).join(), /^tcp:\/\/127.0.0.1:1: .*ECONNREFUSED/)
  const ssh = await findEngine({ DOCKER_HOST: 'ssh://somewhere' })
  t.deepEqual(ssh.reasons.map(english), ['ssh://somewhere: engines at ssh:// are not supported'])
})

test('an engine behind TLS is asked with the certificates of DOCKER_CERT_PATH', async (t) => {
  const at = (name: string) => join(folder, name)
  const subject = ['-subj', '/CN=engine', '-addext', 'subjectAltName=IP:127.0.0.1']
  const made = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', at('key.pem'), '-out', at('cert.pem')]
  execFileSync('openssl', ['req', ...made, ...subject], { stdio: 'ignore' })
  copyFileSync(at('cert.pem'), at('ca.pem'))
  const [cert, key] = [readFileSync(at('cert.pem')), readFileSync(at('key.pem'))]
  const server = createTlsServer({ cert, key, ca: cert, requestCert: true, rejectUnauthorized: true }, OK)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { port } = server.address() as AddressInfo
  const env = { DOCKER_HOST: `tcp://127.0.0.1:${port}`, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder }
  t.is((await findEngine(env)).engine?.url, env.DOCKER_HOST)
  t.is((await findEngine({ DOCKER_HOST: env.DOCKER_HOST })).engine, undefined)
})

test('needing an engine where none is says what to do', async (t) => {
  await t.throwsAsync(needEngine({ DOCKER_HOST: `unix://${join(folder, 'nothing.sock')}` }), {
    name: 'LabError',
    message: 'No container engine answers here: start Docker or Podman, or use --runtime processes.',
  })
})

test('something else that answers is not an engine', async (t) => {
  const { port } = (await listening((_, response) => response.end('<html>'), 0)).address() as AddressInfo
  const { engine, reasons } = await findEngine({ DOCKER_HOST: `tcp://127.0.0.1:${port}` })
  t.is(engine, undefined)
  t.deepEqual(reasons.map(english), [`tcp://127.0.0.1:${port}: something else answers there`])
})

test('a call that stays without an answer is given up', async (t) => {
  const socket = join(folder, 'silent.sock')
  await listening(() => {}, socket)
  const { client } = await engineAt(`unix://${socket}`, {}, 50)
  await t.throwsAsync(asked(client.ping()), { message: 'the engine does not answer' })
})

/** Says what the listener says, at a socket of this name. */
async function engineThat(name: string, listener: RequestListener, silenceMs?: number) {
  const socket = join(folder, name)
  await listening(listener, socket)
  return engineAt(`unix://${socket}`, {}, silenceMs)
}

const half: RequestListener = (_, response) => {
  response.writeHead(200, { 'Content-Length': 100 })
  response.write('{"half":')
}

test('an answer that breaks off fails at once, one that stops in its middle is given up', async (t) => {
  const cut = await engineThat('cut.sock', (request, response) => {
    half(request, response)
    setTimeout(() => response.destroy(), 20)
  })
  await t.throwsAsync(asked(cut.client.version()), { message: 'the engine has broken the connection off' })
  const stalled = await engineThat('stalled.sock', half, 50)
  await t.throwsAsync(asked(stalled.client.version()), { message: 'the engine does not answer' })
})

test('a refusal that breaks off fails as well', async (t) => {
  const cut = await engineThat('refusal.sock', (_, response) => {
    response.writeHead(500, { 'Content-Length': 100 })
    response.write('{"message":')
    setTimeout(() => response.destroy(), 20)
  })
  await t.throwsAsync(asked(cut.client.version()), { message: 'the engine has broken the connection off' })
})

test('an answer that comes a byte at a time is given up in time', async (t) => {
  const drips = await engineThat('drips.sock', (request, response) => {
    half(request, response)
    const timer = setInterval(() => response.write(' '), 10)
    response.once('close', () => clearInterval(timer))
  })
  await t.throwsAsync(asked(drips.client.version(), 60), { message: 'the engine does not answer' })
  drips.letGo()
})

test('a connection that is reset is told as that', async (t) => {
  const reset = await engineThat('reset.sock', (request) => void request.socket.destroy())
  await t.throwsAsync(asked(reset.client.version()), { message: 'the engine has broken the connection off' })
})

test('a ping whose answer does not end keeps nobody for longer than a ping may', async (t) => {
  const socket = join(folder, 'ping.sock')
  await listening((_, response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write(' '), 10)
    response.once('close', () => clearInterval(timer))
  }, socket)
  const { engine, reasons } = await findEngine({ DOCKER_HOST: `unix://${socket}` })
  t.is(engine, undefined)
  t.deepEqual(reasons.map(english), [`unix://${socket}: the engine does not answer`])
})

test('the docker command’s context is looked up, DOCKER_CONTEXT first', (t) => {
  const home = join(folder, 'home')
  const meta = (name: string, Host: string) => {
    const at = join(home, '.docker/contexts/meta', createHash('sha256').update(name).digest('hex'))
    mkdirSync(at, { recursive: true })
    writeFileSync(join(at, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker: { Host } } }))
  }
  meta('desktop', 'unix:///desktop.sock')
  meta('other', 'tcp://127.0.0.1:2')
  t.not(endpoints({}, home)[0], 'unix:///desktop.sock')
  writeFileSync(join(home, '.docker/config.json'), JSON.stringify({ currentContext: 'desktop' }))
  t.is(endpoints({}, home)[0], 'unix:///desktop.sock')
  t.is(endpoints({ DOCKER_CONTEXT: 'other' }, home)[0], 'tcp://127.0.0.1:2')
  t.deepEqual(endpoints({ DOCKER_HOST: 'tcp://h:1', DOCKER_CONTEXT: 'other' }, home), ['tcp://h:1'])
  t.false(endpoints({ DOCKER_CONTEXT: 'default' }, home).includes('unix:///desktop.sock'))
})

test('sockets of rootless engines are candidates when they are there', (t) => {
  const runtime = join(folder, 'run')
  mkdirSync(join(runtime, 'podman'), { recursive: true })
  writeFileSync(join(runtime, 'docker.sock'), '')
  writeFileSync(join(runtime, 'podman/podman.sock'), '')
  const found = endpoints({ XDG_RUNTIME_DIR: runtime }, join(folder, 'nobody'))
  t.true(found.includes(`unix://${runtime}/docker.sock`))
  t.true(found.includes(`unix://${runtime}/podman/podman.sock`))
  t.false(found.some((url) => url.includes('.docker')))
})

test('a refusal carries the engine’s status and words', async (t) => {
  const socket = join(folder, 'refuses.sock')
  await listening((request, response) => {
    response.statusCode = request.url === '/version' ? 500 : 409
    response.end(request.url === '/version' ? 'oops' : JSON.stringify({ message: 'name in use' }))
  }, socket)
  const { client } = await engineAt(`unix://${socket}`, {})
  const error = await t.throwsAsync(asked(client.getImage('x').remove()), {
    instanceOf: EngineError,
    message: 'name in use',
  })
  t.is((error as EngineError).status, 409)
  await t.throwsAsync(asked(client.version()), { instanceOf: EngineError, message: /500.*oops/ })
})

test('the engine that is named counts, whatever the environment of the client says', async (t) => {
  const socket = join(folder, 'named.sock')
  await listening(OK, socket)
  const before = process.env.DOCKER_HOST
  process.env.DOCKER_HOST = 'tcp://127.0.0.1:1'
  t.teardown(() => {
    if (before === undefined) delete process.env.DOCKER_HOST
    else process.env.DOCKER_HOST = before
  })
  t.is((await findEngine({ DOCKER_HOST: `unix://${socket}` })).engine?.url, `unix://${socket}`)
})

test('an archive that breaks off is an error', async (t) => {
  const socket = join(folder, 'bodies.sock')
  await listening(async (request, response) => {
    await text(request).catch(() => '')
    response.end()
  }, socket)
  const { client } = await engineAt(`unix://${socket}`, {})
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('half')
      throw new Error('disk gone')
    })(),
  )
  await t.throwsAsync(asked(client.importImage(broken)), { message: 'disk gone' })
})

// Windows has pipes in place of sockets.
const onUnix = process.platform === 'win32' ? test.skip : test.serial
onUnix('an engine that one may not use is told as that, with what to do', async (t) => {
  const socket = join(folder, 'forbidden.sock')
  await listening(OK, socket)
  chmodSync(socket, 0)
  const env = { DOCKER_HOST: `unix://${socket}` }
  // What is loaded for it is loaded now, by one who may read it.
  await findEngine({ DOCKER_HOST: `unix://${join(folder, 'nothing.sock')}` })
  const root = process.geteuid?.() === 0
  if (root) process.seteuid?.(65534) // root may use every socket
  const { engine, reasons } = await findEngine(env).finally(() => root && process.seteuid?.(0))
  t.is(engine, undefined)
  t.regex(reasons.map(english).join(), /an engine is there, but you may not use it; join the group/)
})
