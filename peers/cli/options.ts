/** The messenger's command line, as a value. */

import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { inColumns } from '../command-line/columns'
import { type FlagProblem, readFlags } from '../command-line/flags'
import { type Invocation, usageLines } from '../command-line/invocation'
import { type Endpoint, parseEndpoint } from '../directory/endpoint'
import { defaultHome } from '../home/home'
import { and } from '../language/joining'
import { english, type Language, languages, type Say, type Sentence, t } from '../language/sentence'
import { type BudgetLimits, budgetLimits } from '../messenger/friend-budget'
import { isName } from '../protocol/names'

/** @returns the text of --help. @param typed how this program is started. */
export function help({ command, quiet, optional }: Invocation, say: Say = english): string {
  const flags = say(t`FLAGS`)
  const rows: readonly (readonly [string, Sentence])[] = [
    [optional(flags), t`the messenger, in this terminal; with --web in your browser`],
    [say(t`${quiet} send NAME TEXT [FLAGS]`), t`says one thing; waits until it is delivered`],
    [say(t`${quiet} receive [--json] [FLAGS]`), t`prints what comes, until Ctrl-C`],
    [say(t`${quiet} agent [FLAGS]`), t`JSON lines in and out, for programs (peers/AGENT.md)`],
    [say(t`${command} import FILE [FLAGS]`), t`brings an exported identity into a new home`],
    [say(t`${command} export-pem FOLDER [FLAGS]`), t`both RSA keys as PEM files that openssl reads`],
  ]
  const usage = usageLines(
    rows.map(([typed, purpose]) => [typed, say(purpose)]),
    say(t`Usage: `),
  )
  return inColumns(`${usage}\n\n${say(explained)}`)
}

const explained = t`The first start asks for the directory’s address, a name, and passphrases; later ones only for your passphrase.
Inside, /help lists what you can type.

  --home DIR            where everything of yours is kept, encrypted (a folder in your user data)
  --directory URL       the directory (the one of the last time; at first you are asked)
  --name NAME           your name there: 1 to 32 of a-z 0-9 . _ -
  --new-key             where NAME is taken: give it the keys of this new home, by its password (asked in a terminal)
  --listen HOST:PORT    where friends reach you ([::]:25000, or any free port where that one is taken)
  --publish HOST:PORT   what friends are told to dial, where that is something else: behind a router, say
  --no-relay            reach friends directly or not at all, and be reached so: nothing goes through the directory
  --no-mapping          do not ask the router to let friends in by a port (PCP, NAT-PMP, UPnP)
  --downloads DIR       where received files appear (the folder “received” in the home)
  --unread N            messages of one friend that may wait unread before no more are taken (100000)
  --unread-mib N        the same in MiB on this disk (64)
  --rate N              messages a second that one friend may send, after a burst (500)
  --rate-kib N          the same in KiB (64)
  --on-message COMMAND  run this for each message that comes, with the text on its input and P2P_FRIEND set
  --json                receive: one JSON object a line
  --count N             receive: end after N messages
  --wait SECONDS        send: how long to wait for the delivery (30); receive: end after so long
  --web                 open the messenger in a browser of this computer, by a link that it prints and that works once
  --web-port PORT       where the page is served (any free port)
  --lang en|fr          the language (otherwise the environment’s)
  --version             which version this is
  --help                this text

For scripts, instead of questions: P2P_PASSPHRASE opens the home; P2P_PASSWORD is the password at the directory when
you register, and P2P_CODE a one-time code for --new-key; P2P_CERTIFICATE is the fingerprint of the directory’s certificate, as the directory prints it.
send ends with 0 when it was delivered, 75 when it waits in the outbox; 64 is a command that can’t be obeyed, 70 a failure.
`

/** A command line that can't be obeyed, in one sentence. */
export class UsageError extends Error {
  constructor(readonly words: Sentence) {
    super(english(words))
  }
}

