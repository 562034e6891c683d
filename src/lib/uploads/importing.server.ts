import type { Database } from '#lib/database/database.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { listImports } from '#lib/imports/import-log.server.ts'
import type { ImportReport, ImportStep } from '#lib/imports/import.ts'
import type { LoggedImport } from '#lib/imports/logged-import.ts'
import type { RefusalSink } from '#lib/imports/refusal.ts'
import { importRegister } from '#lib/imports/register-commands.server.ts'
import { registerLines } from '#lib/imports/register-report.ts'
import type { Clock } from '#lib/platform/clock.ts'

import { isPointKind } from './kinds.ts'
import { listedInReport } from './report.ts'
import type { PointsReport, UploadOutcome, UploadReport } from './report.ts'
import { pointRequest, registerRequest } from './requests.ts'
import { sideOfKind } from './upload.ts'
import type { Upload, UploadProgress } from './upload.ts'

export interface ImportTurn {
  path: string
  dryRun: boolean
  /** Told every refused row of a dry run. */
  refusals: RefusalSink | null
  tell: (progress: UploadProgress) => void
  clock: Clock
}

/** Runs an upload's file through the same import as the command line. @throws ProblemError as that does */
export async function runImport(database: Database, upload: Upload, turn: ImportTurn): Promise<UploadOutcome> {
  const { path, dryRun, refusals, tell, clock } = turn
  const { kind } = upload
  if (isPointKind(kind)) {
    const watch = (step: ImportStep) => {
      if (step.step === 'checked' || step.step === 'written') tell({ step: step.step, rows: step.rows })
    }
    const request = pointRequest(upload, kind, { path, dryRun })
    const report = await importPoints(database, request, watch, clock, refusals ?? undefined)
    return { report: pointsReport(report), importIds: report.municipalities.map(({ importId }) => importId) }
  }
  const report = await importRegister(database, kind, registerRequest(upload, { path, dryRun }))
  const { rowsRead, imports } = report
  const importIds = imports.map(({ importId }) => importId)
  return { report: { of: 'register', rowsRead, lines: registerLines(report) }, importIds }
}

function pointsReport(report: ImportReport): PointsReport {
  const { rowsRead, added, alreadyPresent, withoutPosition, outside, excluded, notAPlace, warnings } = report
  return {
    of: 'points',
    rowsRead,
    added,
    alreadyPresent,
    withoutPosition,
    outside,
    excluded,
    refused: report.refusedRows,
    notAPlace,
    faults: report.faults.slice(0, listedInReport),
    unmapped: report.unmapped.slice(0, listedInReport),
    undecidedThemes: report.undecidedThemes.slice(0, listedInReport),
    heavyPositions: report.heavyPositions.slice(0, listedInReport),
    warnings,
  }
}

/**
 * What the log says of an import that was done although its job was not seen to end. Null when the file has to be taken
 * in still.
 *
 * @param sha256 of the file, hexadecimal
 */
export async function findLoggedImport(
  database: Database,
  upload: Upload,
  sha256: string,
): Promise<UploadOutcome | null> {
  const side = sideOfKind(upload.kind)
  const logged = await listImports(database, side, upload.municipalityCode)
  const own = logged.filter(
    ({ kind, fileName, fileSha256, importedAt }) =>
      kind === upload.kind &&
      fileName === upload.fileName &&
      fileSha256 === sha256 &&
      importedAt.getTime() >= upload.changedAt.getTime(),
  )
  const [first] = own
  return first === undefined ? null : { report: loggedReport(first), importIds: own.map(({ id }) => id) }
}

function loggedReport(logged: LoggedImport): UploadReport {
  if (!isPointKind(logged.kind)) return { of: 'register', rowsRead: logged.rowsRead, lines: [] }
  const { rowsRead, added, alreadyPresent, withoutPosition, outside, excluded, refused } = logged
  return {
    of: 'points',
    ...{ rowsRead, added, alreadyPresent, withoutPosition, outside, excluded, refused },
    notAPlace: 0,
    faults: [],
    unmapped: [],
    undecidedThemes: [],
    heavyPositions: [],
    warnings: [],
  }
}
