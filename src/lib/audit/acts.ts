import type { Locale } from '#lib/languages/format.ts'

type Words = Readonly<Record<Locale, string>>

/** What each act is called to people; a new act takes its place here. One without a name is shown as it is. */
const actNames: Readonly<Record<string, Words>> = {
  'account.link-provider': {
    sv: 'Knöt ett konto till partens egen inloggning',
    en: 'Linked an account to the party’s own sign-in',
  },
  'account.two-steps-off': { sv: 'Stängde av tvåstegsinloggning', en: 'Turned off two-step sign-in' },
  'account.two-steps-on': { sv: 'Slog på tvåstegsinloggning', en: 'Turned on two-step sign-in' },
  'audit.check': { sv: 'Kontrollerade loggens kedja', en: 'Checked the chain of the log' },
  'audit.download': { sv: 'Hämtade loggen som fil', en: 'Downloaded the log' },
  'audit.heads': { sv: 'Hämtade loggens kedjehuvuden', en: 'Downloaded the chain heads of the log' },
  'category_mapping.remove': {
    sv: 'Tog bort beslut om tema eller brottsgrupp',
    en: 'Removed a decision on a category',
  },
  'category_mapping.save': { sv: 'Beslutade om tema eller brottsgrupp', en: 'Decided on a category' },
  'counts.rebuild': { sv: 'Gjorde om kartans antal', en: 'Rebuilt the counts of the map' },
  'demo.seed': { sv: 'Lade in demokommunen', en: 'Loaded the demo municipality' },
  'export.crime': { sv: 'Hämtade anmälda brott som fil', en: 'Downloaded reported crimes' },
  'export.observation': { sv: 'Hämtade iakttagelser som fil', en: 'Downloaded observations' },
  'export.remark': { sv: 'Hämtade synpunkter som fil', en: 'Downloaded remarks' },
  'gazetteer.replace': { sv: 'Bytte ut kommunens karta', en: 'Replaced the municipality’s own map' },
  'import.area-counts': { sv: 'Läste in anmälda brott per område', en: 'Imported crime counts by area' },
  'import.areas': { sv: 'Läste in områden', en: 'Imported areas' },
  'import.crime': { sv: 'Läste in anmälda brott', en: 'Imported reported crimes' },
  'import.observation': { sv: 'Läste in iakttagelser', en: 'Imported observations' },
  'import.places': { sv: 'Läste in platser', en: 'Imported places' },
  'import.police-events': { sv: 'Läste in polisens händelser', en: 'Imported police events' },
  'import.population': { sv: 'Läste in befolkning', en: 'Imported population' },
  'import.remark': { sv: 'Läste in synpunkter', en: 'Imported remarks' },
  'import.surveys': { sv: 'Läste in enkätsvar', en: 'Imported survey answers' },
  'import.undo': { sv: 'Ångrade en inläsning', en: 'Undid an import' },
  'message.hand-over': { sv: 'Lämnade över ett brev på annat sätt', en: 'Handed over a letter by other means' },
  'message.send-again': { sv: 'Skickade ett brev igen', en: 'Sent a letter again' },
  'municipality.save': { sv: 'Sparade kommunens gräns', en: 'Saved the municipality’s boundary' },
  'membership.grant': { sv: 'Gav en person en roll', en: 'Gave a person a role' },
  'membership.revoke': { sv: 'Tog en roll från en person', en: 'Took a role from a person' },
  'person.create': { sv: 'Lade upp ett konto', en: 'Made an account' },
  'person.disable': { sv: 'Stängde av ett konto', en: 'Closed an account' },
  'person.enable': { sv: 'Öppnade ett konto igen', en: 'Opened an account again' },
  'person.password': { sv: 'Bytte lösenord', en: 'Changed a password' },
  'remark.hand-over': { sv: 'Överlämnade en synpunkt', en: 'Handed over a remark' },
  'upload.correct': { sv: 'Ändrade hur en fil ska läsas', en: 'Changed how a file is to be read' },
  'upload.discard': { sv: 'Kastade en inskickad fil', en: 'Discarded an uploaded file' },
  'upload.expire': { sv: 'Kastade en glömd fil', en: 'Discarded a forgotten file' },
  'upload.forget': { sv: 'Gallrade uppgifter om gamla filer', en: 'Deleted records of old files' },
  'upload.import': { sv: 'Beställde inläsning av en fil', en: 'Ordered the import of a file' },
  'upload.receive': { sv: 'Skickade in en fil', en: 'Uploaded a file' },
  'upload.try': { sv: 'Provkörde en fil', en: 'Tried a file' },
}

