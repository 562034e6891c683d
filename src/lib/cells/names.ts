import type { Category, Feeling, OffenceGroup, Source, Theme } from '#lib/cells/category.ts'
import { m } from '#lib/languages/compiled/messages.js'
import type { Locale } from '#lib/languages/format.ts'

/** What the database calls a thing → what a person calls it. Each of these is a message in both languages. */
type Message = (inputs?: Record<string, never>, options?: { locale?: Locale }) => string

const sourceNames: Record<Source, Message> = {
  remark: m.source_remark,
  observation: m.source_observation,
  crime: m.source_crime,
}

const oneOfSourceNames: Record<Source, Message> = {
  remark: m.source_one_remark,
  observation: m.source_one_observation,
  crime: m.source_one_crime,
}

const feelingNames: Record<Feeling, Message> = {
  safe: m.feeling_safe,
  unsure: m.feeling_unsure,
  unsafe: m.feeling_unsafe,
}

const themeNames: Record<Theme, Message> = {
  lighting: m.theme_lighting,
  visibility: m.theme_visibility,
  deserted: m.theme_deserted,
  disorder: m.theme_disorder,
  drugs: m.theme_drugs,
  threats: m.theme_threats,
  harassment: m.theme_harassment,
  traffic: m.theme_traffic,
  litter: m.theme_litter,
  theft: m.theme_theft,
  meeting_place: m.theme_meeting_place,
  other: m.theme_other,
}

const offenceNames: Record<OffenceGroup, Message> = {
  violence: m.offence_violence,
  robbery: m.offence_robbery,
  threats: m.offence_threats,
  sexual_offence: m.offence_sexual_offence,
  burglary: m.offence_burglary,
  bicycle_theft: m.offence_bicycle_theft,
  vehicle_crime: m.offence_vehicle_crime,
  theft_from_person: m.offence_theft_from_person,
  shoplifting: m.offence_shoplifting,
  theft: m.offence_theft,
  damage: m.offence_damage,
  drugs: m.offence_drugs,
  weapons: m.offence_weapons,
  disorder: m.offence_disorder,
  other: m.offence_other,
}

export function sourceName(source: Source, locale: Locale): string {
  return sourceNames[source]({}, { locale })
}

/** 'Synpunkt', where one is meant. */
export function oneOfSourceName(source: Source, locale: Locale): string {
  return oneOfSourceNames[source]({}, { locale })
}

export function feelingName(feeling: Feeling, locale: Locale): string {
  return feelingNames[feeling]({}, { locale })
}

/** A category is named by its source: 'theft' of a remark is a theme, of a crime an offence group. */
export function categoryName(source: Source, category: Category, locale: Locale): string {
  const names: Partial<Record<Category, Message>> = source === 'crime' ? offenceNames : themeNames
  return names[category]?.({}, { locale }) ?? category
}
