/**
 * Weakened: a fixed number of places for callers, as web servers had when slowloris was published (R. Hansen, 2009;
 * MaxClients of Apache is 256). Whoever has one keeps it for as long as they like; no address has a budget, and nobody has to give way.
 */

const PLACES = 256
/** The longest that a timer can wait: 25 days. */
const FOR_EVER = 2 ** 31 - 1

/** @returns a decision about callers with a memory of its own, in the shape of `peers/session/admission.ts`. */
export function fixedPlaces(): { readonly patience: number; admit(): (() => void) | null } {
  const taken = new Set<object>()
  return {
    patience: FOR_EVER,
    admit() {
      if (taken.size >= PLACES) return null
      const place = {}
      taken.add(place)
      return () => taken.delete(place)
    },
  }
}
