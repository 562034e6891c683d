import { may } from '#lib/accounts/permissions.ts'
import { readCategoryPage } from '#lib/imports/category-page.server.ts'
import { ownSources } from '#lib/imports/category-decisions.server.ts'
import { m } from '#lib/languages/compiled/messages.js'
import { formatNumber } from '#lib/languages/format.ts'
import { listOpenUploads } from '#lib/uploads/finding.server.ts'
import type { StartSource } from './start.ts'

/** Files that somebody has sent in and not yet taken in. */
export const waitingFiles: StartSource = async (database, { reader, access, slug, locale }) => {
  if (!may(access, 'imports.write')) return []
  const uploads = await listOpenUploads(database, reader)
  return uploads.map(({ id, fileName }) => ({
    heading: 'review',
    text: m.start_waiting_file({ file: fileName }, { locale }),
    href: `/${slug}/uploads/${id}`,
  }))
}

/** Words of imported files that no category is decided for. */
export const undecidedWords: StartSource = async (database, { reader, access, slug, locale }) => {
  if (!may(access, 'categories.write')) return []
  const pages = ownSources(reader.party).map((source) =>
    readCategoryPage(database, reader, new URLSearchParams({ source })),
  )
  return (await Promise.all(pages))
    .filter(({ undecided }) => undecided.length > 0)
    .map(({ source, undecided }) => ({
      heading: 'review',
      text: m.start_undecided_words(
        { count: undecided.length, written: formatNumber(undecided.length, locale) },
        { locale },
      ),
      href: `/${slug}/categories?source=${source}`,
    }))
}
