import type { Source } from '#lib/cells/category.ts'

import type { ReferenceSystem } from './coordinate.ts'
import type { PositionField } from './field.ts'
import { isPosition, mapColumns } from './mapping.ts'
import type { Mapping, MappingChoice } from './mapping.ts'
import type { Table } from './table.ts'

/** The columns of a table; a geometry is the position, unless a person chose columns of the file's own for it. */
export function mapTable(source: Source, { heading, geometry }: Table, choice: MappingChoice): Mapping {
  if (geometry === null || positionsOf(choice).length > 0) return mapColumns(source, heading, choice)
  const [east = '', north = ''] = [heading[geometry.east], heading[geometry.north]]
  const fields: readonly PositionField[] = east === 'longitude' ? ['longitude', 'latitude'] : ['east', 'north']
  const map = { ...choice.map, [east]: fields[0] ?? '', [north]: fields[1] ?? '' }
  const { columns, ...mapping } = mapColumns(source, heading, { ...choice, map })
  return {
    ...mapping,
    columns: columns.map((column) => (isPosition(column.field) ? { ...column, guessed: true } : column)),
  }
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
