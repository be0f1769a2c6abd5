import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import test from 'ava'
import { playedIn } from '../../lab/suite/extent-testing'
import { bundleOf } from '../../lab/suite/programs-testing'
import { DirectoryClient } from '../../peers/directory/client'
import { address, newIdentity, password, temporaryFolder } from '../directory-testing'
import { ownCertificate } from './tls'

const { folder, remove } = temporaryFolder()
const program = bundleOf('directory/cli/main.ts')
test.after.always(remove)

/** Each starts the program several times: a sample has them by turns. */
const inTurn = (turn: number) => playedIn(test, turn, 2)

/** A proxy that speaks HTTPS for whatever listens on `port`, and says who asked it. */
async function proxy(t: { teardown(stop: () => void): void }, port: number) {
  const { cert, key, fingerprint } = await ownCertificate(folder, ['localhost'], () => undefined)
  const file = join(folder, 'proxy.pem')
  writeFileSync(file, cert)
  const server = createServer({ cert, key }, (asked, answer) => {
    const headers = { ...asked.headers, 'x-forwarded-for': '203.0.113.9, 198.51.100.7' }
    const passedOn = request({ port, host: '127.0.0.1', method: asked.method, path: asked.url, headers })
    passedOn.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 500, response.headers)
      response.pipe(answer)
    })
    asked.pipe(passedOn)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    certificate: fingerprint,
    file,
  }
}

async function start(t: { teardown(stop: () => void): void }, ...args: string[]) {
  const always = ['--node', '--listen', '127.0.0.1:0', '--scrypt-cost', '10', '--data']
  const child = spawn(process.execPath, [program, ...always, join(folder, `data-${args.length}`), ...args])
  t.teardown(() => child.kill('SIGKILL'))
  const [line] = await once(child.stdout, 'data')
  return { port: JSON.parse(String(line).split('\n')[0]!).port as number }
}

test('behind a proxy that speaks HTTPS for it, the directory takes its certificate and its word', async (t) => {
  const own = newIdentity()
  const { file } = await proxy(t, 0)
  const { port } = await start(t, '--proxy', '127.0.0.1', '--proxy-cert', file)
  const { url, certificate } = await proxy(t, port)
  const client = new DirectoryClient(url, { certificate })
  await client.register('ann', password, own)
  await client.loginByKey('ann', own)
  t.is(await client.publishAddress(address(own, { name: 'ann' })), '198.51.100.7')
})

inTurn(0)(
  'a proxy that the directory was not told of gets nobody in by key, and nothing it says is believed',
  async (t) => {
    const own = newIdentity()
    const { port } = await start(t)
    const { url, certificate } = await proxy(t, port)
    const client = new DirectoryClient(url, { certificate })
    await client.register('ann', password, own)
    const error = await t.throwsAsync(client.loginByKey('ann', own), { code: 'DIRECTORY_REFUSED' })
    t.like(error, { evidence: { code: 'BAD_KEY_LOGIN' } })
    t.is(await client.publishAddress(address(own, { name: 'ann' })), '127.0.0.1')
  },
)

inTurn(1)('a certificate of a proxy that cannot be read stops the start in a sentence', async (t) => {
  const broken = join(folder, 'broken.pem')
  writeFileSync(broken, 'no certificate')
  for (const file of [join(folder, 'missing.pem'), broken]) {
    const data = join(folder, `unused-${file.length}`)
    const child = spawn(process.execPath, [program, '--node', '--data', data, '--proxy-cert', file])
    const [said, [status]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    t.is(status, 70)
    t.true(said.includes(file) && said.split('\n').length === 2, said)
  }
  t.is(readFileSync(broken, 'latin1'), 'no certificate')
})
