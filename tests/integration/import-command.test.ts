import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { openDatabase } from '#lib/database/open.server.ts'
import { addTestMunicipality, boxBoundary, createTestInstallation, runScriptOn } from '../support/database.ts'
import { fixture, madeFiles } from '../support/imports.ts'

const installation = await createTestInstallation()
const write = madeFiles()

const run = (...args: string[]) => runScriptOn(installation, { command: ['scripts/import.ts', ...args] })

test('one command: guesses and progress on one stream, the answer on the other, in both languages', async () => {
  const database = await openDatabase(installation.config)
  try {
    await addTestMunicipality(database, {
      code: '9904',
      name: 'Sydkommun',
      slug: 'sydkommun',
      boundary: boxBoundary(12.5, 54.9, 13, 55.1),
    })
    if (database.engine === 'embedded') {
      const refused = await run('crimes', fixture('brott-sweref.csv'), '--trial')
      expect(refused.exitCode).toBe(1)
      expect(refused.errors).toMatch(
        /En annan process använder redan datakatalogen.*\nAnother process is already using/,
      )
    }
  } finally {
    await database.close()
  }
  const done = await run('crimes', fixture('brott-sweref.csv'), '--trial')
  expect(done.exitCode, done.errors).toBe(0)
  expect(done.errors).toContain('N → north (nordlig koordinat / northing)')
  expect(done.errors).toContain('EPSG:3006 SWEREF 99 TM (gissat / guessed)')
  expect(done.output).toMatch(/4 rader lästa\n {2}4 nya\n {2}0 redan inlästa\n {2}1 utan läge/)
  expect(done.output).toMatch(/4 rows read\n {2}4 added\n {2}0 already present\n {2}1 without position/)
  expect(done.output).toMatch(/rad \/ row 5: 55\.\d+, 12\.\d+ – [\d\s]+ m från \/ from 9904/)
})

test('--json answers one object, of success and of refusal', async () => {
  const again = await run('crimes', fixture('brott-sweref.csv'), '--trial', '--json')
  expect(again.exitCode, again.errors).toBe(0)
  expect(JSON.parse(again.output)).toMatchObject({ rowsRead: 4, added: 0, alreadyPresent: 4, outside: 1 })
  const file = readFileSync(fixture('brott-sweref.csv'), 'latin1').replace('6097106,672', 'NaN')
  const refused = await run('crimes', write('nan.csv', Buffer.from(file, 'latin1')), '--trial', '--json')
  expect(refused.exitCode).toBe(1)
  expect(JSON.parse(refused.output)).toMatchObject({
    code: 'invalid-file',
    errors: [{ row: 2, column: 'N', value: 'NaN' }],
  })
  expect(refused.errors).toContain('rad 2, kolumn N: "NaN" är inte ett tal')
  expect(refused.errors).toContain('row 2, column N: "NaN" is not a number')
  expect(refused.errors).not.toMatch(/\n\s+at /)
})

test('a partial import, its list of refused rows, the log, and the undoing of it', async () => {
  const rows = ['Rån;2026-01-02;55;12.7', 'Rån;igår;55;12.7', 'Rån;2026-01-03;55;12.7']
  const path = write('partial.csv', ['Brottstyp;Datum;Lat;Lon', ...rows].join('\n'))
  const list = `${path}.refused.csv`
  const refused = await run('crimes', path, '--trial')
  expect(refused.exitCode).toBe(1)
  const done = await run('crimes', path, '--trial', '--accept-partial', '--refused', list)
  expect(done.exitCode, done.errors).toBe(0)
  expect(done.output).toMatch(/2 nya\n(?:.*\n)* {2}1 avvisade/)
  expect(done.output).toContain('rad / row 3, Datum: "igår" är inte ett datum')
  expect(readFileSync(list, 'utf8')).toMatch(/^\uFEFFrad.*\r\n3;Datum;igår;.*\r\n$/)
  const again = await run('crimes', path, '--trial', '--accept-partial', '--refused', list)
  expect(again.errors).toContain('filen finns redan')
  const log = await run('log', '--municipality', '9904')
  expect(log.output).toMatch(/crimes {2}partial\.csv\n.*3 rader.*1 avvisade/)
  const [id = ''] = log.output.split(' ')
  const undone = await run('undo', id, '--municipality', '9904')
  expect(undone.output).toContain('2 rader är borttagna')
  const twice = await run('undo', id, '--municipality', '9904')
  expect(twice).toMatchObject({ exitCode: 1, errors: expect.stringContaining('redan ångrad') })
  const after = await run('log', '--municipality', '9904', '--json')
  expect(JSON.parse(after.output)).toMatchObject({
    imports: [{ id, undoneBy: expect.any(String) }, {}, {}],
    absent: [],
  })
})

test('the category table from the command line', async () => {
  const decided = await run('categories', 'crimes', '--municipality', '9904', '--category', 'Häleri=theft')
  expect(decided.output).toContain('häleri → theft')
  const removed = await run('categories', 'crimes', '--municipality', '9904', '--remove', 'HÄLERI')
  expect(removed.output).toContain('Inget är bestämt')
  expect((await run('offence-codes')).output).toContain('0309  2016  not_mapped  Barnadråp')
})

test('a command that cannot be understood opens nothing and says how it is written', async () => {
  const ended = await run('crims', 'f.csv')
  expect(ended.exitCode).toBe(2)
  expect(ended.errors).toContain('--municipality')
})
