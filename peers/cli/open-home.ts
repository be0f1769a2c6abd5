/**
 * From a folder to a messenger: opens what is kept there, and asks for what the first start needs. A front end asks the
 * questions; scripts answer them from the environment.
 */

import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { DirectoryClient, refusalOf, withCodeIfNeeded } from '../directory/client'
import { type Account, loadAccount, saveAccount } from '../home/account-file'
import { openContacts } from '../home/contacts-file'
import { createIdentity, loadIdentity, loadIdentityAsTyped } from '../home/identity-file'
import { LEAST_PASSPHRASE, Passphrase } from '../home/passphrase'
import { type Sentence, t } from '../language/sentence'
import { isYes } from '../language/yes'
import { openJournal } from '../messenger/journal-in-home'
import { Messenger } from '../messenger/messenger'
import type { MessengerEvent } from '../messenger/messenger-api'
import { LEAST_PASSWORD } from '../protocol/directory-api'
import { PeerError } from '../protocol/errors'
import type { PrivateIdentity } from '../protocol/identity'
import { isName } from '../protocol/names'
import { PromptCancelled } from '../terminal/prompt-cancelled'
import { printable } from '../text/printable'
import { systemEntropy } from './entropy'
import type { CliOptions } from './options'

/** Where answers come from. */
export interface Prompter {
  /** Whether a person answers. */
  readonly interactive: boolean
  print(words: Sentence): void
  /** @throws PeerError BAD_COMMAND where there is nobody to ask. */
  ask(question: Sentence): Promise<string>
  askSecret(question: Sentence): Promise<string>
}

/** What scripts set instead of answering. */
export interface Answers {
  readonly passphrase: string | undefined
  readonly password: string | undefined
  readonly certificate: string | undefined
  /** One-time or recovery code, for where a name is taken over. */
  readonly code?: string | undefined
}

/** How often a question is asked again. */
const TRIES = 3
const DEFAULT_DIRECTORY = 'http://127.0.0.1:8440'

/** @returns the messenger, not started yet. @throws PeerError */
export async function openHome(
  options: CliOptions,
  answers: Answers,
  asker: Prompter,
  onEvent: (event: MessengerEvent) => void,
): Promise<Messenger> {
  const { home, downloads } = options
  const { passphrase, identity } = await openIdentity(home, answers, asker)
  const kept = await loadAccount(home, passphrase)
  if (kept && options.name !== null && options.name !== kept.name) {
    throw new PeerError(
      'BAD_COMMAND',
      t`The home ${home} belongs to ${kept.name}: take another --home for ${options.name}.`,
    )
  }
  const isMoving = kept && isElsewhere(kept, options, answers)
  const { account, client } =
    kept && !isMoving
      ? { account: kept, client: clientFor(kept) }
      : await settle(options, kept, identity, answers, asker)
  if (account !== kept) await saveAccount(home, account, passphrase, systemEntropy)
  const [contacts, journal] = await Promise.all([
    openContacts(home, passphrase, systemEntropy),
    openJournal(home, passphrase, systemEntropy),
  ])
  return new Messenger({
    identity,
    contacts,
    journal,
    client,
    account,
    home,
    downloads,
    partials: join(home, 'partial'),
    entropy: systemEntropy,
    now: Date.now,
    random: Math.random,
    onEvent,
    budgetLimits: options.limits,
    ...(options.relay && { relay: {} }),
    ...(options.mapping && { mapPort: {} }),
  })
}

/** Whether the user names another directory than the one that is kept, or another certificate of it. */
function isElsewhere(kept: Account, options: CliOptions, answers: Answers): boolean {
  const certificate = pinned(answers)
  if (certificate !== undefined && /^https:/i.test(kept.directory) && certificate !== kept.certificate)
    return true
  return options.directory !== null && options.directory !== kept.directory
}

