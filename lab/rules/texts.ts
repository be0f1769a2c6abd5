/** Every sentence that the lab says, found in its source. Pure: source files go in by name and content. */

import ts from 'typescript'

export interface SourceFile {
  /** From the project's root. */
  readonly file: string
  readonly content: string
}

export interface Text {
  /** English, with `{0}`, `{1}` and so on for the gaps. */
  readonly text: string
  /** Where it is said. */
  readonly where: string
}

/** @returns what the lab says: all templates that are tagged `t`. */
export function sentencesIn(source: SourceFile): Text[] {
  return find(source, (node, file) => {
    if (!ts.isTaggedTemplateExpression(node) || node.tag.getText(file) !== 't') return []
    return [withGaps(node.template)]
  })
}

function find(source: SourceFile, look: (node: ts.Node, file: ts.SourceFile) => readonly string[]): Text[] {
  const file = ts.createSourceFile(source.file, source.content, ts.ScriptTarget.Latest, true)
  const found: Text[] = []
  const visit = (node: ts.Node): void => {
    for (const text of look(node, file)) found.push({ text, where: source.file })
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** The key of a template, as the tag `t` makes it. */
function withGaps(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text
  return template.templateSpans.reduce(
    (before, span, place) => `${before}{${place}}${span.literal.text}`,
    template.head.text,
  )
}
