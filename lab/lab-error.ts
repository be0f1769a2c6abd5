/**
 * Something the lab itself needs is not there or failed: the engine, the disk, the programs' source.
 * The message is the one sentence the user reads: what is wrong and what to do. The CLI exits with 70.
 */
export class LabError extends Error {
  override readonly name = 'LabError'
}