/** @throws PeerError WRONG_PASSPHRASE, CORRUPT_FILE, FILE_FAILED, BAD_COMMAND */
export async function openIdentity(
  home: string,
  answers: Answers,
  asker: Prompter,
): Promise<{ passphrase: Passphrase; identity: PrivateIdentity }> {
  const path = join(home, 'identity')
  for (let left = TRIES; ; left--) {
    const isNew = answers.passphrase === undefined && (await isMissing(path))
    const text = answers.passphrase ?? (await askPassphrase(isNew, home, asker))
    const passphrase = new Passphrase(text)
    try {
      const found = await loadIdentityAsTyped(path, text)
      if (found?.hadLineEnd)
        asker.print(
          t`The passphrase of this home has a line end behind it, which nobody sees: it was pasted.`,
        )
      if (found) return found
      if (text.length < LEAST_PASSPHRASE) throw tooShort('passphrase', LEAST_PASSPHRASE)
      asker.print(t`Making your keys …`)
      const made = await createIdentity(path, passphrase, systemEntropy)
      const identity = made ?? (await loadIdentity(path, passphrase))
      if (identity) return { passphrase, identity }
    } catch (error) {
      const again = error instanceof PeerError && error.code === 'WRONG_PASSPHRASE' && !answers.passphrase
      if (!again || left === 1) throw error
      asker.print(t`-!- ${error.words()}`)
    }
  }
}

async function isMissing(path: string): Promise<boolean> {
  return access(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  )
}

async function askPassphrase(isNew: boolean, home: string, asker: Prompter): Promise<string> {
  if (!isNew) return asker.askSecret(t`Passphrase: `)
  asker.print(t`Welcome. Everything of yours will be kept in ${home}, encrypted under a passphrase.`)
  asker.print(t`Nobody can recover it for you.`)
  return askTwice(t`Choose a passphrase`, 'passphrase', LEAST_PASSPHRASE, asker)
}

/** A secret that nobody sees while typing is typed twice. */
export async function askTwice(
  question: Sentence,
  what: 'passphrase' | 'password',
  least: number,
  asker: Prompter,
): Promise<string> {
  for (let left = TRIES; left > 0; left--) {
    const first = await asker.askSecret(t`${question} (at least ${least} characters): `)
    if (first.length < least) {
      asker.print(t`-!- ${tooShort(what, least).words()}`)
      continue
    }
    if (first === (await asker.askSecret(t`The same once more: `))) return first
    asker.print(t`-!- The two were not the same.`)
  }
  throw new PeerError(
    'BAD_COMMAND',
    what === 'passphrase'
      ? t`No passphrase was chosen: start again.`
      : t`No password was chosen: start again.`,
  )
}

function tooShort(what: 'passphrase' | 'password', least: number): PeerError {
  return new PeerError(
    'BAD_COMMAND',
    what === 'passphrase'
      ? t`A passphrase has at least ${least} characters: choose a longer one.`
      : t`A password has at least ${least} characters: choose a longer one.`,
  )
}

/** Finds the directory, and a name there: each is asked for again where the answer does not do. */
async function settle(
  options: CliOptions,
  kept: Account | null,
  identity: PrivateIdentity,
  answers: Answers,
  asker: Prompter,
): Promise<{ account: Account; client: DirectoryClient }> {
  const named = options.directory ?? kept?.directory ?? null
  const { directory, client, certificate } = await again(named, asker, async (given) => {
    const question = t`Address of the directory [${DEFAULT_DIRECTORY}]: `
    const directory = given ?? ((await asker.ask(question)).trim() || DEFAULT_DIRECTORY)
    return { directory, ...(await trusted(directory, answers, asker)) }
  })
  let { password } = answers
  // Asked once, also where the first name is taken.
  const choosePassword = async () => {
    const question = t`Choose a password for the directory`
    password ??= await askTwice(question, 'password', LEAST_PASSWORD, asker)
    return password
  }
  const name = await again(kept?.name ?? options.name, asker, async (given) => {
    const name = given ?? (await asker.ask(t`Your name there (a-z 0-9 . _ -): `)).trim()
    if (!isName(name)) {
      throw new PeerError(
        'BAD_COMMAND',
        t`A name is 1 to 32 of a-z 0-9 . _ - and begins with a letter or a digit.`,
      )
    }
    try {
      if (await enter(client, name, identity, choosePassword)) asker.print(t`Registered as ${name}.`)
    } catch (error) {
      if (refusalOf(error) !== 'NAME_TAKEN') throw error
      if (!(await takeOver(client, name, identity, options, answers, asker))) throw error
    }
    return name
  })
  return { account: { name, directory, ...(certificate && { certificate }) }, client }
}

