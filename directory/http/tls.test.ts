import { execFile, execFileSync, spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect as connectTcp } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { connect } from 'node:tls'
import { promisify } from 'node:util'
import test from 'ava'
import { playedIn } from '../../lab/suite/extent-testing'
import { bundleOf } from '../../lab/suite/programs-testing'
import { DirectoryClient } from '../../peers/directory/client'
import { askJson } from '../../peers/directory/http-json'
import { dataKey, newIdentity, password, temporaryFolder } from '../directory-testing'
import { StartFailure } from '../refusal'
import { ownCertificate, readTlsFiles } from './tls'

const { folder, remove } = temporaryFolder()
const program = bundleOf('directory/cli/main.ts')
test.after.always(remove)
const env = { ...process.env, DIRECTORY_KEY: dataKey.toString('hex') }
let runs = 0

/** Each starts the program several times: a sample has them by turns. */
const inTurn = (turn: number) => playedIn(test, turn, 3)

/** The program with --tls, as a node. */
async function start(
  t: { teardown(stop: () => void): void },
  args = ['--tls'],
  data = join(folder, `${++runs}`),
) {
  const always = ['--node', '--listen', '127.0.0.1:0', '--scrypt-cost', '10', '--data', data]
  const child = spawn(process.execPath, [program, ...always, ...args], { env })
  t.teardown(() => child.kill('SIGKILL'))
  const stderr = text(child.stderr)
  let first = ''
  while (!first.includes('\n')) first += String((await once(child.stdout, 'data'))[0])
  const { port, certificate } = JSON.parse(first.slice(0, first.indexOf('\n')))
  const stop = async () => {
    child.stdin.end()
    await once(child, 'exit')
    return stderr
  }
  return { port, certificate, data, stop, url: `https://127.0.0.1:${port}` }
}

inTurn(0)(
  'peers that pin the fingerprint it says register and log in, also by key; others send nothing',
  async (t) => {
    const { url, certificate, stop } = await start(t)
    const own = newIdentity()
    await new DirectoryClient(url, { certificate }).register('ann', password, own)
    await new DirectoryClient(url, { certificate }).login('ann', password)
    await new DirectoryClient(url, { certificate }).loginByKey('ann', own)
    await t.throwsAsync(new DirectoryClient(url).login('ann', password), { code: 'DIRECTORY_UNTRUSTED' })
    await stop()
  },
)

inTurn(1)('its certificate is made once, for its owner only, and stays when names are added', async (t) => {
  const first = await start(t)
  t.is(await first.stop(), '')
  const file = join(first.data, 'tls.pem')
  if (process.platform !== 'win32') t.is(statSync(file).mode & 0o777, 0o600)
  const again = await start(t, ['--tls', '--name', 'Directory.example:8440'], first.data)
  t.is(again.certificate, first.certificate)
  t.regex(await again.stop(), /^The certificate \S+ is not for directory\.example: [^\n]*\n$/)
})

test('openssl finds the certificate good for the hosts it was made for, and no others', async (t) => {
  const place = temporaryFolder()
  t.teardown(place.remove)
  const names = ['127.0.0.1', 'localhost', 'directory.example', '2001:db8::1']
  const { fingerprint } = await ownCertificate(place.folder, names, (sentence) => t.fail(sentence))
  const file = join(place.folder, 'tls.pem')
  const openssl = (...args: string[]) => execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' })
  const shown = openssl('x509', '-in', file, '-noout', '-fingerprint', '-sha256')
  t.is(shown.trim().split('=')[1]!.replaceAll(':', '').toLowerCase(), fingerprint)
  const verify = (...more: string[]) =>
    openssl('verify', '-CAfile', file, '-purpose', 'sslserver', ...more, file)
  t.regex(verify('-verify_hostname', 'directory.example'), /OK/)
  t.regex(verify('-verify_ip', '2001:db8::1'), /OK/)
  t.throws(() => verify('-verify_hostname', 'elsewhere.example'))
  const x509 = new X509Certificate(readFileSync(file))
  t.is(x509.publicKey.asymmetricKeyDetails?.modulusLength, 2048)
  t.false(x509.ca)
})

