import type { ExpressionSpecification } from 'maplibre-gl'

/** Zoom and the width there, in pixels. */
export type WidthStop = readonly [zoom: number, pixels: number]

export const widths = {
  main: [
    [9, 0.5],
    [12, 1.4],
    [14, 3.6],
    [16, 9.5],
    [18, 24],
  ],
  residential: [
    [12, 0.4],
    [14, 1.8],
    [16, 6],
    [18, 16],
  ],
  path: [
    [14, 0.6],
    [16, 1.4],
    [18, 3],
  ],
  tunnel: [
    [14, 1.2],
    [16, 3],
    [18, 7],
  ],
  railway: [
    [10, 0.8],
    [14, 1.6],
    [17, 4.5],
  ],
  railwayDashes: [
    [12, 0.5],
    [14, 0.9],
    [17, 2.9],
  ],
} as const satisfies Record<string, readonly WidthStop[]>

/** Between two zooms a line grows about as the map does. */
export function lineWidth(stops: readonly WidthStop[]): ExpressionSpecification {
  return ['interpolate', ['exponential', 1.5], ['zoom'], ...stops.flat()] as unknown as ExpressionSpecification
}

/** The same line with its casing on both sides. */
export function withCasing(stops: readonly WidthStop[]): WidthStop[] {
  return stops.map(([zoom, pixels]) => [zoom, pixels + (zoom < 14 ? 0.8 : 1.6)])
}