/** @param given what was answered on the command line, which is not asked again. */
async function again<T>(
  given: string | null,
  asker: Prompter,
  attempt: (given: string | null) => Promise<T>,
): Promise<T> {
  for (let left = TRIES; ; left--) {
    try {
      return await attempt(given)
    } catch (error) {
      const isFinal = !(error instanceof PeerError) || error instanceof PromptCancelled
      if (isFinal || given !== null || left === 1 || !asker.interactive) throw error
      asker.print(t`-!- ${error.words()}`)
    }
  }
}

/** Looks whether the directory is there, and pins its certificate if no authority vouches for it and the user does. */
async function trusted(directory: string, answers: Answers, asker: Prompter) {
  const given = pinned(answers)
  const isHttps = /^https:/i.test(directory)
  const certificate = isHttps ? given : undefined
  try {
    const client = clientFor({ directory, ...(certificate && { certificate }) })
    await client.health()
    return { client, certificate }
  } catch (error) {
    const seen =
      error instanceof PeerError && error.code === 'DIRECTORY_UNTRUSTED' && error.evidence.fingerprint
    if (!seen || given !== undefined) throw error
    const shown = String(seen)
    asker.print(t`The certificate of the directory is vouched for by nobody. Its SHA-256 fingerprint is`)
    for (const half of [shown.slice(0, 32), shown.slice(32)])
      asker.print(t`  ${printable(half.match(/.{1,4}/g)?.join(' ') ?? '', 80)}`)
    asker.print(t`The directory printed the same when it started, if nobody stands in between.`)
    const answer = await asker.ask(t`Is it the same? (yes/no): `)
    if (!isYes(answer)) throw error
    return { client: clientFor({ directory, certificate: shown }), certificate: shown }
  }
}

/** @returns P2P_CERTIFICATE in lower case. @throws PeerError BAD_COMMAND */
function pinned({ certificate }: Answers): string | undefined {
  const given = certificate?.replaceAll(/[:\s]/g, '').toLowerCase()
  if (given === undefined || /^[0-9a-f]{64}$/.test(given)) return given
  throw new PeerError('BAD_COMMAND', t`P2P_CERTIFICATE is a SHA-256 fingerprint: 64 hexadecimal digits.`)
}

/** @returns whether the name was registered; else it was this identity's already. */
async function enter(
  client: DirectoryClient,
  name: string,
  identity: PrivateIdentity,
  choosePassword: () => Promise<string>,
): Promise<boolean> {
  // Where this identity has the name already, on a start that was cut short, say, its key is enough.
  try {
    await client.loginByKey(name, identity)
    return false
  } catch (error) {
    if (!(error instanceof PeerError) || error.code !== 'DIRECTORY_REFUSED') throw error
  }
  await client.register(name, await choosePassword(), identity)
  return true
}

/**
 * The name has another key: its owner may have lost it, and then its password gives it this one.
 * @returns whether it did. @throws PeerError of the directory client.
 */
async function takeOver(
  client: DirectoryClient,
  name: string,
  identity: PrivateIdentity,
  { newKey }: CliOptions,
  answers: Answers,
  asker: Prompter,
): Promise<boolean> {
  // What is set for scripts was meant to register a name: it takes none over unless that is asked for.
  if (!newKey && !asker.interactive) return false
  if (asker.interactive) {
    asker.print(
      t`${name} has another key at the directory. If it is your name, and its keys are lost, its password gives it the keys of this home: whoever has the earlier ones is out, and your friends see CHANGED.`,
    )
  }
  const password =
    answers.password ?? (await asker.askSecret(t`Password of ${name}, or nothing for another name: `))
  if (password === '') return false
  await withCodeIfNeeded(
    (code) => client.replaceIdentity(name, password, identity, code),
    async () => answers.code ?? (await asker.ask(t`One-time code or recovery code: `)).trim(),
  )
  asker.print(
    t`${name} has the keys of this home now. Add your friends again by name: they have to agree to the new key.`,
  )
  return true
}

function clientFor({ directory, certificate }: Omit<Account, 'name'>): DirectoryClient {
  return new DirectoryClient(directory, certificate ? { certificate } : {})
}
