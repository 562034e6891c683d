import { expect, test } from 'vitest'

import { sealMunicipality } from '#lib/audit/sealing.server.ts'
import { verifyChains } from '#lib/audit/verification.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { act } from '../support/audit.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()
const code = '7300'
const writers = 6
const actsEach = 25

// The embedded engine runs one transaction at a time, so only on PostgreSQL can two sealers and those who write meet.
test('while many write and two seal, every entry is sealed once and the chain is whole', async () => {
  await addTestMunicipality(database, { code, name: code, slug: code, boundary: boxBoundary(17, 58, 19, 60) })
  let writing = true
  const seal = () =>
    sealMunicipality(database, { municipalityCode: code, side: 'municipality', clock: systemClock, batchSize: 7 })
  const sealer = async () => {
    let sealed = 0
    while (writing) sealed += await seal()
    return sealed
  }
  const write = async (writer: number) => {
    for (let turn = 0; turn < actsEach; turn++) await act(database, code, { subjectId: `${writer}/${turn}` })
  }
  const written = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer))).finally(
    () => (writing = false),
  )
  const [, one, other] = await Promise.all([written, sealer(), sealer()])
  const rest = await seal()
  expect(one + other + rest).toBe(writers * actsEach)
  const [shared] = await verifyChains(database, 'municipality', code)
  expect(shared).toMatchObject({ entries: writers * actsEach, waiting: 0, faults: 0 })
})
