import type { Database } from '#lib/database/database.ts'

import { importAreaCounts } from './area-count-commands.server.ts'
import type { AreaCountReport } from './area-count-commands.server.ts'
import { importAreas } from './area-commands.server.ts'
import type { AreaReport } from './area-commands.server.ts'
import { importPlaces } from './place-commands.server.ts'
import type { PlaceReport } from './place-commands.server.ts'
import { importPoliceEvents } from './police-event-commands.server.ts'
import type { PoliceEventReport } from './police-event-commands.server.ts'
import { importPopulation } from './population-commands.server.ts'
import type { PopulationReport } from './population-commands.server.ts'
import { importSurveys } from './survey-commands.server.ts'
import type { SurveyReport } from './survey-commands.server.ts'
import type { ColumnWatcher, RegisterKind, RegisterRequest } from './register.ts'

export type AnyRegisterReport =
  AreaReport | PlaceReport | AreaCountReport | PopulationReport | SurveyReport | PoliceEventReport

const imports = {
  areas: importAreas,
  places: importPlaces,
  population: importPopulation,
  'area-counts': importAreaCounts,
  surveys: importSurveys,
  'police-events': importPoliceEvents,
} as const satisfies Record<
  RegisterKind,
  (database: Database, request: RegisterRequest, watch: ColumnWatcher) => Promise<AnyRegisterReport>
>

/** Takes in one file that is not points, by its kind. */
export function importRegister(
  database: Database,
  kind: RegisterKind,
  request: RegisterRequest,
  watch: ColumnWatcher = () => undefined,
): Promise<AnyRegisterReport> {
  return imports[kind](database, request, watch)
}
