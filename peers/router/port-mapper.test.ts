import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { defaultGateway } from './gateway'
import { byPcp } from './pcp'
import { PortMapper } from './port-mapper'

/** A router that answers as the test says, and somebody who asks it. */
async function router(t: ExecutionContext, answers: (asked: Buffer) => readonly Buffer[], isPublic = true) {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  t.teardown(() => socket.close())
  const asked: Buffer[] = []
  socket.on('message', (message: Buffer, from: RemoteInfo) => {
    asked.push(message)
    for (const answer of answers(message)) socket.send(answer, from.port, from.address)
  })
  const told: (number | null)[] = []
  const mapper = new PortMapper({
    port: 25_000,
    onMapped: (port) => told.push(port),
    gateway: async () => '127.0.0.1',
    routerPort: socket.address().port,
    waits: [20, 20],
    isPublic: () => isPublic,
  })
  return { mapper, asked, told, socket }
}

/** What PCP answers (RFC 6887 section 11.1), with one byte or more put otherwise. */
function pcp(asked: Buffer, changes: Readonly<Record<number, number>> = {}): Buffer {
  const answer = Buffer.from(asked)
  answer[1] = 0x81
  answer.writeUInt32BE(3_600, 4)
  answer.fill(0, 8, 24)
  answer.writeUInt16BE(40_000, 42)
  answer.set([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 11, 22, 33, 10], 44)
  for (const [place, byte] of Object.entries(changes)) answer[Number(place)] = byte
  return answer
}

test('PCP: the port that the router maps is told, and taken back at the end', async (t) => {
  const { mapper, asked, told, socket } = await router(t, (message) => [pcp(message)])
  await mapper.start()
  t.deepEqual([told, mapper.port], [[40_000], 40_000])
  const [first] = asked
  t.deepEqual([first?.length, first?.[0], first?.[36], first?.readUInt16BE(40)], [60, 2, 6, 25_000])
  t.is(first?.subarray(8, 24).toString('hex'), '00000000000000000000ffff7f000001')
  const last = once(socket, 'message')
  await mapper.stop()
  const [release] = (await last) as [Buffer]
  t.is(release.readUInt32BE(4), 0)
})

test('who calls from the internet by IPv4 comes by the mapped port; neighbours and whoever comes by IPv6 do not', async (t) => {
  const { mapper } = await router(t, (message) => [pcp(message)])
  t.false(mapper.leads('192.0.2.7'), 'before there is one')
  await mapper.start()
  for (const from of ['192.0.2.7', '::ffff:192.0.2.7']) t.true(mapper.leads(from), from)
  for (const from of ['2001:db8::7', '192.168.1.5', '::ffff:10.0.0.1', '127.0.0.1', ''])
    t.false(mapper.leads(from), from)
  await mapper.stop()
})

test('NAT-PMP, where the router knows nothing newer', async (t) => {
  const { mapper, told, asked } = await router(t, (message) => {
    if (message[0] === 2) return [Buffer.from([0, 0x81, 0, 1, 0, 0, 0, 9])]
    if (message[1] === 0) return [Buffer.from([0, 0x80, 0, 0, 0, 0, 0, 9, 11, 22, 33, 10])]
    const answer = Buffer.from([0, 0x82, 0, 0, 0, 0, 0, 9, 0x61, 0xa8, 0x9c, 0x40, 0, 0, 14, 16])
    return [answer]
  })
  await mapper.start()
  t.deepEqual(told, [40_000])
  // On a busy machine a question is asked twice.
  t.deepEqual([...new Set(asked.map(({ length }) => length))], [60, 2, 12])
  await mapper.stop()
})

test('what is no answer to the question is nothing: nobody is told of a port that the router did not give', async (t) => {
  const odd: Record<string, (asked: Buffer) => readonly Buffer[]> = {
    nothing: () => [],
    'an empty one': () => [Buffer.alloc(0)],
    'a short one': (message) => [pcp(message).subarray(0, 40)],
    'another question’s': (message) => [pcp(message, { 24: message[24]! ^ 1 })],
    'another port’s': (message) => [pcp(message, { 41: 1 })],
    'for UDP': (message) => [pcp(message, { 36: 17 })],
    'a refusal': (message) => [pcp(message, { 3: 2 })],
    'port 0': (message) => [pcp(message, { 42: 0, 43: 0 })],
    'no time': (message) => [pcp(message, { 4: 0, 5: 0, 6: 0, 7: 0 })],
    'a question': (message) => [message],
    noise: () => [Buffer.alloc(1_000, 0xff)],
  }
  for (const [what, answers] of Object.entries(odd)) {
    const { mapper, told, asked } = await router(t, answers)
    await mapper.start()
    t.deepEqual([told, mapper.port], [[], null], what)
    t.true(asked.length <= 2, `${what}: asked twice at most`)
    await mapper.stop()
  }
})

test('a router behind another one maps a port to nowhere, which is not told', async (t) => {
  const { mapper, told } = await router(t, (message) => [pcp(message)], false)
  await mapper.start()
  t.deepEqual(told, [])
  await mapper.stop()
})

test('where the router says that nobody hears there, the next protocol is tried at once', async (t) => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  // Nobody waits that long for a test.
  const asked = { router: '127.0.0.1', port: 25_000, lifetime: 60, waits: [3_600_000], patience: 0 }
  t.is(await byPcp()({ ...asked, routerPort: port }), null)
})

test('without a router nobody is asked', async (t) => {
  const told: (number | null)[] = []
  const mapper = new PortMapper({ port: 1, onMapped: (port) => told.push(port), gateway: async () => null })
  await mapper.start()
  t.deepEqual(told, [])
  await mapper.stop()
})

test('the default gateway is the one of the least metric', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'route')
  const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n'
  const route = (to: string, by: string, metric: number, mask: string) =>
    `eth0\t${to}\t${by}\t0003\t0\t0\t${metric}\t${mask}\t0\t0\t0\n`
  writeFileSync(
    file,
    head +
      route('00000000', '0101A8C0', 600, '00000000') +
      route('00000000', '0100000A', 100, '00000000') +
      route('0001A8C0', '00000000', 0, '00FFFFFF'),
  )
  t.is(await defaultGateway(file), '10.0.0.1')
  writeFileSync(file, head + route('00000000', '00000000', 0, '00000000'))
  t.is(await defaultGateway(file), null)
  t.is(await defaultGateway(join(folder, 'none')), null)
})
