import type { GeoJSONFeature, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl'
import { getContext, setContext } from 'svelte'

import type { Insets } from './prepare-map.ts'

/** A layer whose features can be pointed at. */
export interface Pickable {
  layerId: string
  /** How far from a feature a finger may land, in pixels. */
  tolerance: number
  pick(feature: GeoJSONFeature): void
  hover(feature: GeoJSONFeature | null): void
}

/**
 * One place decides what was meant by a click, so that a point above a hexagon does not pick both, and a click beside
 * everything is known to be one.
 */
export class Interaction {
  readonly #insets: () => Insets
  /** Later ones lie above earlier ones. */
  readonly #pickables: Pickable[] = []
  #hovered: Pickable | null = null
  /** Whether something on the map is selected, so that arrow keys walk instead of panning. */
  hasSelection = $state(false)

  constructor(insets: () => Insets) {
    this.#insets = insets
  }

  get insets(): Insets {
    return this.#insets()
  }

  add(pickable: Pickable): () => void {
    this.#pickables.push(pickable)
    return () => {
      this.#pickables.splice(this.#pickables.indexOf(pickable), 1)
      if (this.#hovered === pickable) this.#hovered = null
    }
  }

  /** @returns whether something was hit */
  click(event: MapMouseEvent): boolean {
    const hit = this.#hit(event.target, event.point)
    hit?.pickable.pick(hit.feature)
    return hit !== null
  }

  move(event: MapMouseEvent): void {
    const hit = this.#hit(event.target, event.point)
    if (this.#hovered !== null && this.#hovered !== hit?.pickable) this.#hovered.hover(null)
    this.#hovered = hit?.pickable ?? null
    this.#hovered?.hover(hit?.feature ?? null)
    event.target.getCanvas().style.cursor = hit === null ? '' : 'pointer'
  }

  leave(map: MapLibreMap): void {
    this.#hovered?.hover(null)
    this.#hovered = null
    map.getCanvas().style.cursor = ''
  }

  #hit(map: MapLibreMap, { x, y }: { x: number; y: number }) {
    for (const pickable of this.#pickables.toReversed()) {
      if (map.getLayer(pickable.layerId) === undefined) continue
      const reach = pickable.tolerance
      const box: [[number, number], [number, number]] = [
        [x - reach, y - reach],
        [x + reach, y + reach],
      ]
      const [feature] = map.queryRenderedFeatures(box, { layers: [pickable.layerId] })
      if (feature !== undefined) return { pickable, feature }
    }
    return null
  }
}

const key = Symbol('interaction of a map')

export function provideInteraction(insets: () => Insets): Interaction {
  return setContext(key, new Interaction(insets))
}

export function useInteraction(): Interaction {
  return getContext<Interaction>(key)
}
