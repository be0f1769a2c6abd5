/** Every file here exchanges exactly one member of the value; where more goes with that, the file says so. */

import { readdirSync } from 'node:fs'
import test from 'ava'
import { type DirectoryDefences, hardenedDirectory } from '../users/defences'
import { addressForAnybody } from './address-for-anybody'
import { profiles } from './catalogue'
import { fixedPlaces } from './fixed-places'
import { noLimits } from './no-limits'
import { reusableCodes } from './reusable-codes'
import { tellingReplies } from './telling-replies'
import { unsignedAddresses } from './unsigned-addresses'

/** The value in each file, and the defence that it goes without. */
const weakened: Record<string, [DirectoryDefences, keyof DirectoryDefences]> = {
  'address-for-anybody.ts': [addressForAnybody, 'checkMayFind'],
  'fixed-places.ts': [fixedPlaces, 'limitConnections'],
  'no-limits.ts': [noLimits, 'limits'],
  'reusable-codes.ts': [reusableCodes, 'codeServes'],
  'telling-replies.ts': [tellingReplies, 'speakOfName'],
  'unsigned-addresses.ts': [unsignedAddresses, 'checkAddress'],
}

test('every file here stands in the table above', (t) => {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  t.deepEqual(files.sort(), ['catalogue.ts', ...Object.keys(weakened)].sort())
})

test('the catalogue has the hardened value and each file under its name, and nothing else', (t) => {
  t.is(profiles.get('hardened'), hardenedDirectory)
  for (const [file, [value]] of Object.entries(weakened))
    t.is(profiles.get(file.replace(/\.ts$/, '')), value, file)
  t.is(profiles.size, 1 + Object.keys(weakened).length)
})

test('each defence of the hardened directory has a stand-in', (t) => {
  const taken = Object.values(weakened).map(([, defence]) => defence)
  t.deepEqual(taken.sort(), (Object.keys(hardenedDirectory) as (keyof DirectoryDefences)[]).sort())
})

for (const [file, [value, defence]] of Object.entries(weakened)) {
  test(`${file} differs from the hardened directory in ${defence}, and in nothing else`, (t) => {
    t.deepEqual(Object.keys(value).sort(), Object.keys(hardenedDirectory).sort())
    const names = Object.keys(hardenedDirectory) as (keyof DirectoryDefences)[]
    t.deepEqual(
      names.filter((name) => value[name] !== hardenedDirectory[name]),
      [defence],
    )
  })
}
