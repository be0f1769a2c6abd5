/**
 * The peer as a node of the lab: the agent with an identity that it makes or is given, and a profile by name. This is the only program that can run a weakened profile.
 */

import { parseArgs } from 'node:util'
import { systemEntropy } from '../cli/entropy'
import { lines } from '../cli/lines'
import { parseEndpoint } from '../directory/endpoint'
import { contactsInMemory } from '../home/contacts-file'
import { profiles } from '../weakened/catalogue'
import { runAgent } from './agent'
import { labIdentity } from './lab-identity'

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(2),
    options: {
      ...{ name: { type: 'string' }, profile: { type: 'string' }, listen: { type: 'string' } },
      relay: { type: 'boolean', default: false },
      'kept-identity': { type: 'boolean', default: false },
    },
  })
  const profile = profiles.find(({ name }) => name === values.profile)
  const listen = parseEndpoint(values.listen ?? '')
  if (!profile || !values.name || !listen) {
    const known = profiles.map(({ name }) => name).join(', ')
    throw new Error(
      `Usage: lab-peer --name NAME --listen HOST:PORT [--relay] [--kept-identity] --profile one of ${known}`,
    )
  }
  const input = lines(process.stdin)
  await runAgent({
    identity: await labIdentity(values['kept-identity'], input, systemEntropy),
    contacts: contactsInMemory(),
    profile,
    ...profile.options?.(),
    entropy: systemEntropy,
    now: Date.now,
    // A busy machine is no attack.
    deadlines: { dial: 20_000, handshake: 20_000, goodbye: 10_000 },
    directoryTimeout: 25_000,
    service: values.name,
    listen,
    relay: values.relay,
    input,
    write: (line) => process.stdout.write(line),
  })
  process.exit(0)
}

void main()
