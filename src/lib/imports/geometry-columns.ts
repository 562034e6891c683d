import type { Source } from '#lib/cells/category.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import type { ReferenceSystem } from './coordinate.ts'
import type { PositionField } from './field.ts'
import { isPosition, tryColumns } from './mapping.ts'
import type { Mapping, MappingAttempt, MappingChoice } from './mapping.ts'
import type { Table } from './table.ts'

/**
 * The columns of a table; a geometry is the position, unless a person chose columns of the file's own for it.
 *
 * @throws ProblemError invalid-file when a chosen column or a needed field is missing
 */
export function mapTable(source: Source, table: Table, choice: MappingChoice): Mapping {
  const { mapping, faults } = tryTable(source, table, choice)
  if (faults.length > 0) throw new ProblemError('invalid-file', [...faults])
  return mapping
}

/** The same as far as it goes, with what is missing. */
export function tryTable(source: Source, { heading, geometry }: Table, choice: MappingChoice): MappingAttempt {
  if (geometry === null || positionsOf(choice).length > 0) return tryColumns(source, heading, choice)
  const [east = '', north = ''] = [heading[geometry.east], heading[geometry.north]]
  const fields: readonly PositionField[] = east === 'longitude' ? ['longitude', 'latitude'] : ['east', 'north']
  const map = { ...choice.map, [east]: fields[0] ?? '', [north]: fields[1] ?? '' }
  const { mapping, faults } = tryColumns(source, heading, { ...choice, map })
  const columns = mapping.columns.map((column) => (isPosition(column.field) ? { ...column, guessed: true } : column))
  return { mapping: { ...mapping, columns }, faults }
}

function positionsOf({ map }: MappingChoice): string[] {
  return Object.values(map).filter((name) => isPosition(name as PositionField))
}

/** The system that the file states for its geometry, where the position is read from that; null where none is stated. */
export function declaredSystem({ geometry }: Table, { columns }: Mapping): ReferenceSystem | null {
  const srid = geometry?.srid ?? null
  if (srid === null || !columns.some(({ field, index }) => isPosition(field) && index === geometry?.east)) return null
  return `EPSG:${srid}`
}
