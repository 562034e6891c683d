// Yearly counts per statistical area and offence group, as an authority hands them over: small numbers as "<5".
import { monthOf } from './calendar.ts'
import type { DemoArea, DemoCrime, DemoCrimeAreaCount } from './model.ts'
import { offences } from './offences.ts'
import { inside, type XY } from './plane.ts'

/** The crimes begin in October 2022, so the first count covers three months. */
const periods = [
  ['2022-10', '2022-12'],
  ['2023-01', '2023-12'],
  ['2024-01', '2024-12'],
  ['2025-01', '2025-12'],
] as const

const contains = ({ geometry }: DemoArea, [lng, lat]: readonly [number, number]) =>
  geometry.coordinates.some((polygon) => inside([lng, lat], (polygon[0] ?? []) as unknown as XY[]))

/** A crime's month: that of its beginning, else of its end, else of the report. */
const crimeMonth = ({ occurredFrom, occurredTo, reportedAt }: DemoCrime) =>
  monthOf(occurredFrom ?? occurredTo ?? reportedAt)

export function countByArea(areas: readonly DemoArea[], crimes: readonly DemoCrime[]): DemoCrimeAreaCount[] {
  const counts = new Map<string, number>()
  const statistical = areas.filter(({ kind }) => kind === 'statistical')
  for (const crime of crimes) {
    const { lngLat } = crime
    if (lngLat === null) continue
    const area = statistical.find((candidate) => contains(candidate, lngLat))
    const key = `${area?.code} ${crime.offenceGroup} ${crimeMonth(crime).slice(0, 4)}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return statistical.flatMap(({ code }) =>
    offences.flatMap(({ group }) =>
      periods.map(([monthFrom, monthTo]) => {
        const n = counts.get(`${code} ${group} ${monthFrom.slice(0, 4)}`) ?? 0
        const small = n > 0 && n < 5
        const written = small ? '<5' : n === 0 ? '-' : String(n)
        return { areaCode: code, offenceGroup: group, monthFrom, monthTo, n: small ? null : n, written }
      }),
    ),
  )
}
