import type { AreaCountReport } from './area-count-commands.server.ts'
import type { AreaReport } from './area-commands.server.ts'
import type { ColumnChoice } from './column-choice.ts'
import { correctedAxes } from './import-warning.ts'
import type { PlaceReport } from './place-commands.server.ts'
import type { PoliceEventReport } from './police-event-commands.server.ts'
import type { PopulationReport } from './population-commands.server.ts'
import type { Words } from './reason.ts'
import type { ElsewhereRows } from './register.ts'
import type { AnyRegisterReport } from './register-commands.server.ts'
import type { SurveyReport } from './survey-commands.server.ts'
import type { ReadUnit } from './survey-file.ts'

/** Words for people at a terminal: Swedish first, then English, then what is listed. */

const numbers = new Intl.NumberFormat('sv-SE')
const listed = 20

function count(number: number): string {
  return numbers.format(number)
}

/** "Kolumn → fält". */
export function describeColumns({ columns, set, unread }: ColumnChoice): string {
  return [
    'Kolumn → fält / column → field',
    ...columns.map(({ column, field, words, guessed }) => {
      return `  ${column} → ${field} (${words.sv} / ${words.en})${guessed ? '' : ' --map'}`
    }),
    ...Object.entries(set).map(([field, value]) => `  --set ${field} = ${value} (alla rader / every row)`),
    ...(unread.length > 0 ? [`  läses inte / not read: ${unread.join(', ')}`] : []),
  ].join('\n')
}

export function describeRegister(report: AnyRegisterReport): string {
  const lines = registerLines(report)
  return [
    report.dryRun ? 'Prov: inget är sparat. Så här hade det blivit:' : `Klart: ${report.fileName} är inläst.`,
    ...lines.map(({ sv }) => `  ${sv}`),
    '',
    report.dryRun ? 'Dry run: nothing is saved. It would have been:' : `Done: ${report.fileName} is imported.`,
    ...lines.map(({ en }) => `  ${en}`),
    ...listsOf(report),
  ].join('\n')
}

/** The counts of an import, each a line in both languages. */
export function registerLines(report: AnyRegisterReport): Words[] {
  if (report.kind === 'areas') return areaLines(report)
  if (report.kind === 'places') return placeLines(report)
  if (report.kind === 'police-events') return eventLines(report)
  if (report.kind === 'surveys') return surveyLines(report)
  return report.kind === 'population' ? populationLines(report) : countLines(report)
}

function listsOf(report: AnyRegisterReport): string[] {
  if (report.kind === 'places') return [...describeOutside(report), ...describeElsewhere(report.elsewhere)]
  return report.kind === 'areas' ? [...describeMostlyOutside(report), ...describeElsewhere(report.elsewhere)] : []
}

function areaLines({
  layer,
  srid,
  rowsRead,
  added,
  updated,
  unchanged,
  repaired,
  municipalities,
}: AreaReport): Words[] {
  const system = `${layer === null ? '' : `${layer}, `}EPSG:${srid}`
  return [
    { sv: `${count(rowsRead)} områden lästa (${system})`, en: `${count(rowsRead)} areas read (${system})` },
    { sv: `${count(added)} nya`, en: `${count(added)} added` },
    { sv: `${count(updated)} uppdaterade`, en: `${count(updated)} updated` },
    { sv: `${count(unchanged)} oförändrade`, en: `${count(unchanged)} unchanged` },
    ...municipalities.map(({ municipalityCode, areas }) => ({
      sv: `kommun ${municipalityCode}: ${count(areas)} områden`,
      en: `municipality ${municipalityCode}: ${count(areas)} areas`,
    })),
    ...(repaired.length > 0
      ? [
          {
            sv: `gränsen korsade sig själv och lagades: ${repaired.join(', ')}`,
            en: `boundary crossed itself and was mended: ${repaired.join(', ')}`,
          },
        ]
      : []),
  ]
}

function placeLines({ rowsRead, srid, corrected, added, alreadyPresent, municipalities }: PlaceReport): Words[] {
  return [
    { sv: `${count(rowsRead)} platser lästa (EPSG:${srid})`, en: `${count(rowsRead)} places read (EPSG:${srid})` },
    { sv: `${count(added)} nya`, en: `${count(added)} added` },
    { sv: `${count(alreadyPresent)} redan inlästa`, en: `${count(alreadyPresent)} already present` },
    {
      sv: `i ${count(municipalities.length)} kommuner`,
      en: `in ${count(municipalities.length)} municipalities`,
    },
    ...(corrected ? [correctedAxes] : []),
  ]
}

function describeOutside({ outside }: PlaceReport): string[] {
  return list(
    'Utanför sin kommuns gräns / outside the boundary of its municipality:',
    outside.map(
      ({ row, name, municipalityCode, distanceMeters }) =>
        `rad / row ${row}: ${name}, ${count(distanceMeters)} m från / from ${municipalityCode}`,
    ),
  )
}

