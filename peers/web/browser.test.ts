/**
 * The page in Chromium: nothing that a friend sends becomes markup, a hostile page in another tab gets nothing, axe finds nothing, and
 * a telephone hides nothing. `npm run test:all` has it, where there is Chromium.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import ava, { type ExecutionContext } from 'ava'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { axeFindings, hasChromium, openChromium } from '../../lab/report/browser-testing'
import { isWhole } from '../../lab/suite/extent-testing'
import { wordsOf } from '../chat/safety-words'
import { ask, bob, number, type Opened, openTestSite, said, transferOf } from './web-testing'

const isOpened = hasChromium && isWhole
const test = isOpened ? ava.serial : ava.serial.skip
let browser: Browser
ava.before(async () => {
  if (isOpened) browser = await openChromium()
})
ava.after.always(() => browser?.close())

const hostile = [
  '<img src=x onerror="document.title=1"><script>document.title=2</script>',
  '</p></li></ol><h1>alice</h1><style>*{display:none}</style>',
  'javascript:alert(1) https://evil.example/ data:text/html,<script>alert(1)</script>',
  '\u202egnp.exe \u2066x\u2069 a\u0000b \u001b[31m z\u0300\u0301\u0302\u0303\u0304\u0305\u0306',
  '{{7*7}} &lt;b&gt; &#x202e;',
]

/** @returns the page, gone in by a link, and all that it complains of or asks others for. */
async function opened(t: ExecutionContext, site: Opened, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 800 },
    locale: 'en-GB',
    ...options,
  })
  t.teardown(() => context.close())
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('dialog', (dialog) => complaints.push(dialog.message()))
  page.on('request', (request) => {
    if (!request.url().startsWith(site.server.address)) complaints.push(request.url())
  })
  // Who does not hear yet what happens is not told of an end.
  const hears = page.waitForResponse((response) => response.url().endsWith('/events'))
  await page.goto(site.server.newLink())
  await page.getByRole('heading', { name: 'alice' }).waitFor()
  await hears
  return { context, page, complaints }
}

async function openChat(page: Page): Promise<void> {
  await page.locator('button.friend').first().click()
}