export function actName(act: string, locale: Locale): string {
  return actNames[act]?.[locale] ?? act
}

const subjectNames: Readonly<Record<string, Words>> = {
  account: { sv: 'konto', en: 'account' },
  audit: { sv: 'logg', en: 'log' },
  category_mapping: { sv: 'ord i filer', en: 'words of files' },
  import: { sv: 'inläsning', en: 'import' },
  invitation: { sv: 'inbjudan', en: 'invitation' },
  municipality: { sv: 'kommun', en: 'municipality' },
  message: { sv: 'brev', en: 'letter' },
  person: { sv: 'person', en: 'person' },
  remark: { sv: 'synpunkt', en: 'remark' },
  session: { sv: 'inloggning', en: 'session' },
  upload: { sv: 'inskickad fil', en: 'uploaded file' },
}

export function subjectName(kind: string, locale: Locale): string {
  return subjectNames[kind]?.[locale] ?? kind
}

const detailNames: Readonly<Record<string, Words>> = {
  added: { sv: 'nya', en: 'added' },
  after: { sv: 'efter', en: 'after' },
  alreadyPresent: { sv: 'fanns redan', en: 'already present' },
  before: { sv: 'före', en: 'before' },
  bbox: { sv: 'ruta på kartan', en: 'box of the map' },
  category: { sv: 'kategori', en: 'category' },
  cell: { sv: 'cell', en: 'cell' },
  changed: { sv: 'ändrade fält', en: 'changed fields' },
  crs: { sv: 'koordinatsystem', en: 'reference system' },
  excluded: { sv: 'visas aldrig', en: 'never shown' },
  faults: { sv: 'fel', en: 'faults' },
  fileBytes: { sv: 'storlek i byte', en: 'size in bytes' },
  fileName: { sv: 'fil', en: 'file' },
  filter: { sv: 'urval', en: 'filter' },
  format: { sv: 'format', en: 'format' },
  from: { sv: 'från', en: 'from' },
  kind: { sv: 'slag', en: 'kind' },
  laterImports: { sv: 'senare inläsningar', en: 'later imports' },
  name: { sv: 'namn', en: 'name' },
  outside: { sv: 'utanför kommunen', en: 'outside the municipality' },
  party: { sv: 'part', en: 'party' },
  purpose: { sv: 'ändamål', en: 'purpose' },
  reason: { sv: 'skäl', en: 'reason' },
  refused: { sv: 'refuserade', en: 'refused' },
  removed: { sv: 'borttagna', en: 'removed' },
  role: { sv: 'roll', en: 'role' },
  rows: { sv: 'rader', en: 'rows' },
  rowsRead: { sv: 'lästa rader', en: 'rows read' },
  sha256: { sv: 'filens kontrollsumma (SHA-256)', en: 'checksum of the file (SHA-256)' },
  to: { sv: 'till', en: 'to' },
  trial: { sv: 'prov', en: 'trial' },
  withoutPosition: { sv: 'utan läge', en: 'without position' },
}

/** A field of an entry's detail; those of single acts keep the name they have in the code. */
export function detailName(field: string, locale: Locale): string {
  return detailNames[field]?.[locale] ?? field
}

/** A detail as people read it: whole numbers as they are, lists with commas, what has parts as 'part: value'. */
export function detailText(value: unknown, locale: Locale): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'boolean') return value ? { sv: 'ja', en: 'yes' }[locale] : { sv: 'nej', en: 'no' }[locale]
  if (typeof value === 'number') return new Intl.NumberFormat(locale === 'sv' ? 'sv-SE' : 'en-GB').format(value)
  if (typeof value === 'string') return value === '' ? '–' : value
  if (Array.isArray(value)) return value.map((one) => detailText(one, locale)).join(', ') || '–'
  const parts = Object.entries(value as Record<string, unknown>)
  return parts.map(([part, inner]) => `${detailName(part, locale)}: ${detailText(inner, locale)}`).join('; ') || '–'
}