const flags = {
  home: 'string',
  directory: 'string',
  name: 'string',
  'new-key': 'boolean',
  listen: 'string',
  publish: 'string',
  'no-relay': 'boolean',
  'no-mapping': 'boolean',
  downloads: 'string',
  unread: 'string',
  'unread-mib': 'string',
  rate: 'string',
  'rate-kib': 'string',
  'on-message': 'string',
  lang: 'string',
  json: 'boolean',
  count: 'string',
  wait: 'string',
  web: 'boolean',
  'web-port': 'string',
  version: 'boolean',
  help: 'boolean',
} as const

export type CliCommand =
  | { readonly do: 'chat' }
  /** `port`: 0 is any. */
  | { readonly do: 'web'; readonly port: number }
  | { readonly do: 'send'; readonly to: string; readonly text: string; readonly wait: number }
  | {
      readonly do: 'receive'
      readonly json: boolean
      /** How many messages to wait for; null for any number. */
      readonly count: number | null
      /** In seconds; null for ever. */
      readonly wait: number | null
    }
  | { readonly do: 'agent' }
  | { readonly do: 'import'; readonly file: string }
  | { readonly do: 'export-pem'; readonly folder: string }

export interface CliOptions {
  readonly command: CliCommand
  readonly home: string
  readonly downloads: string
  readonly directory: string | null
  readonly name: string | null
  /** Whether a name that is taken is to have the keys of a new home. */
  readonly newKey: boolean
  /** What `--lang` asks for; null without it. */
  readonly language: Language | null
  /** A command of the user's for each message that comes. */
  readonly onMessage: string | null
  /** Null where none was asked for. */
  readonly listen: Endpoint | null
  readonly publish: Endpoint | null
  /** Whether the router is asked to map a port. */
  readonly mapping: boolean
  /** Whether the directory's relay is used. */
  readonly relay: boolean
  /** What one friend may cost. */
  readonly limits: BudgetLimits
}

/**
 * @param args the arguments after the program's name.
 * @throws UsageError with one sentence.
 */
export function parseOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): CliOptions | 'help' | 'version' {
  const { values, positionals } = read(args)
  const { lang } = values
  if (lang !== undefined && !languages.includes(lang as Language))
    throw new UsageError(t`--lang takes en or fr.`)
  if (values.help) return 'help'
  if (values.version) return 'version'
  for (const flag of ['home', 'downloads', 'directory', 'on-message'] as const)
    if (values[flag] === '') throw refusal('empty', `--${flag}`)
  const home = resolve(values.home ?? defaultHome(process.platform, env, homedir()))
  const { directory = null, name = null } = values
  if (name !== null && !isName(name)) {
    throw new UsageError(t`--name takes 1 to 32 of a-z 0-9 . _ - and begins with a letter or a digit.`)
  }
  return {
    command: parseCommand(positionals, values),
    home,
    downloads: resolve(values.downloads ?? join(home, 'received')),
    directory,
    name,
    newKey: values['new-key'] === true,
    language: (lang ?? null) as Language | null,
    onMessage: values['on-message'] ?? null,
    listen: place('listen', values.listen),
    publish: place('publish', values.publish),
    relay: values['no-relay'] !== true,
    mapping: values['no-mapping'] !== true,
    limits: {
      unreadItems: atLeastOne('unread', values.unread) ?? budgetLimits.unreadItems,
      unreadBytes: bytes('unread-mib', values['unread-mib'], 1024 * 1024) ?? budgetLimits.unreadBytes,
      itemsPerSecond: atLeastOne('rate', values.rate) ?? budgetLimits.itemsPerSecond,
      bytesPerSecond: bytes('rate-kib', values['rate-kib'], 1024) ?? budgetLimits.bytesPerSecond,
    },
  }
}

type Values = ReturnType<typeof read>['values']

