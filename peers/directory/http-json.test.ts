import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createSecureServer } from 'node:tls'
import { promisify } from 'node:util'
import test, { type ExecutionContext } from 'ava'
import { withSources } from '../../lab/suite/programs-testing'
import type { PeerError } from '../protocol/errors'
import { askJson, type JsonRequest, MAX_ANSWER_BYTES } from './http-json'

const system: JsonRequest['resolve'] = (host, port) => ({ host, port })

async function listen(t: ExecutionContext, server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    if ('closeAllConnections' in server) (server.closeAllConnections as () => void)()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

function ask(port: number, more: Partial<JsonRequest> = {}) {
  const url = new URL(`http://127.0.0.1:${port}/`)
  return askJson({ method: 'GET', url, timeout: 10_000, resolve: system, ...more })
}

async function serve(
  t: ExecutionContext,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
) {
  return listen(t, createServer(answer))
}

/** A server that answers with these bytes, whatever it is asked, and hangs up. */
async function serveBytes(t: ExecutionContext, bytes: string) {
  return listen(
    t,
    createTcpServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => socket.end(bytes))
    }),
  )
}

const jsonType = { 'content-type': 'application/json' }

test('an answer of the longest size is read, one byte more is not', async (t) => {
  for (const [size, taken] of [
    [MAX_ANSWER_BYTES, true],
    [MAX_ANSWER_BYTES + 1, false],
  ] as const) {
    const port = await serve(t, (_, response) => {
      response.writeHead(200, jsonType).end(JSON.stringify('x'.repeat(size - 2)))
    })
    if (taken) t.is(((await ask(port)).json as string).length, size - 2)
    else
      await t.throwsAsync(ask(port), { code: 'BAD_DIRECTORY_ANSWER', message: /longer than 1,048,576 bytes/ })
  }
})

test('an endless answer is cut off while it is read', async (t) => {
  let sent = 0
  let cutOff: Promise<unknown> | undefined
  const port = await serve(t, (_, response) => {
    cutOff = once(response, 'close')
    response.writeHead(200, jsonType)
    const chunk = Buffer.alloc(64 * 1024, ' ')
    const more = () => {
      do sent += chunk.length
      while (response.write(chunk))
    }
    response.on('drain', more)
    more()
  })
  await t.throwsAsync(ask(port), { code: 'BAD_DIRECTORY_ANSWER', message: /longer than/ })
  await cutOff
  t.true(sent > MAX_ANSWER_BYTES)
})

test('a server that takes its time is left after the time given', async (t) => {
  const silent = await serve(t, () => {})
  await t.throwsAsync(ask(silent, { timeout: 100 }), {
    code: 'DIRECTORY_UNREACHABLE',
    message: /^The directory at http:\/\/127\.0\.0\.1:\d+ did not answer within 0\.1 s: check the address/,
  })
  let left: Promise<unknown> | undefined
  const dripping = await serve(t, (_, response) => {
    left = once(response, 'close')
    response.writeHead(200, jsonType)
    const drip = setInterval(() => response.write(' '), 10)
    response.on('close', () => clearInterval(drip))
  })
  await t.throwsAsync(ask(dripping, { timeout: 200 }), {
    code: 'DIRECTORY_UNREACHABLE',
    message: /within 0.2 s/,
  })
  await left
})

test('redirects lead nowhere', async (t) => {
  let visited = false
  const elsewhere = await serve(t, (_, response) => {
    visited = true
    response.writeHead(200, jsonType).end('{}')
  })
  for (const status of [300, 301, 302, 303, 307, 308, 304]) {
    const port = await serve(t, (_, response) => {
      response.writeHead(status, { ...jsonType, location: `http://127.0.0.1:${elsewhere}/` }).end('{}')
    })
    await t.throwsAsync(ask(port), { code: 'BAD_DIRECTORY_ANSWER', message: /leads elsewhere/ })
  }
  t.false(visited)
})

