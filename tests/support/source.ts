import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'

/** The project's own source files, read once and parsed by TypeScript's own parser. */

export const root = resolve(import.meta.dirname, '../..')

export interface Import {
  specifier: string
  line: number
  /** Erased by the compiler: `import type`, or every name in it marked `type`. */
  typeOnly: boolean
  reexport: boolean
  /** The project file it resolves to, from the root; null for packages, built-ins and generated files. */
  file: string | null
}

export interface SourceFile {
  /** From the root, with forward slashes: 'src/lib/cells/cell.ts'. */
  path: string
  text: string
  lines: number
  tree: ts.SourceFile
  imports: Import[]
}

const generated = [/\/compiled\//, /\/node_modules\//, /\.d\.ts$/]

export function listFiles(folder: string, endings: readonly string[]): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .sort()
}

/** TypeScript and Svelte files under the folders, generated and declaration files left out. */
export function readSources(...folders: string[]): SourceFile[] {
  const paths = folders.flatMap((folder) => listFiles(folder, ['.ts', '.svelte']))
  return paths.filter((path) => !generated.some((pattern) => pattern.test(path))).map(readSource)
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8')
  const code = path.endsWith('.svelte') ? scriptsOf(text) : text
  const tree = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  return { path, text, lines: text.trimEnd().split('\n').length, tree, imports: importsOf(path, tree) }
}

/** The script parts of a component at their own lines; everything else blank. */
function scriptsOf(component: string): string {
  const scripts = [...component.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)]
  let code = ''
  for (const script of scripts) {
    const start = script.index + script[0].indexOf('>') + 1
    const end = start + (script[1]?.length ?? 0)
    code += component.slice(code.length, start).replaceAll(/[^\n]/g, ' ') + component.slice(start, end)
  }
  return code
}

function importsOf(path: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = []
  const add = (node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean, reexport = false) => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return
    found.push({
      specifier: specifier.text,
      line: lineOf(tree, node),
      typeOnly,
      reexport,
      file: resolveSpecifier(path, specifier.text),
    })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, isTypeOnly(node))
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly, true)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node, node.argument.literal, true)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], false)
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

function isTypeOnly(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause
  if (clause === undefined) return false
  if (clause.isTypeOnly) return true
  const named = clause.namedBindings
  if (clause.name !== undefined || named === undefined || !ts.isNamedImports(named)) return false
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly)
}

function resolveSpecifier(from: string, specifier: string): string | null {
  const [plain = ''] = specifier.split('?')
  if (plain.startsWith('#lib/')) return join('src/lib', plain.slice('#lib/'.length))
  if (plain.startsWith('#seed/')) return join('db/seed', plain.slice('#seed/'.length))
  if (plain.startsWith('.')) return relative(root, resolve(root, dirname(from), plain))
  return null
}

export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1
}

/** Every function with a body, with its name where it has one, and how many lines it spans. */
export function functionsOf(source: SourceFile): { name: string; line: number; lines: number }[] {
  const found: { name: string; line: number; lines: number }[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const first = lineOf(source.tree, node)
      const last = source.tree.getLineAndCharacterOfPosition(node.getEnd()).line + 1
      found.push({ name: nameOf(node), line: first, lines: last - first + 1 })
    }
    ts.forEachChild(node, visit)
  }
  visit(source.tree)
  return found
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name !== undefined) return node.name.getText()
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : 'an unnamed function'
}
