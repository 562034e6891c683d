/**
 * What a point can be about: themes of remarks and observations, offence groups of crimes. Categories are global; a
 * municipality's own words map onto them. Order decides the slot number in the counts (see slot.ts beside this file and migration
 * 0005): only ever add, by a migration.
 */
export const themes = [
  'lighting',
  'visibility',
  'deserted',
  'disorder',
  'drugs',
  'threats',
  'harassment',
  'traffic',
  'litter',
  'theft',
  'meeting_place',
  'other',
] as const

export const offenceGroups = [
  'violence',
  'robbery',
  'threats',
  'sexual_offence',
  'burglary',
  'bicycle_theft',
  'vehicle_crime',
  'theft_from_person',
  'shoplifting',
  'theft',
  'damage',
  'drugs',
  'weapons',
  'disorder',
  'other',
] as const

export const feelings = ['safe', 'unsure', 'unsafe'] as const
export const sources = ['remark', 'observation', 'crime'] as const
export const audiences = ['shared', 'municipality', 'police'] as const

export type Theme = (typeof themes)[number]
export type OffenceGroup = (typeof offenceGroups)[number]
export type Feeling = (typeof feelings)[number]
export type Source = (typeof sources)[number]
export type Audience = (typeof audiences)[number]
export type Category = Theme | OffenceGroup

export function categoriesOf(source: Source): readonly Category[] {
  return source === 'crime' ? offenceGroups : themes
}
