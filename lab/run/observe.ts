/** What the lab sees for itself around a conversation: the files of nodes that keep some, and their screens. */

import type { Recorder } from '../history/recorder'
import { eventsOf } from '../history/selectors'
import type { Testbed } from '../runtime/testbed'
import { renderRows } from './screen'

/** Notes what is on the disk of every messenger now. @throws ActFailed */
export async function observeFiles(testbed: Testbed, recorder: Recorder): Promise<void> {
  const looks = await Promise.all(
    testbed.messengers.map(async (of) => {
      const found = await testbed.files(of)
      return {
        event: 'files',
        of,
        files: found.map(({ path, sha256, isOpen, head }) => ({
          ...{ path, sha256 },
          ...(isOpen && { isOpen }),
          ...(head !== undefined && { head }),
        })),
      } as const
    }),
  )
  for (const look of looks) recorder.note('lab', look)
}

/** Notes what every messenger has put on its screen since `mark`; nothing, where it has written nothing. */
export async function observeScreens(testbed: Testbed, recorder: Recorder, mark: number): Promise<void> {
  for (const node of testbed.messengers) {
    const written = eventsOf(recorder.events.slice(mark), 'screen').filter((event) => event.node === node)
    const rows = await renderRows(written.map(({ bytes }) => bytes))
    recorder.note('lab', { event: 'shown', on: node, rows })
  }
}
