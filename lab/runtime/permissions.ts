/**
 * What a node's program may do in the processes runtime, besides computing and talking over the network: Node's permission
 * model holds it. It reads its bundle and has a data folder of its own; it sees no other file, neither of the run nor of
 * another process, and starts no program, no worker and no native add-on.
 */

/** Files, or folders with all that is in them. A folder has to be there. */
export interface FileAccess {
  readonly reads: readonly string[]
  readonly writes: readonly string[]
}

/**
 * @param known the flags that this Node has: up to 22 the model goes by another name, and since 25 it is about the network
 * as well.
 * @returns what Node is started with, before the name of the program.
 */
export function permissionFlags(
  { reads, writes }: FileAccess,
  known: { has(flag: string): boolean } = process.allowedNodeEnvironmentFlags,
): string[] {
  return [
    known.has('--permission') ? '--permission' : '--experimental-permission',
    // That the model is new is nothing that a node has to say when it fails.
    '--disable-warning=ExperimentalWarning',
    ...(known.has('--allow-net') ? ['--allow-net'] : []),
    // Each path once: Node 20 fails on one that comes twice.
    ...[...new Set(reads)].map((path) => `--allow-fs-read=${path}`),
    ...[...new Set(writes)].map((path) => `--allow-fs-write=${path}`),
  ]
}
