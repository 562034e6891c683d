import type { Faults } from './register.ts'
import { openTable } from './table.server.ts'
import type { GeometryColumns, TableRow } from './table.ts'

/** A file of rows, in any format that points may come in. */
export interface RegisterFile {
  sha256: string
  heading: readonly string[]
  geometry: GeometryColumns | null
  /** Rows as wide as the heading; others are added to the faults. Ends early when there are too many. */
  rows: (faults: Faults) => AsyncGenerator<TableRow>
}

/**
 * Opens a file for as long as `read` reads it.
 *
 * @throws ProblemError invalid-file
 */
export async function readRegister<Result>(
  { path, layer }: { path: string; layer: string | null },
  read: (file: RegisterFile) => Promise<Result>,
): Promise<Result> {
  const table = await openTable(path, layer)
  try {
    const { heading, geometry } = table
    return await read({
      sha256: table.sha256.toString('hex'),
      heading,
      geometry,
      rows: (faults) => fittingRows(table.rows(), heading.length, faults),
    })
  } finally {
    await table.close()
  }
}

async function* fittingRows(rows: AsyncGenerator<TableRow>, width: number, faults: Faults): AsyncGenerator<TableRow> {
  for await (const row of rows) {
    if (faults.isFull) return
    if (row.fault !== undefined) faults.add(row.row, row.fault.column, row.fault.value, row.fault.reason)
    else if (hasWidth(row, width)) yield row
    else faults.add(row.row, String(Math.min(row.values.length, width) + 1), '', wrongWidth(row, width))
  }
}

function hasWidth({ values }: TableRow, width: number): boolean {
  return values.length >= width && values.slice(width).every((value) => value.trim() === '')
}

function wrongWidth({ values }: TableRow, width: number) {
  return {
    sv: `raden har ${values.length} värden, men rubrikraden har ${width}`,
    en: `the row has ${values.length} values, but the heading has ${width}`,
  }
}
