import type { ErrorEvent, StyleSpecification } from 'maplibre-gl'
import { untrack } from 'svelte'

import type { Basemap } from './basemap.ts'
import type { Scheme } from './ramp.ts'
import { loadStyle, styleAtHand } from './style-of-basemap.ts'

/** The style a map is drawn on. The last one stays until the next is here, so that the map never turns white. */
export class Ground {
  style = $state.raw<StyleSpecification | null>(null)
  /** Something of the ground did not arrive. */
  failed = $state(false)

  constructor(basemap: Basemap, scheme: Scheme) {
    this.style = styleAtHand(basemap, scheme)?.style ?? null
  }

  /** To be run again whenever the basemap or the scheme is another. */
  follow(basemap: Basemap, scheme: Scheme): () => void {
    let current = true
    void loadStyle(basemap, scheme).then((next) => {
      if (!current) return
      this.failed = next.failed
      // Setting an equal style would rebuild a map that has not finished its first.
      const unchanged = JSON.stringify(next.style) === JSON.stringify(untrack(() => this.style))
      if (!unchanged) this.style = next.style
    })
    return () => {
      current = false
    }
  }

  /** A map's complaint: about the ground when it names one of the ground's sources or none at all. */
  complain(event: ErrorEvent): void {
    console.warn(event.error)
    const sourceId = 'sourceId' in event ? String(event.sourceId) : null
    if (sourceId === null || Object.hasOwn(this.style?.sources ?? {}, sourceId)) this.failed = true
  }
}
