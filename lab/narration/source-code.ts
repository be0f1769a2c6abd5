/**
 * Source code, cut out of the real files: what `--explain` shows is what runs, and no copy of it can grow old.
 *
 * The lab never imports the programs it judges. Here it reads them, as anybody may.
 */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { t } from '../../peers/language/sentence'
import { LabError } from '../language/lab-error'
import { madeAhead } from '../place/made-ahead'
import { ROOT } from '../place/place'

/** @returns the code at a place of this lab, as {@link cutOut} does it, here or where it was built. */
export function sourceCode(place: string): readonly string[] {
  const made = madeAhead()
  if (made === null) return cutOut(place, ROOT)
  const code = made.code[place]
  if (code === undefined) throw new LabError(t`There is no file ${place}, which should be shown.`)
  return code
}

/**
 * Cuts code out of a file.
 *
 * @param place `FILE` for all of a file but its imports (FILE from `root`), `FILE#NAME` for one
 *   declaration at the top of it, with the comment that stands before, or `FILE#NAME.MEMBER` for a method of a
 *   class or a property of an object literal.
 * @returns its lines, shifted to the left margin.
 * @throws LabError that names the place if there is no such file or name.
 */
export function cutOut(place: string, root: string): string[] {
  const [file = '', path] = place.split('#')
  const absolute = join(root, file)
  if (!existsSync(absolute)) throw new LabError(t`There is no file ${file}, which should be shown.`)
  const source = ts.createSourceFile(file, readFileSync(absolute, 'utf8'), ts.ScriptTarget.Latest, true)
  if (path === undefined) return withoutImports(source)
  const [name = '', ...members] = path.split('.')
  let node: ts.Node | undefined = source.statements.find((statement) => namesOf(statement).includes(name))
  for (const member of members) node = node && memberOf(node, member)
  if (!node) throw new LabError(t`${file} holds no ${path}, which should be shown.`)
  return toTheMargin(textOf(node, source))
}

function withoutImports(source: ts.SourceFile): string[] {
  const imports = source.statements.filter(ts.isImportDeclaration)
  const whole = imports.reduceRight(
    (text, statement) => text.slice(0, statement.getStart()) + text.slice(statement.getEnd()),
    source.text,
  )
  return whole
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .split('\n')
}

/** The names that a statement at the top of a file declares. */
function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText())
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  return isNamed && statement.name ? [statement.name.text] : []
}

/** The method of a class, or the property of the first object literal that has it. */
function memberOf(node: ts.Node, member: string): ts.Node | undefined {
  if (
    (ts.isClassElement(node) || ts.isObjectLiteralElementLike(node)) &&
    node.name?.getText().replace(/^['"]|['"]$/g, '') === member
  ) {
    return node
  }
  return ts.forEachChild(node, (child) => memberOf(child, member))
}

/** The text of a declaration from the line of its comment on, so that the indentation of all lines is seen. */
function textOf(node: ts.Node, { text }: ts.SourceFile): string {
  // A comment belongs to what follows it without an empty line; the head of a file does not belong to anything.
  const comments = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []
  const own = comments.find(({ pos }) => !/\n\s*\n/.test(text.slice(pos, node.getStart())))
  const start = own?.pos ?? node.getStart()
  return text.slice(text.lastIndexOf('\n', start) + 1, node.getEnd())
}

function toTheMargin(code: string): string[] {
  const lines = code.split('\n')
  const margin = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length),
  )
  return lines.map((line) => line.slice(margin).trimEnd())
}
