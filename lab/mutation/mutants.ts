/**
 * What a careless hand might change in a source, one place at a time. Of changes that are noticed whenever another one is,
 * only that other one is made: who sees that either side of an `&&` is missing sees an `||` in its place. Pure.
 *
 * Not changed are types, imports, and the words of t`…`.
 */

import ts from 'typescript'

/** A change: what stands in the source from `start` to before `end` becomes `by`. */
export interface Mutant {
  readonly start: number
  readonly end: number
  readonly by: string
  /** Where it stands, counted from 1. */
  readonly line: number
  readonly column: number
  /** The lines that it changes, without their indentation, and what becomes of them. */
  readonly was: string
  readonly becomes: string
}

const operators: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['/='],
}
const either = new Set(['&&', '||', '??'])
const methods: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  find: 'findLast',
  findLast: 'find',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
  startsWith: 'endsWith',
}
/** Calls that may be left out: what they are called on stays. */
const transparent = new Set(['filter', 'slice', 'sort', 'reverse', 'trim', 'replace'])

/** @returns all changes that are tried, in the order of the source. */
export function mutantsOf(source: string): Mutant[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.ES2022, true)
  const found: Mutant[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return
    for (const [start, end, by] of changesOf(node, file)) found.push(mutant(source, start, end, by))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found.sort((one, other) => one.start - other.start)
}

function mutant(source: string, start: number, end: number, by: string): Mutant {
  const before = source.slice(0, start).split('\n')
  const from = start - before.at(-1)!.length
  const to = source.indexOf('\n', end) < 0 ? source.length : source.indexOf('\n', end)
  const was = inOneLine(source.slice(from, to))
  const becomes = inOneLine(source.slice(from, start) + by + source.slice(end, to))
  return { start, end, by, line: before.length, column: before.at(-1)!.length + 1, was, becomes }
}

function inOneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ')
}

type Change = readonly [start: number, end: number, by: string]

function changesOf(node: ts.Node, file: ts.SourceFile): Change[] {
  const text = (part: ts.Node) => part.getText(file)
  const put = (part: ts.Node, ...by: readonly string[]) =>
    by.map((one): Change => [part.getStart(file), part.getEnd(), one])
  if (ts.isBinaryExpression(node)) {
    const operator = text(node.operatorToken)
    return either.has(operator)
      ? put(node, `(${text(node.left)})`, `(${text(node.right)})`)
      : put(node.operatorToken, ...(operators[operator] ?? []))
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return ofUnary(node, put, text)
  if (ts.isConditionalExpression(node)) return put(node.condition, 'true', 'false')
  if (ts.isIfStatement(node)) return put(node.expression, 'true', 'false')
  if (ts.isWhileStatement(node)) return put(node.expression, 'false')
  if (ts.isForStatement(node)) return node.condition ? put(node.condition, 'false') : []
  if (node.kind === ts.SyntaxKind.TrueKeyword) return put(node, 'false')
  if (node.kind === ts.SyntaxKind.FalseKeyword) return put(node, 'true')
  if (node.kind === ts.SyntaxKind.QuestionDotToken) {
    const isName = ts.isPropertyAccessExpression(node.parent)
    return put(node, isName ? '.' : '')
  }
  if (ts.isNumericLiteral(node)) return put(node, `(${text(node)} + 1)`)
  if (ts.isStringLiteral(node)) {
    const isKey = ts.isPropertyAssignment(node.parent) && node.parent.name === node
    return isKey ? [] : put(node, node.text === '' ? "'x'" : "''")
  }
  if (ts.isTemplateExpression(node)) return ts.isTaggedTemplateExpression(node.parent) ? [] : put(node, "''")
  if (ts.isRegularExpressionLiteral(node)) return put(node, ...unanchored(node.text))
  if (ts.isArrayLiteralExpression(node)) return without(node.elements)
  if (ts.isSpreadAssignment(node)) return put(node, '')
  if (ts.isExpressionStatement(node) || ts.isContinueStatement(node) || ts.isBreakStatement(node))
    return put(node, ';')
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression
    const other = Object.hasOwn(methods, text(name)) ? methods[text(name)] : undefined
    return [
      ...(other ? put(name, other) : []),
      ...(transparent.has(text(name)) ? put(node, text(expression)) : []),
    ]
  }
  return []
}

function ofUnary(
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  put: (part: ts.Node, by: string) => Change[],
  text: (part: ts.Node) => string,
): Change[] {
  if (node.operator === ts.SyntaxKind.PlusPlusToken) return put(node, `${text(node.operand)}--`)
  if (node.operator === ts.SyntaxKind.MinusMinusToken) return put(node, `${text(node.operand)}++`)
  return put(node, `(${text(node.operand)})`)
}

function unanchored(regex: string): string[] {
  return [
    ...(regex.startsWith('/^') ? [regex.replace('/^', '/')] : []),
    ...(/\$\/[a-z]*$/.test(regex) ? [regex.replace(/\$(\/[a-z]*)$/, '$1')] : []),
  ]
}

/** Each element left out, with the comma that follows it. */
function without(elements: ts.NodeArray<ts.Expression>): Change[] {
  return elements.map((element, place) => [
    element.getStart(),
    elements[place + 1]?.getStart() ?? element.getEnd(),
    '',
  ])
}
