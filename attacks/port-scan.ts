/**
 * port-scan: the directory sends a messenger to ports of its own computer.
 *
 * What it does: Alice is the attacker's friend, and Alice's messenger calls friends of its own accord when they turn up
 * in the directory's list. In the directory's place the attacker leaves herself out of the list and puts herself in
 * again, and where she is then asked for, she answers with a record that she has signed herself: a port of Alice's own
 * computer. The programs that listen there believe that whoever calls them is Alice.
 * Where the directory is on that computer too, loopback is where friends may be; 0.0.0.0 nobody can be at, and Linux and
 * macOS take it for loopback all the same.
 * Published: CERT Advisory CA-1997-27, the FTP bounce attack (CVE-1999-0017): a server dials whatever address and port its
 * client names. A. Lumelsky, "0.0.0.0 Day", Oligo Security 2024: web pages reach programs of their reader's own
 * computer so. The class is CWE-918, "Server-Side Request Forgery".
 * What stops it: which of its own addresses a messenger dials depends on who names them, and from where
 * (peers/directory/near-address.ts).
 */

import { publicIdentity } from '../peers/protocol/identity'
import { signAddress } from '../peers/protocol/statements'
import { identityInJson } from './account'
import type { Attack, Mallory } from './attack'
import { deed } from './deeds'
import { noop } from './noop'

const VICTIM = 'alice'
const HOUR = 60 * 60 * 1000
/** Milliseconds that she waits to be asked for, also on a busy machine. */
const PATIENCE = 30_000

/** What Alice's computer calls itself, in as many ways as there are ports; a resolver reads "0x0" as 0.0.0.0. */
const NOBODYS = ['0.0.0.0', '::ffff:0.0.0.0', '0x0']
const LOOPBACK = ['::ffff:127.0.0.1', 'localhost', '0.0.0.0']

/** How far she is. */
interface Progress {
  /** Whether she was in the list that Alice was last given. */
  isListed: boolean
  /** How many ports she has named, and how many she was to name. */
  named: number
  wanted: number
  /** Told of each port that she names. */
  look: () => void
}

const atFirst: Progress = { isListed: true, named: 0, wanted: 0, look: () => {} }
let progress = atFirst

export const portScan: Attack = {
  name: 'port-scan',
  about: 'answers where a friend is with ports of the asking computer itself',
  prepare(mallory) {
    progress = { ...atFirst }
    return noop.prepare(mallory)
  },
  async answer({ from, method, path }, json, mallory) {
    const { account } = mallory
    if (from !== VICTIM || method !== 'GET' || !account) return json
    if (path === '/friends' && !(json as { error?: unknown }).error) {
      progress.isListed = !progress.isListed
      const { friends, ...others } = json as { friends: readonly { readonly name: string }[] }
      return { ...others, friends: friends.filter(({ name }) => progress.isListed || name !== account.name) }
    }
    const port = mallory.told('ports')[progress.named]
    if (path !== `/get_ip?name=${account.name}` || port === undefined) return json
    const { identity, name } = account
    const now = Date.now()
    const place = { host: hosts(mallory)[progress.named]!, port: Number(port) }
    const record = signAddress(identity.signing, {
      name,
      ...place,
      counter: now + progress.named,
      expires: now + HOUR,
    })
    mallory.acted(deed('names-own-computer', `${place.host}:${port}`), { to: from })
    progress.named += 1
    progress.look()
    return { record, identity: identityInJson(publicIdentity(identity)) }
  },
  /** Settles when she has named one port more. */
  async launch() {
    progress.wanted += 1
    if (progress.named >= progress.wanted) return
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('nobody asks where she is')), PATIENCE)
      progress.look = () => {
        if (progress.named < progress.wanted) return
        clearTimeout(timer)
        resolve()
      }
    })
  },
}

/** Who asks a directory on loopback may be sent there. */
function hosts({ told }: Mallory): readonly string[] {
  const [place = ''] = told('listens as directory')
  return place.startsWith('127.') ? NOBODYS : LOOPBACK
}
