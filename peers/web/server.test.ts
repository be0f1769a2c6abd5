/** The page's server as its neighbours find it: other pages of the browser, other programs and other users of this computer. */

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import test from 'ava'
import { english, t as sentence } from '../language/sentence'
import type { MessengerEvent } from '../messenger/messenger-api'
import { field, uint } from '../protocol/fields'
import { type Asked, ask, begin, openTestSite, transferOf } from './web-testing'

const friends = JSON.stringify({ id: 1, do: 'friends' })

test('who came by the link gives commands as programs do, and is answered likewise', async (t) => {
  const { port, key, asked } = await openTestSite(t)
  const command = (body: string) => ask(port, { path: '/command', body, key })
  const answer = await command(friends)
  t.is(answer.status, 200)
  t.like(JSON.parse(answer.body), { event: 'done', id: 1, data: { friends: [{ name: 'bob' }] } })
  await command('{"id":2,"do":"send","to":"bob","text":"<b>hi</b>"}')
  t.deepEqual(asked, [['send', 'bob', '<b>hi</b>']])
  t.like(JSON.parse((await command('nonsense')).body), { event: 'failed', code: 'BAD_COMMAND' })
})

test('the link works once, and the next one ends the one before', async (t) => {
  const { port, server } = await openTestSite(t)
  const link = () => new URL(server.newLink()).hash.slice(1)
  const enter = (body: string) => ask(port, { path: '/enter', body })
  const first = link()
  t.is((await enter(first)).status, 200)
  const again = await enter(first)
  t.is(again.status, 403)
  t.regex(JSON.parse(again.body).message, /^This link was used before[^.]*\.$/)
  const unused = link()
  const newest = link()
  t.is((await enter(unused)).status, 403)
  t.is((await enter(`${newest}x`)).status, 403)
  t.is((await enter('')).status, 403)
  t.is((await enter(newest)).status, 200)
})

