import type { Source } from '#lib/cells/category.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'
import type { LngLat } from '#lib/points/point.ts'

import type { ImportRequest, OutsideRow, UndecidedTheme, Watcher } from './import.ts'
import { wrongWidth } from './file-problem.ts'
import { HeavyPositions } from './heavy-position.ts'
import type { HeavyPosition } from './heavy-position.ts'
import type { PlacementFinder } from './placement.server.ts'
import { draftRecord, textsOf } from './record.ts'
import type { ExcludedRow, Reading } from './record.ts'
import { reasons } from './reason.ts'
import type { TableRow } from './table.ts'
import type { FieldFault } from './row.ts'
import type { Field } from './field.ts'
import type { Understood } from './understanding.server.ts'
import { UnmappedValues } from './unmapped-values.ts'

/** A file found fit to be written, and where each of its rows belongs. */
export interface CheckedFile {
  rows: number
  withoutPosition: number
  outside: number
  /** At most `maximumListed` of them. */
  outsideRows: readonly OutsideRow[]
  /** Municipalities that keep at least one row. */
  municipalityCodes: readonly string[]
  /** The municipality of the n-th row of the file, as an index of `municipalityCodes`. */
  homes: Uint16Array
  outsideByCode: ReadonlyMap<string, number>
  /** Rows that are never mapped; their home is `excludedHome`. */
  excluded: number
  excludedByCode: ReadonlyMap<string, number>
  withoutPositionHome: string | null
  anyInside: boolean
  undecidedThemes: readonly UndecidedTheme[]
  heavyPositions: readonly HeavyPosition[]
  /** Rows at positions that are marked as not the place. */
  notAPlace: number
}

const maximumFaults = 100
const maximumListed = 100_000
/** Different subjects that are listed; a column of free text has one a row. */
const maximumSubjects = 1000
export const batchRows = 2000

/** No position inside any boundary, and none nearer than this: the file is about some other place. */
const elsewhereMeters = 100_000

const noHome = 0xffff
export const excludedHome = 0xfffe

/**
 * The first pass: every row read, checked and given its municipality; nothing written.
 *
 * @throws ProblemError invalid-file with up to 100 faults, each naming row, column and value
 */
export async function checkFile<S extends Source>(
  request: ImportRequest,
  understood: Understood<S>,
  finder: PlacementFinder,
  watch: Watcher,
): Promise<CheckedFile> {
  const check = new Check(understood.reading, finder)
  for await (const row of understood.table.rows()) {
    check.read(row, understood.table.heading.length)
    if (check.isFull) break
    if (check.pending < batchRows) continue
    await check.place()
    watch({ step: 'checked', rows: check.rows })
  }
  await check.place()
  return check.finish(request.addressShare)
}

interface Located {
  excluded: boolean
  index: number
  row: number
  lngLat: LngLat
  values: readonly string[]
}

class Check<S extends Source> {
  readonly #reading: Reading<S>
  readonly #finder: PlacementFinder
  readonly #faults: ProblemReason[] = []
  readonly #codes: string[] = []
  readonly #inside = new Set<string>()
  readonly #outside = new Map<string, number>()
  readonly #outsideRows: OutsideRow[] = []
  readonly #excluded = new Map<string, number>()
  readonly #unmapped = new UnmappedValues()
  /** Codes of areas that rows without position are about, each with one of its rows. */
  readonly #areas = new Map<string, number>()
  readonly #undecidedThemes = new Map<string, number>()
  #homes = new Uint16Array(4096)
  #located: Located[] = []
  readonly #heavy = new HeavyPositions()
  #notAPlace = 0
  #withoutPosition = 0
  #excludedUnplaced = 0
  rows = 0

  constructor(reading: Reading<S>, finder: PlacementFinder) {
    this.#reading = reading
    this.#finder = finder
  }

  get isFull(): boolean {
    return this.#faults.length >= maximumFaults
  }

  get pending(): number {
    return this.#located.length
  }

