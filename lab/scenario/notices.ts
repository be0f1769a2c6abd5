/**
 * Notices: what a messenger tells its user where nothing can be refused, since only people can tell an attack from an
 * accident. It stands on the screen, in the messenger's own words; a test holds that they are these.
 */

import { type Sentence, t } from '../../peers/language/sentence'
import type { NoticeCode } from '../history/events'

interface NoticeKind {
  /** What its words have in them, and no other words of the program. */
  readonly words: RegExp
  readonly about: Sentence
}

export const noticeKinds: Readonly<Record<NoticeCode, NoticeKind>> = {
  lacks: {
    words: / says that .* are not there any more/,
    about: t`that a friend says to lack what was delivered`,
  },
  unasked: {
    words: /directory names .* whom you never added here/,
    about: t`that the directory names friends whom nobody asked for`,
  },
  held: { words: / waits? for a key that .* had before/, about: t`that messages wait for an earlier key` },
}
