/**
 * The directory's program: `npm run directory`. It serves (serve.ts), or writes and reads backups (backup.ts).
 * Whatever keeps it from doing so is one sentence on stderr, and an exit status.
 */

import { homedir } from 'node:os'
import { version } from '../../package.json'
import { invocation } from '../../peers/command-line/invocation'
import { StartFailure } from '../refusal'
import { backup, noData, restore } from '../storage/backup'
import { holdsSealedData, openDataFolder } from '../storage/data-folder'
import { findKey } from '../storage/master-key'
import { deleteUser } from '../users/accounts'
import { hardenedDirectory } from '../users/defences'
import { defaultDataFolder, defaultKeyFile } from './folders'
import { type Filing, help, parseOptions } from './options'
import { fault, serve } from './serve'

async function main(args: readonly string[]): Promise<void> {
  const place = [process.platform, process.env, homedir()] as const
  const options = parseOptions(args, defaultDataFolder(...place))
  if (options === 'help') process.stdout.write(help(invocation('directory', 'p2p-directory', process.env)))
  else if (options === 'version') process.stdout.write(`p2p-directory ${version}\n`)
  else if (options.command === 'serve') {
    await serve(options, defaultKeyFile(...place), process.env.DIRECTORY_KEY, hardenedDirectory)
  } else process.stdout.write(await file(options, defaultKeyFile(...place)))
}

/** @returns what was done. */
async function file(filing: Filing, own: string): Promise<string> {
  if (filing.command !== 'restore' && !holdsSealedData(filing.data)) throw noData(filing.data)
  const key = await findKey({
    file: filing.key,
    variable: process.env.DIRECTORY_KEY,
    own,
    mayMake: false,
    report: complain,
  })
  if (filing.command === 'delete-user') return takeOut(filing, key)
  if (filing.command === 'restore') return restore(filing.file, filing.data, key)
  return backup(filing.data, key, filing.file, filing.decrypted)
}

/** @throws StartFailure where there is no such user, or the directory runs. */
async function takeOut({ data, file: name }: Filing, key: Uint8Array): Promise<string> {
  const store = await openDataFolder(data, key, Number.POSITIVE_INFINITY, complain)
  try {
    if (await deleteUser(store, name))
      return `${name} is deleted, with friendships, address, logins and second factor; the name is free.\n`
    throw new StartFailure(`There is no user "${name.slice(0, 40)}" in ${data}.`)
  } finally {
    await store.close()
  }
}

function complain(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    complain(error instanceof StartFailure ? error.message : fault(error))
    process.exit(error instanceof StartFailure ? error.exitStatus : 70)
  },
)
