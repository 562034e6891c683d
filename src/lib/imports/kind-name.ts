import { m } from '#lib/languages/compiled/messages.js'
import type { Locale } from '#lib/languages/format.ts'

import type { ImportKind } from './logged-import.ts'

type Message = (inputs?: Record<string, never>, options?: { locale?: Locale }) => string

const names: Record<ImportKind, Message> = {
  remarks: m.import_kind_remarks,
  'incident-reports': m.import_kind_incident_reports,
  observations: m.import_kind_observations,
  crimes: m.import_kind_crimes,
  'area-counts': m.import_kind_area_counts,
  surveys: m.import_kind_surveys,
  'police-events': m.import_kind_police_events,
  areas: m.import_kind_areas,
  places: m.import_kind_places,
  population: m.import_kind_population,
}

/** What a kind of file holds, as people say it. */
export function kindName(kind: ImportKind, locale: Locale): string {
  return names[kind]({}, { locale })
}
