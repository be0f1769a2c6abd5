/** A screen of which is written down, as it goes, what stands on it. */

import { CastLines, castHeader, castMarker } from './cast'
import type { CastFile } from './cast-file'
import type { DashboardScreen } from './stage'

export interface CastScreen extends DashboardScreen {
  /** What stands there now can be jumped to by this name. */
  mark(name: string): void
}

/** @param now milliseconds since 1970. */
export function castScreen(
  screen: DashboardScreen,
  file: CastFile,
  title: string,
  now: () => number = () => performance.timeOrigin + performance.now(),
): CastScreen {
  const began = now()
  const lines = new CastLines(screen.size())
  file.write([castHeader(screen.size(), title, began)])
  return {
    size: () => screen.size(),
    render(rows) {
      screen.render(rows)
      file.write(lines.drawn(now() - began, { rows, size: screen.size() }))
    },
    mark: (name) => file.write([castMarker(now() - began, name)]),
    close() {
      screen.close()
      file.close()
    },
  }
}
