/** The terminal that this program was started in, for a stage. */

import type { InputHandlers } from './player'
import { openScreen } from './screen'
import type { DashboardScreen } from './stage'
import type { TerminalCapabilities } from './terminal-capabilities'
import { capabilitiesOf } from './terminal-capabilities'

/** @returns what it can show, and what takes it over. */
export function ownTerminal(): {
  readonly look: TerminalCapabilities
  readonly openScreen: (heard: InputHandlers) => DashboardScreen
} {
  const { stdin: input, stdout: output, env } = process
  const look = capabilitiesOf(env)
  return { look, openScreen: (heard) => openScreen({ input, output, env, look, ...heard }) }
}
