import type {
  ExpressionSpecification,
  FillLayerSpecification,
  LineLayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl'

import { fontStacks } from './basemap-names.ts'
import { basemapTokens } from './basemap-tokens.ts'
import { cellOpacity } from './cell-paint.ts'
import { dotsName, hatchName } from './map-images.ts'
import { rampColors, type RampName, type Scheme } from './ramp.ts'

type FillPaint = NonNullable<FillLayerSpecification['paint']>
type LinePaint = NonNullable<LineLayerSpecification['paint']>

/** What lies over an area's colour, or in its place: hatching for what is known in words, a broken line for nothing. */
export const areaPatterns = ['none', 'uncertain', 'small', 'dashed', 'few', 'missing'] as const
export type AreaPattern = (typeof areaPatterns)[number]

export interface AreaProperties {
  /** What the map tells when the area is picked. */
  id: string
  /** Which of `colors` it has; −1 none. */
  step: number
  pattern: AreaPattern
}

export interface AreaPaints {
  fill: FillPaint
  hatch: FillPaint
  limit: LinePaint
  broken: LinePaint
  outline: LinePaint
}

const isState = (state: string): ExpressionSpecification => ['boolean', ['feature-state', state], false]
const nothing = 'rgba(0, 0, 0, 0)'

/** What each pattern is drawn in, on the map and in its legend. */
export function patternColors(ramp: RampName, scheme: Scheme): Record<AreaPattern, string> {
  // Lighter than the classes that numbers have: words stand for little.
  const [, faint, middle] = rampColors(ramp, scheme)
  const over = scheme === 'light' ? '#ffffff' : '#0f1726'
  return { none: middle, uncertain: over, small: middle, dashed: faint, few: middle, missing: middle }
}

/** The picture each pattern is filled with; null for those that are not filled. */
function patternImages(ramp: RampName, scheme: Scheme): Record<AreaPattern, string | null> {
  const colors = patternColors(ramp, scheme)
  return {
    none: null,
    uncertain: hatchName(colors.uncertain),
    small: hatchName(colors.small),
    dashed: hatchName(colors.dashed, 'back'),
    few: dotsName(colors.few),
    missing: null,
  }
}

/** `colors`: one a class, the lowest first. */
export function areaPaints(colors: readonly string[], ramp: RampName, scheme: Scheme): AreaPaints {
  const images = patternImages(ramp, scheme)
  const filled = areaPatterns.flatMap((pattern) => (images[pattern] === null ? [] : [pattern, images[pattern]]))
  const tokens = basemapTokens[scheme]
  const ofStep = colors.flatMap((color, step) => [step, color])
  return {
    fill: {
      'fill-color': (colors.length === 0
        ? nothing
        : ['match', ['get', 'step'], ...ofStep, nothing]) as unknown as ExpressionSpecification,
      'fill-opacity': ['case', isState('selected'), cellOpacity[scheme] + 0.08, cellOpacity[scheme]],
      'fill-antialias': false,
    },
    hatch: {
      'fill-pattern': [
        'match',
        ['get', 'pattern'],
        ...filled,
        hatchName(nothing),
      ] as unknown as ExpressionSpecification,
      'fill-opacity': 0.85,
    },
    limit: {
      // What has no colour of its own would lose itself in its neighbour.
      'line-color': ['case', ['<', ['get', 'step'], 0], tokens.inkSoft, scheme === 'light' ? '#ffffff' : tokens.halo],
      'line-width': ['case', ['<', ['get', 'step'], 0], 0.75, 1.25],
      'line-opacity': 0.9,
    },
    broken: { 'line-color': tokens.ink, 'line-width': 1.25, 'line-opacity': 0.6, 'line-dasharray': [3, 3] },
    outline: {
      'line-color': ['case', isState('selected'), tokens.ink, rampColors(ramp, scheme)[4]],
      'line-width': ['case', isState('selected'), 3, isState('hovered'), 2, 0],
      'line-opacity': ['case', ['any', isState('selected'), isState('hovered')], 1, 0],
    },
  }
}

/** Names of areas above their colours, where the ground does not write them. */
export function areaNames(scheme: Scheme): {
  layout: NonNullable<SymbolLayerSpecification['layout']>
  paint: NonNullable<SymbolLayerSpecification['paint']>
} {
  const { ink, halo } = basemapTokens[scheme]
  return {
    layout: {
      'text-field': ['get', 'name'],
      'text-font': [...fontStacks.semibold],
      'text-size': 11.5,
      'text-max-width': 7,
      'text-padding': 1,
    },
    paint: { 'text-color': ink, 'text-halo-color': halo, 'text-halo-width': 1.6 },
  }
}
