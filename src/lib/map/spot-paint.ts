import type { ExpressionSpecification, SymbolLayerSpecification } from 'maplibre-gl'

import { markName } from './map-images.ts'
import { rampColors, type RampName, type Scheme } from './ramp.ts'

/** `apart`: what doesn't belong with the rest, and is to be looked at. */
export interface SpotProperties {
  id: string
  apart: boolean
}

/** As the warning colours of the page are (tokens.css). */
const apartColor: Record<Scheme, string> = { light: '#d99a2b', dark: '#f8d28a' }

/** Shape as well as colour tells those apart from the rest, and they lie above it. */
export function spotLayout(ramp: RampName, scheme: Scheme): NonNullable<SymbolLayerSpecification['layout']> {
  const edge = scheme === 'light' ? '#ffffff' : '#0f1726'
  const image = [
    'case',
    ['get', 'apart'],
    markName('diamond', apartColor[scheme], edge),
    markName('dot', rampColors(ramp, scheme)[3], edge),
  ]
  return {
    'icon-image': image as unknown as ExpressionSpecification,
    'icon-allow-overlap': true,
    'icon-ignore-placement': true,
    'symbol-sort-key': ['case', ['get', 'apart'], 1, 0],
  }
}
