import test from 'ava'
import { dataKey, temporaryFolder } from '../directory-testing'
import { openDataFolder } from '../storage/data-folder'
import { bearer, issueToken } from './tokens'

const day = 24 * 60 * 60 * 1000

/** Logins without the way there. */
async function place(t: { teardown(end: () => void): void }) {
  const { folder, remove } = temporaryFolder()
  t.teardown(remove)
  const store = await openDataFolder(folder, dataKey, 1 << 20, () => {})
  t.teardown(() => store.close())
  const login = async (name: string, now: number) => (await store.write(() => issueToken(name, now))).token
  const user = (token: string, now: number) => bearer(store.reader, `Bearer ${token}`, now)
  const kept = () => store.reader.get<{ count: number }>('SELECT count(*) AS count FROM tokens')!.count
  return { login, user, kept }
}

test('a token is good for a day, and then not even kept', async (t) => {
  const { login, user, kept } = await place(t)
  const token = await login('ann', 1000)
  t.is(user(token, 1000 + day - 1), 'ann')
  t.throws(() => user(token, 1000 + day), { code: 'NOT_LOGGED_IN' })
  await login('bob', 1000 + day)
  t.is(kept(), 1)
})

test('of many logins of one user the newest hundred count', async (t) => {
  const { login, user, kept } = await place(t)
  const bobs = await login('bob', 0)
  const tokens: string[] = []
  for (let now = 0; now < 102; now++) tokens.push(await login('ann', now))
  const good = tokens.filter((token) => {
    try {
      return user(token, 200) === 'ann'
    } catch {
      return false
    }
  })
  t.deepEqual(good, tokens.slice(2))
  t.is(user(bobs, 200), 'bob')
  t.is(kept(), 101)
})

test('whoever logs in is logged in, also after the clock ran ahead', async (t) => {
  const { login, user } = await place(t)
  for (let n = 0; n < 100; n++) await login('ann', 2 * day + n)
  t.is(user(await login('ann', day), day), 'ann')
  t.is(user(await login('ann', day + 1), day + 1), 'ann')
})
