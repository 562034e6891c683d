import type { Map as MapLibreMap } from 'maplibre-gl'

import { drawImage } from './map-images.ts'
import { roundedView, type MapView, type Moved } from './view.ts'

/** North stays up, pictures are drawn when asked for, and those who listen are told what the map is. */
export function prepareMap(map: MapLibreMap): void {
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.getCanvas().setAttribute('role', 'application')
  map.setMissingStyleImageResolver((name) => {
    const image = drawImage(name)
    if (image !== null && !map.hasImage(name)) map.addImage(name, image, { pixelRatio: 2 })
  })
}

export function viewOf(map: MapLibreMap): MapView {
  const { lng, lat } = map.getCenter()
  return roundedView({ lng, lat, zoom: map.getZoom() })
}

export function movedTo(map: MapLibreMap): Moved {
  const box = map.getBounds()
  return { view: viewOf(map), bbox: [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()] }
}

/** Pixels at each side of a map that panels of the page lie over. */
export interface Insets {
  top: number
  right: number
  bottom: number
  left: number
}

/** Moves just so far that a position is seen clear of the insets, with some room round it; not at all if it is. */
export function bringIntoView(map: MapLibreMap, lngLat: [lng: number, lat: number], insets: Insets): void {
  const room = 48
  const { x, y } = map.project(lngLat)
  const { clientWidth, clientHeight } = map.getContainer()
  const beyond = (at: number, low: number, high: number) => (at < low ? at - low : at > high ? at - high : 0)
  const dx = beyond(x, insets.left + room, clientWidth - insets.right - room)
  const dy = beyond(y, insets.top + room, clientHeight - insets.bottom - room)
  if (dx !== 0 || dy !== 0) map.panBy([dx, dy], { duration: 250 })
}
