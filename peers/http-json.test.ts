import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { askJson, MAX_ANSWER_BYTES, type Question } from './http-json'

const system: Question['resolve'] = (host, port) => ({ host, port })

async function listen(t: ExecutionContext, server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    if ('closeAllConnections' in server) (server.closeAllConnections as () => void)()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

function ask(port: number, more: Partial<Question> = {}) {
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
    else await t.throwsAsync(ask(port), { code: 'BAD_DIRECTORY_ANSWER', message: /longer than 262144 bytes/ })
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
  t.deepEqual(await ask(port), { status: 201, json: { é: 1 } })
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

test('a certificate that nobody vouches for is refused', async (t) => {
  const folder = await fs.mkdtemp(join(tmpdir(), 'http-json-'))
  t.teardown(() => fs.rm(folder, { recursive: true }))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
  const request = ['req', '-x509', ...curve, '-nodes', '-subj', '/CN=directory', '-days', '1', '-keyout', key]
  execFileSync('openssl', [...request, '-out', cert], { stdio: 'ignore' })
  const secure = createSecureServer({ key: await fs.readFile(key), cert: await fs.readFile(cert) })
  secure.on('request', (_, response) => response.writeHead(200, jsonType).end('{}'))
  const port = await listen(t, secure)
  const url = new URL('https://directory:8440/')
  await t.throwsAsync(ask(0, { url, resolve: () => ({ host: '127.0.0.1', port }) }), {
    code: 'DIRECTORY_UNREACHABLE',
    message: /has no certificate to trust \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
  })
})
