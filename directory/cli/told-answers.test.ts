import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import test from 'ava'
import { type ToldAnswer, tellAnswers } from './told-answers'

/** @returns what is told of an answer, and the local end of the connection that asked. */
async function told(t: { teardown(stop: () => void): void }, status: number, body: string) {
  const answers: ToldAnswer[] = []
  const server = createServer((_, response) => {
    response.writeHead(status)
    response.end(body)
  })
  tellAnswers(
    server,
    (answer) => answers.push(answer),
    () => 7,
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket, 'connect')
  const remote = `127.0.0.1:${socket.localPort}`
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  const heard = await text(socket)
  return { answers, remote, heard }
}

test('an answer is told with its status, the code of a refusal, and to which connection', async (t) => {
  const { answers, remote, heard } = await told(t, 409, '{"error":{"code":"OUTDATED","message":"x"}}')
  const said = '{"error":{"code":"OUTDATED","message":"x"}}'
  const exchange = { method: 'GET', path: '/', authorization: null, asked: '', said, clock: 7, took: 0 }
  t.deepEqual(answers, [{ event: 'answered', remote, status: 409, code: 'OUTDATED', exchange }])
  t.regex(heard, /^HTTP\/1.1 409 .*OUTDATED/s)
})

test('so is what comes of a request to change the protocol, once, and nothing of what follows', async (t) => {
  const answers: ToldAnswer[] = []
  const server = createServer()
  tellAnswers(
    server,
    (answer) => answers.push(answer),
    () => 7,
  )
  const refusal = '{"error":{"code":"NO_CALL","message":"x"}}'
  server.on('upgrade', ({ url }, socket) => {
    if (url === '/refused') socket.end(`HTTP/1.1 404 Not Found\r\n\r\n${refusal}`)
    else {
      socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n')
      socket.end(`HTTP/1.1 404 Not Found\r\n\r\n${refusal}`)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  for (const path of ['/refused', '/taken']) {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: y\r\n\r\n`)
    await text(socket)
  }
  t.like(answers, [
    { status: 404, code: 'NO_CALL', exchange: { path: '/refused', said: refusal } },
    { status: 101, code: null, exchange: { path: '/taken', said: '' } },
  ])
  t.is(answers.length, 2)
})

for (const body of ['{"status":"ok"}', 'no JSON', '', '{"error":{"code":7}}', '7'])
  test(`there is no code in ${JSON.stringify(body)}`, async (t) => {
    const { answers } = await told(t, 200, body)
    t.like(answers[0], { status: 200, code: null })
  })
