import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import fc from 'fast-check'
import type { HistoryEvent } from '../history/events'
import { act, onTheWire } from '../history/history-testing'
import { sayIn } from '../language/language'
import { isCapturable, pcapng } from './pcapng'

const start = new Date('2026-11-22T16:20:27Z')

interface Block {
  readonly type: number
  readonly body: Buffer
}

/** @throws Error where a block is not built as the format asks. */
function blocksOf(file: Buffer): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < file.length; ) {
    const length = file.readUInt32LE(at + 4)
    if (length % 4 !== 0 || file.readUInt32LE(at + length - 4) !== length) throw new Error(`block at ${at}`)
    blocks.push({ type: file.readUInt32LE(at), body: file.subarray(at + 8, at + length - 4) })
    at += length
  }
  return blocks
}

interface Seen {
  readonly place: number
  readonly time: bigint
  readonly from: string
  readonly to: string
  readonly sequence: number
  /** Null where the packet acknowledges nothing. */
  readonly acknowledged: number | null
  readonly flags: number
  readonly payload: Buffer
  /** Bits 0 and 1 of the packet’s flags, 1 is inbound; null where nothing is said. */
  readonly direction: number | null
  readonly sound: boolean
}

/** An enhanced packet block, its packet, and whether the checksums are right. */
function seen({ body }: Block): Seen {
  const length = body.readUInt32LE(12)
  const ip = body.subarray(20, 20 + length)
  const tcp = ip.subarray(20)
  const end = (at: number, port: number) => `${ip.subarray(at, at + 4).join('.')}:${tcp.readUInt16BE(port)}`
  const pseudo = Buffer.concat([ip.subarray(12, 20), Buffer.of(0, 6, tcp.length >> 8, tcp.length & 255), tcp])
  return {
    place: body.readUInt32LE(0),
    time: (BigInt(body.readUInt32LE(4)) << 32n) | BigInt(body.readUInt32LE(8)),
    from: end(12, 0),
    to: end(16, 2),
    sequence: tcp.readUInt32BE(4),
    acknowledged: tcp[13]! & 16 ? tcp.readUInt32BE(8) : null,
    flags: tcp[13]!,
    payload: tcp.subarray((tcp[12]! >> 4) * 4),
    direction: directionOf(body.subarray(20 + Math.ceil(length / 4) * 4)),
    sound: ip.readUInt16BE(2) === length && sum(ip.subarray(0, 20)) === 0xffff && sum(pseudo) === 0xffff,
  }
}

/** The option epb_flags of a packet. */
function directionOf(options: Buffer): number | null {
  for (let at = 0; at < options.length; ) {
    const [code, length] = [options.readUInt16LE(at), options.readUInt16LE(at + 2)]
    if (code === 2) return options.readUInt32LE(at + 4) & 3
    at += 4 + Math.ceil(length / 4) * 4
  }
  return null
}

function sum(bytes: Buffer): number {
  const words = bytes.length % 2 ? Buffer.concat([bytes, Buffer.of(0)]) : bytes
  let total = 0
  for (let at = 0; at < words.length; at += 2) total += words.readUInt16BE(at)
  return ((total & 0xffff) + (total >>> 16) + (((total & 0xffff) + (total >>> 16)) >>> 16)) & 0xffff
}

const packetsOf = (file: Uint8Array): Seen[] =>
  blocksOf(Buffer.from(file)).flatMap((block) => (block.type === 6 ? [seen(block)] : []))

/** Mallory is linked to Alice, who called; units go by; the link ends. */
function overheard(
  units: readonly (readonly [from: string, to: string, bytes: Uint8Array])[],
): HistoryEvent[] {
  return act(
    { name: 'hardened' },
    {
      attack: [
        ['mallory', { event: 'linked', link: 'link-1', remote: '127.0.0.1:40000' }],
        [
          'alice',
          { event: 'opened', session: 's1', role: 'initiator', calls: 'bob', local: '127.0.0.1:40000' },
        ],
        ...units.map(([from, to, bytes]) => onTheWire(from, to, bytes)),
        ['mallory', { event: 'unlinked', link: 'link-1' }],
      ],
    },
  )
}

test('what each side said is in the file, byte for byte and in order, in sound packets', (t) => {
  const unit = fc.tuple(fc.boolean(), fc.uint8Array({ maxLength: 4000, size: 'max' }))
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 8 }), (units) => {
      const said = units.map(([byAlice, bytes]) =>
        byAlice ? (['alice', 'bob', bytes] as const) : (['bob', 'alice', bytes] as const),
      )
      const packets = packetsOf(pcapng(overheard(said), { start }))
      if (said.length === 0) return packets.length === 0
      const next: Record<string, number> = {}
      const heard: Record<string, Buffer> = {
        '10.0.0.1:32768': Buffer.alloc(0),
        '10.0.0.2:25000': Buffer.alloc(0),
      }
      for (const { from, to, sequence, acknowledged, flags, payload, sound } of packets) {
        if (!sound || payload.length > 1460 || sequence !== (next[from] ?? 0)) return false
        if (acknowledged !== null && acknowledged !== (next[to] ?? 0)) return false
        next[from] = sequence + payload.length + (flags & 3 ? 1 : 0)
        heard[from] = Buffer.concat([heard[from]!, payload])
      }
      const whole = (who: string) =>
        Buffer.concat(said.flatMap(([from, , bytes]) => (from === who ? [bytes] : [])))
      return heard['10.0.0.1:32768']!.equals(whole('alice')) && heard['10.0.0.2:25000']!.equals(whole('bob'))
    }),
  )
  t.pass()
})

