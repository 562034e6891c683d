import type { Source } from '#lib/cells/category.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import type { LngLat } from '#lib/points/point.ts'

import { batchRows, excludedHome, noHome, refusedHome, RowHomes } from './checked-file.ts'
import type { CheckedFile } from './checked-file.ts'
import type { EarlyWriting } from './early-writing.server.ts'
import type { Field } from './field.ts'
import { wrongWidth } from './file-problem.ts'
import { HeavyPositions } from './heavy-position.ts'
import type { ImportRequest, Watcher } from './import.ts'
import { liesElsewhere, OutsideRows } from './outside-rows.ts'
import type { PlacementFinder, Placement } from './placement.server.ts'
import { reasons } from './reason.ts'
import { draftRecord, placeOfRow } from './record.ts'
import type { Draft, Reading } from './record.ts'
import { RefusalKeeper } from './refusal-keeper.server.ts'
import type { RefusalSink } from './refusal.ts'
import { Refusals } from './refusals.ts'
import type { RefusedRow } from './refusals.ts'
import { columnOf, describeFaults } from './row-faults.ts'
import type { FieldFault } from './row.ts'
import type { TableRow } from './table.ts'
import { UndecidedThemes } from './undecided-theme.ts'
import type { Understood } from './understanding.server.ts'

/**
 * The first pass: every row read, checked and given its municipality; nothing written but by the early writing, which is
 * given up at the first fault that refuses the file. Rows with faults do, unless it is taken in partially or tried: then
 * each is marked, and every one of its reasons goes to the sink.
 *
 * @throws ProblemError invalid-file with up to 100 faults, each naming row, column and value
 */
export async function checkFile<S extends Source>(
  request: ImportRequest,
  understood: Understood<S>,
  finder: PlacementFinder,
  watch: Watcher,
  sink: RefusalSink | null = null,
  early: EarlyWriting<S> | null = null,
): Promise<CheckedFile> {
  const check = new Check(understood.reading, finder, request, sink, early)
  for await (const row of understood.table.rows()) {
    check.read(row, understood.table.heading.length)
    if (check.isFull) break
    if (check.rows % batchRows !== 0) continue
    await check.place()
    await (check.mustBeReadFirst ? early?.giveUp() : early?.write())
    watch({ step: early?.goesOn ? 'written' : 'checked', rows: check.rows })
  }
  await check.place()
  watch({ step: 'checked', rows: check.rows })
  return check.finish()
}

/** A row with a position, to be given its municipality with others; or one that is refused or excluded, with or without. */
type Waiting<S extends Source> = { index: number; row: number } & (
  | { kind: 'record'; lngLat: LngLat; values: readonly string[]; draft: Draft<S> }
  | { kind: 'excluded'; lngLat: LngLat }
  | { kind: 'refused'; lngLat: LngLat | null; refused: RefusedRow }
)

class Check<S extends Source> {
  readonly #reading: Reading<S>
  readonly #finder: PlacementFinder
  readonly #request: ImportRequest
  readonly #early: EarlyWriting<S> | null
  readonly #listsAll: boolean
  readonly #keeper: RefusalKeeper
  readonly #refusals: Refusals
  readonly #homes = new RowHomes()
  readonly #codes: string[] = []
  readonly #inside = new Set<string>()
  readonly #outside = new OutsideRows()
  readonly #excluded = new Map<string, number>()
  /** Codes of areas that rows without position are about, each with its rows. */
  readonly #areas = new Map<string, { index: number; row: number }[]>()
  readonly #undecidedThemes = new UndecidedThemes()
  readonly #heavy = new HeavyPositions()
  #waiting: Waiting<S>[] = []
  #notAPlace = 0
  #withoutPosition = 0
  #excludedUnplaced = 0
  rows = 0

  constructor(
    reading: Reading<S>,
    finder: PlacementFinder,
    request: ImportRequest,
    sink: RefusalSink | null,
    early: EarlyWriting<S> | null,
  ) {
    this.#early = early
    this.#reading = reading
    this.#finder = finder
    this.#request = request
    this.#listsAll = request.acceptPartial || request.dryRun
    this.#keeper = new RefusalKeeper()
    this.#refusals = new Refusals(this.#listsAll, sink, request.dryRun ? null : this.#keeper)
  }

