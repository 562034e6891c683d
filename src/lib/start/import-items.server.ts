import { may } from '#lib/accounts/permissions.ts'
import { kindsInOrder } from '#lib/imports/import-history.ts'
import { listImports } from '#lib/imports/import-log.server.ts'
import { kindName } from '#lib/imports/kind-name.ts'
import type { LoggedImport } from '#lib/imports/logged-import.ts'
import { m } from '#lib/languages/compiled/messages.js'
import { formatNumber } from '#lib/languages/format.ts'
import type { StartItem, StartQuestion, StartSource } from './start.ts'

/** On a first visit, what is new is what came in during the last week. */
const firstLookDays = 7

/** What has been taken in since the reader last looked, a line a kind; where nothing ever was, that something can be. */
export const newImports: StartSource = async (database, question) => {
  const { reader, access, slug, since, now } = question
  if (!may(access, 'imports.read')) return []
  const all = await listImports(database, reader.party, reader.municipalityCode)
  if (all.length === 0) return may(access, 'imports.write') ? [firstFile(question)] : []
  const after = since ?? new Date(now.getTime() - firstLookDays * 86_400_000)
  const fresh = all.filter(({ importedAt, undoneAt }) => undoneAt === null && importedAt > after)
  return kindsInOrder.flatMap((kind) => {
    const ofKind = fresh.filter((entry) => entry.kind === kind)
    return ofKind.length === 0 ? [] : [tellOf(ofKind, kind, slug, question)]
  })
}

function tellOf(
  entries: readonly LoggedImport[],
  kind: LoggedImport['kind'],
  slug: string,
  { locale }: StartQuestion,
): StartItem {
  const added = entries.reduce((sum, entry) => sum + entry.added, 0)
  const text = m.start_new_imports(
    { kind: kindName(kind, locale), count: added, written: formatNumber(added, locale), files: entries.length },
    { locale },
  )
  const [only] = entries
  const href = entries.length === 1 && only ? `/${slug}/imports/${only.id}` : `/${slug}/imports?kind=${kind}`
  return { heading: 'new', text, href }
}

function firstFile({ slug, locale }: StartQuestion): StartItem {
  return { heading: 'next', text: m.start_first_file({}, { locale }), href: `/${slug}/imports` }
}
