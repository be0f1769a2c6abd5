/**
 * What a relay must refuse (PROTOCOL.md section 9.3), as one who dials in there: strangers, calls to nobody, words before it is
 * known to whom, tokens of others, and more calls than anybody has friends for. She plays both friends.
 */

import type { AttackerAccount } from './attack'
import type { ProbeHttp } from './probe-http'
import type { ProbeLine } from './probe-line'

interface Account {
  readonly name: string
  readonly password: string
  readonly token: string
}

type Ask = (http: ProbeHttp, own: AttackerAccount) => Promise<unknown>
type NewAccount = (http: ProbeHttp) => Promise<Account>

/** More calls than the relay allows to one friend at once. */
const WITHOUT_END = 40

/** Two friends, and what they can do at the relay. */
interface Friends {
  readonly caller: Account
  readonly called: Account
  /** The called one waits for calls. */
  waits(): Promise<ProbeLine>
  /** The caller calls, and says something at once where that is given. */
  calls(early?: string): Promise<ProbeLine>
  /** @returns the token of the next call that is told on this line; '' where none is. */
  hears(line: ProbeLine): Promise<string>
  /** Somebody answers a call. @param who the called one, if not given. */
  answers(token: string, who?: Account): Promise<ProbeLine>
}

/** @param newAccount registers somebody. @returns a probe each by its name, in an order in which none is in another one's way. */
export function relayProbes(newAccount: NewAccount): Readonly<Record<string, Ask>> {
  const between =
    (then: (friends: Friends, http: ProbeHttp) => Promise<unknown>): Ask =>
    async (http) => {
      const [caller, called] = [await newAccount(http), await newAccount(http)]
      for (const [one, other] of [
        [caller, called],
        [called, caller],
      ] as const)
        await http.ask('POST', '/add_friend', { token: one.token, body: { name: other.name } })
      const lines: ProbeLine[] = []
      const dial = async (token: string, query: string, early = '') => {
        const line = await http.upgrade(`/relay${query}`, token, early)
        lines.push(line)
        return line
      }
      const answered = async (token: string, query: string) => {
        const line = await dial(token, query)
        await line.hears(isAnswered)
        return line
      }
      await then(
        {
          ...{ caller, called },
          waits: () => answered(called.token, ''),
          calls: (early) => dial(caller.token, `?name=${called.name}`, early),
          async hears(line) {
            await line.hears((words) => tokenIn(words) !== '')
            return tokenIn(line.heard.toString('latin1'))
          },
          answers: (token, who = called) => answered(who.token, `?token=${token || 'A'.repeat(43)}`),
        },
        http,
      )
      for (const line of lines) await line.finish(() => line.hangUp())
    }
  return {
    'relay-by-the-book': between(async ({ waits, calls, hears, answers }) => {
      const line = await waits()
      const call = await calls()
      await answers(await hears(line))
      await call.hears(isAnswered)
    }),
    'relay-without-login': async (http) => {
      const line = await http.upgrade('/relay', 'nobody', '')
      await line.finish(() => line.hangUp())
    },
    'relay-stranger': async (http, { token }) => {
      const { name } = await newAccount(http)
      const line = await http.upgrade(`/relay?name=${name}`, token, '')
      await line.finish(() => line.hangUp())
    },
    'relay-nobody-waits': between(async ({ calls }) => (await calls()).hears(isAnswered)),
    'relay-early': between(async ({ waits, calls }) => {
      await waits()
      await (await calls('hello')).hears(isAnswered)
    }),
    // If the older one counted, nothing would be heard on the newer one.
    'relay-line-newest': between(async ({ waits, calls, hears, answers }) => {
      await waits()
      const newer = await waits()
      await calls()
      await answers(await hears(newer))
    }),
    'relay-line-spoken-on': between(async (friends) => {
      const line = await friends.waits()
      line.say(Buffer.from('hello'))
      await isDeaf(line, friends)
    }),
    'relay-line-logged-out': between(async (friends, http) => {
      const line = await friends.waits()
      const { name } = friends.called
      const { json } = await http.ask('POST', '/login', { body: { name, password: friends.called.password } })
      await http.ask('DELETE', '/tokens', { token: (json as { token: string }).token })
      await isDeaf(line, friends)
    }),
    'relay-token-made-up': between(async ({ answers }) => answers('')),
    'relay-token-of-another': between(async ({ caller, waits, calls, hears, answers }) => {
      const line = await waits()
      await calls()
      await answers(await hears(line), caller)
    }),
    'relay-token-twice': between(async ({ waits, calls, hears, answers }) => {
      const line = await waits()
      await calls()
      const token = await hears(line)
      await answers(token)
      await answers(token)
    }),
    'relay-pairs-with-one': between(async ({ waits, calls, hears, answers }) => {
      for (const _ of [1, 2]) {
        const line = await waits()
        await calls()
        await answers(await hears(line))
      }
      await waits()
      await (await calls()).hears(isAnswered)
    }),
    'relay-calls-without-end': between(async ({ calls }) => {
      for (let made = 0; made < WITHOUT_END; made += 1) {
        const call = await calls()
        await call.hears(isAnswered)
        if (call.heard.toString('latin1').startsWith('HTTP/1.1 429')) return
      }
    }),
  }
}

/** A call is told on no such line; where one is, it is taken, so that it shows. */
async function isDeaf(line: ProbeLine, { calls, hears, answers }: Friends): Promise<void> {
  const call = await calls()
  const token = await hears(line)
  if (token === '') await call.hears(isAnswered)
  else await answers(token)
}

function isAnswered(words: string): boolean {
  return words.includes('\r\n\r\n')
}

function tokenIn(words: string): string {
  return /"token":"([^"]*)"/.exec(words)?.[1] ?? ''
}
