import { expect, test } from 'vitest'

import { Homes } from './home.ts'
import { municipalityOf, occurredAtOf } from './police-event-file.ts'

test.each([
  ['22 augusti 09.48, Trafikolycka, Lund', '2026-08-22T08:00:00Z', '2026-08-22T07:48:00.000Z'],
  ['31 december 00.07, Brand, Nacka', '2023-12-31T23:40:16Z', '2023-12-30T23:07:00.000Z'],
  ['31 december 23.50, Brand, Nacka', '2024-01-01T08:00:00Z', '2023-12-31T22:50:00.000Z'],
])('%s, published %s, happened %s', (name, publishedAt, occurredAt) => {
  expect(occurredAtOf(name, new Date(publishedAt))?.toISOString()).toBe(occurredAt)
})

test.each(['Brand, Lund', '31 februari 10.00, Brand, Lund', '3 smörja 10.00, Brand'])('%s says no time', (name) => {
  expect(occurredAtOf(name, new Date('2026-08-22T08:00:00Z'))).toBeNull()
})

const homes = new Homes([
  { code: '0139', name: 'Upplands-Bro' },
  { code: '1281', name: 'Lund' },
])

test.each([
  ['1 maj 10.00, Brand, Upplands-bro', 'Upplands-bro', '0139'],
  ['1 maj 10.00, Brand, Lund', 'Skåne län', '1281'],
  ['1 maj 10.00, Brand, Malmö', 'Skåne län', null],
  ['1 maj 10.00, Brand, Malmö', 'Malmö', null],
  ['1 maj 10.00, Sammanfattning natt, Skåne län', 'Skåne län', 'county'],
])('%s in %s belongs to %s', (name, location, expected) => {
  expect(municipalityOf(name, location, homes)).toBe(expected)
})