function parseCommand([word, ...rest]: string[], values: Values): CliCommand {
  const take = (...names: Sentence[]) => {
    if (rest.length !== names.length) {
      throw new UsageError(
        names.length === 0
          ? t`${word!} takes nothing more: see --help.`
          : t`${word!} takes ${and(names)}: see --help.`,
      )
    }
  }
  const belongs = (flag: 'json' | 'count' | 'wait', ...words: string[]) => {
    if (values[flag] !== undefined && !words.includes(word ?? ''))
      throw new UsageError(t`--${flag} belongs to ${and(words)}: see --help.`)
  }
  belongs('json', 'receive')
  belongs('count', 'receive')
  belongs('wait', 'send', 'receive')
  if (values['web-port'] !== undefined && !values.web)
    throw new UsageError(t`--web-port belongs to --web: see --help.`)
  if (values.web && word !== undefined) throw new UsageError(t`--web goes without a command: see --help.`)
  switch (word) {
    case undefined:
      return values.web ? { do: 'web', port: webPort(values['web-port']) } : { do: 'chat' }
    case 'send': {
      take(t`NAME`, t`TEXT`)
      const [to, text] = rest as [string, string]
      if (!isName(to)) throw new UsageError(t`“${to}” is no name: see --help.`)
      return { do: 'send', to, text, wait: number('wait', values.wait) ?? 30 }
    }
    case 'receive':
      take()
      return {
        do: 'receive',
        json: values.json === true,
        count: number('count', values.count),
        wait: number('wait', values.wait),
      }
    case 'agent':
      take()
      return { do: 'agent' }
    case 'import':
      take(t`FILE`)
      return { do: 'import', file: resolve(rest[0]!) }
    case 'export-pem':
      take(t`FOLDER`)
      return { do: 'export-pem', folder: resolve(rest[0]!) }
    default:
      throw new UsageError(
        t`There is no command “${word}”: it is send, receive, agent, import, export-pem, or none.`,
      )
  }
}

function read(args: readonly string[]) {
  return readFlags(args, flags, refusal, { looksLikeFlag: /^-./, mayBeEmpty: true })
}

function refusal(problem: FlagProblem, flag: string): UsageError {
  const sentences: Readonly<Record<FlagProblem, Sentence>> = {
    unknown: t`Unknown option ${flag}; --help lists the flags.`,
    twice: t`${flag} is given twice: give it once.`,
    missing: t`${flag} needs a value: --help tells which.`,
    empty: t`${flag} needs a value: --help tells which.`,
    ambiguous: t`${flag} is followed by what looks like a flag: write ${flag}=VALUE.`,
    valued: t`${flag} takes no value: --help lists the flags.`,
  }
  return new UsageError(sentences[problem])
}

function place(flag: string, text: string | undefined): Endpoint | null {
  if (text === undefined) return null
  const parsed = parseEndpoint(text)
  if (!parsed) throw new UsageError(t`--${flag} takes HOST:PORT with a port from 0 to 65535.`)
  return parsed
}

function webPort(text: string | undefined): number {
  if (text === undefined) return 0
  if (!/^[0-9]{1,5}$/.test(text) || Number(text) > 65535)
    throw new UsageError(t`--web-port takes a port from 0 to 65535.`)
  return Number(text)
}

/** Nothing at all would be a friend who can say nothing. */
function atLeastOne(flag: string, text: string | undefined): number | null {
  const value = number(flag, text)
  if (value === 0) throw new UsageError(t`--${flag} takes a whole number from 1 to 2000000.`)
  return value
}

function bytes(flag: string, text: string | undefined, unit: number): number | null {
  const value = atLeastOne(flag, text)
  return value === null ? null : value * unit
}

function number(flag: string, text: string | undefined): number | null {
  if (text === undefined) return null
  // Three weeks of seconds: more does not fit into a timer.
  if (!/^[0-9]{1,7}$/.test(text) || Number(text) > 2_000_000)
    throw new UsageError(t`--${flag} takes a whole number up to 2000000.`)
  return Number(text)
}
