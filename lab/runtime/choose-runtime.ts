/** Which runtime a run gets. */

import { containersRuntime } from './containers'
import { findEngine } from './engine'
import { processesRuntime, type RuntimeOptions } from './processes'
import type { Runtime } from './runtime'

/**
 * @param which `auto` is containers where an engine answers, else processes
 * @throws LabError when containers are asked for and no engine answers
 */
export async function chooseRuntime(
  which: 'auto' | Runtime['name'],
  options: RuntimeOptions,
): Promise<Runtime> {
  if (which === 'processes') return processesRuntime(options)
  if (which === 'containers' || (await findEngine()).engine) return containersRuntime(options)
  return processesRuntime(options)
}
