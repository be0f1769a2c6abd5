/** All scenarios, in the order in which they tell the story. */

import type { Scenario } from '../lab/scenario/scenario'
import { addressHijack } from './address-hijack'
import { babel } from './babel'
import { busywork } from './busywork'
import { conformance } from './conformance'
import { downgrade } from './downgrade'
import { eavesdrop } from './eavesdrop'
import { echoChamber } from './echo-chamber'
import { enumeration } from './enumeration'
import { flood } from './flood'
import { found } from './found'
import { gap } from './gap'
import { historyTheft } from './history-theft'
import { hoarder } from './hoarder'
import { honest } from './honest'
import { impersonate } from './impersonate'
import { keyChange } from './key-change'
import { keyCompromise } from './key-compromise'
import { lengthLeak } from './length-leak'
import { misbinding } from './misbinding'
import { mitm } from './mitm'
import { nonceReuse } from './nonce-reuse'
import { oversize } from './oversize'
import { paddingOracle } from './padding-oracle'
import { pathTraversal } from './path-traversal'
import { phantomFriends } from './phantom-friends'
import { portScan } from './port-scan'
import { prefixTruncation } from './prefix-truncation'
import { recordNowStealLater } from './record-now-steal-later'
import { reflection } from './reflection'
import { relay } from './relay'
import { reorder } from './reorder'
import { replay } from './replay'
import { rogueDirectory } from './rogue-directory'
import { socialGraph } from './social-graph'
import { stalker } from './stalker'
import { stuffing } from './stuffing'
import { tamper } from './tamper'
import { terminalInjection } from './terminal-injection'
import { truncation } from './truncation'
import { wrongHeir } from './wrong-heir'

export const scenarios: readonly Scenario[] = [
  honest,
  eavesdrop,
  mitm,
  keyChange,
  downgrade,
  replay,
  reorder,
  gap,
  reflection,
  truncation,
  prefixTruncation,
  tamper,
  nonceReuse,
  lengthLeak,
  socialGraph,
  misbinding,
  keyCompromise,
  impersonate,
  historyTheft,
  wrongHeir,
  flood,
  oversize,
  pathTraversal,
  terminalInjection,
  echoChamber,
  busywork,
  babel,
  hoarder,
  rogueDirectory,
  phantomFriends,
  portScan,
  addressHijack,
  relay,
  enumeration,
  stuffing,
  stalker,
  paddingOracle,
  recordNowStealLater,
  found,
  conformance,
]
