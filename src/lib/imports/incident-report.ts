import { normaliseName } from './category-names.ts'
import type { Field } from './field.ts'
import type { ImportRequest } from './import.ts'
import type { Mapping, MappingChoice } from './mapping.ts'
import type { Words } from './reason.ts'

/**
 * Headings by which systems for incidents and faults (händelserapporter, felanmälan) export what remarks are made of, the
 * surest first. Positions, words and the rest are known as those of other remarks are.
 */
const headings: Readonly<Partial<Record<Field, string>>> = {
  received:
    'händelsedatum; datum för händelsen; händelse datum; inträffade; inträffat; datum; incident date; date of incident; händelsetid; rapportdatum; rapporterat; anmält; anmälningsdatum; inkommen; registrerad; skapad',
  theme:
    'kategori; händelsetyp; typ av händelse; händelsekategori; category; incident type; feltyp; typ av fel; ärendetyp; typ; rubricering; tema; ämne; theme; subject',
  words:
    'beskrivning; händelsebeskrivning; beskrivning av händelsen; description; felbeskrivning; vad hände; händelseförlopp; händelse; fritext; text; meddelande',
  caseReference:
    'ärendenummer; ärendenr; ärende nr; ärende id; ärendeid; ärende; case number; case id; reference; referensnummer; rapportnummer; rapportnr; händelsenummer; händelsenr; diarienummer; id',
  site: 'plats; händelseplats; platsbeskrivning; adress; gatuadress; address; location; place; anläggning; fastighet; objekt',
}

/**
 * What is to be read of a file: of staff's reports the columns as such systems name them, for the municipality's eyes only
 * whatever the file says, and unsafe where it says nothing.
 */
export function choiceOf({ kind, choice }: ImportRequest, heading: readonly string[]): MappingChoice {
  if (kind !== 'incident-reports') return choice
  const map = { ...guessColumns(choice, heading), ...choice.map }
  const has = (field: string, names: string) =>
    Object.values(map).includes(field) || heading.some((name) => names.split('; ').includes(normaliseName(name)))
  return {
    map: Object.fromEntries(Object.entries(map).filter(([, field]) => field !== 'audience')),
    set: {
      ...(has('feeling', feelingNames) ? {} : { feeling: 'unsafe' }),
      ...(has('theme', '') ? {} : { theme: 'other' }),
      ...choice.set,
      audience: 'municipality',
    },
  }
}

/** Columns known by their headings are guesses, though they were chosen before the file's other columns. */
export function asGuessed({ kind, choice }: ImportRequest, mapping: Mapping): Mapping {
  if (kind !== 'incident-reports') return mapping
  const columns = mapping.columns.map((column) => ({ ...column, guessed: choice.map[column.column] === undefined }))
  return { ...mapping, columns }
}

const feelingNames = 'feeling; upplevelse; känsla; trygghet; trygg otrygg; upplevd trygghet'

function guessColumns({ map, set }: MappingChoice, heading: readonly string[]): Record<string, string> {
  const names = heading.map(normaliseName)
  const guessed: Record<string, string> = {}
  for (const [field, known] of Object.entries(headings)) {
    if (set[field] !== undefined || Object.values(map).includes(field)) continue
    const column = known
      .split('; ')
      .map((name) => heading[names.indexOf(name)])
      .find((name) => name !== undefined && map[name] === undefined && guessed[name] === undefined)
    if (column !== undefined) guessed[column] = field
  }
  return guessed
}

/** Said with every import of them. */
export const incidentWords: Words = {
  sv: 'Händelserapporterna är interna synpunkter: bara kommunen ser dem. De räknas som otrygga, om filen inte säger något annat.',
  en: 'The incident reports are internal remarks: only the municipality sees them. They count as unsafe, unless the file says otherwise.',
}
