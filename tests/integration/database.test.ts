import sql from 'sql-template-tag'
import { describe, expect, it } from 'vitest'

import type { Context, Transaction } from '#lib/database/database.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()
await addTestMunicipality(database, {
  code: '9911',
  name: 'Ettan',
  slug: 'ettan',
  boundary: boxBoundary(20, 58, 21, 59),
})
await addTestMunicipality(database, {
  code: '9912',
  name: 'Tvåan',
  slug: 'tvaan',
  boundary: boxBoundary(21, 58, 22, 59),
})

const planner = (code: string): Context => ({ role: 'kommun_request', municipalityCodes: [code], access: 'read' })
const importer = (code: string): Context => ({ role: 'import_worker', municipalityCodes: [code], access: 'write' })

function addPlace(db: Transaction, municipalityCode: string, name: string): Promise<number> {
  return db.execute(sql`
    insert into place (municipality_code, id, name, kind, position)
    values (${municipalityCode}, ${crypto.randomUUID()}, ${name}, 'square', ST_SetSRID(ST_MakePoint(20.5, 58.5), 4326))
  `)
}

function placeNames(code: string): Promise<string[]> {
  return database.withContext(planner(code), async (db) => {
    const rows = await db.query<{ name: string }>(sql`select name from place order by name`)
    return rows.map(({ name }) => name)
  })
}

describe('values', () => {
  it('come back alike from both engines', async () => {
    const instant = new Date('2026-03-29T00:30:00.000Z')
    const [row] = await database.withContext(planner('9911'), (db) =>
      db.query(sql`
        select
          ${9_007_199_254_740_993n}::bigint as big, ${[1n, null, 3n]}::bigint[] as bigs, ${instant}::timestamptz as instant,
          ${{ answer: 42 }}::jsonb as json, ${['a,b', 'ö"\\', null]}::text[] as texts, ${new Uint8Array([0, 255])}::bytea as bytes,
          date '2026-08-22' as day, 1.50::numeric as numeric, ${true}::boolean as yes, ${null}::text as nothing,
          ${0.1}::float8 as ratio, 7 as int
      `),
    )
    expect({ ...(row as object), bytes: [...(row as { bytes: Uint8Array }).bytes] }).toEqual({
      big: 9_007_199_254_740_993n,
      bigs: [1n, null, 3n],
      instant,
      json: { answer: 42 },
      texts: ['a,b', 'ö"\\', null],
      bytes: [0, 255],
      day: '2026-08-22',
      numeric: '1.50',
      yes: true,
      nothing: null,
      ratio: 0.1,
      int: 7,
    })
  })
})

