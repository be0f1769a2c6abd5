import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { byIgd, MOST_BYTES } from './igd'
import { searchAnswer } from './igd-messages'

const WAN = 'urn:schemas-upnp-org:service:WANIPConnection:1'
const ok = (action: string, inner = '') =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><u:${action}Response xmlns:u="${WAN}">${inner}</u:${action}Response></s:Body></s:Envelope>`
const refusal = (code: number) =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode><detail><UPnPError xmlns="urn:schemas-upnp-org:control-1-0"><errorCode>${code}</errorCode></UPnPError></detail></s:Fault></s:Body></s:Envelope>`
const description = (service = WAN, control = '/ctl/IPConn') =>
  `<?xml version="1.0"?><root xmlns="urn:schemas-upnp-org:device-1-0"><device><deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:1</deviceType><serviceList><service><serviceType>urn:schemas-upnp-org:service:Layer3Forwarding:1</serviceType><controlURL>/ctl/L3F</controlURL></service></serviceList><deviceList><device><serviceList><service><serviceType>${service}</serviceType><controlURL>${control}</controlURL></service></serviceList></device></deviceList></device></root>`

interface Does {
  readonly location?: (port: number) => string
  readonly description?: string
  readonly address?: string
  readonly add?: (time: number, body: string) => string
  readonly silent?: boolean
  /** Who answers the search. */
  readonly voice?: string
}

/** A router that does what the test says. @returns what it was asked, and what came of it. */
async function asked(t: ExecutionContext, does: Does = {}) {
  const calls: string[] = []
  const bodies: string[] = []
  let times = 0
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const action =
        /#(\w+)"$/.exec(`${request.headers.soapaction}`)?.[1] ?? `${request.method} ${request.url}`
      calls.push(action)
      bodies.push(body)
      if (does.silent) return
      if (action === 'GetExternalIPAddress')
        response.end(
          ok(action, `<NewExternalIPAddress>${does.address ?? '11.22.33.10'}</NewExternalIPAddress>`),
        )
      else if (action === 'AddPortMapping') {
        times += 1
        const answer = does.add?.(times, body) ?? ok(action)
        response.statusCode = answer.includes('Fault') ? 500 : 200
        response.end(answer)
      } else if (action === 'DeletePortMapping') response.end(ok(action))
      else response.end(does.description ?? description())
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  const voice = createSocket('udp4').bind(0, does.voice ?? '127.0.0.1')
  await Promise.all([socket, voice].map((one) => once(one, 'listening')))
  t.teardown(() => {
    socket.close()
    voice.close()
    server.close()
    server.closeAllConnections()
  })
  const location = does.location?.(port) ?? `http://127.0.0.1:${port}/root.xml`
  socket.on('message', (_: Buffer, from: RemoteInfo) =>
    voice.send(
      `HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nLocation: ${location}\r\n\r\n`,
      from.port,
      from.address,
    ),
  )
  const mapped = await byIgd({
    ...{ router: '127.0.0.1', port: 25_000, lifetime: 3_600, waits: [200, 200], patience: 500 },
    searchPort: socket.address().port,
  }).catch(() => null)
  return { mapped, calls, bodies }
}

test('the port that was asked for, to this computer, for an hour; and taken back', async (t) => {
  const { mapped, calls, bodies } = await asked(t)
  t.deepEqual(mapped?.mapping, { port: 25_000, address: '11.22.33.10', lifetime: 3_600 })
  t.deepEqual(calls, ['GET /root.xml', 'GetExternalIPAddress', 'AddPortMapping'])
  for (const part of [
    '<NewRemoteHost></NewRemoteHost><NewExternalPort>25000</NewExternalPort><NewProtocol>TCP</NewProtocol>',
    '<NewInternalPort>25000</NewInternalPort><NewInternalClient>127.0.0.1</NewInternalClient>',
    '<NewLeaseDuration>3600</NewLeaseDuration>',
  ])
    t.true(bodies[2]!.includes(part), part)
  await mapped!.release()
  t.is(calls.at(-1), 'DeletePortMapping')
})

test('where somebody has the port, others are asked for, a few times', async (t) => {
  const second = await asked(t, { add: (time) => (time === 1 ? refusal(718) : ok('AddPortMapping')) })
  const port = second.mapped!.mapping.port
  t.true(port >= 49_152 && port !== 25_000)
  t.true(second.bodies.at(-1)!.includes(`<NewExternalPort>${port}</NewExternalPort><NewProtocol>`))
  const never = await asked(t, { add: () => refusal(718) })
  t.is(never.mapped, null)
  t.is(never.calls.filter((call) => call === 'AddPortMapping').length, 3)
})

test('what is no answer, or another’s, is nothing', async (t) => {
  const odd: Record<string, Does> = {
    'a description at another computer': { location: (port) => `http://127.0.0.2:${port}/root.xml` },
    'a description by another protocol': { location: (port) => `https://127.0.0.1:${port}/root.xml` },
    'a description behind a password': { location: (port) => `http://a:b@127.0.0.1:${port}/root.xml` },
    'an answer of another computer’s': { voice: '127.0.0.2' },
    'no URL': { location: () => 'nowhere' },
    'a description that is no XML': { description: '<root><service>' },
    'a description without such a service': {
      description: description('urn:schemas-upnp-org:service:Other:1'),
    },
    'control at another computer': { description: description(WAN, 'http://127.0.0.2/ctl') },
    'a description without end': { description: `${description()}<!--${'x'.repeat(MOST_BYTES)}-->` },
    'entities of entities': {
      description: `<!DOCTYPE root [<!ENTITY a "${'x'.repeat(1_000)}"><!ENTITY b "${'&a;'.repeat(1_000)}">]>${description(WAN, '&b;')}`,
    },
    'no address': { address: '' },
    'no IPv4 address': { address: '<b>1.2.3.4</b>::1' },
    'only for ever': { add: () => refusal(725) },
    'a refusal that is no XML': { add: () => 'Fault' },
    silence: { silent: true },
  }
  for (const [what, does] of Object.entries(odd)) t.is((await asked(t, does)).mapped, null, what)
})

test('a router that maps for ever only is asked once', async (t) => {
  const { mapped, calls } = await asked(t, { add: () => refusal(725) })
  t.deepEqual([mapped, calls.filter((call) => call === 'AddPortMapping').length], [null, 1])
})

test('a long description is read to the end', async (t) => {
  const { mapped } = await asked(t, { description: `${description()}<!--${'x'.repeat(MOST_BYTES / 2)}-->` })
  t.is(mapped?.mapping.port, 25_000)
})

test('only what the router itself says is heard', (t) => {
  const answer = (location: string, status = '200 OK') => `HTTP/1.1 ${status}\r\nLOCATION:${location}\r\n\r\n`
  t.is(searchAnswer(answer(' http://192.168.1.1:5000/d.xml'), '192.168.1.1')?.port, '5000')
  for (const message of [
    '',
    answer('http://192.168.1.2:5000/d.xml'),
    answer('http://192.168.1.1.example/d.xml'),
    answer('file:///etc/passwd'),
    answer('http://192.168.1.1/d.xml', '404 Not Found'),
    'NOTIFY * HTTP/1.1\r\nLOCATION: http://192.168.1.1/d.xml\r\n\r\n',
  ])
    t.is(searchAnswer(message, '192.168.1.1'), null, message)
})
