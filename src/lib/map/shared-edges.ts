import type { FeatureCollection, Geometry, MultiLineString, Position } from 'geojson'

/**
 * The borders areas have in common, each once, as long lines. Outer limits are left out: they are the coast or the
 * boundary, which a map draws already, and a border drawn twice would lose its dashes. Areas that share no corner
 * points (drawn apart, or a single one) keep all their limits.
 */
export function sharedEdges(areas: FeatureCollection): MultiLineString {
  const seen = new Map<string, { from: Position; to: Position; times: number }>()
  for (const ring of areas.features.flatMap(({ geometry }) => ringsOf(geometry))) {
    ring.slice(1).forEach((to, index) => {
      const from = ring[index] ?? to
      const key = [keyOf(from), keyOf(to)].sort().join(' ')
      const edge = seen.get(key)
      if (edge === undefined) seen.set(key, { from, to, times: 1 })
      else edge.times++
    })
  }
  const edges = [...seen.values()]
  const shared = edges.filter(({ times }) => times > 1)
  const drawn = shared.length > 0 ? shared : edges
  return { type: 'MultiLineString', coordinates: joined(drawn.map(({ from, to }) => [from, to])) }
}

const keyOf = (position: Position) => position.map((value) => value.toFixed(6)).join(',')

function ringsOf(geometry: Geometry | null): Position[][] {
  if (geometry?.type === 'Polygon') return geometry.coordinates
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

/** Follows edges from end to end for as long as another one begins there. */
function joined(edges: readonly (readonly [from: Position, to: Position])[]): Position[][] {
  const left = new Set(edges)
  const touching = new Map<string, (readonly [Position, Position])[]>()
  for (const edge of edges)
    for (const end of edge) touching.set(keyOf(end), [...(touching.get(keyOf(end)) ?? []), edge])
  const next = (end: Position) => {
    const edge = touching.get(keyOf(end))?.find((candidate) => left.has(candidate))
    if (edge !== undefined) left.delete(edge)
    return edge === undefined ? null : keyOf(edge[0]) === keyOf(end) ? edge[1] : edge[0]
  }
  const lines: Position[][] = []
  for (const edge of edges) {
    if (!left.delete(edge)) continue
    const line = [...edge]
    for (let on = next(edge[1]); on !== null; on = next(on)) line.push(on)
    for (let on = next(edge[0]); on !== null; on = next(on)) line.unshift(on)
    lines.push(line)
  }
  return lines
}
