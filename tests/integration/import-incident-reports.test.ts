import sql from 'sql-template-tag'
import { describe, expect, test } from 'vitest'

import { importPoints } from '#lib/imports/commands.server.ts'
import { examinePoints } from '#lib/imports/examination.server.ts'
import { listImports } from '#lib/imports/import-log.server.ts'
import { undoImport } from '#lib/imports/undo.server.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'

const database = await openTestDatabase()
const write = madeFiles()
const code = '9922'
await addTestMunicipality(database, {
  code,
  name: 'Rapportby',
  slug: 'rapportby',
  boundary: boxBoundary(16, 58, 16.4, 58.2),
})

const reports = (lines: readonly string[], changes: Partial<ReturnType<typeof anImport>> = {}) => ({
  ...anImport('remark', write('rapporter.csv', lines.join('\r\n')), changes),
  kind: 'incident-reports' as const,
  source: 'remark' as const,
})
const rows = [
  'Ärendenummer;Händelsedatum;Tid;Plats;Adress;Kategori;Beskrivning;X;Y;Handläggare',
  '2026-001;2026-05-01;21:30;Torget;Storgatan 1;Trasig belysning;Lampan är sönder.;6440000;559000;AB',
  '2026-002;2026-05-02;08:15;Skolan;;Hot;Hot mot personal.;;;AB',
  '2026-003;2026-05-03;;Parken;;Klottersanering;;6441000;560000;CD',
]
const context = (role: 'kommun_request' | 'police_request') =>
  ({ role, municipalityCodes: [code], access: 'read' }) as const
const kept = (role: 'kommun_request' | 'police_request' = 'kommun_request') =>
  database.withContext(context(role), (db) =>
    db.query(sql`
      select remark.case_reference, place_name, theme, feeling, remark.audience, words, cell is not null as located,
        import.kind
      from remark left join import on import.municipality_code = remark.municipality_code and import.id = import_id
      where remark.municipality_code = ${code} order by remark.case_reference
    `),
  )

test('reports as such systems export them become internal remarks, unsafe, with their case numbers', async () => {
  const report = await importPoints(database, reports(rows))
  expect(report).toMatchObject({ rowsRead: 3, added: 3, withoutPosition: 1, outside: 0 })
  expect(report.warnings.map(({ sv }) => sv).join()).toContain('räknas som otrygga')
  expect(report.understanding.set).toEqual({ audience: 'municipality', feeling: 'unsafe' })
  expect(report.understanding.columns.every(({ guessed }) => guessed)).toBe(true)
  expect(report.understanding.unread).toEqual(['Adress', 'Handläggare'])
  expect(report.undecidedThemes).toEqual([{ value: 'Klottersanering', rows: 1 }])
  const same = { audience: 'municipality', feeling: 'unsafe', kind: 'incident-reports' }
  expect(await kept()).toEqual([
    {
      ...same,
      case_reference: '2026-001',
      place_name: 'Torget',
      theme: 'lighting',
      words: 'Lampan är sönder.',
      located: true,
    },
    {
      ...same,
      case_reference: '2026-002',
      place_name: 'Skolan',
      theme: 'threats',
      words: 'Hot mot personal.',
      located: false,
    },
    {
      ...same,
      case_reference: '2026-003',
      place_name: 'Parken',
      theme: 'other',
      words: 'Klottersanering',
      located: true,
    },
  ])
})

test('nobody but the municipality sees them, also when the file says otherwise', async () => {
  const shared = rows.map((row, index) => `${row};${index === 0 ? 'Synlighet' : 'shared'}`)
  const again = await importPoints(database, reports(shared, { choice: { map: {}, set: { audience: 'shared' } } }))
  expect(again).toMatchObject({ added: 0, alreadyPresent: 3 })
  expect(await kept('police_request')).toEqual([])
})

test('the log tells them from remarks of residents, and one import is undone as a whole', async () => {
  const resident = ['tema;upplevelse;text;datum;lat;lon', 'Belysning;trygg;Bra;2026-05-01;58.1;16.2']
  await importPoints(database, anImport('remark', write('synpunkter.csv', resident.join('\n'))))
  const logged = await listImports(database, 'municipality', code)
  expect(logged.map(({ kind }) => kind)).toEqual(['remarks', 'incident-reports', 'incident-reports'])
  const id = logged.at(-1)?.id ?? ''
  expect((await undoImport(database, { side: 'municipality', municipalityCode: code, id })).removed).toBe(3)
  expect(await kept()).toMatchObject([{ kind: 'remarks', feeling: 'safe', case_reference: null }])
})

test('a file that says how it felt is believed, and words without a theme are decided for all', async () => {
  const lines = [
    'Case number;Incident date;Category;Description;Feeling;Lat;Long',
    '7;2026-05-04;Skadegjord bänk;A bench;trygg;58.11;16.21',
  ]
  const request = reports(lines, { categories: { 'Skadegjord bänk': 'litter' } })
  const examined = await examinePoints(database, request)
  expect(examined.problems).toEqual([])
  expect(examined.understanding?.set).toEqual({ audience: 'municipality' })
  expect(examined.preview).toHaveLength(1)
  await importPoints(database, request)
  expect(await kept()).toContainEqual(
    expect.objectContaining({ case_reference: '7', feeling: 'safe', theme: 'litter', audience: 'municipality' }),
  )
})

describe('what cannot be read is refused naming row and column', () => {
  test.each([
    ['no date', ['Ärende;Kategori;Beskrivning;Lat;Lon', '1;Hot;x;58.1;16.2'], [{ row: 1, column: 'received' }]],
    ['an odd date', [rows[0] ?? '', '1;i går;;;;Hot;x;;;'], [{ row: 2, column: 'Händelsedatum', value: 'i går' }]],
    ['nothing said', [rows[0] ?? '', ';2026-05-01;;;;;;;;'], [{ row: 2, column: 'Beskrivning' }]],
  ])('%s', async (_, lines, errors) => {
    await expect(importPoints(database, reports(lines))).rejects.toMatchObject({ code: 'invalid-file', errors })
  })
})
