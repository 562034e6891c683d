import type { Database, Side } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import type { AdministrationCommand } from './administration-command-line.ts'
import { describeCodebook, describeDecisions, describeLog, describeUndo } from './administration-report.ts'
import {
  listCategoryDecisions,
  listOffenceCodebook,
  removeCategoryDecision,
  saveCategoryDecisions,
  sideOfSource,
} from './category-decisions.server.ts'
import { listImports, readImport } from './import-log.server.ts'
import type { FullLog, LoggedImport } from './logged-import.ts'
import { undoImport } from './undo.server.ts'

const sides: readonly Side[] = ['municipality', 'police']

/** Carries out a command on the log or the category table; answers a report, and it in words. */
export async function administer(
  database: Database,
  command: AdministrationCommand,
): Promise<{ report: unknown; words: string }> {
  switch (command.kind) {
    case 'log': {
      const report = await readLog(database, command.municipalityCode)
      return { report, words: describeLog(report) }
    }
    case 'undo': {
      const report = await undoImport(database, { ...command, side: await sideOf(database, command) })
      return { report, words: describeUndo(report) }
    }
    case 'categories':
      return decide(database, command)
    case 'offence-codes': {
      const report = await listOffenceCodebook(database)
      return { report, words: describeCodebook(report) }
    }
  }
}

async function readLog(database: Database, municipalityCode: string): Promise<FullLog> {
  const imports: LoggedImport[] = []
  const absent: Side[] = []
  for (const side of sides) {
    const own = await unlessAbsent(listImports(database, side, municipalityCode))
    if (own === null) absent.push(side)
    else imports.push(...own)
  }
  return { imports: imports.sort((a, b) => b.importedAt.getTime() - a.importedAt.getTime()), absent }
}

/** The side whose log has the import; the municipality's where neither has, so that its own words say so. */
async function sideOf(database: Database, { municipalityCode, id }: { municipalityCode: string; id: string }) {
  const found = await unlessAbsent(readImport(database, 'police', municipalityCode, id))
  return found === null ? 'municipality' : 'police'
}

async function unlessAbsent<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'police-side-not-connected') return null
    throw error
  }
}

async function decide(database: Database, command: AdministrationCommand & { kind: 'categories' }) {
  const { municipalityCode, source, stated, removed } = command
  if (Object.keys(stated).length > 0) await saveCategoryDecisions(database, { municipalityCode, source, stated })
  const missing: string[] = []
  for (const written of removed) {
    if (!(await removeCategoryDecision(database, { municipalityCode, source, written }))) missing.push(written)
  }
  const decided = await listCategoryDecisions(database, sideOfSource(source), municipalityCode)
  const report = { decisions: decided.filter((decision) => decision.source === source), missing }
  return { report, words: describeDecisions(report) }
}
