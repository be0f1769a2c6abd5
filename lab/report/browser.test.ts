/**
 * The page as a browser shows it: axe finds nothing, a telephone hides nothing, it is read where no script runs and on paper,
 * and what moves moves. A browser costs more than all other tests of the report: `npm run test:all` has it, where there is Chromium.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ava, { type ExecutionContext } from 'ava'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { type Language, languages } from '../../peers/language/sentence'
import { keptAtlas } from '../atlas/kept-atlas'
import { played } from '../conformance/played-testing'
import type { HistoryEvent } from '../history/events'
import { renumbered } from '../history/history-testing'
import { sayIn } from '../language/language'
import { scenario } from '../scenario/scenario'
import { isWhole } from '../suite/extent-testing'
import { axeFindings, hasChromium, openChromium } from './browser-testing'
import { frameName } from './frame-name'
import { reportPage } from './page'
import { actOf, overheard } from './report-testing'
import { runOfReport } from './run-section'

const isOpened = hasChromium && isWhole
const test = isOpened ? ava.serial : ava.serial.skip
const folder = mkdtempSync(join(tmpdir(), 'page-'))
const TELEPHONE = { width: 390, height: 800 }
let browser: Browser

ava.before(async () => {
  if (!isOpened) return
  browser = await openChromium()
  for (const language of languages)
    for (const kind of ['matrix', 'one'] as const)
      writeFileSync(fileOf(language, kind), await pageIn(language, kind))
})
ava.after.always(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true })
})

/** With the matrix, or of one run. */
type Kind = 'matrix' | 'one'

function fileOf(language: Language, kind: Kind): string {
  return join(folder, `${language}-${kind}.html`)
}

/** An act in which words are forged, and one with the bytes of a real conversation. */
async function pageIn(language: Language, kind: Kind): Promise<string> {
  const title = 'Something happens'
  const known = scenario({
    ...{ name: 'known', title, about: 'What it is about.', attack: 'swap-keys', position: 'path' },
    acts: [
      { name: 'act', title: 'The first.', expected: 'BROKEN' },
      { name: 'real', title: 'The second.', expected: 'RESISTED' },
    ],
  })
  const declares = { attack: 'swap-keys', position: 'path', expected: 'RESISTED' } as const
  const real = (await played({ sessions: 1, declares })).map((event): HistoryEvent => {
    const phase = ['act-started', 'act-ended', 'ready', 'identity'].includes(event.event) ? null : 'attack'
    return { ...event, act: 'real', phase }
  })
  const events = renumbered([...actOf(overheard()), ...real])
  const nothing = { name: 'run', began: null, flaw: null, runtime: null, seed: null, damaged: [] }
  const runs = [runOfReport({ ...nothing, scenario: 'known', events }, [known], [])]
  const made = { node: 'v20', platform: 'linux', revision: null, isChanged: false, project: 'lab' }
  return reportPage(
    {
      ...{
        runs,
        matrix: kind === 'one' ? null : [known, { ...known, name: 'other' }],
        atlas: kind === 'one' ? [] : keptAtlas,
        capture: null,
        frameName,
      },
      ...{ surroundings: { ...made, packages: ['zod 4'] }, code: () => ['code()'] },
    },
    language,
    sayIn(language),
  )
}

/** @returns the page, with all that it holds against its policy or asks for. */
async function opened(
  t: ExecutionContext,
  language: Language,
  options: BrowserContextOptions = {},
  kind: Kind = 'matrix',
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  t.teardown(() => context.close())
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) complaints.push(request.url())
  })
  await page.goto(pathToFileURL(fileOf(language, kind)).href)
  return { page, complaints }
}

/** Of frames one stands for all: each byte is something to look at. */
const openOne = (page: Page) =>
  page.evaluate(`document.querySelector('#known-act-2 .seq details').open = true`)

/** @returns what stands outside of the page, as far as it can be seen. */
const outside = `[...document.querySelectorAll('body *')].filter((one) => {
  const { left, right, width, height } = one.getBoundingClientRect()
  const seen = one.checkVisibility() && width > 1 && height > 1
  return seen && (left < -1 || right > innerWidth + 1)
}).map((one) => one.outerHTML.slice(0, 120))`

const forms = languages.flatMap((language) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ language, colorScheme })),
)
for (const { language, colorScheme } of forms)
  test(`axe finds nothing: ${language}, ${colorScheme}`, async (t) => {
    // So low that what each knows has to be scrolled.
    const low = { viewport: { width: 1280, height: 260 } }
    const kind = colorScheme === 'dark' ? 'one' : 'matrix'
    const { page, complaints } = await opened(t, language, { colorScheme, ...low }, kind)
    await openOne(page)
    t.deepEqual(await axeFindings(page), [])
    t.deepEqual(complaints, [])
  })

test('on a telephone nothing lies beside the page, and each cell says what it is', async (t) => {
  for (const language of languages) {
    const { page } = await opened(t, language, { viewport: TELEPHONE })
    await openOne(page)
    t.deepEqual(await page.evaluate(outside), [])
    t.is(await page.evaluate('document.documentElement.scrollWidth'), TELEPHONE.width)
    const named = `getComputedStyle(document.querySelector('.matrix td[data-th]'), '::before').content`
    t.regex(String(await page.evaluate(named)), /\p{L}/u)
    t.deepEqual(await axeFindings(page), [])
  }
})

