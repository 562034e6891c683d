import sql from 'sql-template-tag'
import { beforeEach } from 'vitest'

import type { Side } from '#lib/database/database.ts'
import { JobRunner } from '#lib/jobs/runner.server.ts'
import { openUpload } from '#lib/uploads/commands.server.ts'
import { findUpload } from '#lib/uploads/finding.server.ts'
import { applyForm } from '#lib/uploads/form.server.ts'
import { uploadJobs } from '#lib/uploads/jobs.server.ts'
import { receiveUploads } from '#lib/uploads/receiving.server.ts'
import { versionOf, type Upload } from '#lib/uploads/upload.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from './database.ts'
import { fileForm } from './forms.ts'

export const remarkHeading = 'Tema;Känsla;Berättelse;Inkom;N;E'
/** SWEREF 99 TM: in the municipality, in it, far outside it. */
export const remarkRows = [
  'Belysning;otrygg;Mörkt vid tunneln;2026-03-01;6598000,5;642000,5',
  'Trafik;trygg;Bra överfart;2026-03-02;6598100;642100',
  'Trafik;otrygg;Långt bort;2026-03-03;6398100;542100',
] as const
export const remarks = [remarkHeading, ...remarkRows, ''].join('\n')
export const crimes =
  'Brottstyp,Datum,Longitud,Latitud\nCykelstöld,2026-03-01,17.5,59.5\nKlotter,2026-03-02,17.6,59.6\n'

/** A municipality of a test file's own, to which files are sent; an hour passes before each test. */
export async function openUploads() {
  const code = '9120'
  const database = await openTestDatabase()
  const slug = 'uppladdningen'
  await addTestMunicipality(database, { code, name: 'Uppladdningen', slug, boundary: boxBoundary(17, 59, 18, 60) })
  let now = new Date('2026-05-01T12:00:00Z')
  const clock = { now: () => now }
  const passHours = (hours: number) => (now = new Date(now.getTime() + hours * 3_600_000))
  beforeEach(() => void passHours(1))

  const received = async (fields: Record<string, string>, files: Record<string, string | Uint8Array>) => {
    const { uploads } = await receiveUploads(database, code, await fileForm(fields, files), clock)
    return Promise.all(uploads.map(({ id }) => openUpload(database, code, id, clock)))
  }
  const sent = async (kind: string, content: string | Uint8Array, name = 'synpunkter.csv'): Promise<Upload> => {
    const [upload] = await received({ kind, trial: 'yes' }, { [name]: content })
    if (upload === undefined) throw new Error('nothing came')
    return upload
  }
  const again = ({ id }: Upload) => findUpload(database, code, id)
  const work = () => new JobRunner(database, uploadJobs(database, clock), clock).runDue()
  const tried = async (upload: Upload, changes: Record<string, string> = {}): Promise<Upload> => {
    await applyForm(database, upload, 'try', correction(upload, changes), clock)
    await work()
    return again(upload)
  }
  const count = async (side: Side, statement: ReturnType<typeof sql>): Promise<number> => {
    const role = side === 'police' ? 'police_request' : 'kommun_request'
    const [row] = await database.withContext({ role, municipalityCodes: [code], access: 'read' }, (db) =>
      db.query<{ n: number }>(statement),
    )
    return row?.n ?? -1
  }
  const remarksHere = () =>
    count('municipality', sql`select count(*)::int as n from remark where municipality_code = ${code}`)
  const chunksHere = async () =>
    (await count('municipality', sql`select count(*)::int as n from upload_chunk where municipality_code = ${code}`)) +
    (await count('police', sql`select count(*)::int as n from police.upload_chunk where municipality_code = ${code}`))
  return { code, slug, database, clock, passHours, received, sent, again, work, tried, count, remarksHere, chunksHere }
}

/** As the page's form would send it: every column as it is shown, but for what a person has changed. */
export function correction({ examination, ...upload }: Upload, changes: Record<string, string>): FormData {
  const form = new FormData()
  form.set('version', versionOf(upload))
  examination?.columns.forEach(({ column, field }, index) =>
    form.set(`column.${index}`, changes[column] ?? field ?? ''),
  )
  for (const [name, value] of Object.entries(changes)) form.set(name, value)
  return form
}
