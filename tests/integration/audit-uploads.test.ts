import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import { actingAs } from '#lib/audit/actor.server.ts'
import { forgetUploads } from '#lib/uploads/cleaning.server.ts'
import { discardUpload, importUpload } from '#lib/uploads/commands.server.ts'
import { applyForm } from '#lib/uploads/form.server.ts'
import { anna } from '../support/audit.ts'
import { correction, openUploads, remarks } from '../support/uploads.ts'

const { code, database, clock, passHours, sent, again, work } = await openUploads()

test('what a person does with a file, and what is done for her in the background, is done in her name', async () => {
  const upload = await actingAs(anna, () => sent('remarks', remarks))
  await actingAs(anna, async () =>
    applyForm(database, await again(upload), 'try', correction(await again(upload), { Berättelse: 'words' }), clock),
  )
  await work()
  await actingAs(anna, async () => importUpload(database, await again(upload), { acceptPartial: false }, clock))
  await work()
  expect(await again(upload)).toMatchObject({ state: 'done' })
  const other = await actingAs(anna, () => sent('remarks', remarks, 'maj.csv'))
  await actingAs(anna, async () => discardUpload(database, await again(other), clock))
  passHours(24 * 400)
  await forgetUploads(database, 'municipality', clock)

  const context = { role: 'kommun_request', municipalityCodes: [code], access: 'read' } as const
  const { entries, imported } = await database.withContext(context, async (db) => ({
    entries: await db.query<{ act: string; actorId: string | null; detail: Record<string, unknown> }>(sql`
      select act, actor_id as "actorId", detail from audit_entry order by occurred_at, id
    `),
    imported: await db.query(sql`select imported_by as by from import where municipality_code = ${code}`),
  }))
  expect(entries.map(({ act, actorId }) => [act, actorId])).toEqual([
    ['upload.receive', anna.personId],
    ['upload.correct', anna.personId],
    ['upload.try', anna.personId],
    ['upload.import', anna.personId],
    ['import.remark', anna.personId],
    ['upload.receive', anna.personId],
    ['upload.discard', anna.personId],
    ['upload.forget', null],
  ])
  expect(imported).toEqual([{ by: anna.name }])
  expect(entries[1]?.detail).toEqual({ kind: 'remarks', changed: ['map'] })
  expect(entries[4]?.detail).toMatchObject({ rowsRead: 3, added: 3, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  // Neither what the remarks say nor where they are.
  expect(JSON.stringify(entries)).not.toMatch(/tunneln|överfart|6598000|17\.\d{3}/)
})