test('only JSON in UTF-8 that says it is JSON is taken', async (t) => {
  const page = '<!doctype html><title>Log in to the hotel</title>'
  const cases: [string, string | Buffer][] = [
    ['text/html', page],
    ['application/json', page],
    ['application/json', ''],
    ['application/json', '{"a":1}{'],
    ['application/json', Buffer.from([0x22, 0xff, 0x22])],
    ['text/plain', '{}'],
    ['application/jsonp', '{}'],
  ]
  for (const [type, body] of cases) {
    const port = await serve(t, (_, response) => {
      response.writeHead(200, { 'content-type': type }).end(body)
    })
    await t.throwsAsync(
      ask(port),
      { code: 'BAD_DIRECTORY_ANSWER', message: /is not JSON/ },
      `${type} ${body}`,
    )
  }
  const port = await serve(t, (_, response) => {
    response.writeHead(201, { 'content-type': 'Application/JSON; charset=utf-8' }).end('{"é":1}')
  })
  t.deepEqual(await ask(port), { status: 201, json: { é: 1 }, certificate: null, answeredAt: '127.0.0.1' })
})

test('what is not HTTP is not taken', async (t) => {
  const answers = ['SSH-2.0-OpenSSH_9.2\r\n', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`]
  for (const bytes of answers) {
    await t.throwsAsync(ask(await serveBytes(t, bytes)), {
      code: 'BAD_DIRECTORY_ANSWER',
      message: /is not HTTP/,
    })
  }
})

test('an answer that breaks off is none', async (t) => {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'
  for (const bytes of [
    '',
    head,
    `${head}content-length: 100\r\n\r\n{}`,
    `${head}transfer-encoding: chunked\r\n\r\n2\r\n{}`,
  ]) {
    await t.throwsAsync(ask(await serveBytes(t, bytes)), { code: 'DIRECTORY_UNREACHABLE' }, bytes)
  }
})

test('nobody there is told with the address', async (t) => {
  const server = createTcpServer()
  const port = await listen(t, server)
  server.close()
  await once(server, 'close')
  const error = await t.throwsAsync(ask(port), { code: 'DIRECTORY_UNREACHABLE' })
  t.is(
    error?.message,
    `The directory at http://127.0.0.1:${port} does not answer (ECONNREFUSED): check the address, your network, and that the directory runs.`,
  )
})

test('a hosts table says where a name is reached; the server still sees the name', async (t) => {
  const hosts: (string | undefined)[] = []
  const port = await serve(t, (request, response) => {
    hosts.push(request.headers.host)
    response.writeHead(200, jsonType).end('{}')
  })
  const asked: [string, number][] = []
  const resolve = (host: string, asPort: number) => {
    asked.push([host, asPort])
    return { host: '127.0.0.1', port }
  }
  for (const url of ['http://directory:8440/friends', 'http://directory/', 'http://[2001:db8::1]:8440/']) {
    await ask(0, { url: new URL(url), resolve })
  }
  const expected: [string, number][] = [
    ['directory', 8440],
    ['directory', 80],
    ['2001:db8::1', 8440],
  ]
  t.deepEqual(asked, expected)
  t.deepEqual(hosts, ['directory:8440', 'directory', '[2001:db8::1]:8440'])
})

/** An HTTPS server with a certificate for `directory` that nobody vouches for, and what reached it inside TLS. */
async function serveSecurely(t: ExecutionContext) {
  const folder = await fs.mkdtemp(join(tmpdir(), 'http-json-'))
  t.teardown(() => fs.rm(folder, { recursive: true }))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
  const request = ['req', '-x509', ...curve, '-nodes', '-subj', '/CN=directory', '-days', '1', '-keyout', key]
  const names = ['-addext', 'subjectAltName=DNS:directory']
  execFileSync('openssl', [...request, ...names, '-out', cert], { stdio: 'ignore' })
  const server = createSecureServer({
    key: await fs.readFile(key),
    cert: await fs.readFile(cert),
    // With 1.3 session tickets would be on their way to a client that hangs up: the reset takes what it sent along.
    maxVersion: 'TLSv1.2',
  })
  const seen = { bytes: 0, names: [] as unknown[] }
  let ended = Promise.resolve<unknown>(undefined)
  server.on('connection', (socket: Socket) => {
    ended = once(socket, 'close')
  })
  server.on('secureConnection', (socket) => {
    seen.names.push(socket.servername)
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      seen.bytes += bytes.length
      if (/\r\n\r\n/.test(bytes.toString()))
        socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{}')
    })
  })
  const port = await listen(t, server)
  const der = execFileSync('openssl', ['x509', '-in', cert, '-outform', 'DER'])
  const fingerprint = createHash('sha256').update(der).digest('hex')
  const ask = (more: Partial<JsonRequest> = {}) =>
    askJson({
      method: 'POST',
      url: new URL('https://directory:8440/'),
      body: { password: 'secret' },
      token: 'secret',
      timeout: 10_000,
      resolve: () => ({ host: '127.0.0.1', port }),
      ...more,
    })
  return { ask, port, cert, fingerprint, seen, ended: () => ended, folder }
}

