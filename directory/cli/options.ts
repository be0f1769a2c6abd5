/** The command line of the directory, as a value. */

import { isIPv4 } from 'node:net'
import { inColumns } from '../../peers/command-line/columns'
import { type Invocation, usageLines } from '../../peers/command-line/invocation'
import { TrustedProxies } from '../limits/client-address'
import { type Flag, type Given, givenFlags, usage } from './flags'

/** To run the directory. */
export interface ServerOptions {
  readonly command: 'serve'
  readonly host: string
  readonly port: number
  readonly data: string
  /** The file of the key that the data is encrypted under. */
  readonly key: string | undefined
  /** The logarithm of scrypt's N. */
  readonly scryptCost: number
  /** Bytes of journal after which a snapshot is made. */
  readonly journalLimit: number
  /** False: plain HTTP. Own: a certificate that the directory makes. */
  readonly tls: false | 'own' | { readonly cert: string; readonly key: string }
  /** Hosts by which the directory is reached besides the one it listens on, each perhaps with a port. */
  readonly names: readonly string[]
  /** IP addresses of the proxies whose word on a client's address counts. */
  readonly proxies: readonly string[]
  /** The file with the certificate under which a proxy speaks TLS for the directory. */
  readonly proxyCert: string | undefined
  /** Whether it joins friends who do not reach each other. */
  readonly relay: boolean
  readonly log: 'json' | 'text' | 'none'
  /** Whether a lab drives this program, over stdin and stdout. */
  readonly node: boolean
}

/** To write the data of a directory into a file, to make a directory from one, or to take a user out. */
export interface Filing {
  readonly command: 'backup' | 'restore' | 'delete-user'
  /** A file, or the name of a user. */
  readonly file: string
  readonly data: string
  readonly key: string | undefined
  /** Whether the backup is a plain SQLite file. */
  readonly decrypted: boolean
}

/** @returns the text of --help. @param typed how this program is started. */
export const help = ({ command, optional }: Invocation): string =>
  inColumns(`${usageLines([
    [optional('FLAGS'), ''],
    [`${command} backup FILE [--decrypted] [--data FOLDER] [--key FILE]`, ''],
    [`${command} restore FILE [--data FOLDER] [--key FILE]`, ''],
    [`${command} delete-user NAME [--data FOLDER] [--key FILE]`, ''],
  ])}

The directory where friends find each other's address, over HTTP or HTTPS. "backup" writes its data into a new
file, also while it runs; "restore" makes an empty data folder what it was then. "delete-user" takes a user out, with
all that is kept of them, while it does not run; the name is free then.

  --listen HOST:PORT    where to listen (127.0.0.1:8440; port 0 takes any free one)
  --tls                 HTTPS, with a certificate made once; its fingerprint is printed for peers to pin
  --tls-cert FILE       HTTPS, with this certificate (PEM, followed by those that vouch for it) ...
  --tls-key FILE        ... and its private key (PEM)
  --name HOST[:PORT]    how the directory is reached besides, as in its users' URL; may be given several times
  --proxy ADDRESS       believe this proxy's X-Forwarded-For; may be given several times
  --proxy-cert FILE     the certificate (PEM) that a proxy shows which speaks HTTPS for the directory: logins by
                        key name it
  --plain-http          allow unencrypted HTTP beyond this machine
  --relay               also join friends of whom neither reaches the other: their bytes go through here, sealed
  --data FOLDER         where to keep users and friendships (in your user data folder)
  --key FILE            32 bytes in hex or base64 that the data is encrypted under; else the environment variable
                        DIRECTORY_KEY; else a key that is made once, in your user settings folder
  --scrypt-cost N       work per password as log2 of scrypt's N, 10 to 20 (17)
  --journal-limit BYTES make a snapshot when the journal exceeds this size (1048576)
  --log json|text|none  a line on stderr for each request (json)
  --decrypted           for backup: a plain SQLite file, to be opened by the sqlite3 shell
  --node                be a node of the lab: JSON lines on stdout, stop when stdin ends, no log, and without a
                        given key one for this run only
  --version             which version this is
  --help                this text
`)

