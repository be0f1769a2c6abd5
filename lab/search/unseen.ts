/** The profiles with conversations of their own in which the search has found nothing, each with the reason. */

export const unseen: Readonly<Record<string, string>> = {
  prototype: 'It speaks another protocol, with none of these frames.',
  'accept-any-confirmation':
    'Whoever has other keys gets no further without a MAC either: identities are sealed, and records opened, by keys of the same secrets.',
  'accept-any-count':
    'A goodbye can count wrongly only where numbers of records may have gaps, and here they may not.',
  'no-floor': 'It would take an older suite, and speaks none.',
  'export-suite': 'It speaks an older suite, and its floor refuses it.',
  'export-suite-no-floor':
    'It would take an older suite, but the keys depend on the whole offer: whoever cuts it leaves the two with different keys.',
  'unhashed-offer':
    'Its offer may be changed unnoticed, but it speaks one suite: there is nothing else to agree on.',
  pkcs1:
    'Its refusals tell a right padding from a wrong one, but each wrapped secret that is heard is sealed: there is nothing to ask about.',
  'one-key-for-ever': 'Who steals the keys of a session profits from it, and here nobody does.',
  'static-keys':
    'Who has stolen Alice’s keys is Bob to her by it, and here they are stolen when all is over.',
}
