/**
 * Splits a migration file into its statements. The convention it relies on, and CONTRIBUTING.md states: a statement ends
 * with a semicolon at the end of a line, outside `$$ … $$`; comments stand on lines of their own.
 */
export function splitStatements(file: string): string[] {
  const statements: string[] = []
  let current: string[] = []
  let insideBody = false
  for (const line of file.split('\n')) {
    if (!insideBody && /^\s*(?:--|$)/.test(line)) continue
    current.push(line)
    if ((line.match(/\$\$/g)?.length ?? 0) % 2 === 1) insideBody = !insideBody
    if (insideBody || !line.trimEnd().endsWith(';')) continue
    statements.push(current.join('\n'))
    current = []
  }
  if (current.length > 0) throw new Error(`a migration ends in the middle of a statement: ${current[0]}`)
  return statements
}
