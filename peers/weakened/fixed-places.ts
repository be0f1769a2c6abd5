/**
 * Weakened: a fixed number of places for callers, as web servers had when slowloris was published (R. Hansen, 2009;
 * MaxClients of Apache is 256). Whoever has one keeps it; no address has a budget, and nobody has to give way.
 */

const PLACES = 256

/** @returns a decision about callers with a memory of its own, in the shape of `peers/admission.ts`. */
export function fixedPlaces(): { admit(): (() => void) | null } {
  const taken = new Set<object>()
  return {
    admit() {
      if (taken.size >= PLACES) return null
      const place = {}
      taken.add(place)
      return () => taken.delete(place)
    },
  }
}
