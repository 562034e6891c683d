import { addProtocol } from 'maplibre-gl'
import { Protocol } from 'pmtiles'

import { pmtilesProtocol } from './pmtiles-style.ts'

let added = false

/** Teaches MapLibre to read PMTiles archives; once is enough for all maps of a page. */
export function addPmtilesProtocol(): void {
  if (added) return
  added = true
  const protocol = new Protocol()
  addProtocol(pmtilesProtocol, (request, abort) => protocol.tile(request, abort))
}
