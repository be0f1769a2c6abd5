/**
 * Every English text that a person can meet, found in the source: nobody has to remember a list. Pure: source files
 * go in by name and content.
 *
 * What stands in the gaps of a text is data, but for words that the same file puts there: `gives up: ${why}` is one
 * text for each `why` that the file knows.
 */

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

/** @returns what an attacker's program says that it does, and of what it counts. */
export function deedsIn(source: SourceFile): Text[] {
  return find(source, (node, file) => {
    if (!ts.isCallExpression(node)) return []
    const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression
    const place = { acted: 0, progress: 2 }[called.getText(file)]
    const said = place === undefined ? undefined : node.arguments[place]
    return said ? textsOf(said, file) : []
  })
}

/** @param codes of alarms. @returns what a peer says with them, where it says more than the code's own sentence. */
export function alarmsIn(source: SourceFile, codes: readonly string[]): Text[] {
  return find(source, (node, file) => {
    const [code, detail] = made(node, 'PeerError', file)
    return code && ts.isStringLiteral(code) && codes.includes(code.text) && detail
      ? textsOf(detail, file)
      : []
  })
}

/** @returns the sentences that stand for codes, in a constant of this name. */
export function valuesOf(source: SourceFile, constant: string): Text[] {
  return find(source, (node, file) => {
    if (!ts.isVariableDeclaration(node) || node.name.getText(file) !== constant) return []
    const value = node.initializer && bare(node.initializer)
    if (!value || !ts.isObjectLiteralExpression(value)) return []
    return value.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) ? textsOf(property.initializer, file) : [],
    )
  })
}

/** @returns why acts fail, as it stands in the history. */
export function failuresIn(source: SourceFile): Text[] {
  return find(source, (node, file) => {
    const [why] = made(node, 'ActFailed', file)
    if (why) return textsOf(why, file)
    if (!ts.isObjectLiteralExpression(node)) return []
    const property = (name: string) =>
      node.properties.filter(ts.isPropertyAssignment).find((one) => one.name.getText(file) === name)
        ?.initializer
    const noted = property('event')?.getText(file) === "'node-failed'" ? property('why') : undefined
    return noted ? textsOf(noted, file) : []
  })
}

/** @returns the arguments of `new NAME(…)`. */
function made(node: ts.Node, name: string, file: ts.SourceFile): readonly ts.Expression[] {
  return ts.isNewExpression(node) && node.expression.getText(file) === name ? (node.arguments ?? []) : []
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

/** @returns what an expression can be as a text; nothing where it is not a text of this file. */
function textsOf(expression: ts.Expression, file: ts.SourceFile): string[] {
  return pieces(expression, file).map((text) => {
    let gap = 0
    return text.replaceAll(GAP, () => `{${gap++}}`)
  })
}

/** Stands for a gap until all texts that are put together are known. */
const GAP = '\0'

function pieces(expression: ts.Expression, file: ts.SourceFile): string[] {
  const value = bare(expression)
  if (ts.isStringLiteralLike(value)) return [value.text]
  if (ts.isConditionalExpression(value))
    return [...pieces(value.whenTrue, file), ...pieces(value.whenFalse, file)]
  if (ts.isIdentifier(value)) return wordsIn(value, file)
  if (!ts.isTemplateExpression(value)) return []
  return value.templateSpans.reduce<string[]>(
    (before, span) => {
      const words = ts.isIdentifier(span.expression) ? wordsIn(span.expression, file) : []
      const put = words.length > 0 ? words : [GAP]
      return before.flatMap((text) => put.map((word) => `${text}${word}${span.literal.text}`))
    },
    [value.head.text],
  )
}

/** @returns what a name stands for, where the file has words for it: one of two, a key of a table, an argument. */
function wordsIn(name: ts.Identifier, file: ts.SourceFile): string[] {
  const words: string[] = []
  const scope = enclosingFunction(name)
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText(file) === name.text) {
      const value = node.initializer && bare(node.initializer)
      if (value && (ts.isConditionalExpression(value) || ts.isTemplateLiteral(value)))
        words.push(...pieces(value, file))
    }
    if (ts.isForOfStatement(node)) words.push(...keysWalked(node, name.text, file))
    ts.forEachChild(node, visit)
  }
  visit(scope ?? file)
  const place = scope?.parameters.findIndex((one) => one.name.getText(file) === name.text) ?? -1
  if (place >= 0 && scope?.name) words.push(...argumentsOf(scope.name.getText(file), place, file))
  return words
}

/** `for (const [name] of Object.entries(table))`: the keys of a table of this file. */
function keysWalked(loop: ts.ForOfStatement, name: string, file: ts.SourceFile): string[] {
  const walked = /^Object\.entries\((\w+)\)$/.exec(loop.expression.getText(file))?.[1]
  if (!walked || !new RegExp(`\\[${name}\\b`).test(loop.initializer.getText(file))) return []
  for (const statement of file.statements.filter(ts.isVariableStatement)) {
    for (const { name: declared, initializer } of statement.declarationList.declarations) {
      if (declared.getText(file) === walked && initializer && ts.isObjectLiteralExpression(initializer))
        return initializer.properties.flatMap(({ name: key }) =>
          key && ts.isStringLiteral(key) ? [key.text] : [],
        )
    }
  }
  return []
}

/** The texts that a function of this file is given in one place. */
function argumentsOf(called: string, place: number, file: ts.SourceFile): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const given =
      ts.isCallExpression(node) && node.expression.getText(file) === called
        ? node.arguments[place]
        : undefined
    if (given && !ts.isIdentifier(given)) found.push(...pieces(given, file))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function enclosingFunction(node: ts.Node): ts.FunctionLikeDeclaration | undefined {
  const outer = ts.findAncestor(node, (one) => ts.isFunctionDeclaration(one) || ts.isMethodDeclaration(one))
  return outer as ts.FunctionLikeDeclaration | undefined
}

/** Without brackets and what only the compiler reads. */
function bare(expression: ts.Expression): ts.Expression {
  return ts.isAsExpression(expression) ||
    ts.isParenthesizedExpression(expression) ||
    ts.isSatisfiesExpression(expression)
    ? bare(expression.expression)
    : expression
}
