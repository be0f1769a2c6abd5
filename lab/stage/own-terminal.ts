/** The terminal that this program was started in, for a stage. */

import type { Look } from './look'
import type { InputHandlers } from './player'
import { openScreen } from './screen'
import type { DashboardScreen } from './stage'
import { lookOf } from './terminal-look'

/** @returns what it can show, and what takes it over. */
export function ownTerminal(): {
  readonly look: Look
  readonly openScreen: (heard: InputHandlers) => DashboardScreen
} {
  const { stdin: input, stdout: output, env } = process
  const look = lookOf(env)
  return { look, openScreen: (heard) => openScreen({ input, output, env, look, ...heard }) }
}