test('a packet has the time of its event, and its act for an interface', (t) => {
  const one = overheard([['alice', 'bob', Buffer.from('x')]])
  const two = one.map((event) => ({ ...event, act: 'prototype' }))
  const packets = packetsOf(pcapng([...one, ...two], { start }))
  const data = packets.filter(({ payload }) => payload.length > 0)
  t.deepEqual(
    data.map(({ place, time }) => ({ place, time })),
    [0, 1].map((place) => ({ place, time: BigInt(start.getTime() + 2) * 1000n })),
  )
  t.is(new Set(packets.map(({ from, to }) => [from, to].sort().join())).size, 2, 'a connection for each link')
})

test('what came in at Mallory says so, of what is made up nothing is said', (t) => {
  const packets = packetsOf(pcapng(overheard([['alice', 'bob', Buffer.alloc(2000)]]), { start }))
  t.deepEqual(
    packets.filter(({ payload }) => payload.length > 0).map(({ direction }) => direction),
    [1, 1],
  )
  const madeUp = packets.filter(({ payload }) => payload.length === 0)
  t.true(madeUp.length > 0 && madeUp.every(({ direction }) => direction === null))
})

test('the caller is who called, also where the other one speaks first', (t) => {
  const [syn] = packetsOf(pcapng(overheard([['bob', 'alice', Buffer.from('x')]]), { start }))
  t.is(syn!.from, '10.0.0.1:32768')
  const unknown = overheard([['bob', 'alice', Buffer.from('x')]]).filter(({ event }) => event !== 'opened')
  const [first] = packetsOf(pcapng(unknown, { start }))
  t.is(first!.from, '10.0.0.2:32768')
})

test('a run in which nothing came in is no capture, and still a file', (t) => {
  const history = overheard([])
  t.false(isCapturable(history))
  t.deepEqual(
    blocksOf(Buffer.from(pcapng(history, { start }))).map(({ type }) => type),
    [0x0a0d0d0a, 1, 4],
  )
  t.true(isCapturable(overheard([['alice', 'bob', Buffer.from('x')]])))
})

test('comments are in the language of who looks', (t) => {
  const history = overheard([['alice', 'bob', Buffer.from('x')]])
  const french = Buffer.from(pcapng(history, { start, say: sayIn('fr') })).toString()
  t.true(french.includes('Trop peu d’octets pour une trame.'))
  t.false(french.includes('Mallory stands in between'))
})

const withTshark = spawnSync('tshark', ['--version']).status === 0 ? test : test.skip
withTshark('tshark reads names, acts, times and comments, and has nothing to complain of', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'capture-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'a.pcapng')
  const large = Buffer.alloc(4001, 1)
  const record = Buffer.concat([Buffer.of(0, 0, 1, 25, 5), Buffer.alloc(8 + 256 + 16, 7)])
  writeFileSync(
    file,
    pcapng(
      overheard([
        ['bob', 'alice', record],
        ['alice', 'bob', large],
      ]),
      { start },
    ),
  )
  const tshark = (...args: string[]) =>
    execFileSync(
      'tshark',
      ['-r', file, '-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE', ...args],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    )
  const columns = ['frame.interface_name', 'frame.time_epoch', 'ip.src_host', 'tcp.len', 'frame.comment']
  const rows = tshark(
    '-N',
    'n',
    '-Y',
    'tcp.len > 0',
    '-T',
    'fields',
    ...columns.flatMap((one) => ['-e', one]),
  )
    .trimEnd()
    .split('\n')
    .map((row) => row.split('\t'))
  const time = (ms: number) => `${(start.getTime() + ms) / 1000}`
  t.deepEqual(
    rows.map(([name, epoch, host, size]) => [name, Number(epoch).toString(), host, size]),
    [
      ['hardened', time(2), 'bob', '285'],
      ['hardened', time(3), 'alice', '1460'],
      ['hardened', time(3), 'alice', '1460'],
      ['hardened', time(3), 'alice', '1081'],
    ],
  )
  t.regex(rows[0]![4]!, /^RECORD: Record \d+: 272 bytes, encrypted\.$/)
  // Only that the end of a connection is one: no warning, no error.
  t.notRegex(tshark('-q', '-z', 'expert'), /Warn|Error|Malformed|checksum|Out-Of-Order|unseen/i)
})
