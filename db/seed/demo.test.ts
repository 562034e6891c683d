import { createHash } from 'node:crypto'
import { cellToLatLng, cellToParent, gridDisk, latLngToCell } from 'h3-js'
import type { MultiPolygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { generateDemo, plantedPatterns, type LngLat } from './demo.ts'

const demo = generateDemo()
const hashOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')

function inRing([lng, lat]: LngLat, ring: readonly Position[]): boolean {
  let within = false
  ring.forEach(([x, y], index) => {
    const [px, py] = ring[(index + ring.length - 1) % ring.length] as [number, number]
    if ((y as number) > lat === py > lat) return
    if (lng < ((px - (x as number)) * (lat - (y as number))) / (py - (y as number)) + (x as number)) within = !within
  })
  return within
}
const inShape = (at: LngLat, { coordinates }: MultiPolygon) => coordinates.some(([outer]) => inRing(at, outer ?? []))
const metersBetween = (a: LngLat, b: LngLat) => Math.hypot((a[0] - b[0]) * 57_890, (a[1] - b[1]) * 111_391)
const cellOf = ([lng, lat]: LngLat) => cellToParent(latLngToCell(lat, lng, 15), 9)

const statistical = demo.areas.filter(({ kind }) => kind === 'statistical')
const areasAt = (at: LngLat) => statistical.filter(({ geometry }) => inShape(at, geometry)).length
const observations = demo.walks.flatMap((walk) => walk.observations)
const unsafe = demo.remarks.flatMap(({ lngLat, feeling }) => (lngLat !== null && feeling === 'unsafe' ? [lngLat] : []))
const crimes = demo.crimes.flatMap(({ lngLat, precisionMeters }) =>
  lngLat !== null && precisionMeters <= 250 ? [lngLat] : [],
)
const pattern = (key: string) => {
  const found = plantedPatterns.find((candidate) => candidate.key === key)
  if (found === undefined) throw new Error(`no pattern ${key}`)
  return found
}
const within = (points: readonly LngLat[], key: string, meters = pattern(key).radiusMeters) =>
  points.filter((at) => metersBetween(at, pattern(key).lngLat) <= meters).length

/** Getis–Ord Gi* over the cells within two steps of any point; returns the cells with z above 3.3 (p < 0.001). */
function concentrations(points: readonly LngLat[]): LngLat[] {
  const counts = new Map<string, number>()
  for (const at of points) counts.set(cellOf(at), (counts.get(cellOf(at)) ?? 0) + 1)
  const region = [...new Set([...counts.keys()].flatMap((cell) => gridDisk(cell, 2)))]
  const known = new Set(region)
  const mean = points.length / region.length
  const squares = region.reduce((sum, cell) => sum + (counts.get(cell) ?? 0) ** 2, 0)
  const deviation = Math.sqrt(squares / region.length - mean ** 2)
  return region
    .filter((cell) => {
      const around = gridDisk(cell, 1).filter((neighbour) => known.has(neighbour))
      const sum = around.reduce((total, neighbour) => total + (counts.get(neighbour) ?? 0), 0)
      const spread = Math.sqrt((region.length * around.length - around.length ** 2) / (region.length - 1))
      return (sum - mean * around.length) / (deviation * spread) > 3.3
    })
    .map((cell): LngLat => {
      const [lat, lng] = cellToLatLng(cell)
      return [lng, lat]
    })
}

describe('the demo kommun', () => {
  it('is the same at every call', () => {
    expect(hashOf(generateDemo())).toBe(hashOf(demo))
  })

  it('has the promised amounts', () => {
    expect(statistical).toHaveLength(12)
    expect(demo.areas.filter(({ kind }) => kind === 'housing_estate')).toHaveLength(2)
    expect(demo.areas.filter(({ kind }) => kind === 'estate_part')).toHaveLength(7)
    expect(demo.places.length).toBeGreaterThanOrEqual(150)
    expect(demo.streets.length).toBeGreaterThanOrEqual(150)
    expect(demo.remarks.length).toBeGreaterThanOrEqual(590)
    expect(demo.walks).toHaveLength(6)
    expect(observations).toHaveLength(120)
    expect(demo.crimes).toHaveLength(5000)
    const people = demo.areas.flatMap(({ population }) => population).reduce((sum, { people }) => sum + people, 0)
    expect(Math.abs(people - 18_000)).toBeLessThan(300)
  })

  it('has a map that is light to load, with names and ids used once', () => {
    expect(JSON.stringify(demo.basemap).length).toBeLessThan(1_500_000)
    const ids = [
      demo.areas,
      demo.places,
      demo.streets,
      demo.basemap,
      demo.remarks,
      demo.walks,
      observations,
      demo.crimes,
    ]
    const all = ids.flatMap((items: readonly { id: string }[]) => items.map(({ id }) => id))
    expect(new Set(all).size).toBe(all.length)
    expect(all.every((id) => /^[\da-f]{8}-[\da-f]{4}-[47][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u.test(id))).toBe(
      true,
    )
    expect(demo.remarks.every(({ id }) => id[14] === '4')).toBe(true)
    expect(new Set(demo.streets.map(({ name }) => name)).size).toBe(demo.streets.length)
    expect(new Set(demo.areas.map(({ code }) => code)).size).toBe(demo.areas.length)
  })

  it('has at least 400 different sentences, filled in completely', () => {
    const sentences = new Set(demo.remarks.flatMap(({ words }) => words.split(/(?<=[!.?])\s+/u)))
    expect(new Set(demo.remarks.map(({ words }) => words)).size).toBeGreaterThanOrEqual(400)
    expect(sentences.size).toBeGreaterThanOrEqual(400)
    expect([...sentences].filter((sentence) => /[{}]|undefined/u.test(sentence))).toEqual([])
    expect(new Set(observations.map(({ words }) => words)).size).toBe(120)
  })

  it('keeps every point on land inside the boundary, in one area', () => {
    const points = [
      ...unsafe,
      ...crimes,
      ...observations.map(({ lngLat }) => lngLat),
      ...demo.places.map(({ lngLat }) => lngLat),
    ]
    expect(points.filter((at) => !inShape(at, demo.boundary))).toEqual([])
    expect(points.filter((at) => areasAt(at) !== 1)).toEqual([])
    expect(demo.remarks.every(({ lngLat, scope }) => (lngLat !== null) === (scope === 'point'))).toBe(true)
  })

  it('has areas that tile the land without overlapping', () => {
    const land = demo.basemap.find(({ kind }) => kind === 'land')?.geometry
    if (land?.type !== 'Polygon') throw new Error('the land is a polygon')
    for (let lng = 20.27; lng < 20.43; lng += 0.0023) {
      for (let lat = 58.72; lat < 58.785; lat += 0.0013) {
        const expected = inRing([lng, lat], land.coordinates[0] ?? []) ? 1 : 0
        if (expected === 1) expect(areasAt([lng, lat])).toBe(1)
        else expect(areasAt([lng, lat])).toBeLessThanOrEqual(1)
      }
    }
  })

  it('has joined streets', () => {
    const lines = demo.streets.map(({ geometry }) =>
      geometry.coordinates.flat().map(([lng, lat]): LngLat => [lng as number, lat as number]),
    )
    const ends = lines.map((line) => [line[0], line.at(-1)] as [LngLat, LngLat])
    const near = (at: LngLat, line: readonly LngLat[]) =>
      line.some((to, index) => {
        const from = line[index - 1]
        if (from === undefined) return false
        return Math.abs(metersBetween(from, at) + metersBetween(at, to) - metersBetween(from, to)) < 1.5
      })
    const lonely = ends.filter(
      (pair, index) => !pair.some((at) => lines.some((line, other) => other !== index && near(at, line))),
    )
    expect(lonely.length).toBeLessThanOrEqual(2)
  })
})

describe('times', () => {
  it('orders every interval and keeps to the period', () => {
    for (const { occurredFrom, occurredTo, reportedAt } of demo.crimes) {
      const latest = occurredTo ?? occurredFrom
      if (latest === null) throw new Error('a crime without any time')
      expect((occurredFrom ?? latest).getTime()).toBeLessThanOrEqual(latest.getTime())
      expect(latest.getTime()).toBeLessThanOrEqual(reportedAt.getTime())
      expect(latest.getTime()).toBeGreaterThanOrEqual(Date.parse('2022-09-30T22:00:00Z'))
      expect(reportedAt.getTime()).toBeLessThan(Date.parse('2026-09-30T22:00:00Z'))
    }
    const received = demo.remarks.map(({ receivedAt }) => receivedAt.toISOString())
    expect(received.every((at) => at >= '2025-08-31T22' && at < '2026-09-30T22')).toBe(true)
  })

  it('counts crimes by area as they are in the list', () => {
    expect(demo.crimeAreaCounts).toHaveLength(12 * 15 * 4)
    const written = demo.crimeAreaCounts.reduce((sum, { n }) => sum + (n ?? 0), 0)
    const hidden = demo.crimeAreaCounts.filter(({ written }) => written === '<5').length
    const located = demo.crimes.filter(({ lngLat, occurredFrom, occurredTo, reportedAt }) => {
      const at = occurredFrom ?? occurredTo ?? reportedAt
      return lngLat !== null && at.toISOString() < '2025-12-31T23'
    }).length
    expect(located).toBeGreaterThanOrEqual(written + hidden)
    expect(located).toBeLessThanOrEqual(written + 4 * hidden)
  })
})

describe('what is known by area', () => {
  const asked = demo.surveyValues.filter(({ year, answer }) => year === 2025 && answer === 'Otrygg')
  const shareOf = (name: string) =>
    asked.find(({ areaCode }) => areaCode === statistical.find((area) => area.name === name)?.code)?.share ?? null

  it('has shares inside their intervals, and none where too few answered', () => {
    expect(demo.surveyValues).toHaveLength(2 * 2 * 13)
    for (const { share, shareLow, shareHigh, answered, written } of demo.surveyValues) {
      expect(share === null).toBe(answered < 15)
      if (share === null) expect(written).toBe('..')
      else expect((shareLow ?? 1) < share && share < (shareHigh ?? 0)).toBe(true)
    }
  })

  it('fears the areas round the planted places, and says nothing of the shopping area', () => {
    const whole = asked.find(({ areaCode }) => areaCode === null)?.share ?? 1
    for (const name of ['Centrum', 'Väster', 'Lotsberget', 'Mårängen']) expect(shareOf(name)).toBeGreaterThan(whole)
    for (const name of ['Kyrkbyn', 'Fiskarhamnen', 'Österängen']) expect(shareOf(name)).toBeLessThan(whole / 1.5)
    expect(shareOf('Verkstan')).toBeNull()
  })

  it('tells of events that name the kommun, and have no page anywhere', () => {
    expect(demo.policeEvents.length).toBeGreaterThan(25)
    expect(demo.policeEvents.every(({ name, url }) => name.endsWith(', Fyrskär') && url === '')).toBe(true)
    expect(new Set(demo.policeEvents.map(({ id }) => id)).size).toBe(demo.policeEvents.length)
  })
})

describe('planted patterns', () => {
  /** the nearest pattern's key where it is near enough, else the position */
  const homeOf = (at: LngLat) => {
    const [nearest] = [...plantedPatterns].sort((a, b) => metersBetween(at, a.lngLat) - metersBetween(at, b.lngLat))
    return nearest && metersBetween(at, nearest.lngLat) < nearest.radiusMeters + 420 ? nearest.key : at.join()
  }
  const home = (found: readonly LngLat[]) => new Set(found.map(homeOf))

  it('are the only concentrations of what is felt unsafe', () => {
    expect(home(concentrations(unsafe))).toEqual(new Set(['station', 'tunnel', 'school', 'park']))
  })

  it('are the only concentrations of crimes', () => {
    expect(home(concentrations(crimes))).toEqual(new Set(['station', 'tunnel', 'retail']))
  })

  it('leave the feared park without crimes and the shopping area without fear', () => {
    expect(within(unsafe, 'park')).toBeGreaterThanOrEqual(45)
    expect(within(crimes, 'park')).toBe(0)
    expect(within(crimes, 'retail')).toBeGreaterThanOrEqual(400)
    expect(within(unsafe, 'retail', 330)).toBe(0)
  })

  it('show at the station in the evening', () => {
    const hour = new Intl.DateTimeFormat('sv', { hour: '2-digit', hour12: false, timeZone: 'Europe/Stockholm' })
    const there = demo.crimes.filter(
      ({ lngLat }) => lngLat !== null && metersBetween(lngLat, pattern('station').lngLat) < 240,
    )
    const late = there.filter(({ occurredFrom }) => {
      const at = occurredFrom === null ? 12 : Number(hour.format(occurredFrom))
      return at >= 18 || at < 3
    })
    expect(late.length / there.length).toBeGreaterThan(0.65)
  })
})
