import type {
  CircleLayerSpecification,
  ExpressionSpecification,
  GeoJSONSourceSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl'

import { fontStacks } from './basemap-names.ts'
import { markName, markShapes } from './map-images.ts'
import { rampColors, type RampName, type Scheme } from './ramp.ts'

export interface ClusterPaints {
  ring: NonNullable<CircleLayerSpecification['paint']>
  number: {
    layout: NonNullable<SymbolLayerSpecification['layout']>
    paint: NonNullable<SymbolLayerSpecification['paint']>
  }
  mark: NonNullable<SymbolLayerSpecification['layout']>
}

/** How many of a cluster's points are of each ramp, so that a cluster of one kind can have that kind's colour. */
export const clusterCounts: NonNullable<GeoJSONSourceSpecification['clusterProperties']> = {
  perceived: ['+', ['case', ['==', ['get', 'ramp'], 'perceived'], 1, 0]],
  recorded: ['+', ['case', ['==', ['get', 'ramp'], 'recorded'], 1, 0]],
}

/** A point's colour must carry white (dark: black) text and stand against the ground: the ramp's fourth step does. */
const strong = (ramp: RampName, scheme: Scheme) => rampColors(ramp, scheme)[3]

function clusterColor(scheme: Scheme): ExpressionSpecification {
  const all = ['get', 'point_count']
  return [
    'case',
    ['==', ['get', 'perceived'], all],
    strong('perceived', scheme),
    ['==', ['get', 'recorded'], all],
    strong('recorded', scheme),
    strong('mixed', scheme),
  ] as unknown as ExpressionSpecification
}

function markImage(scheme: Scheme): ExpressionSpecification {
  const edge = scheme === 'light' ? '#ffffff' : '#0f1726'
  const shaped = (ramp: RampName): ExpressionSpecification => {
    const cases = markShapes.slice(1).flatMap((shape) => [shape, markName(shape, strong(ramp, scheme), edge)])
    const otherwise = markName(markShapes[0], strong(ramp, scheme), edge)
    return ['match', ['get', 'mark'], ...cases, otherwise] as unknown as ExpressionSpecification
  }
  return ['case', ['==', ['get', 'ramp'], 'recorded'], shaped('recorded'), shaped('perceived')]
}

/** `language` writes the numbers: 1 200 in Swedish, 1,200 in English. */
export function clusterPaints(scheme: Scheme, language: string): ClusterPaints {
  const light = scheme === 'light'
  return {
    ring: {
      'circle-color': clusterColor(scheme),
      'circle-opacity': 0.94,
      'circle-radius': [
        'interpolate',
        ['linear'],
        ['log10', ['get', 'point_count']],
        0.3,
        13,
        1,
        15,
        2,
        19,
        3,
        24,
        4,
        29,
      ],
      'circle-stroke-color': light ? '#ffffff' : '#0f1726',
      'circle-stroke-width': 2,
    },
    number: {
      layout: {
        'text-field': ['number-format', ['get', 'point_count'], { locale: language }],
        'text-font': [...fontStacks.semibold],
        'text-size': 12,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': light ? '#ffffff' : '#0f1726' },
    },
    mark: {
      'icon-image': markImage(scheme),
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
    },
  }
}
