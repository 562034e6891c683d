import type { ExpressionSpecification, FillLayerSpecification, LineLayerSpecification } from 'maplibre-gl'

import { basemapTokens } from './basemap-tokens.ts'
import { classColors, rampColors, type RampName, type Scheme } from './ramp.ts'

type FillPaint = NonNullable<FillLayerSpecification['paint']>
type LinePaint = NonNullable<LineLayerSpecification['paint']>

export interface CellPaints {
  fill: FillPaint
  outline: LinePaint
}

/** Each class its colour. Not each count: another picture would then be another style, and every tile be laid out twice. */
function colorOfClass(colors: readonly string[]): ExpressionSpecification | string {
  const [first, ...rest] = colors
  if (first === undefined) return 'rgba(0, 0, 0, 0)'
  if (rest.length === 0) return first
  return [
    'step',
    ['get', 'class'],
    first,
    ...rest.flatMap((color, index) => [index + 1, color]),
  ] as unknown as ExpressionSpecification
}

/** Seen through enough for streets to stay readable; a dark ground takes away more of a colour than a light one. */
export const cellOpacity: Record<Scheme, number> = { light: 0.67, dark: 0.75 }

const isSelected: ExpressionSpecification = ['get', 'selected']

/** How hexagons are drawn: seen through, so that streets stay readable, with an outline of a hair's breadth. */
export function cellPaints(ramp: RampName, scheme: Scheme, classes: number): CellPaints {
  const colors = classColors(ramp, scheme, classes)
  const strongest = rampColors(ramp, scheme)[4]
  const light = scheme === 'light'
  return {
    fill: {
      'fill-color': colorOfClass(colors),
      'fill-opacity': cellOpacity[scheme],
      'fill-outline-color': light ? '#ffffff' : basemapTokens.dark.halo,
    },
    outline: {
      'line-color': ['case', isSelected, basemapTokens[scheme].ink, strongest],
      'line-width': ['case', isSelected, 3, 1.75],
    },
  }
}
