import type { StyleSpecification } from 'maplibre-gl'

import { bareStyle, type Basemap } from './basemap.ts'
import { builtInStyle } from './basemap-style.ts'
import { basemapTokens } from './basemap-tokens.ts'
import { withAnchors } from './layer-order.ts'
import type { Scheme } from './ramp.ts'

export interface LoadedStyle {
  style: StyleSpecification
  failed: boolean
}

/** The built-in style, at once; null for a basemap that has to be fetched first. */
export function styleAtHand(basemap: Basemap, scheme: Scheme): LoadedStyle | null {
  if (basemap.kind !== 'built-in') return null
  return { style: withAnchors(builtInStyle(basemap.data, scheme, basemap.land)), failed: false }
}

/** The style of any basemap. A style that does not arrive is replaced by bare ground and reported. */
export async function loadStyle(basemap: Basemap, scheme: Scheme): Promise<LoadedStyle> {
  const atHand = styleAtHand(basemap, scheme)
  if (atHand !== null) return atHand
  try {
    const style = await fetchStyle(basemap.kind === 'style' ? basemap.url : '')
    return { style: withAnchors(style), failed: false }
  } catch {
    return { style: withAnchors(bareStyle(basemapTokens[scheme].land)), failed: true }
  }
}

async function fetchStyle(url: string): Promise<StyleSpecification> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`the style answered ${response.status}`)
  return (await response.json()) as StyleSpecification
}

/** Whether nothing would change: setting a style again would rebuild a map that has not finished its first one. */
export function sameStyle(a: LoadedStyle, b: LoadedStyle | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