test('where no script runs, all is there: rows, fields, bytes, what each knows; and filters choose', async (t) => {
  const { page } = await opened(t, 'en', { javaScriptEnabled: false, viewport: TELEPHONE })
  // Asked from outside of the page, in which nothing runs.
  t.is(await page.locator('.bar').count(), 0)
  const rows = page.locator('.seq > ol > li')
  t.true((await rows.count()) > 10)
  t.true(await rows.last().isVisible())
  t.true(await page.locator('.knows li').first().isVisible())
  const frame = page.locator('#known-act-2 .seq details').first()
  await frame.locator('summary').click()
  t.true(await frame.locator('.hex').first().isVisible())
  t.true(await frame.getByText('0 +4 ').first().isVisible())
  const article = page.locator('article').first()
  t.true(await article.isVisible())
  await page.locator('#f-verdict-INCONCLUSIVE').check()
  t.false(await article.isVisible())
  await page.locator('#f-verdict-all').check()
  t.true(await article.isVisible())
})

test('an act is played row by row, with what each knows by then, and comes to its end', async (t) => {
  const { page } = await opened(t, 'en')
  const play = page.locator('.play').first()
  const rows = play.locator('.seq > ol > li')
  const count = await rows.count()
  const seen = () => play.locator('.seq > ol > li:not(.later)').count()
  t.is(await seen(), count)
  await play.getByRole('button', { name: 'To the beginning' }).click()
  t.is(await seen(), 1)
  t.false(await rows.nth(1).isVisible())
  const known = () => play.locator('.knows li:not(.later)').count()
  const before = await known()
  for (let step = 1; step < count; step += 1) await play.getByRole('button', { name: 'One step on' }).click()
  t.is(await seen(), count)
  t.true((await known()) > before)
  await page.clock.install()
  await play.getByRole('button', { name: 'Play' }).click()
  t.is(await seen(), 1)
  await page.clock.runFor(60_000)
  t.is(await seen(), count)
  t.is(await play.getByRole('button', { name: 'Play' }).count(), 1)
})

test('a field lights up its bytes, and a byte its field', async (t) => {
  const { page } = await opened(t, 'en')
  const frame = page.locator('#known-act-2 .seq details').first()
  await frame.locator('summary').click()
  // The bytes are spread out when the frame has opened.
  await frame.locator('.hex span').first().waitFor()
  const fields = frame.locator('.fields li')
  for (const place of [0, 1]) {
    await fields.nth(place).focus()
    const [, length] = (await fields.nth(place).textContent())!.split(' ')
    t.is(await frame.locator('.hex span.lit').count(), Number(length))
  }
  await frame.locator('.hex span').first().hover()
  t.true((await fields.first().getAttribute('class'))!.includes('lit'))
})

test('on paper there are no buttons, and no row is left out', async (t) => {
  const { page } = await opened(t, 'en')
  await page.getByRole('button', { name: 'To the beginning' }).first().click()
  await page.emulateMedia({ media: 'print' })
  t.false(await page.locator('.bar').first().isVisible())
  t.true(await page.locator('.seq > ol > li').last().isVisible())
  t.true(await page.locator('.seq .later').first().isVisible())
  const paper = await page.pdf({ format: 'A4' })
  t.true(paper.length > 10_000)
})

test('a page of as many acts as all scenarios have can be printed', async (t) => {
  const { page } = await opened(t, 'en')
  // Of a page of a hundred acts with their frames a browser that looks at all for each sheet takes minutes, and gives up.
  const copies = `for (let copy = 1; copy < 50; copy += 1) for (const one of document.querySelectorAll('article:not(.copy)')) {
    const next = one.cloneNode(true);
    next.classList.add('copy');
    one.parentElement.append(next);
  }`
  await page.evaluate(copies)
  t.is(await page.locator('article').count(), 100)
  const paper = await page.pdf({ format: 'A4' })
  t.true((paper.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length > 100)
})

test('a field leads to what it is for, which an open frame says at once', async (t) => {
  const said = 'TCP is a stream without borders'
  const quiet = await opened(t, 'en', { javaScriptEnabled: false })
  const link = quiet.page.locator('#known-act-2 .seq details').first()
  await link.locator('summary').click()
  t.is(await link.getByText(said).count(), 0)
  await link.getByRole('link', { name: 'length of what follows' }).click()
  t.true(await quiet.page.locator('dd:target').getByText(said).isVisible())
  const { page } = await opened(t, 'en')
  const frame = page.locator('#known-act-2 .seq details').first()
  await frame.locator('summary').click()
  await frame.getByText(said).waitFor()
  t.is(await frame.getByText(said).count(), 1)
})

test('on paper a frame has its fields, and its bytes where it was open', async (t) => {
  const { page } = await opened(t, 'en', { javaScriptEnabled: false })
  const [closed, open] = [0, 1].map((place) => page.locator('#known-act-2 .seq details').nth(place))
  await open!.locator('summary').click()
  await page.emulateMedia({ media: 'print' })
  for (const frame of [closed!, open!]) t.true(await frame.locator('.fields li').first().isVisible())
  t.false(await closed!.locator('.hex').first().isVisible())
  t.true(await open!.locator('.hex').first().isVisible())
})