test('a certificate that nobody vouches for is refused with its fingerprint, and nothing was sent', async (t) => {
  const { ask, fingerprint, seen, ended } = await serveSecurely(t)
  const error = await t.throwsAsync(ask(), {
    code: 'DIRECTORY_UNTRUSTED',
    message: /vouches for the certificate .*\(DEPTH_ZERO_SELF_SIGNED_CERT\), so nothing was sent: compare/,
  })
  t.deepEqual((error as PeerError).evidence, { url: 'https://directory:8440', fingerprint })
  await ended()
  t.is(seen.bytes, 0)
})

test('a pinned certificate is accepted whatever name it is for, and no other', async (t) => {
  const { ask, fingerprint, seen, ended } = await serveSecurely(t)
  const answer = { status: 200, json: {}, certificate: fingerprint, answeredAt: '127.0.0.1' }
  t.deepEqual(await ask({ certificate: fingerprint }), answer)
  t.deepEqual(await ask({ certificate: fingerprint.toUpperCase() }), answer)
  t.deepEqual(await ask({ certificate: fingerprint, url: new URL('https://elsewhere/') }), answer)
  t.deepEqual(await ask({ certificate: fingerprint, url: new URL('https://192.0.2.1/') }), answer)
  t.deepEqual(seen.names, ['directory', 'directory', 'elsewhere', false])
  t.true(seen.bytes > 0)
  seen.bytes = 0
  for (const certificate of [fingerprint.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')), '', 'x']) {
    const error = await t.throwsAsync(ask({ certificate }), {
      code: 'DIRECTORY_UNTRUSTED',
      message: /another certificate than the one expected/,
    })
    t.like((error as PeerError).evidence, { fingerprint, expected: certificate })
    await ended()
  }
  t.is(seen.bytes, 0)
})

test('a pin is not forgotten because the address says http', async (t) => {
  let asked = false
  const port = await serve(t, (_, response) => {
    asked = true
    response.writeHead(200, jsonType).end('{}')
  })
  await t.throwsAsync(ask(port, { certificate: 'ab'.repeat(32) }), {
    code: 'DIRECTORY_UNTRUSTED',
    message: /https:/,
  })
  t.false(asked)
})

test('authorities that the system trusts decide where nothing is pinned, and the name must fit', async (t) => {
  const { port, cert, folder, fingerprint } = await serveSecurely(t)
  const program = join(folder, 'ask.ts')
  await fs.writeFile(
    program,
    `const { askJson } = require(${JSON.stringify(join(__dirname, 'http-json'))})
    const resolve = () => ({ host: '127.0.0.1', port: ${port} })
    for (const host of ['directory', 'elsewhere'])
      askJson({ method: 'GET', url: new URL('https://' + host), timeout: 10_000, resolve })
        .then(({ certificate }) => console.log(host, certificate), ({ code, message }) => console.log(host, code, message))`,
  )
  // Node reads its additional authorities once, at its start.
  const { stdout } = await promisify(execFile)(process.execPath, [...withSources, program], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: cert },
    cwd: join(__dirname, '..', '..'),
  })
  t.true(stdout.includes(`directory ${fingerprint}\n`), stdout)
  t.regex(stdout, /elsewhere DIRECTORY_UNTRUSTED .*ERR_TLS_CERT_ALTNAME_INVALID/)
})

test('a server that speaks no TLS is told apart', async (t) => {
  const port = await serveBytes(t, 'HTTP/1.1 400 Bad Request\r\n\r\n')
  await t.throwsAsync(ask(port, { url: new URL(`https://127.0.0.1:${port}/`) }), {
    code: 'DIRECTORY_UNREACHABLE',
    message: /does not speak TLS/,
  })
})

test('a handshake that never ends is left after the time given', async (t) => {
  const port = await listen(
    t,
    createTcpServer((socket) => socket.on('error', () => {})),
  )
  await t.throwsAsync(ask(port, { url: new URL(`https://127.0.0.1:${port}/`), timeout: 100 }), {
    code: 'DIRECTORY_UNREACHABLE',
    message: /within 0.1 s/,
  })
})
