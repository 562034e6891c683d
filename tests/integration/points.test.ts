import sql from 'sql-template-tag'
import { describe, expect, it } from 'vitest'

import { cellAt, cellRange, parentCell } from '#lib/cells/h3.ts'
import { monthOf } from '#lib/cells/period.ts'
import { addCrimes } from '#lib/crimes/commands.server.ts'
import { listCrimes } from '#lib/crimes/queries.server.ts'
import type { Context, Transaction } from '#lib/database/database.ts'
import { assignMunicipalities } from '#lib/municipalities/queries.server.ts'
import { newestFirst, toListedPoint, type PointSelection } from '#lib/points/list.ts'
import { addRemarks } from '#lib/remarks/commands.server.ts'
import { listRemarks } from '#lib/remarks/queries.server.ts'
import type { RemarkRecord } from '#lib/remarks/remark.ts'
import { addObservations, addWalk } from '#lib/walks/commands.server.ts'
import { listObservations } from '#lib/walks/queries.server.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { aCrime, anObservation, aRemark } from '../support/records.ts'

const database = await openTestDatabase()
const west = { code: '9911', name: 'Västra', slug: 'vastra', boundary: boxBoundary(20, 58, 21, 59) }
const east = { code: '9912', name: 'Östra', slug: 'ostra', boundary: boxBoundary(20.9, 58, 22, 59) }
await addTestMunicipality(database, west)
await addTestMunicipality(database, east)

const municipalityCode = west.code
const asRole = <Result>(role: Context['role'], work: (db: Transaction) => Promise<Result>): Promise<Result> => {
  const access = role.endsWith('_request') ? 'read' : 'write'
  return database.withContext({ role, municipalityCodes: [municipalityCode, east.code], access }, work)
}
const add = (...records: RemarkRecord[]) =>
  asRole('import_worker', (db) => addRemarks(db, { municipalityCode, importId: null, records }))

interface Stored {
  cell: bigint | null
  outside_m: number | null
  has_position: boolean
  month: number
}

async function storedRemark(id: string): Promise<Stored | undefined> {
  const rows = await asRole('kommun_request', (db) =>
    db.query<Stored>(sql`
      select cell, outside_m, position is not null as has_position, month from remark where id = ${id}
    `),
  )
  return rows[0]
}

async function counted(schema: 'public' | 'police'): Promise<{ cell: bigint; n: number; w: number }[]> {
  const role = schema === 'police' ? 'police_request' : 'kommun_request'
  const table = schema === 'police' ? sql`police.cell_delta` : sql`cell_delta`
  return asRole(role, (db) =>
    db.query(sql`select cell, sum(n)::int as n, sum(w)::int as w from ${table} group by cell order by cell`),
  )
}

describe('a remark', () => {
  it('inside the boundary gets the cell of its position and counts there, with its people', async () => {
    const remark = aRemark({ people: 12 })
    expect(await add(remark)).toEqual({ added: 1, alreadyPresent: 0, withoutPosition: 0, outside: 0 })
    const cell = cellAt([20.5, 58.5])
    expect(await storedRemark(remark.id)).toEqual({ cell, outside_m: null, has_position: true, month: 314 })
    expect(await counted('public')).toContainEqual({ cell, n: 1, w: 12 })
  })

  it('outside it is kept with its position and how far away it is, without a cell', async () => {
    const remark = aRemark({ lngLat: [20.5, 57.9] })
    expect(await add(remark)).toMatchObject({ added: 1, outside: 1 })
    const stored = await storedRemark(remark.id)
    expect(stored).toMatchObject({ cell: null, has_position: true })
    expect(stored?.outside_m).toBeGreaterThan(11_000)
    expect(stored?.outside_m).toBeLessThan(11_300)
  })

  it('just outside a long straight border is outside, although the shortest way on the globe bulges past it', async () => {
    const remark = aRemark({ lngLat: [20.5, 59.0005] })
    expect(await add(remark)).toMatchObject({ added: 1, outside: 1 })
    const stored = await storedRemark(remark.id)
    expect(stored?.cell).toBeNull()
    expect(stored?.outside_m).toBeGreaterThan(0)
  })

  it('that nobody can place more finely than 250 m has no cell, and at 250 m has one', async () => {
    const coarse = aRemark({ precisionMeters: 251 })
    const fine = aRemark({ precisionMeters: 250 })
    await add(coarse, fine)
    expect((await storedRemark(coarse.id))?.cell).toBeNull()
    expect((await storedRemark(fine.id))?.cell).not.toBeNull()
  })

  it('about the whole municipality is counted beside the map', async () => {
    const before = (await counted('public')).find(({ cell }) => cell === 0n)?.n ?? 0
    const remark = aRemark({ scope: 'municipality', lngLat: null })
    expect(await add(remark)).toMatchObject({ added: 1, withoutPosition: 1, outside: 0 })
    expect((await counted('public')).find(({ cell }) => cell === 0n)?.n).toBe(before + 1)
  })

  it('sent twice is one remark, counted once', async () => {
    const remark = aRemark({ lngLat: [20.123, 58.321] })
    await add(remark)
    expect(await add(remark, remark)).toMatchObject({ added: 0, alreadyPresent: 2 })
    expect(await counted('public')).toContainEqual({ cell: cellAt([20.123, 58.321]), n: 1, w: 1 })
  })

  it('that comes twice in one batch is one remark, counted once', async () => {
    const remark = aRemark({ lngLat: [20.234, 58.432], people: 3 })
    expect(await add(remark, { ...remark, id: remark.id.toUpperCase() }, remark)).toMatchObject({
      added: 1,
      alreadyPresent: 2,
    })
    expect(await counted('public')).toContainEqual({ cell: cellAt([20.234, 58.432]), n: 1, w: 3 })
  })

  it('received just after midnight on New Year in Sweden belongs to the new year', async () => {
    const remark = aRemark({ receivedAt: new Date('2025-12-31T23:30:00Z') })
    await add(remark)
    expect((await storedRemark(remark.id))?.month).toBe(monthOf(new Date('2026-01-15T00:00:00Z')))
  })
})