  read({ row, values, fault: broken }: TableRow, width: number): void {
    const index = this.rows
    this.rows += 1
    this.#setHome(index, noHome)
    if (values.length < width || values.slice(width).some((value) => value.trim() !== '')) {
      this.#faults.push(wrongWidth(row, values.length, width))
      return
    }
    if (broken !== undefined) {
      this.#faults.push({ row, ...broken })
      return
    }
    const { draft, faults, excluded } = draftRecord(this.#reading, values)
    for (const fault of faults) this.#addFault(this.#describe(row, values, fault), fault)
    if (excluded !== null) this.#exclude(index, row, excluded)
    if (draft === null) return
    const { lngLat } = draft.record
    if (draft.undecidedTheme !== null) this.#countTheme(draft.undecidedTheme)
    if (isAboutArea(draft.record)) this.#areas.set(draft.record.areaCode, row)
    if (lngLat === null) this.#withoutPosition += 1
    else this.#located.push({ index, row, lngLat, values, excluded: false })
  }

  async place(): Promise<void> {
    const located = this.#located
    this.#located = []
    const placements = await this.#finder.find(located.map(({ lngLat }) => lngLat))
    located.forEach(({ index, row, lngLat, values, excluded }, position) => {
      const placement = placements[position]
      if (placement === undefined) return
      const { municipalityCode, outsideMeters } = placement
      if (excluded) {
        this.#codeIndex(municipalityCode)
        this.#countExcluded(municipalityCode, 1)
        return
      }
      this.#setHome(index, this.#codeIndex(municipalityCode))
      this.#heavy.add(municipalityCode, lngLat)
      if (this.#reading.notPlaces.has(lngLat)) this.#notAPlace += 1
      if (outsideMeters === null) this.#inside.add(municipalityCode)
      else this.#addOutside({ row, lngLat, municipalityCode, distanceMeters: outsideMeters })
      const field = this.#reading.layout?.north
      if (placement.looksSwapped && field !== undefined) {
        this.#faults.push(this.#describe(row, values, { field, reason: 'swapped' }))
      }
    })
  }

  async finish(addressShare: number): Promise<CheckedFile> {
    this.#refuseElsewhere()
    this.#refuseFaults()
    const located = this.#inside.size > 0 ? this.#inside : new Set(this.#codes)
    const withoutPositionHome = this.#withoutPosition > 0 ? await this.#finder.homeOfUnplaced(located) : null
    if (withoutPositionHome !== null) await this.#checkAreas(withoutPositionHome)
    this.#refuseFaults()
    if (this.#excludedUnplaced > 0) await this.#placeExcluded(located, withoutPositionHome)
    const homes = this.#homes.slice(0, this.rows)
    if (withoutPositionHome !== null) {
      const home = this.#codeIndex(withoutPositionHome)
      homes.forEach((code, index) => (homes[index] = code === noHome ? home : code))
    }
    return {
      rows: this.rows,
      withoutPosition: this.#withoutPosition,
      outside: [...this.#outside.values()].reduce((sum, count) => sum + count, 0),
      outsideRows: this.#outsideRows,
      municipalityCodes: this.#codes,
      homes,
      outsideByCode: this.#outside,
      excluded: [...this.#excluded.values()].reduce((sum, count) => sum + count, 0),
      excludedByCode: this.#excluded,
      withoutPositionHome,
      anyInside: this.#inside.size > 0,
      heavyPositions: this.#heavy.list(addressShare, this.#reading.notPlaces),
      notAPlace: this.#notAPlace,
      undecidedThemes: [...this.#undecidedThemes]
        .map(([value, rows]) => ({ value, rows }))
        .sort((a, b) => b.rows - a.rows),
    }
  }

  #refuseFaults(): void {
    const faults = this.#faults.slice(0, maximumFaults)
    // A file that was given up early hasn't had its values counted.
    const unmapped = this.isFull ? [] : this.#unmapped.problems()
    if (faults.length + unmapped.length > 0) throw new ProblemError('invalid-file', [...faults, ...unmapped])
  }

  #addFault(problem: ProblemReason, { reason }: FieldFault): void {
    if (reason !== 'offence' || problem.row === undefined) this.#faults.push(problem)
    else this.#unmapped.add(problem.row, problem.column ?? '', problem.value ?? '')
  }

  #exclude(index: number, row: number, { lngLat }: ExcludedRow): void {
    this.#setHome(index, excludedHome)
    if (lngLat === null) this.#excludedUnplaced += 1
    else this.#located.push({ index, row, lngLat, values: [], excluded: true })
  }

  /** Where they belong can't be known of each: they are counted where the rest of the file belongs. */
  async #placeExcluded(located: ReadonlySet<string>, withoutPositionHome: string | null): Promise<void> {
    const [first] = located
    const home = withoutPositionHome ?? first ?? (await this.#finder.homeOfUnplaced(located))
    this.#codeIndex(home)
    this.#countExcluded(home, this.#excludedUnplaced)
  }

  #countExcluded(municipalityCode: string, rows: number): void {
    this.#excluded.set(municipalityCode, (this.#excluded.get(municipalityCode) ?? 0) + rows)
  }

  async #checkAreas(municipalityCode: string): Promise<void> {
    if (this.#areas.size === 0) return
    const known = new Set(await this.#finder.areaCodes(municipalityCode))
    const unknown = [...this.#areas].filter(([code]) => !known.has(code))
    const column = this.#columnOf('area')
    this.#faults.push(...unknown.map(([value, row]) => ({ row, column, value, reason: reasons.area })))
  }

  /** A file all of which lies far from everywhere is read wrongly, or is somebody else's: it is asked about. */
  #refuseElsewhere(): void {
    const [first] = this.#outsideRows
    const nearest = Math.min(...this.#outsideRows.slice(0, 1000).map(({ distanceMeters }) => distanceMeters))
    if (first === undefined || this.#inside.size > 0 || this.#finder.isStated || nearest < elsewhereMeters) return
    const kilometers = Math.round(first.distanceMeters / 1000)
    this.#faults.push({
      row: first.row,
      column: this.#columnOf(this.#reading.layout?.north ?? 'latitude'),
      value: `${first.lngLat[1]}, ${first.lngLat[0]}`,
      reason: {
        sv: `ligger ${kilometers} km från närmaste kommun, och inget annat läge i filen är nära någon. Kontrollera referenssystem (--crs) och kolumner (--map), eller ange --municipality KOD`,
        en: `is ${kilometers} km from the nearest municipality, and no other position in the file is near one. Check the reference system (--crs) and columns (--map), or add --municipality CODE`,
      },
    })
  }

  #addOutside(row: OutsideRow): void {
    this.#outside.set(row.municipalityCode, (this.#outside.get(row.municipalityCode) ?? 0) + 1)
    if (this.#outsideRows.length < maximumListed) this.#outsideRows.push(row)
  }

  #countTheme(subject: string): void {
    const key = this.#undecidedThemes.size < maximumSubjects || this.#undecidedThemes.has(subject) ? subject : '…'
    this.#undecidedThemes.set(key, (this.#undecidedThemes.get(key) ?? 0) + 1)
  }

  #codeIndex(code: string): number {
    const known = this.#codes.indexOf(code)
    return known >= 0 ? known : this.#codes.push(code) - 1
  }

  #setHome(index: number, home: number): void {
    if (index >= this.#homes.length) {
      const longer = new Uint16Array(this.#homes.length * 2)
      longer.set(this.#homes)
      this.#homes = longer
    }
    this.#homes[index] = home
  }

  #columnOf(field: Field): string {
    return this.#reading.mapping.columns.find((column) => column.field === field)?.column ?? field
  }

  #describe(row: number, values: readonly string[], { field, reason }: FieldFault): ProblemReason {
    const { mapping } = this.#reading
    const column = this.#columnOf(field)
    const value = (textsOf(mapping, values)[field] ?? '').trim()
    return { row, column, value: value.length > 80 ? `${value.slice(0, 79)}…` : value, reason: reasons[reason] }
  }
}

function isAboutArea(record: object): record is { areaCode: string } {
  return 'areaCode' in record && typeof record.areaCode === 'string'
}
