import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { isPlayed, isWhole } from '../../lab/suite/extent-testing'
import { testEntropy as entropy } from '../protocol/test-keys-testing'
import { loadAccount, saveAccount } from './account-file'
import { openContacts } from './contacts-file'
import { failingAt } from './failing-steps-testing'
import { loadIdentity, loadOrCreateIdentity } from './identity-file'
import { clearLeftovers } from './leftovers'
import { openLog } from './log-file'
import { changePassphrase } from './new-passphrase'
import { type Cost, Passphrase } from './passphrase'

const cheap: Cost = { logN: 2, r: 8, p: 1 }
const [before, chosen] = [new Passphrase('the one before'), new Passphrase('the chosen one')]

/** A home with every file that there can be, made once and copied. */
let made: Promise<string> | undefined
async function home(t: ExecutionContext): Promise<string> {
  made ??= (async () => {
    const path = fs.mkdtempSync(join(tmpdir(), 'new-passphrase-'))
    await loadOrCreateIdentity(path, before, entropy, cheap)
    await saveAccount(path, { name: 'alice', directory: 'http://localhost' }, before, entropy, cheap)
    await (await openContacts(path, before, entropy, cheap)).block('mallory')
    const { log } = await openLog(join(path, 'journal'), 'journal', before, entropy, cheap)
    await log.append([Buffer.from('one'), Buffer.from('two')])
    await log.close()
    return path
  })()
  const copy = fs.mkdtempSync(join(tmpdir(), 'new-passphrase-'))
  fs.cpSync(await made, copy, { recursive: true })
  t.teardown(() => fs.rmSync(copy, { recursive: true }))
  return copy
}
test.after.always(async () => fs.rmSync(await made!, { recursive: true, force: true }))

/** All of the home opens with this passphrase, and holds what it held. */
async function holds(t: ExecutionContext, path: string, passphrase: Passphrase): Promise<void> {
  t.truthy(await loadIdentity(join(path, 'identity'), passphrase))
  t.is((await loadAccount(path, passphrase))?.name, 'alice')
  t.deepEqual([...(await openContacts(path, passphrase, entropy, cheap)).blocked], ['mallory'])
  const { entries, log } = await openLog(join(path, 'journal'), 'journal', passphrase, entropy, cheap)
  t.deepEqual(entries.map(String), ['one', 'two'])
  await log.close()
  t.deepEqual(fs.readdirSync(path).sort(), ['account', 'contacts', 'identity', 'journal'])
}

const opens = (path: string, passphrase: Passphrase) =>
  loadIdentity(join(path, 'identity'), passphrase).then(Boolean, () => false)

test('every file opens with the new passphrase, and none with the one before', async (t) => {
  const path = await home(t)
  await changePassphrase(path, before, chosen, entropy, cheap)
  await holds(t, path, chosen)
  await t.throwsAsync(loadIdentity(join(path, 'identity'), before), { code: 'WRONG_PASSPHRASE' })
  await t.throwsAsync(loadAccount(path, before), { code: 'WRONG_PASSPHRASE' })
  await t.throwsAsync(openContacts(path, before, entropy, cheap), { code: 'WRONG_PASSPHRASE' })
  await t.throwsAsync(openLog(join(path, 'journal'), 'journal', before, entropy, cheap), {
    code: 'WRONG_PASSPHRASE',
  })
})

test('a wrong passphrase changes nothing', async (t) => {
  const path = await home(t)
  await t.throwsAsync(changePassphrase(path, chosen, chosen, entropy, cheap), { code: 'WRONG_PASSPHRASE' })
  await holds(t, path, before)
})

test('killed or failed at any step, the home is whole at the next start, under one of the two', async (t) => {
  const seen = new Set<boolean>()
  const counting = failingAt(-1, 'EIO', false)
  await changePassphrase(await home(t), before, chosen, entropy, cheap, counting.steps)
  const steps = counting.taken.length
  for (let index = 0; index < steps; index++)
    for (const killed of [true, false]) {
      // Each is three derivations of a key from a passphrase: in a sample by turns.
      if (!isPlayed(2 * index + Number(killed), 5)) continue
      const path = await home(t)
      const failing = failingAt(index, 'EIO', killed)
      await changePassphrase(path, before, chosen, entropy, cheap, failing.steps).catch(() => {})
      clearLeftovers(path)
      const isNew = await opens(path, chosen)
      seen.add(isNew)
      await holds(t, path, isNew ? chosen : before)
    }
  t.true(steps > 15)
  if (isWhole) t.is(seen.size, 2)
})