/**
 * @param args the arguments after the program's name.
 * @param defaultData the data folder where none is given.
 * @returns the options, or `help` or `version` if that was asked for.
 * @throws StartFailure with exit status 64.
 */
export function parseOptions(
  args: readonly string[],
  defaultData: string,
): ServerOptions | Filing | 'help' | 'version' {
  const given = givenFlags(args)
  const { values, positionals } = given
  if (values.help) return 'help'
  if (values.version) return 'version'
  const command = positionals[0]
  if (command === 'backup' || command === 'restore' || command === 'delete-user')
    return parseFiling(command, given, defaultData)
  if (command !== undefined) throw usage(`"${command}" is not a flag or a command: see --help.`)
  if (values.decrypted) throw usage('--decrypted belongs to backup: see --help.')
  const tls = parseTls(values)
  const { host, port } = parseListen(values.listen ?? '127.0.0.1:8440')
  if (!tls && !isLoopback(host) && !values['plain-http']) {
    throw usage(
      `Listening on ${host} would carry passwords unencrypted over the network: ` +
        'give --tls, listen on 127.0.0.1, or give --plain-http if the network is yours alone.',
    )
  }
  const node = values.node === true
  return {
    command: 'serve',
    host,
    port,
    data: values.data ?? defaultData,
    key: values.key,
    scryptCost: integer('scrypt-cost', values['scrypt-cost'] ?? '17', 10, 20),
    journalLimit: integer('journal-limit', values['journal-limit'] ?? '1048576', 1, 2 ** 31),
    tls,
    names: (values.name ?? []).map(parseName),
    relay: values.relay === true,
    proxies: (values.proxy ?? []).map(parseProxy),
    proxyCert: values['proxy-cert'],
    log: parseLog(values.log ?? (node ? 'none' : 'json')),
    node,
  }
}

function parseFiling(
  command: Filing['command'],
  { positionals, values }: Given,
  defaultData: string,
): Filing {
  const [, file, ...more] = positionals
  if (!file || more.length > 0)
    throw usage(`${command} needs one ${command === 'delete-user' ? 'NAME' : 'FILE'}: see --help.`)
  const allowed: readonly Flag[] = ['data', 'key', ...(command === 'backup' ? (['decrypted'] as const) : [])]
  for (const flag of Object.keys(values)) {
    if (!allowed.some((one) => one === flag))
      throw usage(`--${flag} does not belong to ${command}: see --help.`)
  }
  return {
    command,
    file,
    data: values.data ?? defaultData,
    key: values.key,
    decrypted: values.decrypted === true,
  }
}

function parseTls(given: Given['values']): ServerOptions['tls'] {
  const { 'tls-cert': cert, 'tls-key': key } = given
  if (given['plain-http'] && (given.tls || cert !== undefined)) {
    throw usage('--plain-http and TLS exclude each other: give one of them.')
  }
  if (cert === undefined && key === undefined) return given.tls ? 'own' : false
  if (cert === undefined || key === undefined) {
    throw usage(
      '--tls-cert and --tls-key belong together: give both, or only --tls for a certificate made here.',
    )
  }
  return { cert, key }
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

function parseProxy(text: string): string {
  try {
    new TrustedProxies([text])
    return text
  } catch {
    throw usage(`--proxy needs an IP address or a network, such as 127.0.0.1 or 10.0.0.0/8, not "${text}".`)
  }
}

function parseLog(text: string): ServerOptions['log'] {
  if (text === 'json' || text === 'text' || text === 'none') return text
  throw usage(`--log needs json, text or none, not "${text}".`)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}

function integer(flag: Flag, text: string, least: number, most: number): number {
  const value = /^[0-9]{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw usage(`--${flag} needs a whole number from ${least} to ${most}, not "${text}".`)
}