function eventLines({ rowsRead, ofCounties, elsewhere, municipalities, saved }: PoliceEventReport): Words[] {
  const { added, updated, unchanged, older } = saved
  return [
    { sv: `${count(rowsRead)} händelser lästa`, en: `${count(rowsRead)} events read` },
    {
      sv: `${count(added)} nya, ${count(updated)} ändrade, ${count(unchanged)} oförändrade i ${count(municipalities)} kommuner`,
      en: `${count(added)} added, ${count(updated)} updated, ${count(unchanged)} unchanged in ${count(municipalities)} municipalities`,
    },
    {
      sv: `${count(older)} äldre än det som redan finns, behålls inte`,
      en: `${count(older)} older than what is there already, not kept`,
    },
    {
      sv: `${count(ofCounties)} gäller ett helt län och sparas inte`,
      en: `${count(ofCounties)} are about a whole county and are not kept`,
    },
    {
      sv: `${count(elsewhere)} gäller andra kommuner och sparas inte`,
      en: `${count(elsewhere)} are about other municipalities and are not kept`,
    },
  ]
}

function populationLines(report: PopulationReport): Words[] {
  const { rowsRead, totals, areas, years, people, saved, municipalityCode } = report
  const { added, replaced, unchanged } = saved
  return [
    {
      sv: `${count(rowsRead)} rader lästa, kommun ${municipalityCode}; ${count(totals)} är totaler och räknas inte`,
      en: `${count(rowsRead)} rows read, municipality ${municipalityCode}; ${count(totals)} are totals, left out`,
    },
    {
      sv: `${count(people)} personer i ${count(areas)} områden, ${years.join(', ')}`,
      en: `${count(people)} people in ${count(areas)} areas, ${years.join(', ')}`,
    },
    { sv: `${count(added)} områdens år nya`, en: `${count(added)} years of areas added` },
    { sv: `${count(replaced)} ersatta`, en: `${count(replaced)} replaced` },
    { sv: `${count(unchanged)} oförändrade`, en: `${count(unchanged)} unchanged` },
  ]
}

const unitWords: Readonly<Record<ReadUnit, Words>> = {
  percent: {
    sv: 'tal utan procenttecken är lästa som procent',
    en: 'numbers without a percent sign are read as percent',
  },
  share: {
    sv: 'tal utan procenttecken är lästa som andelar av ett',
    en: 'numbers without a percent sign are read as shares of one',
  },
  signed: { sv: 'alla andelar har procenttecken', en: 'every share has a percent sign' },
  stated: { sv: 'filen säger hur andelarna är skrivna', en: 'the file says how shares are written' },
}

function surveyLines(report: SurveyReport): Words[] {
  const { rowsRead, surveys, questions, years, areas, hidden, unit, saved, municipalityCode } = report
  const { added, replaced, unchanged } = saved
  return [
    {
      sv: `${count(rowsRead)} rader lästa, kommun ${municipalityCode}: ${surveys.join(', ')}`,
      en: `${count(rowsRead)} rows read, municipality ${municipalityCode}: ${surveys.join(', ')}`,
    },
    {
      sv: `frågor: ${count(questions)}, områden: ${count(areas)}, år: ${years.join(', ')}`,
      en: `questions: ${count(questions)}, areas: ${count(areas)}, years: ${years.join(', ')}`,
    },
    unitWords[unit],
    { sv: `dolda eller saknade värden: ${count(hidden)}`, en: `hidden or missing values: ${count(hidden)}` },
    { sv: `nya värden: ${count(added)}`, en: `values added: ${count(added)}` },
    { sv: `${count(replaced)} ersatta`, en: `${count(replaced)} replaced` },
    { sv: `${count(unchanged)} oförändrade`, en: `${count(unchanged)} unchanged` },
  ]
}

function countLines({ rowsRead, excluded, totals, saved, municipalityCode }: AreaCountReport): Words[] {
  const { added, replaced, unchanged, older } = saved
  return [
    {
      sv: `${count(rowsRead)} rader lästa, kommun ${municipalityCode}; ${count(totals)} är summor och räknas inte`,
      en: `${count(rowsRead)} rows read, municipality ${municipalityCode}; ${count(totals)} are sums, left out`,
    },
    {
      sv: `${count(excluded)} undantagna (brott som aldrig läggs på kartan)`,
      en: `${count(excluded)} excluded (offences that are never mapped)`,
    },
    { sv: `${count(added)} antal nya`, en: `${count(added)} counts added` },
    {
      sv: `${count(replaced)} ersätter tidigare utlämnade`,
      en: `${count(replaced)} replace what was handed over before`,
    },
    { sv: `${count(unchanged)} oförändrade`, en: `${count(unchanged)} unchanged` },
    {
      sv: `${count(older)} äldre än det som redan finns, behålls inte`,
      en: `${count(older)} older than what is there already, not kept`,
    },
  ]
}

function describeMostlyOutside({ mostlyOutside }: AreaReport): string[] {
  return list(
    'Mest utanför kommunens gräns / mostly outside the boundary:',
    mostlyOutside.map(
      ({ row, code, name, shareInside }) =>
        `rad / row ${row}: ${code === name ? code : `${code} ${name}`} (${Math.round(shareInside * 100)} % innanför / inside)`,
    ),
  )
}

function describeElsewhere(elsewhere: readonly ElsewhereRows[]): string[] {
  return list(
    'Andra kommuner, utelämnade / other municipalities, left out:',
    elsewhere.map(({ municipality, rows }) => `${municipality}: ${count(rows)}`),
  )
}

function list(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  const more = lines.length - listed
  return [
    '',
    title,
    ...lines.slice(0, listed).map((line) => `  ${line}`),
    ...(more > 0 ? [`  … och / and ${count(more)} till / more (--json)`] : []),
  ]
}
