import { openDatabase } from '#lib/database/open.server.ts'
import { closeQuietly } from '#lib/database/prepare.server.ts'
import { administer } from '#lib/imports/administration.server.ts'
import { importBoundaries } from '#lib/imports/boundary-commands.server.ts'
import type { ColumnChoice } from '#lib/imports/column-choice.ts'
import { UsageError } from '#lib/imports/command-line-values.ts'
import { readCommandLine } from '#lib/imports/command-line.server.ts'
import type { ImportCommand } from '#lib/imports/command-line.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import type { ImportStep } from '#lib/imports/import.ts'
import { openRefusalFile } from '#lib/imports/refusal-file.server.ts'
import { describeBoundaries, describeImport, describeSavedColumns, describeUnderstanding } from '#lib/imports/report.ts'
import { importRegister } from '#lib/imports/register-commands.server.ts'
import { describeColumns, describeRegister } from '#lib/imports/register-report.ts'
import { migrate } from '#lib/database/migrate.server.ts'
import type { Database } from '#lib/database/database.ts'
import { describeProblem, runCommand } from '#lib/platform/command.server.ts'
import { readConfig } from '#lib/platform/config.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'

const help = `
npm run import -- crimes|remarks|observations|incident-reports FIL [val]
npm run import -- boundaries|areas|places|population|area-counts|surveys|police-events FIL [val]
  Läser in en fil: hela filen eller inget av den, utom med --accept-partial. Rader som redan är inlästa läses inte in igen.
  Imports a file: all of it or nothing, except with --accept-partial. Rows that are already present are not imported again.

  brott, synpunkter, iakttagelser, händelserapporter / crimes, remarks, observations, incident-reports: CSV, XLSX, GeoJSON, GeoPackage (även / also gzip, zip)
    --layer NAMN           bladet eller lagret, annars det första med rader / the sheet or layer, otherwise the first with rows
    --map KOLUMN=FÄLT      kolumnens fält, när gissningen är fel / the column's field, when the guess is wrong
    --set FÄLT=VÄRDE       samma värde på alla rader, i stället för en kolumn / one value for every row, instead of a column
    --crs EPSG:n           referenssystem, vilket som helst som databasen känner; annars gissat bland WGS 84, SWEREF 99 och RT 90 /
                           any reference system the database knows; otherwise guessed among WGS 84, SWEREF 99 and RT 90
    --category "ORD=KATEGORI"  vad filens ord räknas som (violence, burglary …, not_mapped: aldrig på kartan); går att ange flera gånger /
                           what the file's words count as (not_mapped: never on the map); may be repeated
    --save-mapping         minns --category åt kommunen till nästa fil / remembers --category for the municipality's next file
    --date-order dmy|mdy   8/9/2026: dagen eller månaden först / the day or the month first; annars avvisas sådana / otherwise such are refused
    --not-a-place LNG,LAT  adressen är inte platsen: raderna där räknas men visas inte på kartan; går att ange flera gånger /
                           the address is not the place: its rows are counted, not on the map; may be repeated
    --address-share 5      procent av raderna som gör att en adress listas / percent of the rows that list an address
    --municipality KOD     allt hör till kommunen / everything belongs to this municipality
    --saved-columns        läs kolumnerna som i förra filen av samma form / read the columns as in the last file of the same shape
    --accept-partial       rader med fel avvisas och listas, resten läses in / rows with faults are refused and listed, the rest is imported
    --refused FIL.csv      med --dry-run eller --accept-partial: skriv varje avvisad rad / with those: write every refused row
    --trial                enskilda brott i den inbyggda databasen / single crimes in the embedded database
  gränser / boundaries: GeoJSON, GeoPackage
    --code KOLUMN --name KOLUMN --layer NAMN --crs EPSG:n
  områden / areas: GeoJSON, GeoPackage
    --code KOLUMN --name KOLUMN --layer NAMN --crs EPSG:n --municipality KOD --set kind=SLAG
  platser / places (ortnamn): CSV, XLSX, GeoJSON, GeoPackage
    --map KOLUMN=FÄLT --crs EPSG:n --municipality KOD --set kind=SLAG
  befolkning per område, år, ålder och kön / population by area, year, age and gender
    --map KOLUMN=FÄLT --municipality KOD
  antal brott per område / counts by area
    --set giver=NAMN --set handed_over_on=2026-01-31 --set diarienummer=NR --municipality KOD --category "ORD=GRUPP"
  undersökningar per område och år / surveys by area and year: en rad per värde eller en kolumn per år / a row a value or a column a year
    --set survey=NAMN --set question=FRÅGA --set unit=percent|share --map KOLUMN=FÄLT --municipality KOD
  polisens händelser / police events: polisen.se/api/events (JSON, NDJSON)
  loggen / the log:        npm run import -- log --municipality KOD
  ångra en import / undo:  npm run import -- undo IMPORT_ID --municipality KOD
  vad ord räknas som / what words count as:
    npm run import -- categories crimes|remarks|observations --municipality KOD [--category "ORD=KATEGORI"] [--remove ORD]
    npm run import -- offence-codes
  alla / all
    --dry-run              gör allt utom att spara / does everything but save
    --json                 svaret som JSON / the answer as JSON

  DATABASE_URL, DATABASE_URL_POLICE · DATA_DIR (inbyggd databas / embedded database)
`

let toldAt = Date.now()

await runCommand({
  help,
  run: async (args) => {
    try {
      const command = readCommandLine(args)
      return await run(command)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      console.error(`${error.words.sv}\n${error.words.en}\n${help.trimEnd()}`)
      return 2
    }
  },
})

async function run(command: ImportCommand): Promise<number> {
  try {
    const database = await openDatabase(readConfig(process.env).database)
    try {
      if (database.engine === 'embedded') await migrate(database)
      const { report, words } = await runImport(database, command)
      console.log(command.json ? JSON.stringify(report) : words)
      return 0
    } finally {
      await closeQuietly(database)
    }
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code === 'internal') throw error
    if (command.json) console.log(JSON.stringify(error.toProblem()))
    console.error(describeProblem(error.toProblem()))
    return 1
  }
}

async function runImport(database: Database, command: ImportCommand) {
  if (!('request' in command)) {
    if (command.kind === 'undo') console.error(`Ångrar / undoing ${command.id} …`)
    return administer(database, command)
  }
  if (command.kind === 'boundaries') {
    const report = await importBoundaries(database, command.request)
    return { report, words: describeBoundaries(report) }
  }
  if (command.kind !== 'points') {
    const tellColumns = (columns: ColumnChoice) => console.error(describeColumns(columns))
    const report = await importRegister(database, command.kind, command.request, tellColumns)
    return { report, words: describeRegister(report) }
  }
  const file = command.refused === null ? null : await openRefusalFile(command.refused)
  try {
    const report = await importPoints(database, command.request, tell, systemClock, file)
    return { report, words: describeImport(report) }
  } finally {
    await file?.close()
  }
}

/** Progress goes to the error stream, so that the answer stands alone on the other. */
function tell(step: ImportStep): void {
  if (step.step === 'understood') {
    console.error(describeUnderstanding(step.understanding))
    return
  }
  if (step.step === 'saved-columns') {
    console.error(describeSavedColumns(step.saved, step.used))
    return
  }
  if (Date.now() - toldAt < 1000) return
  toldAt = Date.now()
  console.error(`${step.rows} rader ${step.step === 'checked' ? 'granskade / checked' : 'skrivna / written'} …`)
}
