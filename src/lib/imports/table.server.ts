import { firstBytes, ByteSource, isGzip, isSqlite, isZip } from './byte-source.server.ts'
import { openCsv } from './csv.server.ts'
import { refuseFile } from './file-problem.ts'
import { openGeoJsonPoints } from './geojson.server.ts'
import { openGeoPackagePoints } from './geopackage.server.ts'
import { maximumColumns, maximumFieldCharacters, maximumHeadingCharacters } from './limit.ts'
import type { Table, TableContent, TableRow } from './table.ts'
import { hashFile, inspectText } from './text-file.server.ts'
import { openWorkbook } from './workbook.server.ts'

/**
 * Opens a file of points in any format, told by what is in it; `layer` is the sheet or layer a person stated. Whoever
 * opens it closes it.
 *
 * @throws ProblemError invalid-file
 */
export async function openTable(path: string, layer: string | null = null): Promise<Table> {
  const sha256 = await hashFile(path)
  const source = await ByteSource.open(path)
  try {
    const content = await openContent(source, layer)
    const heading = content.heading.map(asText)
    refuseHeading(heading)
    return {
      ...content,
      heading,
      description: { ...content.description, packing: source.packing },
      sha256,
      rows: () => guardRows({ ...content, heading }),
      close: async () => {
        await content.close()
        await source.close()
      },
    }
  } catch (error) {
    await source.close()
    throw error
  }
}

async function openContent(source: ByteSource, layer: string | null): Promise<TableContent> {
  const start = await firstBytes(source.read())
  if (isGzip(start)) throw nestedArchive()
  if (isZip(start)) {
    const workbook = await openWorkbook(await source.onDisk(), layer)
    if (workbook === null) throw nestedArchive()
    return workbook
  }
  if (isSqlite(start)) return openGeoPackagePoints(await source.onDisk(), layer)
  if (layer !== null) {
    throw refuseFile(
      'filen har inga blad eller lager att välja bland',
      'the file has no sheets or layers to choose from',
      {
        value: layer,
      },
    )
  }
  const encoding = await inspectText(source)
  const begins = new TextDecoder(encoding).decode(start).trimStart()
  return /^[{[]/.test(begins) ? openGeoJsonPoints(source, encoding) : openCsv(source, encoding)
}

function nestedArchive() {
  return refuseFile('filen är packad två gånger; packa upp den en gång', 'the file is packed twice; unpack it once')
}

function refuseHeading(heading: readonly string[]): void {
  if (heading.length > maximumColumns) {
    throw refuseFile(
      `rubrikraden har ${heading.length} kolumner; högst ${maximumColumns} går att läsa`,
      `the heading has ${heading.length} columns; at most ${maximumColumns} can be read`,
      { row: 1, column: String(maximumColumns + 1) },
    )
  }
  const long = heading.findIndex((name) => name.length > maximumHeadingCharacters)
  if (long >= 0) {
    throw refuseFile(
      `rubriken har fler än ${maximumHeadingCharacters} tecken`,
      `the heading has more than ${maximumHeadingCharacters} characters`,
      { row: 1, column: String(long + 1) },
    )
  }
}

async function* guardRows({ description, rows, heading }: TableContent): AsyncGenerator<TableRow> {
  // Bytes with a nought in them are no CSV, and what decodes them leaves no half pairs.
  const isText = description.format === 'csv' && !description.encoding?.startsWith('utf-16')
  for await (const row of rows()) {
    const column = row.values.findIndex((value) => value.length > maximumFieldCharacters)
    if (column >= 0) {
      throw refuseFile(
        `värdet har fler än ${maximumFieldCharacters} tecken`,
        `the value has more than ${maximumFieldCharacters} characters`,
        { row: row.row, column: heading[column] ?? String(column + 1) },
      )
    }
    yield isText ? row : rowAsText(row)
  }
}

function rowAsText(row: TableRow): TableRow {
  const { values, fault } = row
  return {
    ...row,
    values: values.map(asText),
    ...(fault === undefined ? {} : { fault: { ...fault, value: asText(fault.value) } }),
  }
}

/** JSON and workbooks can write what no database keeps: the character nought goes, half a surrogate pair becomes U+FFFD. */
function asText(value: string): string {
  return value.toWellFormed().replaceAll('\0', '')
}