/** What strangers try, each with all else as the page would have it. */
const strangers: Readonly<Record<string, [number, Asked]>> = {
  'another user, without a key': [401, { headers: { Authorization: undefined } }],
  'another user, with a key that nobody has': [401, { key: 'A'.repeat(43) }],
  'a name that leads here (DNS rebinding)': [
    421,
    { headers: { Host: 'evil.example', Origin: 'http://evil.example' } },
  ],
  'the same with our port': [421, { headers: { Host: 'evil.example:80' } }],
  'another address of this computer': [421, { headers: { Host: '127.0.0.2' } }],
  'another page of the browser': [
    403,
    { headers: { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' } },
  ],
  'a page of another port of this computer': [
    403,
    { headers: { Origin: 'http://127.0.0.1:1', 'Sec-Fetch-Site': 'same-site' } },
  ],
  'a page without a name (sandboxed, or a file)': [403, { headers: { Origin: 'null' } }],
  'a request that says nothing of its page': [403, { headers: { Origin: undefined } }],
  'an old browser, which says Origin only': [
    403,
    { headers: { Origin: 'http://evil.example', 'Sec-Fetch-Site': undefined } },
  ],
  'another method': [405, { method: 'DELETE' }],
}
for (const [who, [status, stranger]] of Object.entries(strangers))
  test(`nothing is told or done for ${who}`, async (t) => {
    const { port, key, asked } = await openTestSite(t)
    for (const path of [
      '/command',
      '/state',
      '/events',
      '/read',
      '/ticket',
      '/file?to=bob&name=x',
      '/leave',
      '/dismiss',
    ]) {
      const answer = await ask(port, {
        path,
        body: '{"id":1,"do":"send","to":"bob","text":"x"}',
        key,
        ...stranger,
      })
      t.is(answer.status, status, path)
      t.deepEqual(Object.keys(JSON.parse(answer.body)), ['code', 'message'])
      t.is(answer.headers['access-control-allow-origin'], undefined)
    }
    t.deepEqual(asked, [])
    t.is((await ask(port, { path: '/state', key })).status, 200, 'and the key still counts')
  })

test('a stranger cannot spend a link either: it is asked where the page stands', async (t) => {
  const { port, server } = await openTestSite(t)
  const link = new URL(server.newLink()).hash.slice(1)
  const evil = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }
  t.is((await ask(port, { path: '/enter', body: link, headers: evil })).status, 403)
  t.is((await ask(port, { path: '/enter', body: link })).status, 200)
})

test('other pages get no part of the page, but may lead to it', async (t) => {
  const { port } = await openTestSite(t)
  const get = (path: string, headers: Asked['headers']) =>
    ask(port, { method: 'GET', path, headers: { Origin: undefined, ...headers } })
  const other = { 'Sec-Fetch-Site': 'cross-site' }
  for (const path of ['/page.js', '/page.css', '/page.svg']) {
    t.is((await get(path, {})).status, 200)
    t.is((await get(path, other)).status, 403)
  }
  t.is((await get('/', { ...other, 'Sec-Fetch-Mode': 'no-cors' })).status, 403)
  const page = await get('/', { ...other, 'Sec-Fetch-Mode': 'navigate' })
  t.is(page.status, 200)
  t.is(page.headers['cache-control'], 'no-store')
  t.is(page.headers['referrer-policy'], 'no-referrer')
  t.is(page.headers['x-content-type-options'], 'nosniff')
  t.is(page.headers['set-cookie'], undefined)
  const policy = String(page.headers['content-security-policy'])
  for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"])
    t.true(policy.includes(rule), rule)
  t.notRegex(policy, /unsafe|\*|https?:/)
})

/** Lines of an open stream of events. */
async function stream(port: number, key: string, headers = {}) {
  const response = await new Promise<IncomingMessage>((resolve) => {
    begin(port, { path: '/events', key, headers }, resolve)
      .on('error', () => {})
      .end()
  })
  const rows = createInterface({ input: response.on('error', () => {}) })[Symbol.asyncIterator]()
  return { response, next: async () => JSON.parse((await rows.next()).value) }
}

test('what happens is told to all that listen; what is unread, and what has to be known, is told to whoever comes later', async (t) => {
  const { port, key, tell, asked } = await openTestSite(t)
  const [one, other] = [await stream(port, key), await stream(port, key)]
  const { proof } = JSON.parse((await ask(port, { path: '/state', key })).body)
  for (const each of [one, other]) t.deepEqual(await each.next(), { event: 'here', proof })
  const message: MessengerEvent = { event: 'message', friend: 'bob', id: '1', text: 'hi', at: 1, written: 1 }
  tell(message)
  for (const each of [one, other]) {
    t.deepEqual(await each.next(), message)
    t.deepEqual(await each.next(), { event: 'unread', unread: { bob: 1 } })
  }
  for (let time = 0; time < 1000; time += 1)
    tell({ event: 'alarm', friend: 'bob', code: 'TAMPERED', message: `time ${time}`, evidence: {} })
  const state = JSON.parse((await ask(port, { path: '/state', key })).body)
  t.deepEqual(state.unread, { bob: 1 })
  t.is(state.notes.length, 1, 'a thousand of a kind are one note')
  t.like(state.notes[0], { count: 1000, told: { message: 'time 999' } })
  await ask(port, { path: '/dismiss', body: `${state.notes[0].number}`, key })
  await ask(port, { path: '/read', body: 'bob', key })
  t.deepEqual(asked, [['seen', 'bob']])
  const after = JSON.parse((await ask(port, { path: '/state', key })).body)
  t.like(after, { unread: {}, notes: [] })
})

test('notes are bounded, whoever causes them', async (t) => {
  const { port, key, tell } = await openTestSite(t)
  for (let time = 0; time < 300; time += 1)
    tell({ event: 'alarm', friend: `friend-${time}`, code: 'TAMPERED', message: 'x', evidence: {} })
  const { notes } = JSON.parse((await ask(port, { path: '/state', key })).body)
  t.is(notes.length, 100)
  t.is(notes.at(-1).told.friend, 'friend-299')
})

test('whoever leaves is told nothing more, and the key is worth nothing', async (t) => {
  const { port, key } = await openTestSite(t)
  const open = await stream(port, key)
  await open.next()
  const ended = new Promise((resolve) => open.response.once('close', resolve))
  await ask(port, { path: '/leave', key })
  await ended
  t.is((await ask(port, { path: '/state', key })).status, 401)
})

test('a file that is dropped is copied privately, offered, and removed when its transfer has ended', async (t) => {
  const { port, key, home, asked, known, tell } = await openTestSite(t)
  const send = (name: string, to = 'bob') =>
    ask(port, { path: `/file?to=${to}&name=${encodeURIComponent(name)}`, body: 'abc', key })
  const answer = await send('../../é<x>.txt')
  t.is(answer.status, 200)
  const path = String(asked[0]?.[2])
  t.true(path.startsWith(join(home, 'uploads')))
  t.regex(path, /[/\\][0-9a-f]{32}[/\\]é_x_\.txt$/)
  t.is(readFileSync(path, 'utf8'), 'abc')
  t.is(statSync(path).mode & 0o777, 0o600)
  t.is(statSync(join(path, '..')).mode & 0o777, 0o700)
  const offered = known.transfers[0]!
  known.transfers[0] = { ...offered, state: 'finished' }
  tell({ event: 'file-finished', transfer: known.transfers[0] })
  while (existsSync(path)) await new Promise(setImmediate)
  t.is((await send('refused')).status, 409)
  t.is((await send('x', 'nobody')).status, 404)
  t.deepEqual(readdirSync(join(home, 'uploads')), [])
})

test('several files come as one pack, and are offered as one; what is no pack is refused, and leaves nothing', async (t) => {
  const { port, key, home, asked } = await openTestSite(t)
  const entry = (path: string, size: number) => Buffer.concat([field(path), uint(size, 8)])
  const send = (list: Buffer, bytes: string) =>
    ask(port, {
      path: '/files?to=bob',
      body: Buffer.concat([uint(list.length, 4), list, Buffer.from(bytes)]).toString('latin1'),
      key,
    })
  for (const [list, bytes] of [
    [entry('../x', 1), 'x'],
    [entry('a', 2), 'x'],
    [Buffer.alloc(0), ''],
  ] as const)
    t.is((await send(list, bytes)).status, 409)
  t.deepEqual([readdirSync(join(home, 'uploads')), asked], [[], []])
  const list = Buffer.concat([entry('a.txt', 3), entry('sub/b<', 2), entry('sub/c', 0)])
  t.is((await send(list, 'onetw')).status, 200)
  const [a, sub, ...more] = asked[0]![2] as string[]
  t.deepEqual(more, [])
  t.is(dirname(a!), dirname(sub!))
  t.deepEqual(
    [a!, join(sub!, 'b_'), join(sub!, 'c')].map((path) => readFileSync(path, 'utf8')),
    ['one', 'tw', ''],
  )
})

test('a copy that broke off is removed, and so is what a killed program left', async (t) => {
  const { port, key, home } = await openTestSite(t)
  const uploads = join(home, 'uploads')
  const begun = begin(
    port,
    { path: '/file?to=bob&name=x', key, headers: { 'Content-Length': '1000' } },
    () => {},
  )
  begun.on('error', () => {}).write('abc')
  while (!existsSync(uploads) || readdirSync(uploads).length === 0) await new Promise(setImmediate)
  begun.destroy()
  while (readdirSync(uploads).length > 0) await new Promise(setImmediate)
  t.pass()
})

test('what was received is downloaded once for each ticket, as bytes and nothing else', async (t) => {
  const { port, key, home, known } = await openTestSite(t)
  mkdirSync(join(home, 'received'))
  const path = join(home, 'received', 'a"b\'\u00e9.html')
  writeFileSync(path, '<script>alert(1)</script>')
  known.transfers.push(
    transferOf('in', { direction: 'in', state: 'finished', path }),
    transferOf('half', { direction: 'in', state: 'running', path }),
    transferOf('own', { direction: 'out', state: 'finished', path: join(home, 'identity') }),
  )
  const ticket = async (id: string) => ask(port, { path: '/ticket', body: id, key })
  for (const id of ['half', 'own', 'nothing']) t.is((await ticket(id)).status, 404, id)
  const got = JSON.parse((await ticket('in')).body).path
  const fetched = () => ask(port, { method: 'GET', path: got, headers: { Origin: undefined } })
  const { status, headers, body } = await fetched()
  t.is(status, 200)
  t.is(headers['content-type'], 'application/octet-stream')
  t.is(headers['content-disposition'], "attachment; filename*=UTF-8''a%22b%27%C3%A9.html")
  t.is(headers['x-content-type-options'], 'nosniff')
  t.is(body, '<script>alert(1)</script>')
  t.is((await fetched()).status, 404, 'once')
})

test('a page is told in its language why something was refused and what happened; programs hear English', async (t) => {
  const site = await openTestSite(t)
  const { port, key, tell } = site
  const french = { 'Accept-Language': 'fr' }
  const message = async (asked: Asked) => JSON.parse((await ask(port, { key, ...asked })).body).message
  const edit = JSON.stringify({ id: 1, do: 'export', path: '/x', passphrase: 'short' })
  t.is(
    await message({ path: '/command', body: edit, headers: french }),
    'Le fichier n’a pas pu être lu ou écrit.',
  )
  t.is(await message({ path: '/command', body: edit }), 'The file could not be read or written.')
  const file = { path: '/file?to=nobody&name=x', body: 'x' }
  t.is(await message({ ...file, headers: french }), 'Il n’y a pas un tel ami.')
  t.is(await message(file), 'There is no such friend.')
  t.is(
    await message({ path: '/export', body: 'short', headers: french }),
    'Le fichier n’a pas pu être lu ou écrit.',
  )
  const words = () => sentence`The disk of ${'\u202ebob'} takes messages again.`
  site.known.trouble = 'English'
  site.known.troubleWords = words
  tell({ event: 'notice', code: 'X', message: english(words()), words })
  const said = 'Le disque de \\u{202e}bob prend de nouveau des messages.'
  const state = JSON.parse((await ask(port, { path: '/state', key, headers: french })).body)
  t.is(state.notes[0].told.message, said)
  t.is(state.status.directoryTrouble, said)
  const open = await stream(port, key, french)
  await open.next()
  tell({ event: 'notice', code: 'X', message: english(words()), words })
  t.like(await open.next(), { message: said })
})

test('an export is told once and kept nowhere; a file to import is there for as long as it is read', async (t) => {
  const { port, key, home, asked } = await openTestSite(t)
  const left = () => readdirSync(join(home, 'uploads'))
  const sealed = (passphrase: string, file: string) =>
    Buffer.concat([uint(passphrase.length, 4), Buffer.from(passphrase + file)]).toString('latin1')
  t.is((await ask(port, { path: '/export', body: 'a passphrase' })).status, 401)
  const exported = await ask(port, { path: '/export', body: 'a passphrase', key })
  t.is(exported.body, 'sealed under a passphrase')
  t.is((await ask(port, { path: '/export', body: 'short', key })).status, 409)
  t.is((await ask(port, { path: '/export', body: 'x'.repeat(1025), key })).status, 413)
  const given = (body: string) => ask(port, { path: '/import', body, key })
  t.deepEqual(JSON.parse((await given(sealed('right', 'file'))).body), { added: 3 })
  t.like(JSON.parse((await given(sealed('wrong', 'file'))).body), { code: 'WRONG_PASSPHRASE' })
  t.deepEqual(
    asked.filter(([what]) => what === 'importContacts'),
    [
      ['importContacts', 'file', 'right'],
      ['importContacts', 'file', 'wrong'],
    ],
  )
  const tooLong = await given(sealed('right', 'x'.repeat(16 * 1024 * 1024 + 1))).catch(() => null)
  t.true(tooLong === null || tooLong.status === 409)
  for (const body of ['', sealed('x'.repeat(1025), ''), '\0\0\0\u0009short'])
    t.is((await given(body)).status, 409)
  t.deepEqual(left(), [])
})

test('what is too long is refused before it is kept', async (t) => {
  const { port, key, asked } = await openTestSite(t)
  const longest = JSON.stringify({ id: 1, do: 'send', to: 'bob', text: 'x'.repeat(16_000) })
  t.is((await ask(port, { path: '/command', body: longest, key })).status, 200)
  for (const [path, length] of [
    ['/command', 128 * 1024 + 1],
    ['/read', 1025],
    ['/enter', 1025],
  ] as const) {
    const status = await ask(port, { path, body: 'x'.repeat(length), key }).then(
      (answer) => answer.status,
      // Cut off while it still writes, it may hear a reset.
      () => 413,
    )
    t.is(status, 413, path)
  }
  const { status } = await ask(port, { path: '/state', key, headers: { 'X-Long': 'x'.repeat(9000) } })
  t.is(status, 431)
  t.is(asked.length, 1)
})

test('connections of whoever has no key make room for others', async (t) => {
  const { port, key } = await openTestSite(t)
  const idle = Array.from({ length: 200 }, () => connect(port, '127.0.0.1').on('error', () => {}))
  t.teardown(() => {
    for (const socket of idle) socket.destroy()
  })
  const open = await stream(port, key)
  await open.next()
  t.is((await ask(port, { path: '/state', key })).status, 200)
  const more = Array.from({ length: 200 }, () => connect(port, '127.0.0.1').on('error', () => {}))
  await Promise.all(
    more.slice(0, 150).map((socket) => new Promise((resolve) => socket.once('close', resolve).resume())),
  )
  for (const socket of more) socket.destroy()
  t.false(open.response.destroyed, 'whoever has shown a key is not cut off for them')
  t.is((await ask(port, { path: '/state', key })).status, 200)
})

test('streams are bounded: the oldest one goes', async (t) => {
  const { port, key } = await openTestSite(t)
  const first = await stream(port, key)
  const gone = new Promise((resolve) => first.response.once('close', resolve))
  await first.next()
  for (let time = 0; time < 16; time += 1) await (await stream(port, key)).next()
  await gone
  t.pass()
})

test('one who does not read is cut off, and costs no more than that', async (t) => {
  const { port, key, tell } = await openTestSite(t)
  const { response, next } = await stream(port, key)
  await next()
  response.pause()
  const cut = new Promise((resolve) => response.once('close', resolve))
  const text = 'x'.repeat(16_000)
  for (let time = 0; time < 2000; time += 1)
    tell({ event: 'message', friend: 'bob', id: `${time}`, text, at: 1, written: 1 })
  response.resume()
  await cut
  t.is((await ask(port, { path: '/state', key })).status, 200)
})
