import test from 'ava'
import { filterStyle } from './filters'

test('filters are asked of what stands right there: rules that look through the whole page take minutes on paper', (t) => {
  const rules = filterStyle().split('\n')
  const chosen = String.raw`\.filters(:has\(#f-[\w-]+:checked\))+ ~ main`
  const hidden = String.raw`(\.hit:not\(\.[\w-]+\)|\.hits:not\(:has\(> [\w.-]+, > td > [\w.-]+\)\))`
  t.true(rules.length > 100)
  for (const rule of rules) t.regex(rule, new RegExp(`^${chosen} ${hidden} \\{ display: none; \\}$`))
})