test('what a friend writes, and how files are called, is text and nothing else', async (t) => {
  const site = await openTestSite(t)
  site.known.items.push(...hostile.map((text, place) => said(`${place}`, text)))
  site.known.transfers.push(
    ...hostile.map((name, place) => transferOf(`t${place}`, { direction: 'in', name })),
  )
  site.known.incoming.push('<b>zoe</b>')
  const { page, complaints } = await opened(t, site)
  for (const message of hostile)
    site.tell({ event: 'alarm', friend: 'bob', code: message, message, evidence: { [message]: message } })
  await openChat(page)
  await page
    .locator('.file')
    .nth(hostile.length - 1)
    .waitFor()
  await page
    .locator('.note')
    .nth(hostile.length - 1)
    .waitFor()
  const inside = '.log, .files, .notes, .requests'
  const markup = `[...document.querySelectorAll('img, script:not([src="/page.js"]), style, a, iframe, object, form[action], .item h1, .item b')].map((one) => one.outerHTML)`
  t.deepEqual(await page.evaluate(markup), [])
  t.is(await page.evaluate('document.title'), 'p2p')
  const texts = await page.locator('.item .text').allTextContents()
  t.is(texts[0], hostile[0])
  t.is(texts[3]?.includes('\\u{202e}gnp.exe'), true)
  t.notRegex((await page.locator(inside).allTextContents()).join(), /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
  t.deepEqual(complaints, [])
})

test('whatever names a friend takes the nickname as soon as there is one; what the directory says is only text', async (t) => {
  const site = await openTestSite(t)
  const { known } = site
  known.items.push(said('1', 'hello'))
  known.incoming.push('zoe')
  known.blocked.push('mallory')
  known.trouble = 'It says \u202egnp.exe'
  const { page } = await opened(t, site)
  site.tell({ event: 'alarm', friend: 'bob', code: 'X', message: 'See.', evidence: {} })
  await openChat(page)
  const rows = ['.item', '.note', '.requests li', '.friends li:last-child']
  for (const [place, name] of ['bob', 'bob', 'zoe', 'mallory'].entries())
    await page.locator(rows[place]!, { hasText: name }).waitFor()
  for (const [name, nickname] of [
    ['bob', 'Bobby'],
    ['zoe', 'Zo'],
    ['mallory', 'Mal'],
  ] as const)
    known.nicknames.set(name, nickname)
  site.tell({ event: 'offline', friend: 'bob' })
  for (const [place, name] of ['Bobby (bob)', 'Bobby (bob)', 'Zo (zoe)', 'Mal (mallory)'].entries())
    await page.locator(rows[place]!, { hasText: name }).waitFor({ timeout: 5_000 })
  t.is(await page.locator('p.trouble[role=status]').textContent(), 'It says \\u{202e}gnp.exe')
})

test('the address keeps no link, a second tab needs none, and another browser gets in by none that was used', async (t) => {
  const site = await openTestSite(t)
  const link = site.server.newLink()
  const context = await browser.newContext({ locale: 'en-GB' })
  t.teardown(() => context.close())
  const page = await context.newPage()
  await page.goto(link)
  await page.getByRole('heading', { name: 'alice' }).waitFor()
  t.is(page.url(), site.server.address)
  const second = await context.newPage()
  await second.goto(site.server.address)
  await second.getByRole('heading', { name: 'alice' }).waitFor()
  // One of the two has the stream; both show what comes.
  for (const each of [page, second]) await openChat(each)
  site.known.items.push(said('1', 'to both'))
  site.tell({ event: 'message', friend: 'bob', id: '1', text: 'to both', at: 1, written: 1 })
  for (const each of [page, second]) await each.getByText('to both').waitFor()
  // When it is closed, the other one takes over.
  await page.close()
  site.known.items.push(said('2', 'to the one that is left'))
  site.tell({ event: 'message', friend: 'bob', id: '2', text: 'x', at: 1, written: 1 })
  await second.getByText('to the one that is left').waitFor()
  const stranger = await browser.newContext({ locale: 'en-GB' })
  t.teardown(() => stranger.close())
  const late = await stranger.newPage()
  await late.goto(link)
  await late.getByText('This link was used before').waitFor()
})

test('a hostile page in another tab, and one that another user serves on another port, get nothing', async (t) => {
  const site = await openTestSite(t)
  const { context, page } = await opened(t, site)
  await openChat(page)
  const heard: (string | undefined)[] = []
  const evil = createServer((request, response) => {
    heard.push(request.headers.cookie, request.headers.authorization, request.headers.referer)
    response.end('<!doctype html><title>evil</title>')
  })
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
  t.teardown(() => evil.close())
  const { port } = evil.address() as AddressInfo
  const other = await context.newPage()
  for (const host of ['localhost', '127.0.0.1']) {
    await other.goto(`http://${host}:${port}/`)
    const tried = await other.evaluate(`(async () => {
      const at = ${JSON.stringify(site.server.address)}
      const results = []
      const attempt = async (name, act) => results.push([name, await act().then((said) => said, () => 'refused')])
      for (const mode of ['cors', 'no-cors'])
        for (const credentials of ['include', 'omit'])
          await attempt(mode, async () => {
            const response = await fetch(at + 'command', { method: 'POST', mode, credentials, body: '{"id":1,"do":"send","to":"bob","text":"x"}' })
            return (await response.text()) || 'refused'
          })
      await attempt('script', () => new Promise((resolve, reject) => {
        const script = Object.assign(document.createElement('script'), { src: at + 'page.js', onload: () => resolve('loaded'), onerror: reject })
        document.head.append(script)
      }))
      await attempt('storage', async () => localStorage.getItem('p2p-key') || 'refused')
      await attempt('channel', () => new Promise((resolve) => {
        new BroadcastChannel('p2p').onmessage = () => resolve('heard')
        setTimeout(() => resolve('refused'), 100)
      }))
      const frame = Object.assign(document.createElement('iframe'), { src: at })
      const shown = new Promise((resolve) => { frame.onload = resolve })
      document.body.append(frame)
      await shown
      await attempt('frame', async () => frame.contentDocument?.title || 'refused')
      const opened = open(at)
      await attempt('window', async () => opened && !opened.closed && opened.document.title || 'refused')
      return results
    })()`)
    for (const [name, result] of tried as [string, string][]) t.is(result, 'refused', `${host}: ${name}`)
  }
  t.true(
    other
      .frames()
      .every((frame) => !frame.url().startsWith(site.server.address) || frame === other.mainFrame()),
  )
  t.deepEqual(
    heard.filter((said) => said?.includes(site.key)),
    [],
  )
  t.deepEqual([...new Set(heard.filter((said) => said && !said.includes(`:${port}/`)))], [])
  t.deepEqual(
    site.asked.filter(([what]) => what === 'send'),
    [],
  )
})

test('who has the port after the end is told nothing, and is not taken for the messenger', async (t) => {
  const site = await openTestSite(t)
  const { page } = await opened(t, site)
  site.server.close()
  await page.getByText('The messenger has ended.').waitFor()
  // Somebody who runs the same program there: nothing but the proof is different.
  const other = await openTestSite(t, site.port)
  t.is((await ask(other.port, { path: '/state' })).status, 401)
  await page.reload()
  await page.getByText('This page opens by the link').waitFor()
  t.deepEqual(other.asked, [])
})

for (const locale of ['en-GB', 'fr-FR'])
  for (const colorScheme of ['light', 'dark'] as const)
    test(`axe finds nothing, and nothing lies beside the page: ${locale}, ${colorScheme}`, async (t) => {
      const site = await openTestSite(t)
      site.known.friends.push({
        ...bob,
        name: 'carol',
        trust: 'changed',
        online: false,
        way: null,
        held: 2,
        waiting: 3,
      })
      site.known.incoming.push('zoe')
      site.known.items.push(said('1', 'hello'), said('2', 'x'.repeat(5000)))
      site.known.transfers.push(transferOf('t1', { direction: 'in' }), transferOf('t2', { state: 'running' }))
      const { page, complaints } = await opened(t, site, { colorScheme, locale })
      site.tell({ event: 'alarm', friend: 'bob', code: 'TAMPERED', message: 'It was changed.', evidence: {} })
      await page.locator('.note').waitFor()
      t.is(await page.evaluate('document.documentElement.lang'), locale.slice(0, 2))
      t.deepEqual(await axeFindings(page), [], 'the list')
      await openChat(page)
      await page.locator('.item').nth(1).waitFor()
      for (const width of [1200, 390]) {
        await page.setViewportSize({ width, height: 800 })
        t.deepEqual(await axeFindings(page), [], `the chat, ${width}`)
        t.is(await page.evaluate('document.documentElement.scrollWidth'), width)
      }
      await page.locator('.chat-head button').last().focus()
      await page.getByRole('button', { name: /^(Verify|Vérifier)$/ }).click()
      await page.locator('dialog .qr').waitFor()
      t.deepEqual(await axeFindings(page), [], 'comparing')
      t.deepEqual(complaints, [])
    })

for (const locale of ['en-GB', 'fr-FR'])
  test(`one-time codes, an export and an import, without a terminal: ${locale}`, async (t) => {
    const site = await openTestSite(t)
    const { page, complaints } = await opened(t, site, { locale, acceptDownloads: true })
    const isFrench = locale === 'fr-FR'
    await page.getByRole('button', { name: isFrench ? 'Réglages' : 'Settings' }).click()
    const setting = (english: string, french: string) =>
      page.locator('dialog > details', { has: page.getByText(isFrench ? french : english, { exact: true }) })
    const codes = setting('One-time codes', 'Codes à usage unique')
    await codes.locator('summary').first().click()
    t.deepEqual(await axeFindings(page), [], 'the settings')
    await codes.getByRole('button', { name: isFrench ? 'Les activer' : 'Switch them on' }).click()
    const enrolling = page.locator('dialog').last()
    await enrolling.locator('.qr').waitFor()
    t.is(await enrolling.locator('.secret-text').textContent(), 'ABC')
    t.deepEqual(await axeFindings(page), [], 'enrolling')
    await enrolling.locator('input[name=code]').fill(' 123456 ')
    await page.keyboard.press('Enter')
    await page.getByText('second-code').waitFor()
    t.deepEqual(site.asked.at(-1), ['confirmTotp', '123456'])
    t.deepEqual(await axeFindings(page), [], 'recovery codes')
    await page.keyboard.press('Escape')
    await codes.locator('summary').last().click()
    await codes.locator('input').fill('654321')
    await page.keyboard.press('Enter')
    await codes.getByText(isFrench ? 'C’est fait.' : 'Done.').waitFor()
    t.deepEqual(site.asked.at(-1), ['removeTotp', '654321'])

    const exporting = setting('Export identity and contacts', 'Exporter l’identité et les contacts')
    await exporting.locator('summary').click()
    for (const place of [0, 1]) await exporting.locator('input').nth(place).fill('a passphrase')
    const downloading = page.waitForEvent('download')
    await page.keyboard.press('Enter')
    const file = await downloading
    t.is(file.suggestedFilename(), 'alice.p2p')
    t.is(readFileSync(await file.path(), 'utf8'), 'sealed under a passphrase')
    t.false(existsSync(String(site.asked.at(-1)![1])), 'nothing of it stays in the home')

    const importing = setting('Import contacts', 'Importer des contacts')
    await importing.locator('summary').click()
    await importing.locator('input[type=file]').setInputFiles(await file.path())
    await importing.locator('input[type=password]').fill('pässphrase')
    await page.keyboard.press('Enter')
    await page
      .getByText(isFrench ? '3 contacts de ce fichier étaient' : '3 contacts of this file were new')
      .waitFor()
    t.deepEqual(site.asked.at(-1), ['importContacts', 'sealed under a passphrase', 'pässphrase'])
    t.deepEqual(complaints, [])
  })

test('a message is deleted for oneself, and said otherwise as long as it was not sent', async (t) => {
  const site = await openTestSite(t)
  const own = { ...said('2', 'tomorow'), direction: 'out', status: 'waiting' } as const
  site.known.items.push(said('1', '<b>rude</b>'), own)
  const { page, complaints } = await opened(t, site)
  await openChat(page)
  const change = (text: string) =>
    page.locator('.item', { hasText: text }).getByRole('button', { name: 'Delete or edit' }).click()
  await change('tomorow')
  t.deepEqual(await axeFindings(page), [], 'editing')
  await page.locator('textarea[name=edited]').fill('tomorrow')
  await page.getByRole('button', { name: 'Change it' }).click()
  await page.locator('.item', { hasText: 'tomorrow' }).waitFor()
  await page.getByText('Changed: bob gets it so.').waitFor()
  t.deepEqual(site.asked.at(-1), ['edit', 'bob', '2', 'tomorrow'])
  await change('rude')
  t.is(await page.locator('textarea[name=edited]').count(), 0, 'what was sent is not changed from here')
  await page.getByRole('button', { name: 'Delete it' }).click()
  await page.getByText('Deleted here, for good; bob keeps it.').waitFor()
  await page.locator('.item', { hasText: 'rude' }).waitFor({ state: 'detached' })
  await change('tomorrow')
  await page.getByRole('button', { name: 'Delete it' }).click()
  await page.getByText('Deleted: bob never gets it.').waitFor()
  await page.getByText('Nothing was said.').waitFor()
  t.deepEqual(complaints, [])
})

test('a safety number is said and typed in words as well; a word that is none is named', async (t) => {
  const site = await openTestSite(t)
  const { page } = await opened(t, site)
  await openChat(page)
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText('In words, to say on the phone').click()
  const words = wordsOf(number)
  t.is(await page.locator('dialog .words p').textContent(), words.join(' '))
  t.deepEqual(await axeFindings(page), [])
  const typed = page.getByLabel('What bob sees')
  await typed.fill(`${words.slice(1).join(' ')} zooo`)
  await page.keyboard.press('Enter')
  await page.getByText('did you mean “zoo”?').waitFor()
  t.deepEqual(site.asked, [['refresh']])
  await typed.fill(words.join('  ').toUpperCase())
  await page.keyboard.press('Enter')
  await page.getByText('The numbers match').waitFor()
  t.deepEqual(site.asked.at(-1), ['verify', 'bob', number.replace(/ /g, '')])
})

test('a received folder is downloaded as one ZIP file', async (t) => {
  const site = await openTestSite(t)
  const path = join(site.home, 'received', 'photos')
  mkdirSync(join(path, 'sub'), { recursive: true })
  writeFileSync(join(path, 'sub', 'a.txt'), 'what is in it')
  site.known.transfers.push(
    transferOf('t1', { direction: 'in', state: 'finished', name: 'photos', files: 1, path }),
  )
  const { page } = await opened(t, site, { acceptDownloads: true })
  await openChat(page)
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download photos' }).click()
  const file = await downloading
  t.is(file.suggestedFilename(), 'photos.zip')
  const content = readFileSync(await file.path())
  for (const part of ['PK\x03\x04', 'sub/a.txt', 'what is in it']) t.true(content.includes(part))
})

test('by keyboard alone: a friend is chosen, words are sent, and Escape leaves a dialog', async (t) => {
  const site = await openTestSite(t)
  const { page } = await opened(t, site)
  await page.locator('button.friend').waitFor()
  const focused = () => page.evaluate(`document.activeElement?.className`)
  while ((await focused()) !== 'friend') await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.type('words')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('and more')
  await page.keyboard.press('Enter')
  while (!site.asked.some(([what]) => what === 'send')) await new Promise(setImmediate)
  t.deepEqual(
    site.asked.find(([what]) => what === 'send'),
    ['send', 'bob', 'words\nand more'],
  )
  await page.keyboard.press('Control+k')
  await page.locator('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('dialog').waitFor({ state: 'detached' })
})

test('a file that falls onto the chat is sent, and its name is only a name', async (t) => {
  const site = await openTestSite(t)
  const { page } = await opened(t, site)
  await openChat(page)
  const dropped = `(() => {
    const data = new DataTransfer()
    data.items.add(new File(['abc'], '<b>x</b>.txt'))
    return data
  })()`
  const dataTransfer = await page.evaluateHandle(dropped)
  await page.dispatchEvent('.chat', 'drop', { dataTransfer })
  await page.getByText('offered, not accepted yet').waitFor()
  t.is(site.asked.find(([what]) => what === 'offer')?.[1], 'bob')
})

test('several files that fall there together are one offer', async (t) => {
  const site = await openTestSite(t)
  const { page } = await opened(t, site)
  await openChat(page)
  const dropped = `(() => {
    const data = new DataTransfer()
    for (const name of ['é.txt', 'b.txt']) data.items.add(new File([name], name))
    return data
  })()`
  await page.dispatchEvent('.chat', 'drop', { dataTransfer: await page.evaluateHandle(dropped) })
  await page.getByText('offered, not accepted yet, 2 files').waitFor()
  const offers = site.asked.filter(([what]) => what === 'offer')
  t.is(offers.length, 1)
  const paths = offers[0]![2] as string[]
  t.deepEqual(
    paths.map((path) => readFileSync(path, 'utf8')),
    ['é.txt', 'b.txt'],
  )
})
