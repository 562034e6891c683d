import type { Words } from './reason.ts'

/** Why a value of a survey is refused. */
export const noArea: Words = {
  sv: 'området saknas; gäller raden hela kommunen ska det stå "hela kommunen"',
  en: 'the area is missing; a row about the whole municipality says "whole municipality"',
}
export const unknownPeriod: Words = {
  sv: 'är inget år (2025) och ingen månad (2025-03)',
  en: 'is no year (2025) and no month (2025-03)',
}
export const unknownShare: Words = {
  sv: 'är ingen andel (34,5 %, 34,5 eller 0,345); en dold skrivs .. eller <5',
  en: 'is no share (34.5 %, 34.5 or 0.345); a hidden one is written .. or <5',
}
export const unknownInterval: Words = {
  sv: 'är inget intervall (32–37) och ingen felmarginal (±2,5)',
  en: 'is no interval (32–37) and no margin of error (±2.5)',
}
export const unknownAnswered: Words = { sv: 'är inget antal svarande', en: 'is no number of people who answered' }
export const unknownUnit: Words = { sv: 'ska vara percent eller share', en: 'must be percent or share' }
export const outsideInterval: Words = {
  sv: 'ligger utanför sitt eget intervall',
  en: 'lies outside its own interval',
}
export const ambiguousUnit: Words = {
  sv: 'talen kan vara procent eller andelar av ett: säg om de är procent (34,5) eller andelar (0,345)',
  en: 'the numbers may be percent or shares of one: say whether they are percent (34.5) or shares (0.345)',
  command: { sv: '--set unit=percent eller --set unit=share', en: '--set unit=percent or --set unit=share' },
}

export function repeated(first: number): Words {
  return {
    sv: `området, frågan, svaret och tiden finns redan på rad ${first}`,
    en: `the area, question, answer and period are on row ${first} already`,
  }
}
