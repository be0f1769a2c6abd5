/** What the lab sees for itself around a conversation: the files of nodes that keep some, and their screens. */

import type { Recorder } from '../history/recorder'
import { only } from '../history/selectors'
import { rowsOf } from './screen'
import type { Cast } from './testbed'

/** Notes what is on the disk of every messenger now. @throws ActFailed */
export async function lookAtFiles(cast: Cast, recorder: Recorder): Promise<void> {
  const looks = await Promise.all(
    cast.messengers.map(async (of) => ({ event: 'files', of, files: await cast.files(of) }) as const),
  )
  for (const look of looks) recorder.note('lab', look)
}

/** Notes what every messenger has put on its screen since `mark`; nothing, where it has written nothing. */
export async function lookAtScreens(cast: Cast, recorder: Recorder, mark: number): Promise<void> {
  for (const node of cast.messengers) {
    const written = only(recorder.events.slice(mark), 'screen').filter((event) => event.node === node)
    const rows = await rowsOf(written.map(({ bytes }) => bytes))
    recorder.note('lab', { event: 'shown', on: node, rows })
  }
}
