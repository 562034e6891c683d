/** Every word a map shows of its own; the page gives them in its language. */
export interface MapWords {
  zoomIn: string
  zoomOut: string
  showSources: string
  /** Where the ground is from, beside what the basemap itself says. */
  sources?: string
  /** When the ground could not be fetched; counts are drawn all the same. */
  basemapFailed: string
  /** When the browser cannot draw maps at all. */
  noMap: string
}

export const swedishMapWords: MapWords = {
  zoomIn: 'Zooma in',
  zoomOut: 'Zooma ut',
  showSources: 'Visa kartans källor',
  basemapFailed: 'Bakgrundskartan kunde inte hämtas. Övrigt på kartan visas som vanligt.',
  noMap: 'Webbläsaren kan inte rita kartan. Allt finns också som tabell.',
}
