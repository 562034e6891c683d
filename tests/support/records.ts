import { v4 as uuidv4 } from 'uuid'

import type { CrimeRecord } from '#lib/crimes/crime.ts'
import type { RemarkRecord } from '#lib/remarks/remark.ts'
import type { ObservationRecord } from '#lib/walks/walk.ts'

/** Records that are fine as they are, for tests to change what they are about. */

export function aRemark(changes: Partial<RemarkRecord> = {}): RemarkRecord {
  return {
    id: uuidv4(),
    scope: 'point',
    lngLat: [20.5, 58.5],
    precisionMeters: 20,
    areaCode: null,
    people: 1,
    audience: 'shared',
    theme: 'lighting',
    furtherThemes: [],
    feeling: 'unsafe',
    feltLight: 'dark',
    feltDay: null,
    feltSeason: null,
    words: 'Lampan är trasig.',
    suggestion: null,
    receivedAt: new Date('2026-03-15T10:00:00Z'),
    ...changes,
  }
}

export function anObservation(changes: Partial<ObservationRecord> = {}): ObservationRecord {
  return {
    id: uuidv4(),
    walkId: null,
    lngLat: [20.5, 58.5],
    precisionMeters: 10,
    people: 1,
    audience: 'shared',
    theme: 'visibility',
    feeling: 'unsafe',
    words: 'Buskar skymmer gången.',
    observedAt: new Date('2026-04-20T18:00:00Z'),
    ...changes,
  }
}

export function aCrime(changes: Partial<CrimeRecord> = {}): CrimeRecord {
  return {
    id: uuidv4(),
    lngLat: [20.5, 58.5],
    precisionMeters: 50,
    people: 1,
    audience: 'police',
    offenceGroup: 'bicycle_theft',
    offenceName: 'Cykelstöld',
    caseReference: null,
    placeName: 'Stationen',
    occurredFrom: new Date('2026-02-01T16:00:00Z'),
    occurredTo: new Date('2026-02-01T17:00:00Z'),
    reportedAt: new Date('2026-02-02T08:00:00Z'),
    ...changes,
  }
}
