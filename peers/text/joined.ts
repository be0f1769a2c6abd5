/**
 * Characters without width that readers need: what holds letters of a word together or apart (RFC 5892, appendix A.1
 * and A.2: Persian and Hindi cannot be written without), and what makes one picture of several (UTS #51). Nothing else
 * of their kind, and these nowhere else: there they would be unseen, and two different texts would look the same.
 *
 * So soft hyphens and marks of direction (RLM, LRM, ALM) are shown as what they are, within words too: RFC 5892 disallows all of
 * them without a context that would allow one, UTS #39 restricts them, and no word is another one without them.
 */

/** Canonical_Combining_Class of 9, as everything here of Unicode 14 to 15; expressions have no name for it. */
const VIRAMA =
  /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c\ua8c4\ua953\ua9c0\uaaf6\uabed\u{10a3f}\u{11046}\u{11070}\u{1107f}\u{110b9}\u{11133}\u{11134}\u{111c0}\u{11235}\u{112ea}\u{1134d}\u{11442}\u{114c2}\u{115bf}\u{1163f}\u{116b6}\u{1172b}\u{11839}\u{1193d}\u{1193e}\u{119e0}\u{11a34}\u{11a47}\u{11a99}\u{11c3f}\u{11d44}\u{11d45}\u{11d97}\u{11f41}\u{11f42}]/u

/** Joining_Type D or L: joins what follows. */
const JOINS_NEXT =
  /[\u0620\u0626\u0628\u062a-\u062e\u0633-\u063f\u0641-\u0647\u0649-\u064a\u066e-\u066f\u0678-\u0687\u069a-\u06bf\u06c1-\u06c2\u06cc\u06ce\u06d0-\u06d1\u06fa-\u06fc\u06ff\u0712-\u0714\u071a-\u071d\u071f-\u0727\u0729\u072b\u072d-\u072e\u074e-\u0758\u075c-\u076a\u076d-\u0770\u0772\u0775-\u0777\u077a-\u077f\u07ca-\u07ea\u0841-\u0845\u0848\u084a-\u0853\u0855\u0860\u0862-\u0865\u0868\u0886\u0889-\u088d\u08a0-\u08a9\u08af-\u08b0\u08b3-\u08b8\u08ba-\u08c8\u1807\u1820-\u1878\u1887-\u18a8\u18aa\ua840-\ua872\u{10ac0}-\u{10ac4}\u{10acd}\u{10ad3}-\u{10adc}\u{10ade}-\u{10ae0}\u{10aeb}-\u{10aee}\u{10b80}\u{10b82}\u{10b86}-\u{10b88}\u{10b8a}-\u{10b8b}\u{10b8d}\u{10b90}\u{10bad}-\u{10bae}\u{10d00}-\u{10d21}\u{10d23}\u{10f30}-\u{10f32}\u{10f34}-\u{10f44}\u{10f51}-\u{10f53}\u{10f70}-\u{10f73}\u{10f76}-\u{10f81}\u{10fb0}\u{10fb2}-\u{10fb3}\u{10fb8}\u{10fbb}-\u{10fbc}\u{10fbe}-\u{10fbf}\u{10fc1}\u{10fc4}\u{10fca}-\u{10fcb}\u{1e900}-\u{1e943}]/u

/** Joining_Type L: does not join what stands before it. */
const JOINS_NEXT_ONLY = /[\ua872\u{10acd}\u{10ad7}\u{10d00}\u{10fcb}]/u

/** Joining_Type R: joins what stands before it; so do those of type D. */
const JOINS_LAST_ONLY =
  /[\u0622-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd\u06cf\u06d2-\u06d3\u06d5\u06ee-\u06ef\u0710\u0715-\u0719\u071e\u0728\u072a\u072c\u072f\u074d\u0759-\u075b\u076b-\u076c\u0771\u0773-\u0774\u0778-\u0779\u0840\u0846-\u0847\u0849\u0854\u0856-\u0858\u0867\u0869-\u086a\u0870-\u0882\u088e\u08aa-\u08ac\u08ae\u08b1-\u08b2\u08b9\u{10ac5}\u{10ac7}\u{10ac9}-\u{10aca}\u{10ace}-\u{10ad2}\u{10add}\u{10ae1}\u{10ae4}\u{10aef}\u{10b81}\u{10b83}-\u{10b85}\u{10b89}\u{10b8c}\u{10b8e}-\u{10b8f}\u{10b91}\u{10ba9}-\u{10bac}\u{10d22}\u{10f33}\u{10f54}\u{10f74}-\u{10f75}\u{10fb4}-\u{10fb6}\u{10fb9}-\u{10fba}\u{10fbd}\u{10fc2}-\u{10fc3}\u{10fc9}]/u

/** Joining_Type T, as far as it is seen; of such marks no word has more between two letters. */
const TRANSPARENT = /[\p{Mn}\p{Me}]/u
const MOST_MARKS = 4

const BEFORE_EMOJI_JOINER = /\ufe0f|[\p{Extended_Pictographic}\p{Emoji_Modifier}]/u
const PICTOGRAPH = /\p{Extended_Pictographic}/u

/** The flags of England, Scotland and Wales: the sequences of tags that are in general use (UTS #51, RGI). */
const FLAG = '\u{1f3f4}'
const TAGGED_FLAG =
  /\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}/uy

/** @returns whether the character at `at`, which has no width, belongs to the word or the picture that it stands in. */
export function isJoined(text: string, at: number): boolean {
  const before = () => characterBefore(text, at)
  switch (text.charCodeAt(at)) {
    case 0x200c:
      return VIRAMA.test(before()) || isBetweenJoining(text, at)
    case 0x200d:
      return (
        VIRAMA.test(before()) ||
        (BEFORE_EMOJI_JOINER.test(before()) && PICTOGRAPH.test(characterAt(text, at + 1)))
      )
    case 0xfe0e:
    case 0xfe0f:
      return /\p{Emoji}/u.test(before())
    // The first half of every tag.
    case 0xdb40:
      return isInFlag(text, at)
    default:
      return false
  }
}

/** (Joining_Type:{L,D})(Joining_Type:T)* on its left, (Joining_Type:T)*(Joining_Type:{R,D}) on its right. */
function isBetweenJoining(text: string, at: number): boolean {
  let left = at
  for (let marks = 0; marks < MOST_MARKS && TRANSPARENT.test(characterBefore(text, left)); marks++)
    left -= characterBefore(text, left).length
  if (!JOINS_NEXT.test(characterBefore(text, left))) return false
  let right = at + 1
  for (let marks = 0; marks < MOST_MARKS && TRANSPARENT.test(characterAt(text, right)); marks++)
    right += characterAt(text, right).length
  const next = characterAt(text, right)
  return JOINS_LAST_ONLY.test(next) || (JOINS_NEXT.test(next) && !JOINS_NEXT_ONLY.test(next))
}

function isInFlag(text: string, at: number): boolean {
  // Six tags behind the flag, each two units long.
  const near = Math.max(0, at - 12)
  const start = text.slice(near, at).lastIndexOf(FLAG)
  TAGGED_FLAG.lastIndex = near + start
  return start >= 0 && TAGGED_FLAG.test(text) && TAGGED_FLAG.lastIndex > at
}

/** @returns empty behind the end. */
function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}

/** @returns empty at the beginning. */
function characterBefore(text: string, at: number): string {
  const pair = text.slice(Math.max(0, at - 2), at)
  return pair.codePointAt(0)! > 0xffff ? pair : pair.slice(-1)
}
