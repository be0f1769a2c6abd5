/** User names: what a name may look like, so that no name can pass for another on a screen. */

/** What {@link isName} takes. */
export const namePattern = /^[a-z0-9][a-z0-9._-]{0,31}$/

/** @returns whether `name` is 1 to 32 of `a-z 0-9 . _ -` and starts with a letter or a digit. */
export function isName(name: string): boolean {
  return namePattern.test(name)
}