describe('a crime', () => {
  const addCrime = (...records: Parameters<typeof aCrime>[0][]) =>
    asRole('police_import_worker', (db) =>
      addCrimes(db, { municipalityCode, importId: null, records: records.map(aCrime) }),
    )

  it("counts on the police's side only", async () => {
    const before = await counted('public')
    await addCrime({ lngLat: [20.7, 58.7] })
    expect(await counted('public')).toEqual(before)
    expect(await counted('police')).toContainEqual({ cell: cellAt([20.7, 58.7]), n: 1, w: 1 })
  })

  it('counts as an offence: the slots that the database lets a crime have are those of crimes', async () => {
    const id = '0193e0a0-0000-7000-8000-000000000003'
    await addCrime({ id })
    const takes = (slot: number) =>
      asRole('police_import_worker', async (db) => {
        await db.execute(
          sql`update police.crime set slot = ${slot} where municipality_code = ${municipalityCode} and id = ${id}`,
        )
      })
    const slots = await asRole('police_request', (db) =>
      db.query<{ slot: number; source: string }>(sql`select slot, source from slot order by slot`),
    )
    for (const { slot, source } of slots) {
      if (source === 'crime') await takes(slot)
      else await expect(takes(slot), `slot ${slot}`).rejects.toThrow()
    }
    await expect(takes(slots.length + 1)).rejects.toThrow()
  })

  it('has an hour of the week only when its interval is short', async () => {
    const short = '0193e0a0-0000-7000-8000-000000000001'
    const long = '0193e0a0-0000-7000-8000-000000000002'
    await addCrime({ id: short }, { id: long, occurredFrom: new Date('2026-01-30T16:00:00Z') })
    const rows = await asRole('police_request', (db) =>
      db.query(sql`select id, hour_of_week from police.crime where id in (${short}, ${long}) order by id`),
    )
    // Sunday 1 February 2026, 17–18 in Stockholm: six days and seventeen hours after Monday 00.
    expect(rows).toEqual([
      { id: short, hour_of_week: 6 * 24 + 17 },
      { id: long, hour_of_week: null },
    ])
  })
})

describe('a walk', () => {
  it('keeps its observations, which count as their own source', async () => {
    const walkId = '0193e0a0-0000-7000-8000-0000000000aa'
    const observation = anObservation({ walkId, lngLat: [20.3, 58.3] })
    const added = await asRole('import_worker', async (db) => {
      const route = [[20.3, 58.3] as const, [20.31, 58.31] as const]
      await addWalk(db, municipalityCode, { id: walkId, name: 'Vandring vid torget', heldOn: '2026-04-20', route })
      return addObservations(db, { municipalityCode, importId: null, records: [observation] })
    })
    expect(added).toMatchObject({ added: 1 })
  })
})

