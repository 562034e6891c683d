import { categoriesOf, feelings, offenceGroups, themes } from '#lib/cells/category.ts'
import type { Category, Feeling, OffenceGroup, Source, Theme } from '#lib/cells/category.ts'

/** Text as names are compared: case, accents of spacing and punctuation don't matter, letters do. */
export function normaliseName(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Offence types as data.police.uk, Swedish police lists and people write them. */
const offenceNames: Record<OffenceGroup, string> = {
  violence: `
    Violence and sexual offences; Violent crime; Assault; Våld; Våldsbrott; Misshandel; Grov misshandel
    Mord och dråp; Dråp; Mord; Försök till mord; Vållande till kroppsskada; Våld mot tjänsteman`,
  robbery: 'Robbery; Rån; Grovt rån; Personrån; Butiksrån; Rån övrigt; Rån väpnat',
  threats: 'Threats; Harassment; Hot; Olaga hot; Ofredande; Hot mot tjänsteman; Olaga tvång',
  sexual_offence:
    'Sexual offence; Sexual offences; Sexualbrott; Våldtäkt; Sexuellt ofredande; Blottning; Sexuellt övergrepp',
  burglary: `
    Burglary; Inbrott; Bostadsinbrott; Inbrottsstöld; Stöld genom inbrott; Källarinbrott; Vindsinbrott
    Inbrott i bostad; Inbrott i källare; Inbrott i lokal; Villainbrott; Lägenhetsinbrott; Stöld/inbrott`,
  bicycle_theft: 'Bicycle theft; Cykelstöld; Stöld av cykel; Cykelstölder',
  vehicle_crime: `
    Vehicle crime; Bilstöld; Bilinbrott; Fordonsbrott; Fordonsstöld; Tillgrepp av fordon; Stöld ur fordon
    Stöld från motorfordon; Stöld ur och från motorfordon; Stöld av motorfordon; Tillgrepp av motorfordon
    Mopedstöld`,
  theft_from_person:
    'Theft from the person; Theft from person; Theft from a person; Fickstöld; Stöld från person; Väskryckning',
  shoplifting: 'Shoplifting; Butiksstöld; Snatteri; Stöld i butik; Butikssnatteri',
  theft: 'Other theft; Theft; Stöld; Annan stöld; Ringa stöld; Grov stöld; Övrig stöld; Tillgreppsbrott',
  damage: `
    Criminal damage and arson; Criminal damage; Damage; Arson; Vandalism; Skadegörelse; Klotter; Mordbrand
    Anlagd brand; Skadegörelsebrott; Grov skadegörelse; Skadegörelse genom brand`,
  drugs: 'Drugs; Narkotika; Narkotikabrott; Narkotikabrott ringa; Ringa narkotikabrott; Narkotikainnehav',
  weapons: 'Possession of weapons; Weapons; Vapen; Vapenbrott; Vapeninnehav; Knivlagen; Brott mot knivlagen; Skjutning',
  disorder: `
    Anti-social behaviour; Anti-social behavior; Public order; Public disorder; Public disorder and weapons; Disorder
    Ordningsstörning; Ordningsbrott; Förargelseväckande beteende; Ordningslagen; Brott mot ordningslagen
    Fylleri; Bråk; Störning`,
  other:
    'Other crime; Other crimes; Other; Övrigt; Övriga brott; Annat brott; Annat; Övrigt brott; Bedrägeri; Trafikbrott',
}

const themeNames: Record<Theme, string> = {
  lighting: 'Lighting; Street Lamp; Street light; Belysning; Dålig belysning; Mörkt; Trasig belysning; Gatubelysning',
  visibility:
    'Visibility; Poor visibility; Sikt; Dålig sikt; Skymd sikt; Skymda platser; Buskage; Växtlighet; Överblick',
  deserted: 'Deserted; Deserted surroundings; Ödsligt; Ödslighet; Öde; Få människor; Ensamt; Folktomt',
  disorder: 'Disorder; Stök; Ordningsstörning; Bråk; Bråkiga grupper; Störande; Berusade; Gäng',
  drugs: 'Drugs; Narkotika; Droger; Droghandel; Missbruk; Narkotikahandel',
  threats: 'Threats; Hot; Hot och våld; Våld; Violence; Rån',
  harassment: 'Harassment; Trakasserier; Ofredande; Tjuvnyp; Sexuella trakasserier; Kränkningar',
  traffic: `
    Traffic; Trafik; Traffic/Road Safety; Trafiksäkerhet; Buskörning; Hastighet; Mopeder; Höga hastigheter
    Traffic Signal / Pedestrian Signal`,
  litter: `
    Litter; Skräp; Nedskräpning; Trash & Recycling; Illegal Dumping; Klotter; Graffiti; Skadegörelse
    Klotter och skadegörelse; Skräp och klotter; Nedskräpning och klotter; Bins for Trash & Recycling`,
  theft: 'Theft; Stöld; Inbrott; Stölder; Cykelstöld; Stöld och inbrott',
  meeting_place: 'Meeting place; Meeting places; Mötesplats; Mötesplatser; Trevlig plats; Samlingsplats',
  other: 'Other; Övrigt; Annat',
}

const feelingNames: Record<Feeling, string> = {
  safe: 'safe; trygg; tryggt; trygga; positiv',
  unsure: 'unsure; vet ej; vet inte; osäker; ingen åsikt; varken eller; neutral',
  unsafe: 'unsafe; otrygg; otryggt; otrygga; negativ',
}

const offenceByName = index(offenceNames, offenceGroups)
const themeByName = index(themeNames, themes)
const feelingByName = index(feelingNames, feelings)

function index<Value extends string>(names: Record<Value, string>, values: readonly Value[]): Map<string, Value> {
  const byName = new Map<string, Value>()
  for (const value of values) {
    // Our own word always means itself; of other names the first to claim one keeps it.
    byName.set(normaliseName(value), value)
  }
  for (const value of values) {
    for (const name of names[value].split(/[;\n]/)) {
      const key = normaliseName(name)
      if (key !== '' && !byName.has(key)) byName.set(key, value)
    }
  }
  return byName
}

/** The offence group a type of offence counts as, or null when no one has decided. */
export function offenceGroupOf(text: string): OffenceGroup | null {
  return offenceByName.get(normaliseName(text)) ?? null
}

export function themeOf(text: string): Theme | null {
  return themeByName.get(normaliseName(text)) ?? null
}

export function feelingOf(text: string): Feeling | null {
  return feelingByName.get(normaliseName(text)) ?? null
}

/** The installation's own names of each category of a source, as people write them. */
export function ownNames(source: Source): { category: Category; names: string[] }[] {
  const names: Partial<Record<Category, string>> = source === 'crime' ? offenceNames : themeNames
  return categoriesOf(source).map((category) => ({ category, names: splitNames(names[category] ?? '') }))
}

function splitNames(text: string): string[] {
  return text
    .split(/[;\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
