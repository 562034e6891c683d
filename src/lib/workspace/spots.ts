import { cellCenter, hexToCell } from '#lib/cells/h3.ts'
import type { WorkspaceState } from './state.svelte.ts'
import { centresOf, type Centre } from './walking.ts'

type LngLat = readonly [lng: number, lat: number]

/** What the keyboard walks among: the drawn cells, or the areas. */
export function spotsOf({ how, areas, cells }: WorkspaceState): Centre[] {
  if (how === 'areas') return areas.spots.map(({ id, lngLat }) => ({ cell: id, lngLat }))
  return cells ? centresOf(cells.cells, cells.drawn.middles) : []
}

/** The selected cell in hexadecimal, or the selected area's code. */
export function selectedSpot({ how, areas, cell }: WorkspaceState): string | null {
  return how === 'areas' ? areas.selected : cell
}

/** Where it is; null for an area whose shape has not come yet. */
export function selectedAt(workspace: WorkspaceState): LngLat | null {
  const id = selectedSpot(workspace)
  if (id === null) return null
  if (workspace.how !== 'areas') return cellCenter(hexToCell(id))
  return workspace.areas.spots.find((spot) => spot.id === id)?.lngLat ?? null
}

export function selectSpot(workspace: WorkspaceState, id: string | null): void {
  if (workspace.how === 'areas') workspace.areas.select(id)
  else workspace.select(id)
}
