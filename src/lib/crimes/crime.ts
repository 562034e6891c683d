import type { OffenceGroup } from '#lib/cells/category.ts'
import type { PointRecord } from '#lib/points/point.ts'

/**
 * One reported offence (anmält brott) from the police's own files. Either end of the interval may be missing; at least
 * one of the three instants must be known. A file that knows only a month gives the month's first and last instant.
 */
export interface CrimeRecord extends PointRecord {
  offenceGroup: OffenceGroup
  /** As the police wrote it. */
  offenceName: string
  caseReference: string | null
  placeName: string | null
  occurredFrom: Date | null
  occurredTo: Date | null
  reportedAt: Date | null
}

/** Counts handed over by area × offence group × period; `n` is null where it isn't known exactly, such as "<5". */
export interface CrimeAreaCount {
  areaCode: string
  offenceGroup: OffenceGroup
  /** 'YYYY-MM', both inclusive. */
  monthFrom: string
  monthTo: string
  n: number | null
  /** As the giver wrote it; several that count as one group are added: "12 + <5". */
  written: string
  giver: string
  /** 'YYYY-MM-DD' */
  handedOverOn: string | null
  /** The diarienummer. */
  reference: string | null
}

/** The instant that decides a crime's month: when it began, else when it ended, else when it was reported. */
export function crimeInstant({
  occurredFrom,
  occurredTo,
  reportedAt,
}: Pick<CrimeRecord, 'occurredFrom' | 'occurredTo' | 'reportedAt'>): Date {
  const instant = occurredFrom ?? occurredTo ?? reportedAt
  if (instant === null) throw new Error('a crime needs at least one of occurredFrom, occurredTo and reportedAt')
  return instant
}
