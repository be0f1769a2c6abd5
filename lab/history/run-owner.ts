/**
 * Who owns what a run makes: containers, networks, scratch folders, processes.
 *
 * A lab that is killed cannot clean up. So everything carries its owner's name, and any later run can tell
 * whether that owner still lives: by its process id and start time, on the same host.
 */
import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { t } from '../../peers/language/sentence'
import { lifeOfProcess, processStart } from '../../peers/system/process-identity'
import { LabError, reasonOf } from '../language/lab-error'

/** On every container, network and image of the lab, so that they can be listed. */
export const LAB_LABEL = 'secure-p2p-lab'
/** `HOST:PID:START`, see `lifeOf`. */
export const OWNER_LABEL = 'secure-p2p-lab.owner'
const RUN_LABEL = 'secure-p2p-lab.run'

const FOLDER_PREFIX = 'secure-p2p-lab+'

export interface RunOwner {
  /** Random, 12 hex digits. */
  readonly run: string
  readonly labels: Readonly<Record<string, string>>
  /** This run's scratch folder, for its user only. Its name carries the owner: no moment without one. */
  readonly folder: string
  /** Notes a child process, so that it can be ended when this process is killed and the child hangs. */
  rememberProcess(pid: number): void
  /** Removes the scratch folder. */
  release(): Promise<void>
}

/**
 * Makes this process the owner of a new run.
 * @throws LabError when the scratch folder cannot be made
 */
export function claimRun(): RunOwner {
  const run = randomBytes(6).toString('hex')
  const owner = thisOwner()
  const folder = join(tmpdir(), `${FOLDER_PREFIX}${owner.replaceAll(':', '+')}+${run}`)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    throw new LabError(t`No scratch folder can be made in ${tmpdir()}: ${reasonOf(error)}.`)
  }
  return {
    run,
    labels: { [LAB_LABEL]: '1', [OWNER_LABEL]: owner, [RUN_LABEL]: run },
    folder,
    rememberProcess: (pid) =>
      appendFileSync(join(folder, 'processes'), `${pid} ${processStart(pid) ?? ''}\n`),
    release: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  }
}

/** @returns this process as an owner: `HOST:PID:START`. */
export function thisOwner(): string {
  return `${hostname()}:${process.pid}:${processStart(process.pid) ?? ''}`
}

/** The owner (`HOST:PID:START`) that a scratch folder's name carries, or undefined for any other folder. */
export function ownerOfFolder(name: string): string | undefined {
  const match = /^secure-p2p-lab\+([^+]+)\+(\d+)\+([^+]*)\+[0-9a-f]{12}$/.exec(name)
  return match ? `${match[1]}:${match[2]}:${match[3]}` : undefined
}

/** The remembered processes of a scratch folder that still run: never one that was given the id later. */
export function runningProcesses(folder: string): number[] {
  let lines: string[]
  try {
    lines = readFileSync(join(folder, 'processes'), 'utf8').split('\n')
  } catch {
    return []
  }
  return lines.flatMap((line) => {
    const [pid, start] = line.split(' ')
    return pid && start && processStart(Number(pid)) === start ? [Number(pid)] : []
  })
}

/**
 * Whether the owner with this name still runs. `unknown`: it belongs to another host or cannot be judged from
 * here; such an owner is treated as alive.
 */
export function lifeOf(owner: string): 'alive' | 'dead' | 'unknown' {
  const [, host, pid, start] = /^([^:]+):(\d+):([^:]*)$/.exec(owner) ?? []
  if (host !== hostname() || !pid) return 'unknown'
  return lifeOfProcess(Number(pid), start ?? '')
}