  get isFull(): boolean {
    return this.#refusals.isFull
  }

  /** Which areas there are is asked when the file has been read: rows about them are not written before that. */
  get mustBeReadFirst(): boolean {
    return (!this.#listsAll && this.#refusals.rows > 0) || this.#areas.size > 0
  }

  read({ row, values, fault: broken }: TableRow, width: number): void {
    const index = this.rows
    this.rows += 1
    this.#homes.set(index, noHome)
    if (values.length < width || values.slice(width).some((value) => value.trim() !== '')) {
      this.#refuse(index, row, null, { reasons: [wrongWidth(row, values.length, width)], unmapped: null })
      return
    }
    const { draft, faults, excluded } = draftRecord(this.#reading, values)
    // Before anything else: not even what is wrong with such a row is told.
    if (excluded !== null) return this.#exclude(index, row, excluded.lngLat)
    if (broken !== undefined) return this.#refuse(index, row, null, { reasons: [{ row, ...broken }], unmapped: null })
    if (draft === null) {
      const lngLat = this.#listsAll ? placeOfRow(this.#reading, values) : null
      return this.#refuse(index, row, lngLat, this.#describe(row, values, faults))
    }
    const { lngLat } = draft.record
    if (draft.undecidedTheme !== null) this.#undecidedThemes.add(draft.undecidedTheme)
    if (isAboutArea(draft.record)) this.#addArea(draft.record.areaCode, { index, row })
    if (lngLat !== null) return this.#locate({ kind: 'record', index, row, lngLat, values, draft })
    this.#withoutPosition += 1
    this.#early?.take(draft)
  }

  /** Most are placed at once; to wait would only keep them in memory. */
  #locate(record: Waiting<S> & { kind: 'record' }): void {
    const placement = this.#finder.findSurely(record.lngLat)
    if (placement === undefined) this.#waiting.push(record)
    else this.#settle(record, placement)
  }

  async place(): Promise<void> {
    const waiting = this.#waiting
    this.#waiting = []
    const placements = await this.#finder.find(waiting.flatMap(({ lngLat }) => (lngLat === null ? [] : [lngLat])))
    let asked = 0
    for (const one of waiting) {
      const placement = one.lngLat === null ? undefined : placements[asked++]
      if (one.kind === 'refused') this.#refusals.add(placement && this.#named(placement), one.refused)
      else if (placement === undefined) throw new Error('a position was not answered')
      else if (one.kind === 'excluded') this.#countExcluded(this.#named(placement), 1)
      else this.#settle(one, placement)
    }
    await this.#refusals.tell()
  }

  async finish(): Promise<CheckedFile> {
    this.#refuseElsewhere()
    if (!this.#listsAll) this.#refusals.refuseFile()
    const located = this.#inside.size > 0 ? this.#inside : new Set(this.#codes)
    const home = this.#withoutPosition > 0 ? await this.#finder.homeOfUnplaced(located) : null
    if (home !== null) await this.#checkAreas(home)
    const homeOfRefused = await this.#settleRefused(located)
    // A partial import of which nothing remains is none.
    const isNothingLeft = this.#refusals.rows === this.rows && !this.#request.dryRun
    if (!this.#listsAll || isNothingLeft) this.#refusals.refuseFile()
    if (this.#excludedUnplaced > 0) await this.#placeExcluded(located, home)
    return {
      rows: this.rows,
      withoutPosition: this.#withoutPosition,
      outside: sumOf(this.#outside.byCode),
      outsideRows: this.#outside.rows,
      municipalityCodes: this.#codes,
      homes: this.#homes.finish(this.rows, home === null ? null : this.#codeIndex(home)),
      outsideByCode: this.#outside.byCode,
      excluded: sumOf(this.#excluded),
      excludedByCode: this.#excluded,
      refused: this.#refusals.rows,
      refusedByCode: this.#refusals.byCode,
      faults: this.#refusals.faults,
      unmapped: this.#refusals.unmapped,
      keptRefusals: this.#keeper.finish(homeOfRefused),
      refusedNowhere: this.#refusals.rowsNowhere,
      withoutPositionHome: home,
      anyInside: this.#inside.size > 0,
      heavyPositions: this.#heavy.list(this.#request.addressShare, this.#reading.notPlaces),
      notAPlace: this.#notAPlace,
      undecidedThemes: this.#undecidedThemes.list(),
    }
  }

  #settle({ index, row, lngLat, values, draft }: Waiting<S> & { kind: 'record' }, placement: Placement): void {
    const { municipalityCode, outsideMeters } = placement
    const home = this.#codeIndex(municipalityCode)
    const field = this.#reading.layout?.north
    if (placement.looksSwapped && field !== undefined) {
      this.#homes.set(index, refusedHome)
      this.#refusals.add(municipalityCode, this.#describe(row, values, [{ field, reason: 'swapped' }]))
      return
    }
    this.#homes.set(index, home)
    this.#early?.take(draft)
    this.#heavy.add(municipalityCode, lngLat)
    if (this.#reading.notPlaces.has(lngLat)) this.#notAPlace += 1
    if (outsideMeters === null) this.#inside.add(municipalityCode)
    else this.#outside.add({ row, lngLat, municipalityCode, distanceMeters: outsideMeters })
  }

  #refuse(index: number, row: number, lngLat: LngLat | null, refused: RefusedRow): void {
    this.#homes.set(index, refusedHome)
    if (this.#listsAll) this.#waiting.push({ kind: 'refused', index, row, lngLat, refused })
    else this.#refusals.add(undefined, refused)
  }

  #exclude(index: number, row: number, lngLat: LngLat | null): void {
    this.#homes.set(index, excludedHome)
    if (lngLat === null) this.#excludedUnplaced += 1
    else this.#waiting.push({ kind: 'excluded', index, row, lngLat })
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

  /** @returns where refused rows without a readable position belong; null where that can't be known */
  async #settleRefused(located: ReadonlySet<string>): Promise<string | null> {
    await this.#refusals.tell()
    if (!this.#listsAll || this.#refusals.rowsNowhere === 0) return null
    const home = await this.#finder.onlyHome(located)
    if (home !== null) this.#refusals.settleNowhere(home)
    if (home !== null) this.#codeIndex(home)
    return home
  }

  async #checkAreas(municipalityCode: string): Promise<void> {
    if (this.#areas.size === 0) return
    const known = new Set(await this.#finder.areaCodes(municipalityCode))
    const column = this.#columnOf('area')
    for (const [value, rows] of this.#areas) {
      if (known.has(value)) continue
      this.#withoutPosition -= rows.length
      // One row will do where the file is refused.
      for (const { index, row } of this.#listsAll ? rows : rows.slice(0, 1)) {
        this.#homes.set(index, refusedHome)
        const reason = { row, column, value, reason: reasons.area }
        this.#refusals.add(municipalityCode, { reasons: [reason], unmapped: null })
      }
    }
  }

  /** A file all of which lies far from everywhere is read wrongly, or is somebody else's: it is asked about. */
  #refuseElsewhere(): void {
    const first = this.#outside.findElsewhere()
    if (first === null || this.#inside.size > 0 || this.#finder.isStated) return
    const column = this.#columnOf(this.#reading.layout?.north ?? 'latitude')
    throw new ProblemError('invalid-file', [liesElsewhere(first, column), ...this.#refusals.faults])
  }

  #addArea(code: string, row: { index: number; row: number }): void {
    const rows = this.#areas.get(code)
    if (rows === undefined) this.#areas.set(code, [row])
    else rows.push(row)
  }

  #named({ municipalityCode }: Placement): string {
    this.#codeIndex(municipalityCode)
    return municipalityCode
  }

  #codeIndex(code: string): number {
    const known = this.#codes.indexOf(code)
    return known >= 0 ? known : this.#codes.push(code) - 1
  }

  #columnOf(field: Field): string {
    return columnOf(this.#reading.mapping, field)
  }

  #describe(row: number, values: readonly string[], faults: readonly FieldFault[]): RefusedRow {
    return describeFaults(this.#reading.mapping, row, values, faults)
  }
}

function isAboutArea(record: object): record is { areaCode: string } {
  return 'areaCode' in record && typeof record.areaCode === 'string'
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}
