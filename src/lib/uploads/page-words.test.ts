import { expect, test } from 'vitest'

import { wordForPage } from './page-words.ts'

test.each([
  [
    'ingen kolumn är words (text) eller summary (rubrik). Filens kolumner: A, B. Ange --map KOLUMN=words eller --set words=VÄRDE',
    'ingen kolumn är text eller rubrik. Filens kolumner: A, B.',
  ],
  ['koordinaterna ser omkastade ut: byt plats på kolumnerna med --map', 'koordinaterna ser omkastade ut'],
  [
    'is beyond what the reference system can describe; state the right one with --crs',
    'is beyond what the reference system can describe',
  ],
  [
    'kan vara två olika dagar; --date-order dmy (dagen först) eller mdy (månaden först) bestämmer vilken',
    'kan vara två olika dagar',
  ],
  [
    'Inget läge i filen ligger inom någon kommuns gräns. Kontrollera referenssystemet (--crs) och kolumnerna (--map).',
    'Inget läge i filen ligger inom någon kommuns gräns. Kontrollera referenssystemet och kolumnerna.',
  ],
  [
    'Filen har rader som inte går att läsa in. Utan --accept-partial avvisas hela filen; med det läses resten in.',
    'Filen har rader som inte går att läsa in.',
  ],
  [
    'ligger 90 km från närmaste kommun. Kontrollera kolumner (--map), eller ange --municipality KOD',
    'ligger 90 km från närmaste kommun. Kontrollera kolumner',
  ],
  [
    'är en brottstyp som ingen brottsgrupp är bestämd för; --category "BROTTSTYP=GRUPP" bestämmer den (3 rader)',
    'är en brottstyp som ingen brottsgrupp är bestämd för',
  ],
  ['filen är tom (0 byte)', 'filen är tom (0 byte)'],
  ['raden har 3 värden, men rubrikraden har 4', 'raden har 3 värden, men rubrikraden har 4'],
])('%s', (told, shown) => {
  expect(wordForPage(told)).toBe(shown)
})
