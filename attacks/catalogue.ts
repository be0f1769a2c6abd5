/** All attacks: a new one is added here. */

import { addressHijack } from './address-hijack'
import type { Attack } from './attack'
import { babel } from './babel'
import { busywork } from './busywork'
import { callLog } from './call-log'
import { conformance } from './conformance'
import { downgrade } from './downgrade'
import { echoChamber } from './echo-chamber'
import { enumeration } from './enumeration'
import { foundTraces } from './found/catalogue'
import { gap } from './gap'
import { handshakeFlood } from './handshake-flood'
import { historyTheft } from './history-theft'
import { hoarder } from './hoarder'
import { impersonate } from './impersonate'
import { keyCompromise } from './key-compromise'
import { lengthLeak } from './length-leak'
import { misbinding } from './misbinding'
import { nonceReuse } from './nonce-reuse'
import { noop } from './noop'
import { oversize } from './oversize'
import { paddingOracle } from './padding-oracle'
import { pathTraversal } from './path-traversal'
import { phantomFriends } from './phantom-friends'
import { portScan } from './port-scan'
import { prefixTruncation } from './prefix-truncation'
import { stealLater } from './record-now-steal-later'
import { reflection } from './reflection'
import { reorder } from './reorder'
import { replay } from './replay'
import { reuseCode } from './reuse-code'
import { rogueDirectory } from './rogue-directory'
import { slowloris } from './slowloris'
import { socialGraph } from './social-graph'
import { staleDirectory } from './stale-directory'
import { stalker } from './stalker'
import { stuffing } from './stuffing'
import { swapKeys } from './swap-keys'
import { takenNames } from './taken-names'
import { tamper } from './tamper'
import { tap } from './tap'
import { terminalInjection } from './terminal-injection'
import { traced } from './traced'
import { truncation } from './truncation'
import { wrongHeir } from './wrong-heir'

export const attacks: readonly Attack[] = [
  noop,
  tap,
  swapKeys,
  replay,
  reorder,
  gap,
  reflection,
  truncation,
  tamper,
  nonceReuse,
  lengthLeak,
  misbinding,
  keyCompromise,
  impersonate,
  historyTheft,
  wrongHeir,
  slowloris,
  handshakeFlood,
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
  enumeration,
  takenNames,
  stuffing,
  reuseCode,
  staleDirectory,
  stalker,
  callLog,
  downgrade,
  prefixTruncation,
  socialGraph,
  paddingOracle,
  stealLater,
  conformance,
  ...foundTraces.map(traced),
]
