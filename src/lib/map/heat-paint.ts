import type { ExpressionSpecification, HeatmapLayerSpecification } from 'maplibre-gl'

import { rampColors, withOpacity, type RampName, type Scheme } from './ramp.ts'

type HeatPaint = NonNullable<HeatmapLayerSpecification['paint']>

/** Circumference of the earth in metres (WGS 84), and the pixels MapLibre draws it with at zoom 0. */
const circumferenceMeters = 40_075_016.686
const worldPixels = 512

/** A point's heat reaches this many spacings: far enough that neighbours melt together and no grid shows. */
const reach = 2.1
const fixedRadiusPixels = 28
const finestZoom = 22

/** Pixels by zoom that cover the same ground at every zoom. `spacing` in metres, `latitude` in degrees. */
export function radiusOf(spacing: number | undefined, latitude: number): ExpressionSpecification | number {
  if (spacing === undefined) return fixedRadiusPixels
  const metersPerPixel = (circumferenceMeters * Math.cos((latitude * Math.PI) / 180)) / worldPixels
  const atZero = (reach * spacing) / metersPerPixel
  return ['interpolate', ['exponential', 2], ['zoom'], 0, atZero, finestZoom, atZero * 2 ** finestZoom]
}

/** The weight that counts as full heat: what all but one in a hundred points stay under, so that one peak drowns nothing. */
export function fullHeat(counts: Iterable<number>): number {
  const weights = Uint32Array.from(counts).sort()
  return Math.max(1, weights[Math.ceil(weights.length * 0.99) - 1] ?? 1)
}

/** Nothing, then the ramp's steps, ever less see-through; the ground shows at every strength. */
function heatColors(ramp: RampName, scheme: Scheme): ExpressionSpecification {
  const [lowest, low, middle, high, highest] = rampColors(ramp, scheme)
  const stops = [
    [0, withOpacity(lowest, 0)],
    [0.05, withOpacity(lowest, 0)],
    [0.16, withOpacity(lowest, 0.42)],
    [0.34, withOpacity(low, 0.6)],
    [0.56, withOpacity(middle, 0.68)],
    [0.8, withOpacity(high, 0.74)],
    [1, withOpacity(highest, 0.78)],
  ]
  return ['interpolate', ['linear'], ['heatmap-density'], ...stops.flat()] as ExpressionSpecification
}

export interface HeatSurface {
  /** The weights of the points. */
  counts: Iterable<number>
  /** Degrees, of any of them. */
  latitude: number
  /** Metres between neighbouring points; without it each reaches a fixed number of pixels. */
  spacing: number | undefined
}

export function heatPaint({ counts, latitude, spacing }: HeatSurface, ramp: RampName, scheme: Scheme): HeatPaint {
  return {
    'heatmap-weight': ['min', 1, ['/', ['get', 'n'], fullHeat(counts)]],
    'heatmap-intensity': 0.68,
    'heatmap-radius': radiusOf(spacing, latitude),
    'heatmap-color': heatColors(ramp, scheme),
  }
}
