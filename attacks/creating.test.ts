/** CREATING.md keeps its word: its example is taken from the page as it stands there, and run. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { buildSync } from 'esbuild'
import { prototype } from '../peers/protocol/prototype'
import { hardened } from '../peers/protocol/secure'
import type { Attack } from './attack'
import { bothConnected, friends, say } from './friends-testing'

const page = readFileSync(join(__dirname, 'CREATING.md'), 'utf8')

/** @returns the block of code on the page that holds these words. */
function block(words: string): string {
  const found = [...page.matchAll(/```ts\n(.*?)```/gs)]
    .map(([, code]) => code!)
    .find((code) => code.includes(words))
  if (!found) throw new Error(`no block of CREATING.md holds ${words}`)
  return found
}

const folder = mkdtempSync(join(tmpdir(), 'attacks-test-'))
test.after.always(() => rmSync(folder, { recursive: true }))

/** The attack of the page. */
function dropSecond(): Attack {
  const outfile = join(folder, 'drop-second.cjs')
  const contents = block('export const dropSecond: Attack')
  const stdin = { contents, resolveDir: __dirname, loader: 'ts' as const }
  buildSync({ stdin, outfile, bundle: true, platform: 'node', logLevel: 'silent' })
  return require(outfile).dropSecond
}

for (const [profile, last] of [
  [hardened, { event: 'alarm', code: 'OUT_OF_ORDER' }],
  [prototype, { event: 'delivered', text: 'three' }],
] as const) {
  test(`the example on the page does to ${profile.name} peers what the page says`, async (t) => {
    const { alice, bob, wire, over } = await friends(t, dropSecond().prepare, profile)
    await bothConnected(alice, bob)
    await say(bob, alice, 'one')
    bob.session.send('two')
    bob.session.send('three')
    const seen = (event: string) => alice.heard.all.some((one) => one.event === event)
    await alice.heard.until(() => alice.texts().length === 2 || seen('alarm'))
    const [before] = alice.heard.all.filter(({ event }) => event !== 'closed').slice(-1)
    t.like(before, last)
    alice.session.close()
    await over()
    t.false(alice.texts().includes('two'))
    t.is(wire.only('acted').length, 1)
  })
}

test('the page’s own test and its scenario name what the page builds', (t) => {
  t.regex(block("test('Alice is given"), /from '\.\/drop-second'/)
  t.regex(block('scenario({'), /attack: 'drop-second'/)
  t.true(page.includes('npm run scenario mitm -- --attack drop-second --profile hardened'))
})
