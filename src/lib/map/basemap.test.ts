import { expect, it } from 'vitest'

import { chooseBasemap, partAddress } from './basemap.ts'

const unset = { basemapStyle: undefined, basemapPmtiles: undefined }
const data = '/api/v1/basemap?municipality=9901'

it('is the built-in one, until an operator has set another; a style goes before an archive', () => {
  expect(chooseBasemap(unset, data)).toEqual({ kind: 'built-in', data })
  expect(chooseBasemap({ ...unset, basemapPmtiles: '/srv/sweden.pmtiles' }, data)).toEqual({
    kind: 'pmtiles',
    url: '/api/v1/basemap-tiles',
  })
  expect(chooseBasemap({ basemapStyle: 'https://maps.example/s.json', basemapPmtiles: '/srv/x' }, data)).toEqual({
    kind: 'style',
    url: 'https://maps.example/s.json',
  })
})

it('asks for its parts one by one', () => {
  expect(partAddress(data, 'streets')).toBe('/api/v1/basemap?municipality=9901&part=streets')
  expect(partAddress('/somewhere', 'areas')).toBe('/somewhere?part=areas')
})
