import type { ExpressionSpecification, FillLayerSpecification, LineLayerSpecification } from 'maplibre-gl'

import { basemapTokens } from './basemap-tokens.ts'
import { hatchName } from './map-images.ts'
import { classColors, rampColors, type RampName, type Scheme } from './ramp.ts'

type FillPaint = NonNullable<FillLayerSpecification['paint']>
type LinePaint = NonNullable<LineLayerSpecification['paint']>

export interface CellPaints {
  fill: FillPaint
  hatch: FillPaint
  hairline: LinePaint
  outline: LinePaint
}

/** The colour of a count: the class whose lowest count it has reached. `breaks` rise and hold every class's lowest. */
export function colorOfCount(breaks: readonly number[], colors: readonly string[]): ExpressionSpecification | string {
  const [first, ...rest] = colors
  if (first === undefined) return 'rgba(0, 0, 0, 0)'
  if (rest.length === 0) return first
  const stops = rest.flatMap((color, index) => [breaks[index + 1] ?? Infinity, color])
  return ['step', ['get', 'n'], first, ...stops] as unknown as ExpressionSpecification
}

/** Seen through enough for streets to stay readable; a dark ground takes away more of a colour than a light one. */
export const cellOpacity: Record<Scheme, number> = { light: 0.67, dark: 0.75 }

const isState = (state: string): ExpressionSpecification => ['boolean', ['feature-state', state], false]

/** How hexagons are drawn: seen through, so that streets stay readable, with an outline of a hair's breadth. */
export function cellPaints(ramp: RampName, scheme: Scheme, breaks: readonly number[]): CellPaints {
  const colors = classColors(ramp, scheme, breaks.length)
  const strongest = rampColors(ramp, scheme)[4]
  const light = scheme === 'light'
  return {
    fill: {
      'fill-color': colorOfCount(breaks, colors),
      'fill-opacity': ['case', isState('selected'), cellOpacity[scheme] + 0.08, cellOpacity[scheme]],
      'fill-antialias': false,
    },
    hatch: { 'fill-pattern': hatchName(light ? '#ffffff' : '#0f1726') },
    hairline: { 'line-color': light ? '#ffffff' : basemapTokens.dark.halo, 'line-width': 0.75, 'line-opacity': 0.75 },
    outline: {
      'line-color': ['case', isState('selected'), basemapTokens[scheme].ink, strongest],
      'line-width': ['case', isState('selected'), 3, isState('hovered'), 1.75, 0],
      'line-opacity': ['case', ['any', isState('selected'), isState('hovered')], 1, 0],
    },
  }
}
