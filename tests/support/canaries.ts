import sql from 'sql-template-tag'

import { cellAt, cellToHex, parentCell } from '#lib/cells/h3.ts'
import { addCrimes } from '#lib/crimes/commands.server.ts'
import type { Database, Side } from '#lib/database/database.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { sweref99tm } from '#lib/imports/coordinate.ts'
import { addRemarks } from '#lib/remarks/commands.server.ts'
import type { RemarkRecord } from '#lib/remarks/remark.ts'
import { anImport } from './imports.ts'
import { aCrime, aRemark } from './records.ts'

/** Who may meet a canary: the municipality's people, the police's, and of them those who see crimes as cells or one by one. */
export type Kind = 'municipality' | 'police' | 'cells' | 'exact'

export interface Canary {
  name: string
  /** In any of these forms it is a leak. */
  forms: readonly (string | Uint8Array)[]
  seenBy: readonly Kind[]
}

const police = ['police', 'cells', 'exact'] as const
const own: Readonly<Record<Side, readonly Kind[]>> = { municipality: ['municipality'], police }

/** A word that stands nowhere else. */
const word = (name: string, seenBy: readonly Kind[]): Canary => ({ name, forms: [`kanarie${name}`], seenBy })

/** A position as text in degrees and in metres, and as the bytes of a number. */
function position(name: string, lngLat: readonly [number, number], seenBy: readonly Kind[]): Canary {
  const plane = sweref99tm.fromLngLat([...lngLat])
  const texts = [lngLat[0], lngLat[1]].flatMap((degrees) => [degrees.toFixed(6), degrees.toFixed(6).replace('.', ',')])
  const metres = [plane.east, plane.north].flatMap((value) => [value.toFixed(2), value.toFixed(2).replace('.', ',')])
  return { name, forms: [...texts, ...metres, ...lngLat.map(bytesOf)], seenBy }
}

function bytesOf(value: number): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return bytes
}

const places = {
  reportOfMunicipality: [17.1234561, 59.1234562],
  reportOfPolice: [17.2345671, 59.2345672],
  crime: [17.3456781, 59.3456782],
} as const satisfies Record<string, readonly [number, number]>

/** From about 170 km² to a metre: whoever sees the cells of crimes sees those down to 130 m across. */
const cellsOfCrime = Array.from({ length: 11 }, (_, index) => cellToHex(parentCell(cellAt(places.crime), 5 + index)))

export const canaries: readonly Canary[] = [
  word('OrdKommun', own.municipality),
  word('ForslagKommun', own.municipality),
  word('OrdPolis', own.police),
  word('ForslagPolis', own.police),
  word('RapportKommun', own.municipality),
  word('ArendeKommun', own.municipality),
  word('RapportPolis', own.police),
  word('ArendePolis', own.police),
  position('place of a report by the municipality’s staff', places.reportOfMunicipality, own.municipality),
  position('place of a report by the police’s staff', places.reportOfPolice, own.police),
  word('BrottPlats', ['exact']),
  word('BrottDiarie', ['exact']),
  word('BrottRubrik', ['exact']),
  position('place of a crime', places.crime, ['exact']),
  { name: 'coarse cells of a crime', forms: cellsOfCrime.slice(0, 6), seenBy: ['cells', 'exact'] },
  { name: 'fine cells of a crime', forms: cellsOfCrime.slice(6), seenBy: ['exact'] },
  ...(['municipality', 'police'] as const).flatMap((side) => [
    word(`Fil${side}`, own[side]),
    word(`Nekad${side}`, own[side]),
    word(`Uppladdad${side}`, own[side]),
    word(`Provad${side}`, own[side]),
  ]),
]

