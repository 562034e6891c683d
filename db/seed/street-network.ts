// The street network: main lines, streets inside the districts, and foot paths, all joined to each other.
import { direction, distanceToLine, inside, lengthOf, type Line, type XY } from './plane.ts'
import { footPaths } from './foot-paths.ts'
import type { StreetKind } from './model.ts'
import type { OpenSpace } from './open-spaces.ts'
import { randomStream, type Random } from './random.ts'
import { streetNames } from './street-names.ts'
import type { Street } from './street.ts'
import type { District, TownPlan } from './town-plan.ts'

interface Piece {
  line: XY[]
  kind: StreetKind
  names: string
}

const sampled = (at: (share: number) => XY, parts = 14): XY[] =>
  Array.from({ length: parts + 1 }, (_, part) => at(part / parts))

function gridLines({ at, plan }: District): XY[][] {
  const rows = Array.from({ length: plan.rows - 1 }, (_, row) => sampled((s) => at(s, (row + 1) / plan.rows)))
  const columns = Array.from({ length: plan.columns - 1 }, (_, column) =>
    sampled((t) => at((column + 1) / plan.columns, t)),
  )
  return [...rows, ...columns]
}

/** Swaying rows with staggered cross streets: T-crossings, as in a district of detached houses. */
function villaLines({ at, plan }: District, random: Random): XY[][] {
  const { rows, columns } = plan
  const sway = Array.from({ length: rows + 1 }, () => random.between(-0.16, 0.16))
  const height = (row: number, s: number) => {
    if (row === 0 || row === rows) return row / rows
    return (row + (sway[row] ?? 0) * Math.sin(Math.PI * s)) / rows
  }
  const lines = Array.from({ length: rows - 1 }, (_, row) => sampled((s) => at(s, height(row + 1, s))))
  for (let strip = 0; strip < rows; strip++) {
    const shift = strip % 2 === 0 ? 0.3 : -0.2
    for (let column = 1; column < columns; column++) {
      const middle = strip > 0 && strip < rows - 1
      if (middle && random.chance(0.5)) continue
      const s = (column + shift + random.between(-0.12, 0.12)) / columns
      lines.push(sampled((share) => at(s, height(strip, s) + share * (height(strip + 1, s) - height(strip, s))), 4))
    }
  }
  return lines
}

function estatePieces({ at, plan }: District): Piece[] {
  const piece = (kind: StreetKind, line: XY[]): Piece => ({ line, kind, names: plan.names })
  return [
    piece(
      'residential',
      sampled((s) => at(s, 0.5)),
    ),
    piece(
      'residential',
      sampled((t) => at(0.3, 0.5 + t * 0.38), 6),
    ),
    piece(
      'residential',
      sampled((t) => at(0.7, 0.5 - t * 0.38), 6),
    ),
    piece(
      'path',
      sampled((t) => at(0.5, t)),
    ),
    piece(
      'path',
      sampled((s) => at(s, 0.25)),
    ),
    piece(
      'path',
      sampled((s) => at(s, 0.76)),
    ),
  ]
}

/** Cuts the parts of a line that would cross parks, squares and yards. */
function outsideSpaces(line: XY[], spaces: readonly OpenSpace[]): XY[][] {
  const kept: XY[][] = []
  let current: XY[] = []
  const close = () => {
    if (current.length > 1 && lengthOf(current) > 45) kept.push(current)
    current = []
  }
  for (const point of line) {
    if (spaces.some(({ ring }) => inside(point, ring))) close()
    else current.push(point)
  }
  close()
  return kept
}

function districtPieces(district: District, spaces: readonly OpenSpace[]): Piece[] {
  const { style, names, key } = district.plan
  if (style === 'sports') return []
  if (style === 'estate') return estatePieces(district)
  const lines = style === 'villas' ? villaLines(district, randomStream(`streets ${key}`)) : gridLines(district)
  return lines.flatMap((line) => outsideSpaces(line, spaces)).map((line) => ({ line, kind: 'residential', names }))
}

const spot = ([x, y]: XY) => `${Math.round(x * 2)},${Math.round(y * 2)}`
const first = (line: Line) => line[0] as XY
const last = (line: Line) => line[line.length - 1] as XY

/** Whether `next` goes on straight ahead where `line` ends. */
function continues(line: XY[], next: XY[]): boolean {
  if (spot(last(line)) !== spot(first(next))) return false
  const before = direction(line[line.length - 2] as XY, last(line))
  const after = direction(first(next), next[1] as XY)
  return before[0] * after[0] + before[1] * after[1] > 0.9
}

/** Joins pieces that go on straight ahead over a district's edge into one street. */
function joined(pieces: Piece[]): Piece[] {
  const waiting = [...pieces]
  const done: Piece[] = []
  for (let piece = waiting.shift(); piece !== undefined; piece = waiting.shift()) {
    const held = piece
    const next = waiting.findIndex(
      ({ line, kind, names }) =>
        kind === held.kind && names === held.names && (continues(held.line, line) || continues(line, held.line)),
    )
    if (next < 0) {
      done.push(held)
      continue
    }
    const [other] = waiting.splice(next, 1) as [Piece]
    const [before, after] = continues(held.line, other.line) ? [held, other] : [other, held]
    waiting.unshift({ ...held, line: [...before.line, ...after.line.slice(1)] })
  }
  return done
}

const pathNames: Readonly<Record<string, readonly string[]>> = {
  meadow: ['Ängsstigen', 'Humlestigen', 'Fjärilsstigen', 'Trollsländestigen', 'Gräshoppsstigen', 'Nyckelpigestigen'],
  pilot: [
    'Lotsstigen',
    'Fyrmästarstigen',
    'Kompasstigen',
    'Båkstigen',
    'Sjömärkesstigen',
    'Prickstigen',
    'Lodstigen',
    'Utkiksstigen',
    'Signalstigen',
  ],
}

function named(pieces: Piece[]): Street[] {
  const used = new Map<string, number>()
  return pieces.map(({ line, kind, names }) => {
    const key = `${kind === 'path' ? 'path ' : ''}${names}`
    const index = used.get(key) ?? 0
    used.set(key, index + 1)
    const name = (kind === 'path' ? pathNames[names] : streetNames[names])?.[index]
    if (name === undefined) throw new Error(`too few street names for ${key}`)
    return { name, kind, lines: [line] }
  })
}

/** Whether at least one end of the street lies on another street. */
function isJoined({ lines: [line] }: Street, all: readonly Street[]): boolean {
  if (line === undefined) return false
  return all.some(({ lines: [other] }) => {
    if (other === undefined || other === line) return false
    return distanceToLine(first(line), other) < 1.5 || distanceToLine(last(line), other) < 1.5
  })
}

export function drawStreets(plan: TownPlan, spaces: readonly OpenSpace[]): Street[] {
  const main = plan.mainLines.flatMap(({ name, kind, line }): Street[] =>
    kind === 'main' || kind === 'residential' ? [{ name, kind, lines: [line] }] : [],
  )
  const local = named(joined(plan.districts.flatMap((district) => districtPieces(district, spaces))))
  const all = [...main, ...local, ...footPaths(plan)]
  return all.filter((street) => isJoined(street, all))
}
