import test from 'ava'
import fc from 'fast-check'
import { unicodeText } from '../suite/unicode-text-testing'
import { html } from './html'
import { script } from './script'
import { styleOf } from './style'

/** What a browser makes of escaped text; `&` comes last, so that nothing is resolved twice. */
function shown(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

const hostile = fc.oneof(
  unicodeText(),
  fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '!', '-', 'a', ';', '=', ' ', '`', '\0') }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '" onload="x',
    "' onload='x",
    '&lt;b&gt;',
    ']]>',
    '<!--',
    '</style>',
  ),
)

test('no text opens a tag or ends an attribute, and every text is shown as it is', (t) => {
  fc.assert(
    fc.property(hostile, hostile, (one, other) => {
      const page = html`<p title="${one}">${other}</p>`.toString()
      const [, title, text] = /^<p title="([^<>"]*)">([^<>"]*)<\/p>$/.exec(page) ?? []
      t.not(title, undefined, page)
      const seen = (given: string) => given.replace(/[^\P{C}\n\t\p{Cf}]/gu, '\u{fffd}')
      t.is(shown(title!), seen(one))
      t.is(shown(text!), seen(other))
    }),
  )
})

test('what the tag has made stands as it is, also in lists', (t) => {
  const items = ['<1>', '2'].map((item) => html`<li>${item}</li>`)
  t.is(html`<ul>${items}${[1, '&']}</ul>`.toString(), '<ul><li>&lt;1&gt;</li><li>2</li>1&amp;</ul>')
})

test('an object that only looks like HTML is no HTML', (t) => {
  const forged = { toString: () => '<script>' } as never
  t.throws(() => html`${forged}`.toString())
})

test('style and script stand as they are, and do not end their elements', (t) => {
  for (const text of [styleOf(true), script]) t.notRegex(text, /<\/|<!--/)
})
