import { SaxesParser } from 'saxes'

import { ProblemError } from '#lib/platform/problem.ts'

import { refuseFile } from './file-problem.ts'
import { maximumRowCharacters, maximumXmlDepth } from './limit.ts'

export interface XmlHandlers {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/**
 * Reads XML as it comes and tells its tags and texts, without namespaces. A document type is refused, since only that
 * can define entities; of entities only those of XML itself are known. After each piece it passes on what `take` has
 * gathered, before more is read.
 *
 * @throws ProblemError invalid-file
 */
export async function* readXml<Item>(
  chunks: AsyncIterable<Buffer>,
  part: string,
  handlers: XmlHandlers,
  take: () => Item[],
): AsyncGenerator<Item> {
  const parser = new SaxesParser<{ position: boolean; xmlns: false }>({ position: false, xmlns: false })
  const decoder = new TextDecoder('utf-8')
  let depth = 0
  let quiet = 0
  parser.on('doctype', () => {
    throw refuseXml(
      part,
      'innehåller en dokumenttyp, som kan dölja en bomb',
      'holds a document type, which can hide a bomb',
    )
  })
  parser.on('error', () => {
    throw damagedXml(part)
  })
  parser.on('opentag', (tag) => {
    quiet = 0
    depth += 1
    if (depth > maximumXmlDepth) throw refuseXml(part, 'har för många nivåer', 'has too many levels')
    handlers.open?.(localName(tag.name), tag.attributes)
  })
  parser.on('closetag', (tag) => {
    quiet = 0
    depth -= 1
    handlers.close?.(localName(tag.name))
  })
  if (handlers.text) parser.on('text', handlers.text)
  if (handlers.text) parser.on('cdata', handlers.text)
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true })
    quiet += text.length
    write(part, () => parser.write(text))
    // Between two tags the parser keeps everything.
    if (quiet > maximumRowCharacters)
      throw refuseXml(part, 'har ett orimligt långt värde', 'has an unreasonably long value')
    yield* take()
  }
  write(part, () => parser.write(decoder.decode()).close())
  yield* take()
}

/** A small document, read to its end. */
export async function readXmlWhole(chunks: AsyncIterable<Buffer>, part: string, handlers: XmlHandlers): Promise<void> {
  const items = readXml<never>(chunks, part, handlers, () => [])
  while (!(await items.next()).done) continue
}

/** The parser itself throws plain errors on the worst. */
function write(part: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    throw error instanceof ProblemError ? error : damagedXml(part)
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function damagedXml(part: string): ProblemError {
  return refuseXml(part, 'är skadad', 'is damaged')
}

function refuseXml(part: string, sv: string, en: string): ProblemError {
  return refuseFile(`arbetsbokens del ${part} ${sv}`, `the part ${part} of the workbook ${en}`)
}