describe('a transaction', () => {
  it('is rolled back whole when its work throws', async () => {
    const failing = database.withContext(importer('9911'), async (db) => {
      await addPlace(db, '9911', 'Försvinner')
      throw new Error('halfway')
    })
    await expect(failing).rejects.toThrow('halfway')
    expect(await placeNames('9911')).not.toContain('Försvinner')
  })

  it('goes on after a statement of another one failed', async () => {
    const broken = database.withContext(importer('9911'), (db) => db.query(sql`select no_such_column from place`))
    await expect(broken).rejects.toMatchObject({ name: 'StatementError', sqlState: '42703' })
    await database.withContext(importer('9911'), (db) => addPlace(db, '9911', 'Torget'))
    expect(await placeNames('9911')).toEqual(['Torget'])
  })

  it('fails when its work swallowed a failed statement, instead of seeming to have saved', async () => {
    const swallowing = database.withContext(importer('9911'), async (db) => {
      await addPlace(db, '9911', 'Sväljs')
      await db.query(sql`select 1 / 0`).catch(() => undefined)
      return 'ok'
    })
    await expect(swallowing).rejects.toMatchObject({ sqlState: '22012' })
    expect(await placeNames('9911')).not.toContain('Sväljs')
  })

  it('runs statements that are asked together one after the other, in that order', async () => {
    const names = ['Ängen', 'Bron', 'Åkern', 'Dammen']
    await database.withContext(importer('9911'), async (db) => {
      await Promise.all(names.map((name) => addPlace(db, '9911', name)))
      const kept = Promise.all([
        db.query<{ n: number }>(sql`select count(*)::int as n from place where name = any (${names})`),
        db.execute(sql`delete from place where name = any (${names})`),
        db.query<{ n: number }>(sql`select count(*)::int as n from place where name = any (${names})`),
      ])
      expect(await kept).toEqual([[{ n: 4 }], 4, [{ n: 0 }]])
    })
  })

  it('answers nothing once it has ended, kept or not', async () => {
    let kept: Transaction | undefined
    await database.withContext(planner('9911'), async (db) => void (kept = db))
    await expect(kept?.query(sql`select current_user`)).rejects.toThrow('after its transaction had ended')
  })

  it('cannot be opened inside another, which would wait for itself for ever', async () => {
    const nested = database.withContext(planner('9911'), () => placeNames('9912'))
    await expect(nested).rejects.toThrow('inside another')
    expect(await placeNames('9911')).toEqual(['Torget'])
  })

  it('sees its own municipality only, and none where it has entered none', async () => {
    await database.withContext(importer('9912'), (db) => addPlace(db, '9912', 'Hamnen'))
    expect(await placeNames('9912')).toEqual(['Hamnen'])
    const nowhere = { role: 'kommun_request', municipalityCodes: [], access: 'read' } as const
    expect(await database.withContext(nowhere, (db) => db.query(sql`select 1 from place`))).toEqual([])
  })

  it('cannot write into a municipality it has not entered', async () => {
    const foreign = database.withContext(importer('9911'), (db) => addPlace(db, '9912', 'Främmande'))
    await expect(foreign).rejects.toMatchObject({ sqlState: '42501' })
  })

  it('that only reads cannot write', async () => {
    const reading = { ...importer('9911'), access: 'read' } as const
    const writing = database.withContext(reading, (db) => addPlace(db, '9911', 'Nej'))
    await expect(writing).rejects.toMatchObject({ sqlState: '25006' })
  })

  it('cannot enter what is not a municipality code', async () => {
    const smuggling = planner("9911'; drop table place; --")
    await expect(database.withContext(smuggling, (db) => db.query(sql`select 1`))).rejects.toMatchObject({
      sqlState: '22023',
    })
  })

  it("of the municipality's cannot read the police's crimes, and the police's can", async () => {
    const readCrimes = (db: Transaction) => db.query(sql`select 1 from police.crime`)
    await expect(database.withContext(planner('9911'), readCrimes)).rejects.toMatchObject({ sqlState: '42501' })
    const officer = { role: 'police_request', municipalityCodes: ['9911'], access: 'read' } as const
    expect(await database.withContext(officer, readCrimes)).toEqual([])
  })

  it('keeps transactions that run at once apart', async () => {
    const codes = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? '9911' : '9912'))
    const seen = await Promise.all(
      codes.map((code) =>
        database.withContext(planner(code), async (db) => {
          const rows = await db.query<{ code: string }>(sql`select distinct municipality_code as code from place`)
          return rows.every((row) => row.code === code)
        }),
      ),
    )
    expect(seen.every(Boolean)).toBe(true)
  })
})

describe('a statement past its time limit', () => {
  it('is stopped, says so, and the next one works with everything acknowledged still there', async () => {
    await database.withContext(importer('9911'), (db) => addPlace(db, '9911', 'Före'))
    const endless = database.withContext({ ...planner('9911'), statementTimeoutMilliseconds: 300 }, (db) =>
      db.query(sql`select count(*) from generate_series(1, 10000000000)`),
    )
    await expect(endless).rejects.toMatchObject({ code: 'database-timeout' })
    expect(await placeNames('9911')).toContain('Före')
  })
})
