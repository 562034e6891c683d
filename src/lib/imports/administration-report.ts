import { formatMoment, formatNumber } from '#lib/languages/format.ts'

import type { CodebookEntry, DecidedWords } from './category-table.ts'
import type { FullLog, LoggedImport } from './logged-import.ts'
import type { UndoReport } from './undo.server.ts'

/** Words for people at a terminal: Swedish first, then English. */

function count(number: number): string {
  return formatNumber(number, 'sv')
}

export function describeLog({ imports, absent }: FullLog): string {
  return [
    ...(imports.length === 0 ? ['Inget är inläst. / Nothing is imported.'] : imports.map(describeLogged)),
    ...(absent.length > 0
      ? ["Polisens del är inte ansluten här, så dess importer visas inte. / The police's side is not connected here."]
      : []),
  ].join('\n')
}

function describeLogged(logged: LoggedImport): string {
  const { id, kind, fileName, importedAt, importedBy, undoneAt, undoneBy } = logged
  const counts = [
    `${count(logged.rowsRead)} rader / rows`,
    `${count(logged.added)} nya / added`,
    `${count(logged.alreadyPresent)} redan inlästa / already present`,
    ...(logged.excluded > 0 ? [`${count(logged.excluded)} undantagna / excluded`] : []),
    ...(logged.refused > 0 ? [`${count(logged.refused)} avvisade / refused`] : []),
  ]
  return [
    `${id}  ${kind}  ${fileName}`,
    `  ${formatMoment(importedAt, 'sv')}, ${importedBy}: ${counts.join(', ')}`,
    ...(undoneAt === null ? [] : [`  ångrad / undone ${formatMoment(undoneAt, 'sv')}, ${undoneBy ?? ''}`]),
  ].join('\n')
}

export function describeUndo({ removed, warnings }: UndoReport): string {
  return [
    `Inläsningen är ångrad: ${count(removed)} rader är borttagna.`,
    ...warnings.map(({ sv }) => `Obs! ${sv}`),
    `The import is undone: ${count(removed)} rows are removed.`,
    ...warnings.map(({ en }) => `Note: ${en}`),
  ].join('\n')
}

export function describeDecisions({
  decisions,
  missing,
}: {
  decisions: readonly DecidedWords[]
  missing: readonly string[]
}) {
  return [
    ...missing.map((written) => `"${written}" var inte bestämt. / "${written}" was not decided.`),
    ...(decisions.length === 0 ? ['Inget är bestämt. / Nothing is decided.'] : []),
    ...decisions.map(
      ({ written, category, decidedAt, decidedBy }) =>
        `${written} → ${category}  (${formatMoment(decidedAt, 'sv')}, ${decidedBy})`,
    ),
  ].join('\n')
}

export function describeCodebook(entries: readonly CodebookEntry[]): string {
  return entries
    .map(
      ({ code, codebookVersion, offenceGroup, name }) =>
        `${code}  ${codebookVersion}  ${offenceGroup ?? 'not_mapped'}  ${name}`,
    )
    .join('\n')
}
