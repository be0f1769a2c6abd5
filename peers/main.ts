/**
 * The messenger's own entry: a peer with an identity on disk, driven by JSON lines. It runs the hardened
 * profile; no other one can be reached from here.
 */

import { homedir } from 'node:os'
import { parseArgs } from 'node:util'
import { runAgent } from './agent'
import { parsePlace } from './agent-commands'
import { openContacts } from './contacts-file'
import { systemEntropy } from './entropy'
import { defaultHome } from './home'
import { lockHome } from './home-lock'
import { loadOrCreateIdentity } from './identity-file'
import { Passphrase } from './passphrase'
import { PeerError } from './protocol/errors'
import { hardened } from './protocol/secure'

const help = `Usage: P2P_PASSPHRASE=… npm run -s peer [-- FLAGS]

A peer driven by JSON: one command a line on stdin, one event a line on stdout. It ends when stdin ends.

  --home DIR           where identity and contacts are kept, encrypted (a folder in your user data)
  --listen HOST:PORT   where friends reach this peer (127.0.0.1:25000; port 0 takes any free one)
  --help               this text

P2P_PASSPHRASE opens the files in DIR; the first start makes an identity with it.

  {"id":1,"do":"register","directory":"http://127.0.0.1:8440","name":"alice","password":"…"}
  {"id":2,"do":"login","directory":"http://127.0.0.1:8440","name":"alice","password":"…"}
  {"id":3,"do":"publish","host":"auto","port":25000}
  {"id":4,"do":"add-friend","name":"bob"}
  {"id":5,"do":"friends"}
  {"id":6,"do":"connect","to":"bob"}
  {"id":7,"do":"send","to":"bob","text":"hello"}
  {"id":8,"do":"compare","with":"bob"}         then, if it was the same: {"id":9,"do":"compare","with":"bob","match":true}
  {"id":10,"do":"close","to":"bob"}

Each is answered by {"event":"done","id":…} or {"event":"failed","id":…,"code":"…","message":"…"}.
`

class UsageError extends Error {}

async function main(): Promise<number> {
  const { home, listen, wantsHelp } = readArguments(process.argv.slice(2))
  if (wantsHelp) {
    process.stdout.write(help)
    return 0
  }
  const secret = process.env.P2P_PASSPHRASE
  if (!secret)
    throw new UsageError('Set P2P_PASSPHRASE to the passphrase of your identity; --help tells more.')
  // The passphrase is for this program alone, not for anything it might start.
  delete process.env.P2P_PASSPHRASE
  const passphrase = new Passphrase(secret)
  process.once('exit', await lockHome(home))
  const identity = await loadOrCreateIdentity(home, passphrase, systemEntropy)
  await runAgent({
    identity,
    contacts: await openContacts(home, passphrase, systemEntropy),
    profile: hardened,
    entropy: systemEntropy,
    now: Date.now,
    service: 'peer',
    listen,
    input: process.stdin,
    write: (line) => process.stdout.write(line),
  })
  return 0
}

/** @throws UsageError with one sentence. */
function readArguments(args: string[]) {
  const options = { home: { type: 'string' }, listen: { type: 'string' }, help: { type: 'boolean' } } as const
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; tokens: true }>>
  try {
    parsed = parseArgs({ args, options, tokens: true })
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split(/\.\s/)
    throw new UsageError(`${sentence}; --help lists the flags.`)
  }
  const names = parsed.tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []))
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) throw new UsageError(`--${twice} is given twice: give it once.`)
  const { values } = parsed
  const listen = parsePlace(values.listen ?? '127.0.0.1:25000')
  if (!listen) throw new UsageError('--listen takes HOST:PORT with a port from 0 to 65535.')
  if (values.home === '') throw new UsageError('--home takes a folder.')
  const home = values.home ?? defaultHome(process.platform, process.env, homedir())
  return { home, listen, wantsHelp: values.help === true }
}

/** 64 and 70 as in sysexits.h. */
main().then(
  (status) => process.exit(status),
  (error) => {
    const known = error instanceof PeerError || error instanceof UsageError
    process.stderr.write(known ? `${error.message}\n` : `The peer has a defect: ${error.stack ?? error}\n`)
    process.exit(error instanceof UsageError ? 64 : 70)
  },
)