/** Puts every canary of points and imports into a municipality that lies round 17° E, 59° N. */
export async function plant(
  database: Database,
  municipalityCode: string,
  write: (name: string, content: string) => string,
): Promise<{ remarkIds: string[] }> {
  const remarks = remarksToPlant()
  const context = (role: 'import_worker' | 'police_import_worker') =>
    ({ role, municipalityCodes: [municipalityCode], access: 'write' }) as const
  const batch = { municipalityCode, importId: null }
  await database.withContext(context('import_worker'), (db) =>
    addRemarks(db, { ...batch, records: remarks.filter(({ audience }) => audience !== 'police') }),
  )
  await database.withContext(context('police_import_worker'), async (db) => {
    const reports = remarks.filter(({ audience }) => audience === 'police')
    await addRemarks(db, { ...batch, records: reports, staffOf: 'police' })
    await addCrimes(db, {
      ...batch,
      records: [
        aCrime({
          lngLat: places.crime,
          placeName: 'kanarieBrottPlats',
          caseReference: 'kanarieBrottDiarie',
          offenceName: 'kanarieBrottRubrik',
        }),
      ],
    })
  })
  const said = ['Inkommen;Tema;Upplevelse;Synpunkt;Lat;Lon', '2026-03-01;Belysning;otrygg;Sagt;59.5;17.5']
  const broken = [...said, 'kanarieNekadmunicipality;Belysning;otrygg;Fel;59.5;17.5'].join('\n')
  const stated = { municipalityCode, acceptPartial: true }
  await importPoints(database, anImport('remark', write('kanarieFilmunicipality.csv', broken), stated))
  const crimes = 'Brottstyp;Datum;Lat;Lon\nStöld;2026-01-02;59.5;17.5\nkanarieNekadpolice;2026-01-02;59.5;17.5\n'
  await importPoints(database, anImport('crime', write('kanarieFilpolice.csv', crimes), stated))
  return { remarkIds: remarks.map(({ id }) => id) }
}

function remarksToPlant(): RemarkRecord[] {
  const report = (party: Side, audience: RemarkRecord['audience'], lngLat: readonly [number, number]) =>
    aRemark({
      audience,
      lngLat,
      responsibleParty: party,
      words: `kanarieRapport${names[party]}`,
      caseReference: `kanarieArende${names[party]}`,
      placeName: `kanarieArende${names[party]}`,
    })
  const said = (party: Side) =>
    aRemark({
      lngLat: [17.5, 59.5],
      responsibleParty: party,
      words: `kanarieOrd${names[party]}`,
      suggestion: `kanarieForslag${names[party]}`,
    })
  return [
    said('municipality'),
    said('police'),
    report('municipality', 'municipality', places.reportOfMunicipality),
    report('police', 'police', places.reportOfPolice),
  ]
}

const names: Readonly<Record<Side, string>> = { municipality: 'Kommun', police: 'Polis' }

/** Whose canaries stand in some bytes. */
export function findCanaries(bytes: Uint8Array): Canary[] {
  const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return canaries.filter(({ forms }) =>
    forms.some((form) => haystack.includes(typeof form === 'string' ? form : Buffer.from(form))),
  )
}

/** That every canary is where it was put: a search for what isn't there would prove nothing. */
export async function countPlanted(database: Database, municipalityCode: string): Promise<number> {
  const counted = async (role: 'kommun_request' | 'police_request', table: 'remark' | 'police.crime') => {
    const statement =
      table === 'remark'
        ? sql`select count(*)::int as n from remark where municipality_code = ${municipalityCode} and words like 'kanarie%'`
        : sql`select count(*)::int as n from police.crime where municipality_code = ${municipalityCode} and place_name like 'kanarie%'`
    const context = { role, municipalityCodes: [municipalityCode], access: 'read' } as const
    return (await database.withContext(context, (db) => db.query<{ n: number }>(statement)))[0]?.n ?? 0
  }
  const all = [counted('kommun_request', 'remark'), counted('police_request', 'remark')]
  return (await Promise.all([...all, counted('police_request', 'police.crime')])).reduce((sum, n) => sum + n, 0)
}
