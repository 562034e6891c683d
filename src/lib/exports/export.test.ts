import { expect, test } from 'vitest'

import { exportAddress, exportFileName, parseExport } from './export.ts'

const parse = (query: string) => parseExport(new URLSearchParams(query))

test.each([
  ['', ['source', 'format']],
  ['source=crime', ['format']],
  ['source=crime,remark&format=csv', ['source']],
  ['source=crime&source=remark&format=csv', ['source']],
  ['source=none&format=csv', ['source']],
  ['source=crime&format=xlsx', ['format']],
  ['source=crime&format=csv&crs=EPSG:3021', ['crs']],
  ['source=crime&format=csv&import=1', ['import']],
  ['source=crime&format=csv&category=nonsense', ['category']],
  ['source=crime&format=csv&from=2026-13', ['from']],
  ['source=crime&format=csv&from=2026-03&to=2026-02', ['from']],
])('%j is refused, and told which parts', (query, columns) => {
  try {
    parse(query)
    expect.unreachable()
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid-parameter', errors: columns.map((column) => ({ column })) })
  }
})

test('GeoJSON is in WGS 84 unless another system is asked for, the other formats in SWEREF 99 TM', () => {
  expect(parse('source=crime&format=geojson').system).toBe('EPSG:4326')
  expect(parse('source=crime&format=geojson&crs=EPSG:3006').system).toBe('EPSG:3006')
  expect(parse('source=crime&format=csv').system).toBe('EPSG:3006')
})

test('a link says the filter it was made for, whichever sources the map shows', () => {
  const filter = {
    sources: ['remark', 'crime'] as const,
    categories: ['theft'] as const,
    feelings: null,
    fromMonth: 300,
    toMonth: null,
  }
  const address = exportAddress('gavle', filter, 'crime', 'gpkg')
  expect(address).toMatch(/^\/gavle\/exports\?/)
  expect(parse(address.split('?')[1] ?? '')).toEqual({
    source: 'crime',
    format: 'gpkg',
    system: 'EPSG:3006',
    filter: { ...filter, sources: ['crime'] },
    importId: null,
  })
})

test('a file is named by municipality, source and the day in Stockholm', () => {
  const request = parse('source=remark&format=geojson')
  expect(exportFileName('gavle', request, new Date('2026-11-22T23:30:00Z'))).toBe(
    'fokuskartan-gavle-synpunkter-2026-11-23.geojson',
  )
})
