import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import initSqlJs from 'sql.js'
import { dataKey, temporaryFolder } from '../directory-testing'
import { StartFailure } from '../refusal'
import { openDataFolder } from './data-folder'
import type { JournalEntry } from './journal'
import { schema } from './schema'

/** A line as the first version wrote it. */
function plainLine(entry: JournalEntry): string {
  const json = JSON.stringify(entry)
  return `${createHash('sha256').update(json).digest('hex').slice(0, 16)} ${json}\n`
}

/** A snapshot as the first version wrote it: schema 1, one user, one request, sequence 2. */
async function plainSnapshot(): Promise<Buffer> {
  const sqlite = new (await initSqlJs()).Database()
  sqlite.exec(schema)
  sqlite.run("INSERT INTO users VALUES ('ann', 's', 'w', 1024, 8, 1, 'salt', 'hash')")
  sqlite.run("INSERT INTO friendships VALUES ('ann', 'bob', 0)")
  sqlite.run('UPDATE position SET sequence = 2')
  return Buffer.from(sqlite.export())
}

const journal = [
  plainLine({ sequence: 2, changes: [['ask', 'ann', 'bob']] }),
  plainLine({ sequence: 3, changes: [['ask', 'ann', 'eve']] }),
].join('')

function place(t: { teardown(remove: () => void): void }) {
  const { folder, remove } = temporaryFolder()
  t.teardown(remove)
  const said: string[] = []
  const open = () => openDataFolder(folder, dataKey, 1 << 20, (sentence) => said.push(sentence))
  const at = (name: string) => join(folder, `directory.${name}`)
  const friends = async () => {
    const store = await open()
    const rows = store.reader.all<{ asked: string }>('SELECT asked FROM friendships ORDER BY asked')
    // Tables of later versions are there, too.
    store.reader.all('SELECT * FROM totp')
    return { asked: rows.map(({ asked }) => asked), store }
  }
  return { folder, said, open, at, friends }
}

test('a plain data folder is taken over once, encrypted, and brought to this schema', async (t) => {
  const { folder, said, at, friends } = place(t)
  writeFileSync(at('sqlite'), await plainSnapshot())
  writeFileSync(at('journal'), journal)
  const first = await friends()
  t.deepEqual(first.asked, ['bob', 'eve'])
  t.deepEqual(first.store.reader.all('SELECT name FROM users'), [{ name: 'ann' }])
  t.false(existsSync(at('sqlite')))
  t.is(statSync(at('journal')).size, 0)
  t.false(readFileSync(at('snapshot')).includes('SQLite'))
  t.is(said.length, 1)
  t.regex(said[0]!, /was not encrypted and now is/)
  await first.store.write(() => ({ changes: [['ask', 'ann', 'zoe']], answer: '' }))
  await first.store.close()
  const second = await friends()
  t.deepEqual(second.asked, ['bob', 'eve', 'zoe'])
  await second.store.close()
  t.is(said.length, 1)
  t.deepEqual(readdirSync(folder).sort(), ['directory.journal', 'directory.snapshot'])
})

test('a plain journal without a snapshot, torn or not, is taken over', async (t) => {
  const line = plainLine({ sequence: 1, changes: [['ask', 'ann', 'bob']] })
  for (const [content, asked] of [
    [line, ['bob']],
    [line + line.slice(0, 30), ['bob']],
    [line.slice(0, 30), []],
    [line.slice(0, 5), []],
  ] as const) {
    const { at, friends } = place(t)
    writeFileSync(at('journal'), content)
    const first = await friends()
    t.deepEqual(first.asked, [...asked])
    await first.store.close()
  }
})

test('a takeover that was cut short is finished by the next start', async (t) => {
  const { said, at, friends } = place(t)
  writeFileSync(at('sqlite'), await plainSnapshot())
  writeFileSync(at('journal'), journal)
  await (await friends()).store.close()
  // As if the journal had not been emptied, nor the plain snapshot deleted.
  writeFileSync(at('journal'), journal)
  writeFileSync(at('sqlite'), await plainSnapshot())
  const again = await friends()
  t.deepEqual(again.asked, ['bob', 'eve'])
  await again.store.write(() => ({ changes: [['ask', 'ann', 'zoe']], answer: '' }))
  await again.store.close()
  t.regex(said.at(-1)!, /is not encrypted and not used any more: delete it/)
  const last = await friends()
  t.deepEqual(last.asked, ['bob', 'eve', 'zoe'])
  await last.store.close()
})

test('nobody brings changes into encrypted data by a plain journal', async (t) => {
  const { at, open, friends } = place(t)
  await (await friends()).store.close()
  writeFileSync(at('journal'), plainLine({ sequence: 1, changes: [['ask', 'ann', 'mallory']] }))
  await t.throwsAsync(open(), {
    instanceOf: StartFailure,
    message: /it is not encrypted, but the snapshot is/,
  })
})

test('what is damaged, or made by a newer version, is not taken over', async (t) => {
  const good = await plainSnapshot()
  const newer = Buffer.from(good).fill(9, 60, 64)
  const misplaced = Buffer.from(good)
  misplaced.write('zzz', good.lastIndexOf('bob'))
  const holed = Buffer.from(good).fill(7, 5000, 9000)
  for (const [bytes, reason] of [
    [newer, /newer one/],
    [misplaced, /damaged/],
    [holed, /damaged|malformed/],
    [Buffer.from(good).fill(0, 68, 72), /not a database of this directory/],
    [Buffer.from('junk'.repeat(200)), /not a database/],
  ] as const) {
    const { folder, at, open } = place(t)
    writeFileSync(at('sqlite'), bytes)
    const error = await t.throwsAsync(open(), { instanceOf: StartFailure })
    t.regex(error.message, reason)
    t.deepEqual(readFileSync(at('sqlite')), Buffer.from(bytes))
    t.deepEqual(readdirSync(folder), ['directory.sqlite'])
  }
})