describe('an id that is there already', () => {
  const batch = { municipalityCode, importId: null }
  const conflict = (id: string) => ({ code: 'conflict', errors: [expect.objectContaining({ value: id })] })

  it('is refused with other content, and nothing of the batch is kept', async () => {
    const remark = aRemark()
    const companion = aRemark()
    await add(remark)
    const before = await counted('public')
    const others = [
      { lngLat: [20.51, 58.5] },
      { lngLat: null },
      { feeling: 'safe' },
      { theme: 'drugs' },
      { people: 2 },
      { words: 'Lampan lyser.' },
      { receivedAt: new Date('2026-03-15T10:00:01Z') },
    ] as const
    for (const other of others) {
      await expect(add(companion, { ...remark, ...other }), JSON.stringify(other)).rejects.toMatchObject(
        conflict(remark.id),
      )
    }
    expect(await counted('public')).toEqual(before)
    expect(await storedRemark(companion.id)).toBeUndefined()
  })

  it('is refused when the two come in one batch', async () => {
    const remark = aRemark()
    await expect(add(remark, { ...remark, words: 'Något annat.' })).rejects.toMatchObject(conflict(remark.id))
    expect(await storedRemark(remark.id)).toBeUndefined()
  })

  it('is a conflict for an observation and a crime too, and none with the same content', async () => {
    const [observation, crime] = [anObservation(), aCrime({ occurredFrom: null })]
    const observe = (words: string) =>
      asRole('import_worker', (db) => addObservations(db, { ...batch, records: [{ ...observation, words }] }))
    const report = (offenceName: string) =>
      asRole('police_import_worker', (db) => addCrimes(db, { ...batch, records: [{ ...crime, offenceName }] }))
    await observe('Buskar.')
    await report('Cykelstöld')
    expect(await observe('Buskar.')).toMatchObject({ added: 0, alreadyPresent: 1 })
    expect(await report('Cykelstöld')).toMatchObject({ added: 0, alreadyPresent: 1 })
    await expect(observe('Träd.')).rejects.toMatchObject(conflict(observation.id))
    await expect(report('Rån')).rejects.toMatchObject(conflict(crime.id))
  })
})

describe('the list of points', () => {
  const everything = (lngLat: [number, number]): PointSelection => ({
    municipalityCode,
    ranges: [cellRange(parentCell(cellAt(lngLat), 9))],
    box: null,
    slots: 'all',
    fromMonth: null,
    toMonth: null,
    limit: 10,
  })

  it('shows all three sources of one cell, newest first, each in its own words', async () => {
    const here: [number, number] = [20.61, 58.61]
    await add(aRemark({ lngLat: here, words: 'Mörkt här.', receivedAt: new Date('2026-06-01T10:00:00Z') }))
    await asRole('import_worker', (db) =>
      addObservations(db, { municipalityCode, importId: null, records: [anObservation({ lngLat: here })] }),
    )
    await asRole('police_import_worker', (db) =>
      addCrimes(db, { municipalityCode, importId: null, records: [aCrime({ lngLat: here })] }),
    )
    const lists = [
      await asRole('kommun_request', (db) => listRemarks(db, everything(here))),
      await asRole('kommun_request', (db) => listObservations(db, everything(here))),
      await asRole('police_request', (db) => listCrimes(db, everything(here))),
    ].map((rows) => rows.map(toListedPoint))
    const { points, more } = newestFirst(lists, 2)
    expect(more).toBe(true)
    expect(points.map(({ source, when, text }) => [source, when, text])).toEqual([
      ['remark', '2026-06-01', 'Mörkt här.'],
      ['observation', '2026-04-20', 'Buskar skymmer gången.'],
    ])
    expect(lists[2]?.[0]).toMatchObject({ source: 'crime', when: '2026-02-01', text: 'Cykelstöld, Stationen' })
  })

  it('leaves out what is outside the months or the box', async () => {
    const here: [number, number] = [20.44, 58.44]
    await add(aRemark({ lngLat: here }))
    const list = (changes: Partial<PointSelection>) =>
      asRole('kommun_request', (db) => listRemarks(db, { ...everything(here), ...changes }))
    expect(await list({})).toHaveLength(1)
    expect(await list({ fromMonth: 315 })).toHaveLength(0)
    expect(await list({ toMonth: 314 })).toHaveLength(1)
    expect(await list({ box: [20.43, 58.43, 20.45, 58.45] })).toHaveLength(1)
    expect(await list({ box: [20.43, 58.43, 20.435, 58.45] })).toHaveLength(0)
  })
})

describe('the municipality of a position', () => {
  it('is the one that holds it, the smaller code where two do, and otherwise the nearest with its distance', async () => {
    const assignments = await asRole('import_worker', (db) =>
      assignMunicipalities(db, [
        [20.5, 58.5],
        [20.95, 58.5],
        [21.5, 58.5],
        [22.01, 58.5],
      ]),
    )
    expect(assignments.slice(0, 3).map(({ code }) => code)).toEqual(['9911', '9911', '9912'])
    expect(assignments[3]).toMatchObject({ code: null, nearestCode: '9912' })
    expect(assignments[3]?.distanceMeters).toBeCloseTo(583, -1)
  })
})
