import type { StyleSpecification } from 'maplibre-gl'

import { bareStyle, type Basemap } from './basemap.ts'
import { builtInStyle } from './basemap-style.ts'
import { basemapTokens } from './basemap-tokens.ts'
import { withAnchors } from './layer-order.ts'
import { pmtilesStyle } from './pmtiles-style.ts'
import type { Scheme } from './ramp.ts'

export interface LoadedStyle {
  style: StyleSpecification
  failed: boolean
}

/** The styles of our own, at once; null for an operator's, which has to be fetched first. */
export function styleAtHand(basemap: Basemap, scheme: Scheme): LoadedStyle | null {
  if (basemap.kind === 'style') return null
  const style =
    basemap.kind === 'pmtiles' ? pmtilesStyle(basemap.url, scheme) : builtInStyle(basemap.data, scheme, basemap.land)
  return { style: withAnchors(style), failed: false }
}

/** The style of any basemap. A style that does not arrive is replaced by bare ground and reported. */
export async function loadStyle(basemap: Basemap, scheme: Scheme): Promise<LoadedStyle> {
  const atHand = styleAtHand(basemap, scheme)
  if (atHand !== null || basemap.kind !== 'style') return atHand ?? bare(scheme)
  try {
    const response = await fetch(basemap.url)
    if (!response.ok) return bare(scheme)
    return { style: withAnchors((await response.json()) as StyleSpecification), failed: false }
  } catch {
    return bare(scheme)
  }
}

const bare = (scheme: Scheme): LoadedStyle => ({
  style: withAnchors(bareStyle(basemapTokens[scheme].land)),
  failed: true,
})