inTurn(2)('given files are served as they are, and what is wrong with them is one sentence', async (t) => {
  const place = temporaryFolder()
  t.teardown(place.remove)
  const at = (name: string) => join(place.folder, name)
  for (const name of ['a', 'b']) {
    const request = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '1',
    ]
    const files = ['-keyout', at(`${name}.key`), '-out', at(`${name}.pem`)]
    execFileSync('openssl', [...request, '-subj', `/CN=${name}`, ...files], { stdio: 'ignore' })
  }
  const { certificate, port, stop, data } = await start(t, [
    '--tls-cert',
    at('a.pem'),
    '--tls-key',
    at('a.key'),
  ])
  const x509 = new X509Certificate(readFileSync(at('a.pem')))
  t.is(certificate, x509.fingerprint256.replaceAll(':', '').toLowerCase())
  const url = new URL(`https://localhost:${port}/healthz`)
  const question = { method: 'GET', url, timeout: 10_000, certificate } as const
  const answer = await askJson({ ...question, resolve: () => ({ host: '127.0.0.1', port }) })
  t.like(answer, { status: 200, certificate })
  await stop()
  t.false(existsSync(join(data, 'tls.pem')))

  writeFileSync(at('junk'), 'junk')
  const cases: [string, string, RegExp][] = [
    ['none', 'a.key', /There is no file/],
    ['a.pem', 'none', /There is no file/],
    ['junk', 'a.key', /junk holds no certificate/],
    ['a.key', 'a.key', /a\.key holds no certificate/],
    ['a.pem', 'junk', /junk holds no private key/],
    ['a.pem', 'b.key', /is not the one of the certificate/],
  ]
  for (const [cert, key, sentence] of cases) {
    t.throws(() => readTlsFiles(at(cert), at(key)), { instanceOf: StartFailure, message: sentence })
  }
})

test('a damaged certificate of its own is not replaced', async (t) => {
  const place = temporaryFolder()
  t.teardown(place.remove)
  await ownCertificate(place.folder, ['localhost'], () => {})
  const file = join(place.folder, 'tls.pem')
  const good = readFileSync(file, 'utf8')
  for (const bad of ['', good.slice(0, good.indexOf('-----BEGIN CERT')), good.slice(0, -40)]) {
    writeFileSync(file, bad)
    await t.throwsAsync(
      ownCertificate(place.folder, ['localhost'], () => {}),
      { instanceOf: StartFailure },
    )
    t.is(readFileSync(file, 'utf8'), bad)
  }
  rmSync(file)
})

inTurn(0)('TLS 1.1 and ciphers without forward secrecy are refused; plain HTTP gets no answer', async (t) => {
  const { port, stop, url, certificate } = await start(t)
  const shake = async (more: string[]) => {
    const args = ['s_client', '-connect', `127.0.0.1:${port}`, ...more]
    const shaking = promisify(execFile)('openssl', args)
    shaking.child.stdin!.end()
    return shaking.then(
      ({ stdout }) => /Cipher is (?!\(NONE\))/.test(stdout),
      () => false,
    )
  }
  t.true(await shake(['-tls1_2']))
  t.true(await shake(['-tls1_3']))
  t.false(await shake(['-tls1_1', '-cipher', 'ALL:@SECLEVEL=0']))
  t.false(await shake(['-tls1_2', '-cipher', 'AES256-GCM-SHA384']))
  t.false(await shake(['-tls1_2', '-cipher', 'ECDHE-RSA-AES256-SHA384']))
  const plain = connectTcp(port, '127.0.0.1', () => plain.write('GET /healthz HTTP/1.1\r\n\r\n'))
  plain.on('error', () => {})
  t.notRegex(await text(plain).catch(() => ''), /HTTP/)
  // And nobody of them has hurt it.
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  socket.write('NOT HTTP\r\n\r\n')
  t.regex(await text(socket), /^HTTP\/1\.1 400 .*BAD_REQUEST/s)
  await t.throwsAsync(new DirectoryClient(url, { certificate }).login('ann', password), {
    code: 'DIRECTORY_REFUSED',
  })
  await stop()
})
