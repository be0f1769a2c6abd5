/**
 * What the lab's messenger starts with: what it is told on its command line, and a home that nobody has used before,
 * with a passphrase that nobody knows.
 */

import { randomBytes } from 'node:crypto'
import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemEntropy } from '../cli/entropy'
import { DirectoryClient } from '../directory/client'
import type { Endpoint } from '../directory/endpoint'
import { parseEndpoint } from '../directory/endpoint'
import { openContacts } from '../home/contacts-file'
import { Passphrase } from '../home/passphrase'
import { openJournal } from '../messenger/journal-in-home'
import { Messenger } from '../messenger/messenger'
import type { MessengerOptions } from '../messenger/messenger-parts'
import type { PrivateIdentity } from '../protocol/identity'
import { hardenedProfile } from '../protocol/secure'
import type { Printing } from '../text/printable'
import { profiles } from '../weakened/catalogue'

/** Options of the messenger in which a profile may differ from the hardened one. */
const exchangeable = [
  'backPressure',
  'budgetLimits',
  'friendBudget',
  'prefixHashes',
  'fileName',
  'isWanted',
  'mayDial',
  'outboxRules',
] as const satisfies readonly (keyof MessengerOptions)[]
type Exchanged = Pick<MessengerOptions, (typeof exchangeable)[number]>

/** Profiles that this program can run: what it says in a session is hardened, what it does with it may not be. */
const known = profiles.filter(
  ({ converse, options }) =>
    converse === hardenedProfile.converse &&
    Object.keys(options?.() ?? {}).every((name) => ['printing', ...exchangeable].includes(name)),
)

/** Nobody attacks the files of this home from outside: the passphrase is hashed at a low cost. */
const COST = { logN: 10, r: 8, p: 1 }

/** Milliseconds to wait for others: a busy machine is no attack. */
export const PATIENCE = 20_000

export interface Setting {
  readonly name: string
  readonly listen: Endpoint
  readonly directory: string
  /** The folder of this node: the home and, two folders deep, the inbox are in it. */
  readonly data: string
  /** The only friend whom the messenger calls of its own accord: so the lab knows which conversation is which. */
  readonly calls: string | undefined
  /** Whether friends who do not reach each other are joined by the directory's relay. */
  readonly relay: boolean
  /** Whether its first line has the keys that its user had before. */
  readonly keptIdentity: boolean
  /** What the messenger has in place of the hardened. */
  readonly exchanged: Exchanged
  readonly printing?: Printing
}

/** @throws Error with the usage. */
export function readSetting(): Setting {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: process.argv.slice(2),
    options: {
      ...{ name: text, profile: text, listen: text, directory: text, data: text, calls: text },
      relay: { type: 'boolean', default: false },
      'kept-identity': { type: 'boolean', default: false },
    },
  })
  const { name, directory, data, calls, relay, 'kept-identity': keptIdentity } = values
  const listen = parseEndpoint(values.listen ?? '')
  const profile = known.find((one) => one.name === values.profile)
  if (name && directory && data && listen && profile) {
    const { printing, ...exchanged } = profile.options?.() ?? {}
    return {
      name,
      listen,
      directory,
      data,
      calls,
      relay,
      keptIdentity,
      exchanged,
      ...(printing && { printing }),
    }
  }
  throw new Error(
    'Usage: lab-messenger --name NAME --listen HOST:PORT --directory URL --data FOLDER [--calls FRIEND] [--relay] ' +
      `[--kept-identity] --profile one of ${known.map((one) => one.name).join(', ')}`,
  )
}

/** What connects a messenger to the world. */
type Outside = Pick<MessengerOptions, 'client' | 'resolve' | 'onEvent' | 'onSession' | 'profile' | 'relay'>

export interface OpenMessenger {
  readonly messenger: Messenger
  /** What opens the files of its home. */
  readonly passphrase: string
  /** Does what the next start will do, on a copy of the home as it is on the disk now, and where no directory answers. */
  rehearseStart(): Promise<void>
}

export async function openMessenger(
  setting: Setting,
  identity: PrivateIdentity,
  outside: Outside,
): Promise<OpenMessenger> {
  const { data, directory } = setting
  const home = join(data, 'home')
  await mkdir(home, { recursive: true, mode: 0o700 })
  const words = randomBytes(16).toString('hex')
  const passphrase = new Passphrase(words)
  return {
    passphrase: words,
    messenger: await openHome(home, passphrase, setting, identity, outside),
    async rehearseStart() {
      const copy = join(data, 'home-copy')
      await cp(home, copy, { recursive: true })
      const nowhere = { host: '127.0.0.1', port: 1 }
      const client = new DirectoryClient(directory, { resolve: () => nowhere })
      const again = await openHome(copy, passphrase, setting, identity, { client, onEvent: () => {} })
      await again.goOnline(nowhere)
      for (const _ of again.unseen());
      await again.close()
      await rm(copy, { recursive: true })
    },
  }
}

async function openHome(
  home: string,
  passphrase: Passphrase,
  { name, directory, data, calls, exchanged }: Setting,
  identity: PrivateIdentity,
  outside: Outside,
): Promise<Messenger> {
  const contacts = await openContacts(home, passphrase, systemEntropy, COST)
  const journal = await openJournal(home, passphrase, systemEntropy, COST)
  return new Messenger({
    ...outside,
    identity,
    contacts,
    journal,
    account: { name, directory },
    home,
    downloads: join(data, 'files', 'inbox'),
    partials: join(home, 'partial'),
    entropy: systemEntropy,
    now: Date.now,
    random: Math.random,
    deadlines: { dial: PATIENCE, handshake: PATIENCE, goodbye: 10_000 },
    callsByItself: (friend) => friend === calls,
    ...exchanged,
  })
}
