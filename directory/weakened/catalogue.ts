/** Every profile that a directory of the lab can run with: a new one is added here. */

import { type DirectoryDefences, hardenedDirectory } from '../users/defences'
import { addressForAnybody } from './address-for-anybody'
import { fixedPlaces } from './fixed-places'
import { noLimits } from './no-limits'
import { reusableCodes } from './reusable-codes'
import { tellingReplies } from './telling-replies'
import { unsignedAddresses } from './unsigned-addresses'

export const profiles: ReadonlyMap<string, DirectoryDefences> = new Map([
  ['hardened', hardenedDirectory],
  ['no-limits', noLimits],
  ['reusable-codes', reusableCodes],
  ['unsigned-addresses', unsignedAddresses],
  ['address-for-anybody', addressForAnybody],
  ['telling-replies', tellingReplies],
  ['fixed-places', fixedPlaces],
])
