import { expect, test } from 'vitest'

import { feelingOf, offenceGroupOf, themeOf } from './category-names.ts'

test.each([
  ['Anti-social behaviour', 'disorder'],
  ['Bicycle theft', 'bicycle_theft'],
  ['Burglary', 'burglary'],
  ['Criminal damage and arson', 'damage'],
  ['Drugs', 'drugs'],
  ['Other crime', 'other'],
  ['Other theft', 'theft'],
  ['Possession of weapons', 'weapons'],
  ['Public order', 'disorder'],
  ['Robbery', 'robbery'],
  ['Shoplifting', 'shoplifting'],
  ['Theft from the person', 'theft_from_person'],
  ['Vehicle crime', 'vehicle_crime'],
  ['Violence and sexual offences', 'violence'],
  ['MISSHANDEL', 'violence'],
  ['Stöld/inbrott', 'burglary'],
  ['bicycle_theft', 'bicycle_theft'],
])('%s is %s', (name, group) => {
  expect(offenceGroupOf(name)).toBe(group)
})

test('a name nobody has decided is not guessed', () => {
  expect(offenceGroupOf('Häleri')).toBeNull()
  expect(themeOf('Potholes')).toBeNull()
  expect(feelingOf('ja')).toBeNull()
})

test('themes and feelings in both languages', () => {
  expect(themeOf('Belysning')).toBe('lighting')
  expect(themeOf('meeting_place')).toBe('meeting_place')
  expect(feelingOf('Otrygg')).toBe('unsafe')
  expect(feelingOf('vet ej')).toBe('unsure')
})
