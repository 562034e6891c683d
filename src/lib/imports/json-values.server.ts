import { ByteSource } from './byte-source.server.ts'
import { refuseFile } from './file-problem.ts'
import { parseJson } from './json-features.server.ts'
import { maximumRowCharacters } from './limit.ts'
import { inspectText, readText } from './text-file.server.ts'

/** One answer of an API is small; what is longer is written one value a line. */
const maximumCharacters = 50_000_000

/** The values of a JSON array, or of a file with one value a line; each with its number in the file, from 1. */
export async function* readJsonValues(path: string): AsyncGenerator<{ row: number; value: unknown }> {
  const source = await ByteSource.open(path)
  try {
    const encoding = await inspectText(source)
    let held = ''
    let row = 0
    let isArray: boolean | null = null
    for await (const piece of readText(source, encoding)) {
      held += piece
      isArray ??= held.trimStart() === '' ? null : held.trimStart().startsWith('[')
      if (held.length > maximumCharacters) throw refuseFile('filen är orimligt stor', 'the file is unreasonably large')
      if (isArray !== false) continue
      const lines = held.split('\n')
      held = lines.pop() ?? ''
      if (held.length > maximumRowCharacters) {
        throw refuseFile('raden är orimligt lång', 'the row is unreasonably long', { row: row + lines.length + 1 })
      }
      for (const line of lines) {
        row += 1
        if (line.trim() !== '') yield { row, value: parseJson(line, { row }) }
      }
    }
    if (isArray === true) yield* valuesOf(parseJson(held))
    else if (held.trim() !== '') yield { row: row + 1, value: parseJson(held, { row: row + 1 }) }
  } finally {
    await source.close()
  }
}

function* valuesOf(array: unknown): Generator<{ row: number; value: unknown }> {
  if (!Array.isArray(array)) throw refuseFile('filen är inte en lista i JSON', 'the file is not a JSON list')
  for (const [index, value] of array.entries()) yield { row: index + 1, value }
}
