/** Weakened: a received file appears under whatever its sender calls it, also where that is a path. */

export function senderPath(offered: string): string {
  return offered
}
