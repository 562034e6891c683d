import type { Database } from '#lib/database/database.ts'
import { requireMunicipality } from '#lib/municipalities/lookup.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import type { UploadChoice } from './choice.ts'
import { readChoiceForm } from './choice-form.ts'
import { correctUpload, discardUpload, importUpload, tryUpload } from './commands.server.ts'
import { findUpload } from './finding.server.ts'
import { receiveUploads } from './receiving.server.ts'
import type { Received } from './receiving.server.ts'
import { isWorking, versionOf } from './upload.ts'
import type { Upload, UploadKey } from './upload.ts'

/** What a person may ask for on a file's page. */
export type UploadAct = 'correct' | 'try' | 'saved' | 'import' | 'discard'

type OpenDatabase = () => Promise<Database>

/** Takes the files of a form to a municipality, named by slug or code. @throws ProblemError as `receiveUploads` */
export async function receiveForm(open: OpenDatabase, slugOrCode: string, request: Request): Promise<Received> {
  const database = await open()
  const { code } = await requireMunicipality(database, slugOrCode)
  return receiveUploads(database, code, request)
}

/** Where a person goes on with what she sent in: to the one file, or to the list of them. */
export function addressOf(slug: string, uploads: readonly UploadKey[]): string {
  const [first, second] = uploads
  return second === undefined && first !== undefined ? `/${slug}/uploads/${first.id}` : `/${slug}/uploads`
}

/** Does what a form of a file's page asks for. @throws ProblemError as `applyForm` */
export async function actOnUpload(
  open: OpenDatabase,
  { municipality, upload }: { municipality: string; upload: string },
  act: UploadAct,
  request: Request,
): Promise<void> {
  const database = await open()
  const { code } = await requireMunicipality(database, municipality)
  await applyForm(database, await findUpload(database, code, upload), act, await request.formData())
}

/**
 * @throws ProblemError upload-changed when the file was changed since the page was shown, in another tab say · invalid-parameter
 */
export async function applyForm(
  database: Database,
  upload: Upload,
  act: UploadAct,
  form: FormData,
  clock: Clock = systemClock,
): Promise<void> {
  if (act === 'discard') return discardUpload(database, upload, clock)
  // Pressed twice, or in two tabs: what was asked for is being done, and the page shows it.
  if (isWorking(upload.state) || upload.state === 'done') return
  if (form.get('version') !== versionOf(upload)) throw changedMeanwhile()
  if (act === 'import') {
    return importUpload(database, upload, { acceptPartial: form.get('accept-partial') === 'yes' }, clock)
  }
  const choice = act === 'saved' ? savedChoice(upload) : readChoiceForm(form, upload)
  if (choice === null) throw unreadableForm()
  await correctUpload(database, upload, choice, clock)
  if (act !== 'try') return
  const corrected = await findUpload(database, upload.municipalityCode, upload.id)
  const { examination } = corrected
  if (examination !== null && examination.problems.length === 0) await tryUpload(database, corrected, clock)
}

/** As the last file with the same headings was read. */
function savedChoice({ choice, examination }: Upload): UploadChoice | null {
  const saved = examination?.saved ?? null
  if (saved === null) return choice
  const { map, set, srid, dateOrder } = saved
  return { ...choice, map: { ...map }, set: { ...set }, srid, dateOrder }
}

function changedMeanwhile(): ProblemError {
  const reason = {
    sv: 'Det kan ha skett i en annan flik. Sidan visar nu hur filen står; gör om det ni ville.',
    en: 'It may have been in another tab. The page now shows how the file stands; do what you wanted again.',
  }
  return new ProblemError('upload-changed', [{ reason }])
}

function unreadableForm(): ProblemError {
  const reason = {
    sv: 'En kod för referenssystem är fyra till sex siffror, som 3006.',
    en: 'The code of a reference system is four to six digits, such as 3006.',
  }
  return new ProblemError('invalid-parameter', [{ column: 'crs', reason }])
}
