/** The command line of the directory, as a value. */

import { isIPv4 } from 'node:net'
import { join, posix, win32 } from 'node:path'
import { parseArgs } from 'node:util'
import { StartFailure } from './refusal'

export interface Options {
  readonly host: string
  readonly port: number
  readonly data: string
  /** The logarithm of scrypt's N. */
  readonly scryptCost: number
  /** Bytes of journal after which a snapshot is made. */
  readonly journalLimit: number
  /** False: plain HTTP. Own: a certificate that the directory makes. */
  readonly tls: false | 'own' | { readonly cert: string; readonly key: string }
  /** Hosts by which the directory is reached besides the one it listens on, each perhaps with a port. */
  readonly names: readonly string[]
  /** Whether a lab drives this program, over stdin and stdout. */
  readonly node: boolean
}

export const help = `Usage: npm run directory -- [flags]

The directory where friends find each other's address, over HTTP or HTTPS.

  --listen HOST:PORT    where to listen (127.0.0.1:8440; port 0 takes any free one)
  --tls                 HTTPS, with a certificate made once; its fingerprint is printed for peers to pin
  --tls-cert FILE       HTTPS, with this certificate (PEM, followed by those that vouch for it) ...
  --tls-key FILE        ... and its private key (PEM)
  --name HOST[:PORT]    how the directory is reached besides, as in its users' URL; may be given several times
  --plain-http          allow unencrypted HTTP beyond this machine
  --data FOLDER         where to keep users and friendships (in your user data folder)
  --scrypt-cost N       work per password as log2 of scrypt's N, 10 to 20 (17)
  --journal-limit BYTES make a snapshot when the journal exceeds this size (1048576)
  --node                be a node of the lab: JSON lines on stdout, stop when stdin ends
  --help                this text
`

const flags = {
  listen: { type: 'string' },
  tls: { type: 'boolean' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  name: { type: 'string' },
  'plain-http': { type: 'boolean' },
  data: { type: 'string' },
  'scrypt-cost': { type: 'string' },
  'journal-limit': { type: 'string' },
  node: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

type Flag = keyof typeof flags

/**
 * @param args the arguments after the program's name.
 * @param defaultData the data folder where none is given.
 * @returns the options, or `help` if that was asked for.
 * @throws StartFailure with exit status 64.
 */
export function parseOptions(args: readonly string[], defaultData: string): Options | 'help' {
  const { given, names } = readFlags(args)
  if (given.has('help')) return 'help'
  const tls = parseTls(given)
  const { host, port } = parseListen(given.get('listen') ?? '127.0.0.1:8440')
  if (!tls && !isLoopback(host) && !given.has('plain-http')) {
    throw usage(
      `Listening on ${host} would carry passwords unencrypted over the network: ` +
        'give --tls, listen on 127.0.0.1, or give --plain-http if the network is yours alone.',
    )
  }
  return {
    host,
    port,
    data: given.get('data') ?? defaultData,
    scryptCost: integer('scrypt-cost', given.get('scrypt-cost') ?? '17', 10, 20),
    journalLimit: integer('journal-limit', given.get('journal-limit') ?? '1048576', 1, 2 ** 31),
    tls,
    names,
    node: given.has('node'),
  }
}

function parseTls(given: ReadonlyMap<Flag, string>): Options['tls'] {
  const [cert, key] = [given.get('tls-cert'), given.get('tls-key')]
  if (given.has('plain-http') && (given.has('tls') || cert !== undefined)) {
    throw usage('--plain-http and TLS exclude each other: give one of them.')
  }
  if (cert === undefined && key === undefined) return given.has('tls') ? 'own' : false
  if (cert === undefined || key === undefined) {
    throw usage(
      '--tls-cert and --tls-key belong together: give both, or only --tls for a certificate made here.',
    )
  }
  return { cert, key }
}

/** Each flag with its value, '' where it takes none. parseArgs itself would keep the last of two. */
function readFlags(args: readonly string[]): { given: Map<Flag, string>; names: string[] } {
  const { tokens } = parseArgs({ args: [...args], options: flags, strict: false, tokens: true })
  const given = new Map<Flag, string>()
  const names: string[] = []
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') throw usage(`"${token.value}" is not a flag: see --help.`)
    const name = Object.keys(flags).find((flag): flag is Flag => flag === token.name)
    if (name === undefined || !token.rawName.startsWith('--')) {
      throw usage(`There is no flag ${token.rawName}: see --help.`)
    }
    if (given.has(name) && name !== 'name') throw usage(`--${name} is given twice: give it once.`)
    if (flags[name].type === 'boolean' && token.value !== undefined) throw usage(`--${name} takes no value.`)
    const missing = !token.value || (!token.inlineValue && token.value.startsWith('-'))
    if (flags[name].type === 'string' && missing) throw usage(`--${name} needs a value.`)
    given.set(name, token.value ?? '')
    if (name === 'name') names.push(parseName(token.value!))
  }
  return { given, names }
}

function parseListen(text: string): { host: string; port: number } {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):([0-9]{1,5})$/.exec(text)
  const port = Number(match?.[3])
  if (!match || port > 65535) {
    throw usage(`--listen needs HOST:PORT, such as 127.0.0.1:8440 or [::1]:8440, not "${text}".`)
  }
  return { host: (match[1] ?? match[2])!, port }
}

function parseName(text: string): string {
  const host = /^(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?$/i
  if (text.length > 260 || !host.test(text) || !URL.canParse(`http://${text}`)) {
    throw usage(`--name needs HOST or HOST:PORT, such as directory.example:8440, not "${text}".`)
  }
  return text.toLowerCase()
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}

function integer(flag: Flag, text: string, least: number, most: number): number {
  const value = /^[0-9]{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw usage(`--${flag} needs a whole number from ${least} to ${most}, not "${text}".`)
}

function usage(sentence: string): StartFailure {
  return new StartFailure(sentence, 64)
}

/** @returns where this platform keeps a user's data, in a folder of ours (XDG Base Directory on Linux). */
export function defaultDataFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  const ours = ['secure-p2p', 'directory']
  if (platform === 'win32') {
    return win32.join(env.APPDATA ?? win32.join(home, 'AppData', 'Roaming'), ...ours)
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', ...ours)
  const xdg = env.XDG_DATA_HOME
  // The specification has relative paths ignored.
  return posix.join(xdg && posix.isAbsolute(xdg) ? xdg : join(home, '.local', 'share'), ...ours)
}
