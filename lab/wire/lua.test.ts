import { execFileSync, spawnSync } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { people } from '../../peers/protocol/handshake-testing'
import { hardenedDefences } from '../../peers/protocol/hardened'
import { formatHandshake, formatMessage } from '../../peers/protocol/prototype/wire'
import { secure } from '../../peers/protocol/secure'
import { keyLog } from '../conformance/key-log'
import { played } from '../conformance/played-testing'
import { act, type Line, onTheWire } from '../history/history-testing'
import { english } from '../language/typed'
import { dissect } from './dissect'
import { fieldKinds } from './field-kinds'
import { pcapng } from './pcapng'
import { session } from './session-testing'

const SCRIPT = join(__dirname, 'secure-p2p.lua')
const { stdout = '' } = spawnSync('tshark', ['--version'], { encoding: 'utf8' })
const withLua = /with Lua/i.test(stdout ?? '') ? test : test.skip

/** @returns what tshark reads of these units with the script: the values of each column, unit by unit. */
function read(lines: readonly Line[], columns: readonly string[], keys?: string): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'lua-'))
  try {
    const file = join(folder, 'a.pcapng')
    writeFileSync(file, pcapng(act({}, { attack: lines }), { start: new Date(0) }))
    const fields = columns.flatMap((column) => ['-e', column])
    const keylog = join(folder, 'a.keys')
    if (keys !== undefined) writeFileSync(keylog, keys)
    const opening = keys === undefined ? [] : ['-o', `p2p.keylog:${keylog}`]
    const output = execFileSync(
      'tshark',
      ['-X', `lua_script:${SCRIPT}`, ...opening, '-r', file, '-Y', 'p2p', '-T', 'fields', ...fields],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    )
    return output
      .split('\n')
      .filter((row) => row !== '')
      .map((row) => row.split('\t'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

withLua('Wireshark reads the same of a session as the lab, however it is cut', async (t) => {
  const text = 'a long story '.repeat(1000)
  const said = await session(text)
  const lines = said.map(({ from, bytes }) => onTheWire(from, from === 'alice' ? 'bob' : 'alice', bytes))
  const shown = said.map(({ bytes }) => {
    const { fields } = dissect(bytes)
    const value = (pattern: RegExp) =>
      fields.find(({ kind }) => pattern.test(english(fieldKinds[kind].name)))?.value ?? ''
    return [value(/^type$/).split(' ')[0], value(/^suite/), value(/^number of the record$/)]
  })
  t.true(said.some(({ bytes }) => bytes.length > 10_000))
  t.deepEqual(read(lines, ['p2p.type', 'p2p.suite', 'p2p.number']), shown)
})

withLua(
  'with the keys of the lab it shows what the two ends see, through a rekey as well, and without them nothing',
  async (t) => {
    const often = { ...hardenedDefences, keyLimits: { ...hardenedDefences.keyLimits, records: 2 } }
    const history = await played({
      profile: secure('renew-often', often),
      sessions: 1,
      talk: (talk) => {
        for (const text of ['one', 'two', 'three', 'four', 'five']) talk.say('alice', text)
        talk.say('bob', 'heard')
        talk.close('alice')
      },
    })
    const lines = history.flatMap((event) =>
      event.event === 'wire' && event.way === 'out'
        ? framesOf(Buffer.from(event.bytes, 'base64')).map((bytes) =>
            onTheWire(event.node, event.node === 'alice' ? 'bob' : 'alice', bytes),
          )
        : [],
    )
    const columns = ['p2p.type', 'p2p.name', 'p2p.called', 'p2p.kind', 'p2p.text', 'p2p.count']
    const shown = read(lines, columns, keyLog(history)).map((row) =>
      row.filter((value) => value !== '').join(' '),
    )
    t.deepEqual(shown.slice(0, 4), ['1', '2 bob', '3 alice bob', '4'])
    const texts = shown.flatMap((row) => /^5 1 (.*)$/.exec(row)?.[1] ?? [])
    t.deepEqual(texts, ['one', 'two', 'three', 'four', 'five', 'heard'])
    // REKEY, its answer and its end, and both goodbyes, each with the number of records before it.
    t.true(shown.includes('5 3') && shown.includes('5 4') && shown.includes('5 5'))
    t.is(shown.filter((row) => /^5 2 [1-9]/.test(row)).length, 2)
    t.true(read(lines, columns).every((row) => row.slice(1).every((value) => value === '')))
  },
)

/** @returns the frames in what was written at once. */
function framesOf(written: Buffer): Buffer[] {
  const frames: Buffer[] = []
  for (let at = 0; at < written.length; ) {
    const end = at + 4 + written.readUInt32BE(at)
    frames.push(written.subarray(at, end))
    at = end
  }
  return frames
}

withLua('and of the prototype, where a message begins like a key', async (t) => {
  const { alice } = await people
  const pem = createPublicKey(alice.identity.signing).export({ type: 'spki', format: 'pem' }).toString()
  const handshake = formatHandshake(Buffer.from(pem), Buffer.alloc(256, 7))
  const message = formatMessage(Buffer.alloc(256, '-'), Buffer.alloc(256, 9))
  const lines = [handshake, message].map((bytes) => onTheWire('alice', 'bob', bytes))
  const rows = read(lines, ['p2p.pem', 'p2p.ciphertext', 'p2p.signature'])
  t.is(rows.length, 2)
  t.regex(rows[0]![0]!, /BEGIN PUBLIC KEY/)
  t.deepEqual(rows[1], ['', '2d'.repeat(256), '09'.repeat(256)])
})
